// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/engine/operations.h"
#include "ui/look/marks.h"

class QLineEdit;

namespace cartage::ui {

/// What an action would do, from the engine's own plan, before it is done. The safe button is the default. Deletes itself.
class Preview final : public QDialog
{
    Q_OBJECT

public:
    /// `act`: the words of the action; the button repeats them with the number.
    Preview(const QString &act, Mark mark, const engine::Effect &effect, const QString &command, QWidget *parent);

Q_SIGNALS:
    void confirmed(const QString &reason);

private:
    QLineEdit *m_reason;
};

} // namespace cartage::ui
