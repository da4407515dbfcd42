// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/pagedpage.h"

namespace cartage::ui {

class MessageStrip;

/// What has happened, newest first.
class MessagesView final : public PagedPage
{
    Q_OBJECT

public:
    MessagesView(engine::Session &session, QWidget *parent);

private:
    [[nodiscard]] Subject subjectOf(const engine::ListRow &row) const override;
    [[nodiscard]] QString scopeText(qint64 shown, std::optional<qint64> all) const override;
    [[nodiscard]] QString newerText(qint64 count) const override;
    void countFor(const Filter &filter, const Stop &stop) override;
    [[nodiscard]] EmptyState::Content emptyContent() const override;
    void goTo(Time from, Time to);
    void takeMarker();

    MessageStrip *m_strip = nullptr;
};

} // namespace cartage::ui
