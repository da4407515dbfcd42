// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/shortpage.h"

namespace cartage::ui {

/// Where it is distributed to.
class DpsView final : public ShortPage
{
    Q_OBJECT

public:
    DpsView(engine::Session &session, QWidget *parent);
    void read() override;

private:
    [[nodiscard]] QString scopeText(qint64 shown, qint64 all) const override;
    [[nodiscard]] EmptyState::Content emptyContent() const override;
};

} // namespace cartage::ui
