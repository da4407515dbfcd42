// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/sheet.h"

class QLineEdit;

namespace cartage::ui {

/// Asks for a name.
class NameSheet final : public Sheet
{
    Q_OBJECT

public:
    NameSheet(const QString &title, const QString &act, const QString &name, QWidget *parent);
    using Sheet::setHint;

Q_SIGNALS:
    void named(const QString &name);

protected:
    void act() override;

private:
    QLineEdit *m_name;
};

} // namespace cartage::ui
