// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/engine/listing.h"
#include "ui/widgets/rowdelegate.h"

namespace cartage::ui {

/// What one cell of a list shows; the roles of ui/widgets/rowdelegate.h as values.
struct Cell {
    QString text, second, unit, secondUnit;
    std::optional<Mark> mark;
    Ink ink = Ink::Text;
    bool bold = false, mono = false, right = false;
    std::optional<Progress> progress;
    QString sentence;
    Ink sentenceInk = Ink::Text2;
    QString tip;
    std::optional<qint64> heat;
    int indent = 0; ///< of a tree's rows
    bool operator==(const Cell &) const = default;
};
[[nodiscard]] QVariant cellValue(const Cell &cell, int role);
/// Everything that the cell says, for accessibility and for copies.
[[nodiscard]] QString wordsOf(const Cell &cell);

struct Column {
    QString title;
    bool right = false;
    QString widestUnit{};                        ///< of a number column
    std::optional<engine::ListOrder> order{};    ///< of long lists: what sorts by it; nothing: not offered
};
[[nodiscard]] QVariant headerValue(const Column &column, int role);

} // namespace cartage::ui
