// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/base/error.h"

/// The advice catalogue: every error code in the user's words, with this case's names and numbers.
namespace cartage {

struct Advice {
    std::string text;     ///< one sentence: what on what, and why
    std::string what;     ///< the kind of problem in a few words, without this case's names
    std::string effect;   ///< why it matters
    std::string toDo;     ///< a sentence with the command that helps
    std::string byItself; ///< what the engine does without an operator
};

/// What the error itself does not know.
struct AdviceContext {
    std::string package; ///< id
    std::string dp;
    bool repairAsks = false;
    std::size_t namesShown = 3; ///< of the offenders; the others are counted
    std::string (*bytes)(std::int64_t) = nullptr; ///< how the reader writes them; null: "26.2 GiB"
};

/// Names and paths come out escaped. Any thread.
[[nodiscard]] Advice adviseOn(const Error &error, const AdviceContext &context = {});
/// "WHAT on WHAT: WHY. WHAT TO DO." (docs/cli.md, "Errors")
[[nodiscard]] std::string describe(const Error &error, const AdviceContext &context = {});

} // namespace cartage
