// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <functional>

#include "ui/models/rowsmodel.h"
#include "ui/views/view.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/scopeline.h"

class QStackedWidget;

namespace cartage::ui {

/// What a list knows of one thing: how it looks, what it is found and sorted by.
struct Item {
    Row row;
    Subject subject;
    Location down;                     ///< where Enter leads
    QHash<QString, QStringList> facts; ///< filter key -> values
    std::vector<QVariant> sortKeys;    ///< by column
    QString group;                     ///< title of its group; empty: none
    QString groupCode;
    int rank = 0;                      ///< of its group, then its own
};

/// A view that is one list: filter bar, scope line, rows, or a sentence where there are none.
class ListPage : public View
{
    Q_OBJECT

public:
    ListPage(engine::Session &session, QString key, QString title, QWidget *parent);
    [[nodiscard]] Location location() const override;
    void setLocation(const Location &location) override;
    [[nodiscard]] QList<Subject> subjects() const override;
    void focusFilter() override;
    void focusList() override;
    void setActions(const QList<QAction *> &actions, const QList<QAction *> &options = {});
    [[nodiscard]] ListView *list() const { return m_list; }
    [[nodiscard]] RowsModel *model() const { return m_model; }

protected:
    void paintEvent(QPaintEvent *event) override;
    /// `stretch`: the column that takes what is left.
    void setUp(std::vector<Column> columns, int stretch, const QList<int> &zeros, const QStringList &keys);
    void setItems(std::vector<Item> items);
    void setFailed(const Error &error);
    /// Only the answer to the last question counts.
    template <class T>
    void ask(engine::Session::Work<T> question, std::function<std::vector<Item>(const T &)> itemsOf)
    {
        const int asked = ++m_asked;
        session().ask<T>(std::move(question)).then(this, [this, asked, itemsOf = std::move(itemsOf)](const Result<T> &answer) {
            if (asked != m_asked)
                return;
            answer ? setItems(itemsOf(*answer)) : setFailed(answer.error());
        });
    }
    /// "42 of 12,310 distributions"
    [[nodiscard]] virtual QString scopeText(qint64 shown, qint64 all) const = 0;
    /// Where there is nothing even without a filter.
    [[nodiscard]] virtual EmptyState::Content emptyContent() const = 0;
    [[nodiscard]] const std::vector<Item> &items() const { return m_items; }

private:
    void apply();
    [[nodiscard]] EmptyState::Content nothingMatches() const;
    [[nodiscard]] bool passes(const Item &item) const;
    void select(const QString &id);
    void toggleGroup(const QModelIndex &header);

    FilterBar *m_filter;
    ScopeLine *m_scope;
    QStackedWidget *m_stack;
    ListView *m_list;
    EmptyState *m_empty;
    RowsModel *m_model;
    std::vector<Item> m_items;
    std::vector<std::size_t> m_shown; ///< of m_items, by row; npos for a group's header
    QSet<QString> m_folded;
    int m_sortColumn = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    int m_asked = 0;
    QString m_wanted; ///< to be selected once it is there
};

} // namespace cartage::ui
