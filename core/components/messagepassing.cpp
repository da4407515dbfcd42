// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/components/messagepassing.h"

#include <algorithm>
#include <map>

#include "core/components/statusmanager.h"
#include "core/store/addressrepository.h"
#include "core/store/belowrepository.h"
#include "core/store/journalrepository.h"
#include "core/store/sendrepository.h"
#include "core/store/statusrepository.h"

namespace cartage::components {

namespace {

constexpr std::size_t mostBytes = 384UL * 1024; ///< of a batch: a message of a client, escaped, is not larger than what then is left of an instruction
constexpr std::size_t longestMessage = 900UL * 1024;

using inbox::MessagesBody;

std::size_t bytesOf(const MessagesBody::Line &line) { return inbox::linesText(inbox::toLines(MessagesBody{1, {line}})).size(); }

/// So that the parent knows a client's message that it has taken in itself.
void addContents(store::Connection &db, MessagesBody &body)
{
    std::vector<Xxh128> guids;
    for (const MessagesBody::Line &line : body.messages) {
        if (const auto guid = line.message.sender.empty() ? std::nullopt : uuidBytes(line.message.guid))
            guids.push_back(*guid);
    }
    const auto seen = store::seenContents(db, guids);
    for (MessagesBody::Line &line : body.messages) {
        const auto guid = line.message.sender.empty() ? std::nullopt : uuidBytes(line.message.guid);
        if (const auto found = guid ? seen.find(*guid) : seen.end(); found != seen.end())
            line.content = found->second;
    }
}

/// Its own, and those of sites that are behind it or of which nobody has told yet.
bool maySpeakOf(store::Connection &db, const SiteCode &own, const SiteCode &from, const SiteCode &site)
{
    if (site == own)
        return false;
    const auto known = site == from ? std::nullopt : store::remoteSite(db, site);
    return !known || known->via == from;
}

} // namespace

std::int64_t messagesToPass(store::Connection &db)
{
    const auto parent = store::parentAddress(db);
    if (!parent || store::hasOpenRequest(db, parent->site, InstructionKind::Messages))
        return 0;
    return std::max<std::int64_t>(0, store::newestMessage(db) - store::messagesUpTo(db, parent->site));
}

bool planMessages(store::Connection &db, const Scheduler &scheduler, Time now)
{
    const auto parent = store::parentAddress(db);
    if (!parent || store::hasOpenRequest(db, parent->site, InstructionKind::Messages))
        return false;
    store::MessageFilter behind;
    behind.afterRecord = store::messagesUpTo(db, parent->site);
    behind.limit = messagesInBatch;
    behind.oldestFirst = true;
    MessagesBody body;
    std::size_t bytes = 0;
    for (StatusMessage &message : store::messages(db, behind)) {
        const std::int64_t record = message.recordId;
        MessagesBody::Line line{std::move(message), {}};
        const std::size_t more = bytesOf(line);
        if (more <= longestMessage) {
            body.messages.push_back(std::move(line));
            bytes += more;
        }
        body.upTo = record;
        if (bytes >= mostBytes)
            break;
    }
    if (body.upTo == 0)
        return false;
    if (body.messages.empty()) { // nothing of them fits into an instruction
        store::setMessagesUpTo(db, parent->site, body.upTo);
        return false;
    }
    addContents(db, body);
    scheduler.enqueue(db, parent->site, InstructionKind::Messages, inbox::toLines(body), std::nullopt, now);
    return true;
}

void takeMessages(store::Connection &db, const SiteCode &own, const SiteCode &from, const MessagesBody &body, Time now)
{
    std::vector<Xxh128> guids;
    for (const MessagesBody::Line &line : body.messages)
        guids.push_back(uuidBytes(line.message.guid).value_or(Xxh128()));
    auto seen = store::seenContents(db, guids);
    std::map<std::string, bool> allowed;
    std::vector<store::MessageFromBelow> fresh;
    for (std::size_t i = 0; i < guids.size(); ++i) {
        const MessagesBody::Line &line = body.messages[i];
        const auto [known, isNew] = allowed.try_emplace(line.message.site);
        if (isNew)
            known->second = maySpeakOf(db, own, from, SiteCode(line.message.site));
        if (!known->second)
            continue;
        const Xxh128 content = line.content.value_or(xxh128(asBytes(inbox::linesText(inbox::toLines(MessagesBody{1, {line}})))));
        if (seen.try_emplace(guids[i], content).second)
            fresh.push_back({line.message, guids[i], content});
    }
    store::insertMessagesFromBelow(db, fresh, from, now);
}

void messagesTaken(store::Connection &db, const SendRequest &request)
{
    const auto lines = inbox::parseLines(request.lines);
    const auto body = lines ? inbox::messagesFrom(*lines) : std::nullopt;
    if (body)
        store::setMessagesUpTo(db, request.to, std::max(body->upTo, store::messagesUpTo(db, request.to)));
    store::deleteRequest(db, request.id);
}

void passMessagesAgain(store::Connection &db, const SiteCode &parent)
{
    for (const SendRequest &request : store::sendRequests(db, {parent, {}})) {
        if (request.kind == InstructionKind::Messages)
            store::deleteRequest(db, request.id);
    }
    store::setMessagesUpTo(db, parent, 0);
}

} // namespace cartage::components
