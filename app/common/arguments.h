// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "core/domain/values.h"

/// Forms of arguments (docs/cli.md, "Formats") that need no engine. A value of the wrong form throws CLI::ValidationError: exit code 2.
namespace cartage::cli {

[[nodiscard]] Severity toSeverity(const std::string &text);
/// A whole number in decimal digits: no sign, no other base.
[[nodiscard]] CLI::Validator wholeNumber(std::int64_t least = 0);
/// Seconds in decimal: 90, 0.5
[[nodiscard]] Span toSeconds(const std::string &text);

[[noreturn]] void wrongValue(const std::string &what, const std::string &why);

} // namespace cartage::cli
