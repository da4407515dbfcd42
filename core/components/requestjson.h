// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/transport/transport.h"

/// What the engine at work writes into `request.result` for the command that asked (store::RequestRow), and how that reads it.
/// Kinds of requests: "validate" (package and DP) answers a ValidateOutcome, "test" (DP) a ProbeOutcome; `seen` does not travel.
namespace cartage::components {

[[nodiscard]] std::string toJson(const transport::ValidateOutcome &outcome);
[[nodiscard]] std::optional<transport::ValidateOutcome> validateOutcomeFromJson(std::string_view json);
[[nodiscard]] std::string toJson(const transport::ProbeOutcome &outcome);
[[nodiscard]] std::optional<transport::ProbeOutcome> probeOutcomeFromJson(std::string_view json);

/// "missing" "differs" "extra" "unreadable": words of docs/cli.md and of store::DifferenceRow.
[[nodiscard]] std::string_view name(transport::FileDifference::Finding finding);
[[nodiscard]] std::optional<transport::FileDifference::Finding> findingFromName(std::string_view text);

} // namespace cartage::components
