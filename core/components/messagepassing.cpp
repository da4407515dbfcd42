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

constexpr std::size_t mostBytes = 512UL * 1024; ///< of a batch
constexpr int atOnce = 50;                      ///< read
constexpr std::size_t longestText = 400;        ///< bytes of a string, where the message is too long
/// Batches of one message that the parent has refused do not hold up the others, unless it refuses whatever comes.
constexpr std::int64_t mostRefused = 20;

using inbox::MessagesBody;

bool mayBatch(store::Connection &db, const SiteCode &parent)
{
    const store::OpenRequests open = store::openRequests(db, parent, InstructionKind::Messages);
    return open.all == open.refused && open.refused < mostRefused;
}

std::string cut(const std::string &text)
{
    std::size_t end = std::min(text.size(), longestText);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) // not within a character
        --end;
    return end < text.size() ? text.substr(0, end) + "\u2026" : text;
}

/// As long as one may be: rather its beginning than nothing.
MessagesBody::Line lineOf(StatusMessage message)
{
    message.strings.resize(std::min(message.strings.size(), inbox::mostMessageStrings));
    message.attributes.resize(std::min(message.attributes.size(), inbox::mostMessageAttributes));
    MessagesBody::Line line{std::move(message), {}};
    if (inbox::bytesOf(line) > inbox::longestMessage) {
        for (std::string &text : line.message.strings)
            text = cut(text);
        for (StatusMessage::Attribute &attribute : line.message.attributes)
            attribute.value = cut(attribute.value);
    }
    return line;
}

/// The oldest that the parent has not acknowledged, as many as an instruction holds.
MessagesBody nextBatch(store::Connection &db, const SiteCode &parent)
{
    store::MessageFilter behind;
    behind.afterRecord = store::messagesUpTo(db, parent);
    behind.limit = atOnce;
    behind.oldestFirst = true;
    MessagesBody body;
    std::size_t bytes = 0;
    while (true) {
        auto some = store::messages(db, behind);
        for (StatusMessage &message : some) {
            const std::int64_t record = message.recordId;
            MessagesBody::Line line = lineOf(std::move(message));
            bytes += inbox::bytesOf(line);
            if (bytes > mostBytes || std::ssize(body.messages) == messagesInBatch)
                return body;
            body.messages.push_back(std::move(line));
            body.upTo = record;
        }
        if (some.empty())
            return body;
        behind.afterRecord = body.upTo;
    }
}

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
    if (!parent || !mayBatch(db, parent->site))
        return 0;
    return std::max<std::int64_t>(0, store::newestMessage(db) - store::messagesUpTo(db, parent->site));
}

bool planMessages(store::Connection &db, const Scheduler &scheduler, Time now)
{
    const auto parent = store::parentAddress(db);
    if (!parent || !mayBatch(db, parent->site))
        return false;
    MessagesBody body = nextBatch(db, parent->site);
    if (body.messages.empty())
        return false;
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

bool splitMessages(store::Connection &db, const Scheduler &scheduler, const SendRequest &refused, Time now)
{
    const auto lines = inbox::parseLines(refused.lines);
    const auto body = lines ? inbox::messagesFrom(*lines) : std::nullopt;
    if (!body || body->messages.size() < 2 || store::openRequests(db, refused.to, InstructionKind::Messages).all >= mostRefused)
        return false;
    const auto middle = body->messages.begin() + std::ssize(body->messages) / 2;
    // How far the first half goes is not known any more: the second one says it, and neither is forgotten before it is answered.
    const std::int64_t before = std::max<std::int64_t>(1, store::messagesUpTo(db, refused.to));
    for (const MessagesBody &half : {MessagesBody{before, {body->messages.begin(), middle}}, MessagesBody{body->upTo, {middle, body->messages.end()}}})
        scheduler.enqueue(db, refused.to, InstructionKind::Messages, inbox::toLines(half), std::nullopt, now);
    store::deleteRequest(db, refused.id);
    return true;
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
