// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/engine/operations.h"
#include "ui/look/marks.h"

class QLineEdit;

namespace cartage::ui {

/// What an action would do, from the engine's own plan, before it is done. The safe button is the default; where a last copy goes, its package's id has
/// to be typed. Deletes itself.
class Preview final : public QDialog
{
    Q_OBJECT

public:
    struct Act {
        QString words;   ///< of the action
        QString object;  ///< "3 distribution points"
        Mark mark = Mark::Information;
        QString note;    ///< why it is shown again; empty: it is shown for the first time
        QString command; ///< the same from the command line
        Time planned{};
        bool hasWork = true; ///< else there is nothing to confirm
    };
    Preview(const Act &act, const engine::Effect &effect, QWidget *parent);

Q_SIGNALS:
    void confirmed(const QString &reason);

private:
    QLineEdit *m_reason;
    QLineEdit *m_typed = nullptr;
};

} // namespace cartage::ui
