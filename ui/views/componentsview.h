// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/componentviews.h"
#include "ui/text/inboxpace.h"
#include "ui/views/shortpage.h"

namespace cartage::ui {

/// What works at the site, what waits for it, and how many of its messages are too many; also what clients name as components.
class ComponentsView final : public ShortPage
{
    Q_OBJECT

public:
    ComponentsView(engine::Session &session, QWidget *parent);
    void read() override;

private:
    struct Answer {
        engine::ComponentViews components;
        engine::Overview overview;
    };
    [[nodiscard]] std::vector<Item> itemsOf(const Answer &answer);
    [[nodiscard]] QString scopeText(qint64 shown, qint64 all) const override;
    [[nodiscard]] EmptyState::Content emptyContent() const override;

    InboxPace m_pace;
    bool m_all = true; ///< clients name no more than are listed
};

} // namespace cartage::ui
