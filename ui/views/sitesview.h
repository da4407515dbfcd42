// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/sitetree.h"
#include "ui/views/shortpage.h"

namespace cartage::ui {

/// The tree of sites: how each is reached, what waits for it, and how far it is. Sorted by the first column it is a tree, by another one a list.
class SitesView final : public ShortPage
{
    Q_OBJECT

public:
    SitesView(engine::Session &session, QWidget *parent);
    void read() override;

private:
    [[nodiscard]] QString scopeText(qint64 shown, qint64 all) const override;
    [[nodiscard]] EmptyState::Content emptyContent() const override;
};

} // namespace cartage::ui
