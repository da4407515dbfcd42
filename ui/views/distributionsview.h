// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/matrixpane.h"
#include "ui/views/pagedpage.h"

namespace cartage::ui {

/// Packages at distribution points, as a list or as a matrix: two looks at one filter.
class DistributionsView final : public PagedPage
{
    Q_OBJECT

public:
    DistributionsView(engine::Session &session, QWidget *parent);
    [[nodiscard]] Location location() const override;
    void setLocation(const Location &location) override;
    [[nodiscard]] QList<Subject> subjects() const override;
    [[nodiscard]] qint64 selectedCount() const override;
    [[nodiscard]] std::optional<QString> copied() const override;
    [[nodiscard]] MatrixPane *matrix() const { return m_matrix; }
    [[nodiscard]] bool isMatrix() const { return m_isMatrix; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void read() override;
    void rowsAsked(const Filter &filter) override;

private:
    void setMatrix(bool on);
    void takeMatrix();
    void settle();
    [[nodiscard]] Subject subjectOf(const engine::ListRow &row) const override;
    [[nodiscard]] QString scopeText(qint64 shown, std::optional<qint64> all) const override;
    [[nodiscard]] EmptyState::Content emptyContent() const override;

    MatrixPane *m_matrix;
    Segments *m_switch;
    bool m_isMatrix = false;
    bool m_reading = false; ///< the page waits for the matrix
};

} // namespace cartage::ui
