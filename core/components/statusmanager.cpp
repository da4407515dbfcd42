// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/components/statusmanager.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "core/domain/escape.h"

namespace cartage::components {

namespace {

constexpr int packageAttribute = 400;
constexpr int dpAttribute = 404;
constexpr int versionAttribute = 410;
constexpr std::string_view idReuse = "id_reuse";
constexpr std::string_view refusedByDatabase = "refused_by_database";
constexpr std::size_t mostNamed = 3;

void appendJson(std::string &into, std::string_view text)
{
    static constexpr char digits[] = "0123456789abcdef";
    into += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            into += '\\';
            into += c;
        } else if (byte < 0x20) {
            into += "\\u00";
            into += digits[byte >> 4U];
            into += digits[byte & 15U];
        } else {
            into += c;
        }
    }
    into += '"';
}

std::string jsonOf(const std::vector<std::string> &texts)
{
    std::string json = "[";
    for (const std::string &text : texts) {
        if (json.size() > 1)
            json += ',';
        appendJson(json, text);
    }
    return json + ']';
}

/// The first of each that has a column goes there; all others stay as they are.
void setAttributes(store::ClientMessage &message, const std::vector<StatusMessage::Attribute> &attributes)
{
    message.attributes = "[";
    for (const StatusMessage::Attribute &each : attributes) {
        std::optional<std::string> *column = each.id == packageAttribute ? &message.package
                                             : each.id == dpAttribute    ? &message.dp
                                             : each.id == versionAttribute ? &message.version
                                                                           : nullptr;
        if (column && !*column) {
            *column = each.value;
            continue;
        }
        message.attributes += message.attributes.size() > 1 ? ",[" : "[";
        message.attributes += std::to_string(each.id) + ',';
        appendJson(message.attributes, each.value);
        message.attributes += ']';
    }
    message.attributes += ']';
}

inbox::Refusal refusal(const IncomingMessage &each, std::string_view reason, std::string detail)
{
    return {each.file, std::string(reason), std::move(detail), each.message.sender, each.message.guidText};
}

} // namespace

std::optional<Xxh128> uuidBytes(std::string_view text)
{
    std::string digits(text);
    std::erase(digits, '-');
    return Xxh128::fromHex(digits);
}

std::string uuidText(const Xxh128 &guid)
{
    const std::string hex = guid.hex();
    return hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' + hex.substr(16, 4) + '-' + hex.substr(20);
}

Xxh128 otherId(const Xxh128 &guid, const Xxh128 &content)
{
    std::string both(reinterpret_cast<const char *>(guid.bytes.data()), guid.bytes.size());
    both.append(reinterpret_cast<const char *>(content.bytes.data()), content.bytes.size());
    Xxh128 id = xxh128(asBytes(both));
    // RFC 9562, version 8 (of our own making): clients' are of version 4.
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0FU) | 0x80U);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3FU) | 0x80U);
    return id;
}

IncomingMessage incoming(inbox::FoundMessage found)
{
    inbox::StatusReport &report = found.status.report;
    IncomingMessage made;
    made.file = std::move(found.name);
    store::ClientMessage &message = made.message;
    message.guid = uuidBytes(report.guid).value_or(Xxh128());
    message.content = found.status.content;
    message.guidText = std::move(report.guid);
    message.sender = std::move(report.sender);
    message.sequence = report.sequence;
    message.id = report.id;
    message.severity = report.severity;
    message.component = std::move(report.component);
    message.machine = std::move(report.machine);
    message.time = report.time;
    message.strings = jsonOf(report.strings);
    setAttributes(message, report.attributes);
    if (found.status.sent)
        made.skew = *found.status.sent - found.broughtAt;
    return made;
}

bool noteNumber(std::vector<store::GapRow> &gaps, std::int64_t &highest, std::int64_t number, Time now, std::size_t most)
{
    if (number > highest) {
        if (number > highest + 1)
            gaps.push_back({highest + 1, number - 1, now});
        highest = number;
        if (gaps.size() > most) {
            // What lies between two gaps has come; that it counts as missing with them is the price of a bound.
            gaps[1].first = gaps[0].first;
            gaps[1].since = std::min(gaps[0].since, gaps[1].since);
            gaps.erase(gaps.begin());
        }
        return true;
    }
    const auto after = std::upper_bound(gaps.begin(), gaps.end(), number, [](std::int64_t wanted, const store::GapRow &gap) { return wanted < gap.first; });
    if (after == gaps.begin() || std::prev(after)->last < number)
        return false;
    const auto gap = std::prev(after);
    const store::GapRow rest{number + 1, gap->last, gap->since};
    if (gap->first == number && gap->last == number) {
        gaps.erase(gap);
    } else if (gap->first == number) {
        *gap = rest;
    } else {
        gap->last = number - 1;
        if (rest.first <= rest.last)
            gaps.insert(after, rest);
    }
    return true;
}

/// One sender's, within one batch.
struct StatusManager::Account {
    store::SenderRow row;
    std::vector<store::GapRow> was, gaps;
    bool gapsRead = false;
    bool clonedNow = false;
    std::string clonedMachine;
};

void StatusManager::account(store::Connection &db, Time now, const std::vector<const IncomingMessage *> &fresh,
                            const std::vector<const IncomingMessage *> &again, std::vector<std::int64_t> &keys) const
{
    std::unordered_map<std::string_view, Account> accounts;
    const auto of = [&](const IncomingMessage &each) -> Account & {
        const auto [found, isNew] = accounts.try_emplace(each.message.sender);
        if (isNew) {
            store::SenderRow row;
            row.sender = each.message.sender;
            row.firstAt = now;
            found->second.row = store::senderRow(db, each.message.sender).value_or(row);
            found->second.gapsRead = found->second.row.key == 0;
        }
        return found->second;
    };
    for (const IncomingMessage *each : again)
        ++of(*each).row.repeated;
    for (const IncomingMessage *each : fresh) {
        Account &account = of(*each);
        store::SenderRow &row = account.row;
        if (each->message.sequence != row.highest + 1 && !account.gapsRead) {
            account.was = account.gaps = store::gapsOf(db, row.key);
            account.gapsRead = true;
        }
        const std::string &machine = each->message.machine;
        if (!noteNumber(account.gaps, row.highest, each->message.sequence, now, mostGaps) && !row.clonedAt) {
            row.clonedAt = now;
            account.clonedNow = true;
            account.clonedMachine = row.machine.empty() ? machine : row.machine;
        }
        row.machine = machine;
        row.skew = each->skew ? *each->skew : each->message.time - now;
        row.lastAt = now;
        ++row.received;
    }
    for (auto &[sender, account] : accounts) {
        if (account.row.received == 0)
            continue; // a repeated one of a sender that is not known: its rows are of another life of this site
        store::putSender(db, account.row);
        store::replaceGaps(db, account.row.key, account.was, account.gaps);
        if (account.clonedNow)
            m_messages.raise(db, now, MessageId::SenderCloned, {account.row.sender, account.clonedMachine, account.row.machine});
    }
    for (const IncomingMessage *each : fresh)
        keys.push_back(accounts.at(each->message.sender).row.key);
}

StatusManager::Taken StatusManager::takeIn(store::Connection &db, Time now, std::span<const IncomingMessage> batch) const
{
    Taken taken;
    std::vector<Xxh128> guids;
    guids.reserve(batch.size());
    for (const IncomingMessage &each : batch)
        guids.push_back(each.message.guid);
    std::unordered_map<Xxh128, Xxh128> seen = store::seenContents(db, guids);
    std::vector<const IncomingMessage *> fresh, again;
    fresh.reserve(batch.size());
    for (const IncomingMessage &each : batch) {
        const auto [known, isNew] = seen.try_emplace(each.message.guid, each.message.content);
        if (isNew)
            fresh.push_back(&each);
        else if (known->second == each.message.content)
            again.push_back(&each);
        else {
            taken.refused.push_back(refusal(each, idReuse, "another message has its id: " + each.message.guidText));
            continue;
        }
        taken.finished.push_back(each.file);
    }
    std::vector<std::int64_t> keys;
    account(db, now, fresh, again, keys);
    std::vector<const store::ClientMessage *> pointers;
    for (std::size_t i = 0; i < fresh.size(); ++i)
        pointers.push_back(&fresh[i]->message);
    store::insertClientMessages(db, pointers, keys, m_site, now);
    taken.accepted = static_cast<std::int64_t>(fresh.size());
    taken.repeated = static_cast<std::int64_t>(again.size());
    store::count(db, "accepted", taken.accepted);
    store::count(db, "repeated", taken.repeated);
    std::array<std::int64_t, 3> bySeverity{};
    for (const IncomingMessage *each : fresh)
        ++bySeverity[static_cast<std::size_t>(each->message.severity)];
    for (const Severity severity : {Severity::Information, Severity::Warning, Severity::Error}) {
        if (const std::int64_t more = bySeverity[static_cast<std::size_t>(severity)])
            store::count(db, "accepted_" + std::string(name(severity)), more);
    }
    return taken;
}

StatusManager::Taken StatusManager::takeInSingly(store::Connection &db, Time now, std::span<const IncomingMessage> batch) const
{
    Taken all;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        Taken one;
        const auto refused = store::refusalOf(db, [&] { one = takeIn(db, now, batch.subspan(i, 1)); });
        if (refused) {
            all.refused.push_back(refusal(batch[i], refusedByDatabase, *refused));
            continue;
        }
        all.finished.insert(all.finished.end(), one.finished.begin(), one.finished.end());
        all.refused.insert(all.refused.end(), one.refused.begin(), one.refused.end());
        all.accepted += one.accepted;
        all.repeated += one.repeated;
    }
    return all;
}

void StatusManager::recordAside(store::Connection &db, Time now, std::span<const inbox::TakenAside> aside) const
{
    if (aside.empty())
        return;
    std::map<std::string, int> reasons;
    std::string names;
    for (std::size_t i = 0; i < aside.size(); ++i) {
        const inbox::TakenAside &each = aside[i];
        store::putQuarantine(db, {0, each.what.name, "status", each.what.sender, each.what.reason, each.what.detail, each.type, each.size, now, each.what.guid});
        ++reasons[each.what.reason];
        if (i < mostNamed)
            names += (names.empty() ? "" : ", ") + escapePath(each.what.name);
    }
    std::string counted;
    for (const auto &[reason, number] : reasons)
        counted += (counted.empty() ? "" : ", ") + reason + ' ' + std::to_string(number);
    store::count(db, "quarantined", static_cast<std::int64_t>(aside.size()));
    m_messages.raise(db, now, MessageId::TakenAside, {std::to_string(aside.size()), counted, names});
}

std::vector<std::string> StatusManager::reconcile(store::Connection &db, Time now, const inbox::InboxReader::Found &found) const
{
    for (const std::string &name : found.goneFromQuarantine)
        store::deleteQuarantine(db, name);
    std::vector<std::string> remove;
    std::vector<inbox::TakenAside> aside = found.unrecorded;
    for (const inbox::FoundMessage &each : found.unrecordedMessages) {
        const Xxh128 guid = uuidBytes(each.status.report.guid).value_or(Xxh128());
        const std::array<Xxh128, 2> ids{guid, otherId(guid, each.status.content)};
        const auto seen = store::seenContents(db, ids);
        const auto own = seen.find(ids[0]);
        if ((own != seen.end() && own->second == each.status.content) || seen.contains(ids[1])) {
            remove.push_back(each.name);
            continue;
        }
        const bool reused = own != seen.end();
        aside.push_back({{each.name, reused ? std::string(idReuse) : "not_recorded", {}, each.status.report.sender, each.status.report.guid}, "file", std::nullopt});
    }
    recordAside(db, now, aside);
    return remove;
}

} // namespace cartage::components
