// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/components/statusmessages.h"
#include "core/inbox/inboxreader.h"
#include "core/store/statusrepository.h"

namespace cartage::components {

/// A message with its file, ready for the database.
struct IncomingMessage {
    std::string file; ///< in new/
    store::ClientMessage message;
    std::optional<Span> skew; ///< the sender's clock minus the inbox's; nothing: not known, the receipt decides
};
/// Pure: workers do it.
[[nodiscard]] IncomingMessage incoming(inbox::FoundMessage found);
/// The id under which a message is taken in whose own id another has: always the same for the same message, so that it comes in once.
[[nodiscard]] Xxh128 otherId(const Xxh128 &guid, const Xxh128 &content);
[[nodiscard]] std::string uuidText(const Xxh128 &guid);
[[nodiscard]] std::optional<Xxh128> uuidBytes(std::string_view text);

/// Takes clients' messages in: says of each whether it is new, known, or to be taken aside, and keeps the account of what has not come. Writes into the
/// caller's transaction; touches no file, reads no clock. One thread.
class StatusManager final
{
public:
    StatusManager(std::string site, StatusWriter messages) : m_site(std::move(site)), m_messages(std::move(messages)) { }

    struct Taken {
        std::vector<std::string> finished;   ///< the database has them: their files may go
        std::vector<inbox::Refusal> refused; ///< their files are to go aside
        std::int64_t accepted = 0, repeated = 0;
    };
    /// All of them, or none where the database fails.
    [[nodiscard]] Taken takeIn(store::Connection &db, Time now, std::span<const IncomingMessage> batch) const;
    /// One by one: what the database refuses is taken aside with its words (refused_by_database), the others come in.
    [[nodiscard]] Taken takeInSingly(store::Connection &db, Time now, std::span<const IncomingMessage> batch) const;

    /// What lies in quarantine now: rows, counters, one message for all of them.
    void recordAside(store::Connection &db, Time now, std::span<const inbox::TakenAside> aside) const;
    /// At a start: what a kill has left between a file and its row. Names of files that are to be removed, as the database has their messages.
    [[nodiscard]] std::vector<std::string> reconcile(store::Connection &db, Time now, const inbox::InboxReader::Found &found) const;

    static constexpr std::size_t mostGaps = 4096; ///< of one sender: beyond them neighbours become one

private:
    struct Account;
    void account(store::Connection &db, Time now, const std::vector<const IncomingMessage *> &fresh, const std::vector<const IncomingMessage *> &again,
                 std::vector<std::int64_t> &keys) const;
    std::string m_site;
    StatusWriter m_messages;
};

/// Takes a number out of the gaps, or opens one up to it. False: it has come before.
[[nodiscard]] bool noteNumber(std::vector<store::GapRow> &gaps, std::int64_t &highest, std::int64_t number, Time now, std::size_t most);

} // namespace cartage::components
