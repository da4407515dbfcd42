// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

#include "core/engine/queries.h"
#include "ui/look/look.h"

class QPainter;

namespace cartage::ui {

/// Signs of states, told apart by shape: ring rests, disc works or is done, arc tries again, diamond is an obstacle that ends by itself, square needs you.
enum class Mark {
    Waiting,
    Transferring,
    Verifying,
    Publishing,
    Installed,
    Unverified,
    Damaged,
    DamagedAsks,
    Retrying,
    Blocked,
    BlockedNeedsYou,
    Failed,
    Stopped,
    Paused,
    Removing,
    Removed,
    DpSlow,
    DpNotResponding,
    DpNotThere,
    DpReadOnly,
    DpNoPermission,
    DpOtherIdentity,
    DpKeepsFailing,
    Stale,
    Error,
    Warning,
    Information,
    TryFailed,
    TryInterrupted,
    Tick,      ///< installed, in the matrix
    NotWanted, ///< in the matrix
};
[[nodiscard]] const QList<Mark> &allMarks();

/// In the middle of `where`, as large as fits. `background` is what lies under it; transparent cuts the glyph out (on an image).
void drawMark(QPainter &painter, const QRectF &where, Mark mark, const Look &look, const QColor &background);
/// In another colour: on buttons of actions, and faded.
void drawMark(QPainter &painter, const QRectF &where, Mark mark, const QColor &color, const QColor &background);
[[nodiscard]] Hue markHue(Mark mark);
[[nodiscard]] QColor markColor(Mark mark, const Look &look);
[[nodiscard]] QIcon markIcon(Mark mark, const Look &look);
/// The same in text2: what a button will cause.
[[nodiscard]] QIcon actionIcon(Mark mark, const Look &look);

[[nodiscard]] Mark markOf(State state, bool needsYou = false, bool repairAsks = false);
[[nodiscard]] Mark markOf(const engine::DistributionView &distribution);
/// Blocked or damaged and only an operator can end it; failed.
[[nodiscard]] bool needsYou(const engine::DistributionView &distribution);
[[nodiscard]] Mark markOf(const engine::DpView &dp);
/// Of a condition of a DP, or of what a distribution waits for.
[[nodiscard]] Mark markOf(const Error &error);
[[nodiscard]] Mark markOf(const engine::ProblemView &problem);
[[nodiscard]] Mark markOf(const Attempt &attempt);
[[nodiscard]] Mark markOf(Severity severity);

} // namespace cartage::ui
