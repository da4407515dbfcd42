// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/detail.h"

/// What numbers and codes mean, whether or not anything here carries them. For MainWindow::lookUp, F1 and "Look up" in the palette.
namespace cartage::ui {

/// Of a message's number; says so where the catalogue does not have it.
[[nodiscard]] Detail catalogueDetail(int messageId);
/// Of an error code.
[[nodiscard]] Detail codeDetail(Code code);
/// What F1 shows on a thing: its message, else its error; nothing where it has neither.
[[nodiscard]] std::optional<Detail> lookUpOf(const Detail &detail);

struct LookUp {
    QString name; ///< "2328", "no_space"
    QString text; ///< what it says, without the names of a case
    std::optional<int> messageId;
    std::optional<Code> code;
};
/// All messages, by number, and all error codes, by name.
[[nodiscard]] QList<LookUp> allLookUps();

} // namespace cartage::ui
