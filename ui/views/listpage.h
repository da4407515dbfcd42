// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QSet>

#include "core/domain/filter.h"
#include "core/engine/listing.h"
#include "ui/views/view.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/scopeline.h"

class QAction;
class QBoxLayout;
class QStackedWidget;

namespace cartage::ui {

/// A view that is one list: filter bar, scope line, rows, or a sentence where there are none. What rows there are is its kind's: ShortPage, PagedPage.
class ListPage : public View
{
    Q_OBJECT

public:
    [[nodiscard]] Location location() const override;
    void setLocation(const Location &location) override;
    void focusFilter() override;
    void focusList() override;
    void setActions(const QList<QAction *> &actions, const QList<QAction *> &options = {});
    [[nodiscard]] ListView *list() const { return m_list; }
    [[nodiscard]] QAbstractItemModel *model() const { return m_list->model(); }
    [[nodiscard]] FilterBar *filterBar() const { return m_filter; }
    [[nodiscard]] ListKind kind() const { return m_kind; }
    /// What the chips and the text say; wrong_value names the chip that this list does not understand.
    [[nodiscard]] Result<Filter> filter() const;
    /// What is listed, in which order: for export.
    [[nodiscard]] virtual Result<engine::ListQuery> query() const;
    /// What is copied of that which stands in the list's place; nothing: the list's rows are.
    [[nodiscard]] virtual std::optional<QString> copied() const { return std::nullopt; }
    /// Rows, not group headers.
    [[nodiscard]] qint64 selectedCount() const override;
    /// Widths and order of columns, sorting, filter, selection, scroll place. Set before the page is shown.
    [[nodiscard]] QJsonObject state() const;
    void setState(const QJsonObject &state);

Q_SIGNALS:
    /// The filter as it is, under a name.
    void saveRequested();

protected:
    ListPage(engine::Session &session, QString key, QString title, ListKind kind, QWidget *parent);
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    /// How a list is laid out. Widths in zeros of the body font; titles always fit.
    struct Layout {
        int stretch = 0;    ///< the column that takes what is left
        QList<int> zeros;   ///< by column; of the stretching one: the least
        QList<int> goFirst; ///< columns that give way where there is no room, the first first
    };
    void setUp(QAbstractItemModel *model, const Layout &layout);
    void resizeEvent(QResizeEvent *event) override;
    /// Between the scope line and the list.
    void addStrip(QWidget *strip);
    struct QuickFilter {
        QString key, words;
        Chip chip; ///< empty key: everything
    };
    void setQuickFilters(const QList<QuickFilter> &filters);
    void setQuickCounts(const QHash<QString, qint64> &counts); ///< by key
    /// The filter with this quick filter in the place of the others.
    [[nodiscard]] Filter quickFiltered(const Filter &filter, const QuickFilter &quick) const;
    [[nodiscard]] const QList<QuickFilter> &quickFilters() const { return m_quick; }
    /// Beside what the window gives: before them.
    void setOwnActions(const QList<QAction *> &actions, const QList<QAction *> &options);
    [[nodiscard]] ScopeLine *scope() const { return m_scope; }
    /// In the list's place wherever that would be shown; null: the list again.
    void setBody(QWidget *body);
    void showList();
    void showSentence(const EmptyState::Content &content);
    void showError(const Error &error);
    [[nodiscard]] EmptyState::Content nothingMatches(qint64 all) const;
    [[nodiscard]] const QString &wanted() const { return m_wanted; }
    void setWanted(const QString &key) { m_wanted = key; }
    /// Selects what was wanted once it is there.
    void takeWanted();
    void choose(int row);
    void sortBy(int column, Qt::SortOrder order); ///< the header's sign; no signal

    /// Another filter.
    virtual void takeFilter() = 0;
    virtual void takeSorting(int column, Qt::SortOrder order) = 0;
    [[nodiscard]] virtual QString keyOf(int row) const = 0; ///< the same for the same thing; empty: cannot be selected
    [[nodiscard]] virtual int rowOf(const QString &key) const = 0;
    [[nodiscard]] virtual Location downOf(int row) const = 0;
    /// Where there is nothing even without a filter.
    [[nodiscard]] virtual EmptyState::Content emptyContent() const = 0;

private:
    void askValues();
    void fitColumns();
    void offerColumns(const QPoint &where);
    void takeQuickFilter(const QString &key);
    void showQuickFilter();
    void setAllActions();

    ListKind m_kind;
    FilterBar *m_filter;
    ScopeLine *m_scope;
    QBoxLayout *m_column;
    QStackedWidget *m_stack;
    ListView *m_list;
    QWidget *m_body; ///< the list, or what stands in its place
    EmptyState *m_empty;
    Layout m_layout;
    QSet<int> m_hidden; ///< columns that the user does not want
    QAction *m_columns;
    QList<QuickFilter> m_quick;
    QList<QAction *> m_ownActions, m_ownOptions, m_givenActions, m_givenOptions;
    QString m_wanted;    ///< to be selected once it is there
    QString m_wantedTop; ///< to be the first that is seen
};

} // namespace cartage::ui
