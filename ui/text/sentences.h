// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/domain/advice.h"
#include "core/engine/queries.h"

/// What the console says of a distribution, a problem or a DP in one line. Any thread.
namespace cartage::ui::sentences {

/// "waits 2 min 50 s: connection lost", "stopped by anna 2 h ago: wrong build", "read back 4 min ago"; empty while bytes move: the bar says it.
[[nodiscard]] QString of(const engine::DistributionView &distribution, Time now);
/// The advice's sentence on an error.
[[nodiscard]] QString of(const Error &error);
/// The advice in the console's language, with its numbers.
[[nodiscard]] Advice adviceOn(const Error &error, AdviceContext context = {});
/// What it is and what to do, in one line.
[[nodiscard]] QString describe(const Error &error);
/// A status message for people.
[[nodiscard]] QString of(const StatusMessage &message);
/// A text of the message catalogue: cause or remedy.
[[nodiscard]] QString ofCatalogue(const std::string &text);
/// A few words for the kind of error.
[[nodiscard]] QString kindOf(const Error &error);
/// Second line of a problem: where, or which call failed.
[[nodiscard]] QString placeOf(const engine::ProblemView &problem);
/// Name and the system's word for it: "ENOSPC 28  No space left on device"; empty where the system gave none.
[[nodiscard]] QString systemError(const Error &error);

} // namespace cartage::ui::sentences
