// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/retention.h"

#include <algorithm>
#include <map>

#include "core/domain/messagecatalogue.h"
#include "core/store/enginerepository.h"
#include "core/store/journalrepository.h"
#include "core/store/statusrepository.h"

namespace cartage::engine {

namespace {

constexpr Span day = std::chrono::days(1);
constexpr Span seenAtLeast = std::chrono::days(365);
/// Some 5 ms: to look at a row is little, to delete one touches every index.
constexpr int looksInOneStep = 1000;
constexpr std::size_t deletesInOneStep = 200;
constexpr int sendersInOneStep = 20; ///< with 4,096 gaps each at worst
constexpr Span silentFor = std::chrono::days(365);
constexpr const char *walkedTo = "walked_to"; ///< the newest record id when the last walk began
constexpr std::string_view retired = "retired_";
constexpr std::string_view ofClients = "client_";
constexpr std::string_view said = "said_";

/// A number has the catalogue's type only where it is the catalogue's message.
std::string typeOf(const store::MessageAge &message)
{
    const CatalogueEntry *entry = catalogueEntry(message.id);
    return entry && entry->component == message.component ? entry->type : std::string();
}

/// As long as any message may live: one that is still there must not be taken in again. Nothing: for ever.
std::optional<Span> seenFor(const MessageKeeping &keeping)
{
    Span longest = std::max(seenAtLeast, keeping.all);
    bool forEver = keeping.all.count() == 0;
    for (const auto &[kind, span] : keeping.by) {
        longest = std::max(longest, span);
        forEver = forEver || span.count() == 0;
    }
    return forEver ? std::nullopt : std::optional(longest);
}

void beginWalk(store::Connection &db, Time now, Retirement &walk)
{
    walk = Retirement{};
    walk.underWay = true;
    walk.seen = std::string();
    walk.senders = 0;
    const auto counts = store::counts(db);
    const auto last = counts.find(walkedTo);
    const std::int64_t newest = store::newestMessage(db);
    walk.left = 2 * (last == counts.end() ? store::messagesSince(db, now - day) : newest - last->second);
    store::setCount(db, walkedTo, newest);
}

/// True where the walk may go on.
bool walkMessages(store::Connection &db, Time now, const MessageKeeping &keeping, Span shortest, Retirement &walk)
{
    std::vector<std::int64_t> gone;
    std::map<std::string, std::int64_t> counts;
    const std::vector<store::MessageAge> ages = store::messageAges(db, walk.upTo, looksInOneStep);
    bool ended = ages.size() < static_cast<std::size_t>(looksInOneStep);
    for (const store::MessageAge &age : ages) {
        const bool ahead = age.received > now; // the clock was wrong then; what came after it may be old
        if ((!ahead && age.received > now - shortest) || walk.left == 0) {
            ended = true;
            break;
        }
        if (gone.size() == deletesInOneStep) {
            ended = false;
            break;
        }
        walk.upTo = age.recordId;
        const MessageKeeping::Rule rule = keeping.ruleOf(age.severity, typeOf(age));
        if (ahead || rule.span.count() == 0 || age.received > now - rule.span)
            continue;
        gone.push_back(age.recordId);
        ++counts[std::string(retired) + (age.client ? std::string(ofClients) : std::string()) + rule.setting];
        --walk.left;
    }
    if (!gone.empty())
        store::deleteMessages(db, gone);
    for (const auto &[name, count] : counts)
        store::count(db, name, count);
    return !ended;
}

/// What went since it was said last, also by an engine that ended in the middle of a walk.
void sayRetired(store::Connection &db, Time now, const components::StatusWriter &messages)
{
    std::map<std::string, std::int64_t> bySetting;
    std::int64_t all = 0;
    const auto counts = store::counts(db);
    for (const auto &[name, value] : counts) {
        if (!name.starts_with(retired))
            continue;
        const std::string saidName = std::string(said) + name;
        const auto before = counts.find(saidName);
        const std::int64_t more = value - (before == counts.end() ? 0 : before->second);
        if (more <= 0)
            continue;
        std::string_view setting = std::string_view(name).substr(retired.size());
        if (setting.starts_with(ofClients))
            setting.remove_prefix(ofClients.size());
        bySetting[std::string(setting)] += more;
        all += more;
        store::setCount(db, saidName, value);
    }
    if (all == 0)
        return;
    std::string by;
    for (const auto &[setting, count] : bySetting)
        by += (by.empty() ? "" : ", ") + setting + ' ' + std::to_string(count);
    messages.raise(db, now, MessageId::MessagesRetired, {std::to_string(all), by});
}

} // namespace

bool retireStep(store::Connection &db, Time now, const MessageKeeping &keeping, const components::StatusWriter &messages, Retirement &walk)
{
    if (!walk.underWay)
        beginWalk(db, now, walk);
    const std::optional<Span> shortest = keeping.shortest();
    if (!walk.messagesDone)
        walk.messagesDone = !shortest || !walkMessages(db, now, keeping, *shortest, walk);
    const std::optional<Span> seen = seenFor(keeping);
    if (walk.seen)
        walk.seen = seen ? store::forgetSeen(db, *walk.seen, now - *seen, looksInOneStep) : std::nullopt;
    if (walk.senders)
        walk.senders = store::retireSenders(db, *walk.senders, now - silentFor, looksInOneStep, sendersInOneStep);
    const bool more = !walk.messagesDone || walk.seen || walk.senders;
    if (!more) {
        sayRetired(db, now, messages);
        walk.underWay = false;
    }
    return more;
}

} // namespace cartage::engine
