// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/engine/operations.h"
#include "core/store/distributionrepository.h"

/// Clients that send status messages, and what could not be taken in. Questions read one consistent state; operators' actions are one transaction each.
namespace cartage::engine {

struct ClientView {
    RowId id = 0;
    std::string sender, machine;
    Time firstAt{}, lastAt{};
    std::optional<Span> skew; ///< its clock minus the inbox's
    std::int64_t highest = 0, received = 0, repeated = 0, errors24h = 0;
    struct Gap {
        std::int64_t first = 0, last = 0;
        Time since{};
    };
    std::vector<Gap> gaps; ///< sequence numbers that have not come
    std::int64_t missing = 0;
    std::optional<Time> clonedAt;
};
/// A clock that is off by less is not spoken of; a client that has said nothing for longer is silent.
constexpr Span skewSpoken = std::chrono::minutes(1), silentAfter = std::chrono::hours(24);
/// What is to be said of a client, as the filter `is:` of the list calls it: gaps, cloned, errors, ahead, behind, silent, repeated.
[[nodiscard]] std::vector<std::string_view> marksOf(const ClientView &client, Time now);
[[nodiscard]] Result<ClientView> clientView(Site &site, const std::string &sender);
/// All of them, by machine.
[[nodiscard]] Result<std::vector<ClientView>> clientViews(Site &site);

struct QuarantineView {
    RowId id = 0;
    std::string name;   ///< in inbox/quarantine, raw bytes
    std::string kind;   ///< "status"
    std::string sender; ///< empty: unknown
    std::string reason; ///< a word: "id_reuse", "wrong_checksum" ...
    std::string detail;
    std::string type;   ///< "file", "folder", "link", "other"
    std::optional<std::int64_t> size;
    Time received{};
    std::string guid;   ///< of the message where it could be read
};
/// Newest first.
[[nodiscard]] Result<std::vector<QuarantineView>> quarantineViews(Site &site);
[[nodiscard]] Result<QuarantineView> quarantineView(Site &site, RowId id);
/// At most `most` bytes of what lies there, raw; empty for what is no file.
[[nodiscard]] Result<std::string> quarantinePreview(Site &site, RowId id, std::size_t most);
/// Copies the file's bytes to `target`, which must not exist.
Result<void> exportQuarantined(Site &site, RowId id, const std::string &target);

/// Back on its way: judged anew. One of a used id is taken in under an id of its own. What is still not valid is refused (state_forbids).
Result<Answer> releaseQuarantined(Site &site, const std::vector<RowId> &ids, const Intent &intent);
/// Deletes what lies there, for good.
Result<Answer> discardQuarantined(Site &site, const std::vector<RowId> &ids, const Intent &intent);

/// The inbox's folder cannot be worked on: by what the Status Manager has said last. As a problem, intake_held_up:inbox.
[[nodiscard]] std::optional<store::ProblemRow> heldUpIntake(store::Connection &db);

} // namespace cartage::engine
