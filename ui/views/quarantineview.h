// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/pagedpage.h"

namespace cartage::ui {

/// What came into an inbox and could not be taken in.
class QuarantineView final : public PagedPage
{
    Q_OBJECT

public:
    QuarantineView(engine::Session &session, QWidget *parent);

private:
    [[nodiscard]] Subject subjectOf(const engine::ListRow &row) const override;
    [[nodiscard]] QString scopeText(qint64 shown, std::optional<qint64> all) const override;
    [[nodiscard]] EmptyState::Content emptyContent() const override;
};

} // namespace cartage::ui
