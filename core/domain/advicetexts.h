// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace cartage {

/// Source texts (context "Advice") of one code. {name} stands for a value of the error (see advice.cpp); what is in [ ] is left out where one of its
/// values is not known.
struct AdviceTexts {
    Code code;
    const char *what;
    const char *text;
    const char *effect;
    const char *toDo;
    const char *byItself;
};
[[nodiscard]] const AdviceTexts &adviceTexts(Code code);

} // namespace cartage
