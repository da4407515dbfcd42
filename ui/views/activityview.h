// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/pagedpage.h"

namespace cartage::ui {

class UnderWay;

/// What operators have done, newest first; over it what is under way now: long actions of this console, which can be stopped, and distributions at work.
class ActivityView final : public PagedPage
{
    Q_OBJECT

public:
    ActivityView(engine::Session &session, QWidget *parent);

private:
    void read() override;
    void showUnderWay();
    void act(const QString &key);
    [[nodiscard]] Subject subjectOf(const engine::ListRow &row) const override;
    [[nodiscard]] QString scopeText(qint64 shown, std::optional<qint64> all) const override;
    [[nodiscard]] QString newerText(qint64 count) const override;
    [[nodiscard]] EmptyState::Content emptyContent() const override;

    UnderWay *m_underWay;
    std::int64_t m_atWork = 0; ///< distributions
};

} // namespace cartage::ui
