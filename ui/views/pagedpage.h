// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include "ui/models/pagedmodel.h"
#include "ui/views/listpage.h"

class QAction;

namespace cartage::ui {

class NewerStrip;

/// A list of up to a million rows: what passes the filter is known by id, what stands in the rows is read as it is looked at.
class PagedPage : public ListPage
{
    Q_OBJECT

public:
    [[nodiscard]] QList<Subject> subjects() const override;
    void setLocation(const Location &location) override;
    [[nodiscard]] Result<engine::ListQuery> query() const override;
    [[nodiscard]] PagedModel *paged() const { return m_model; }

protected:
    PagedPage(engine::Session &session, QString key, QString title, ListKind kind, QWidget *parent);
    /// `sorted`: the column of the usual order.
    void setUp(std::vector<Column> columns, PagedModel::CellsOf cellsOf, const Layout &layout, int sorted, Qt::SortOrder order);
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void read() override;

    [[nodiscard]] virtual Subject subjectOf(const engine::ListRow &row) const = 0;
    [[nodiscard]] virtual Location downOf(const engine::ListRow &) const { return {}; }
    /// "42 of 12,310 distributions"; `all` is nothing while it is counted.
    [[nodiscard]] virtual QString scopeText(qint64 shown, std::optional<qint64> all) const = 0;
    [[nodiscard]] virtual QString newerText(qint64 count) const;
    /// False: something else stands in the list's place. Its rows are not asked for, and the scope line is not the list's.
    void setListShown(bool shown);
    /// Another filter is shown.
    virtual void rowsAsked(const Filter &) { }
    /// All rows of another filter are known: what else is counted for it may be asked now. `stop` is raised when yet another is asked for.
    using Stop = std::shared_ptr<const std::atomic<bool>>;
    virtual void countFor(const Filter &, const Stop & /*stop*/) { }

private:
    void takeFilter() override;
    void takeSorting(int column, Qt::SortOrder order) override;
    [[nodiscard]] QString keyOf(int row) const override;
    [[nodiscard]] int rowOf(const QString &key) const override;
    [[nodiscard]] Location downOf(int row) const override;
    void takeStatus();
    void countAgain();
    [[nodiscard]] static EmptyState::Content nothingFoundYet();
    void countAll(const Stop &stop);
    [[nodiscard]] std::vector<engine::RowId> selectedIds() const;

    PagedModel *m_model = nullptr;
    NewerStrip *m_newer;
    QAction *m_follow, *m_stop;
    QTimer m_clock; ///< times in words run on
    engine::ListQuery m_query;
    std::optional<qint64> m_all;
    bool m_counted = false, m_listShown = true;
    bool m_asked = false; ///< just now: what being shown asks for is on its way
    bool m_unreadable = false; ///< the filter says what nobody understands
    int m_countedRows = -1;
    bool m_everShown = false;
    std::shared_ptr<std::atomic<bool>> m_stopCounting = std::make_shared<std::atomic<bool>>(false);
    mutable bool m_unknown = false; ///< what is selected has not been read yet
    QString m_kept; ///< what was current before another order or filter
};

} // namespace cartage::ui
