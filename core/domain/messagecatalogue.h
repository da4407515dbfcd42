// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/domain/values.h"

namespace cartage {

/// What the message catalogue (resources/messages/catalogue.json) says of one number.
struct CatalogueEntry {
    int id = 0;
    std::string component; ///< which part raises it
    Severity severity = Severity::Information;
    std::string type;            ///< "milestone", "detail" or "audit"
    std::string text;            ///< with %1 .. %10
    std::vector<int> attributes; ///< 400 package id, 404 DP, 410 version: those that it may carry
    std::string cause;
    std::string remedy;
};

/// All entries by number. Read once, then shared; any thread.
[[nodiscard]] const std::vector<CatalogueEntry> &messageCatalogue();
/// Null where there is no such number.
[[nodiscard]] const CatalogueEntry *catalogueEntry(int id);
/// `pattern` with %1 .. %10 replaced, control and bidirectional characters of the strings escaped; "-" for an empty or missing string; a bracket without any string that is there is left
/// out.
[[nodiscard]] std::string fillIn(const std::string &pattern, const std::vector<std::string> &strings);
/// The sentence for people. A number that is not in the catalogue is shown with its strings.
[[nodiscard]] std::string renderMessage(const StatusMessage &message);

} // namespace cartage
