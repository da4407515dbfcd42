// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/pagedpage.h"

namespace cartage::ui {

/// Who sends status messages, and whether all of theirs have come.
class ClientsView final : public PagedPage
{
    Q_OBJECT

public:
    ClientsView(engine::Session &session, QWidget *parent);

private:
    [[nodiscard]] Subject subjectOf(const engine::ListRow &row) const override;
    [[nodiscard]] Location downOf(const engine::ListRow &row) const override;
    [[nodiscard]] QString scopeText(qint64 shown, std::optional<qint64> all) const override;
    void countFor(const Filter &filter, const Stop &stop) override;
    [[nodiscard]] EmptyState::Content emptyContent() const override;
};

} // namespace cartage::ui
