// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/base/clock.h"
#include "ui/dialogs/sheet.h"

class QLineEdit;

namespace cartage::ui {

/// Until when problems count as known, and why.
class AcknowledgeSheet final : public Sheet
{
    Q_OBJECT

public:
    AcknowledgeSheet(int problems, Time now, QWidget *parent);

Q_SIGNALS:
    void confirmed(std::optional<cartage::Time> until, const QString &reason);

protected:
    void act() override;

private:
    void check();

    Time m_now;
    QLineEdit *m_until, *m_reason;
};

} // namespace cartage::ui
