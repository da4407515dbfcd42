// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <functional>

#include "ui/models/rowsmodel.h"
#include "ui/views/listpage.h"

namespace cartage::ui {

/// What a short list knows of one thing: how it looks, what it is found and sorted by.
struct Item {
    Row row;
    Subject subject;
    Location down;                  ///< where Enter leads
    std::function<bool(const Filter &filter, Time now)> passes;
    std::vector<QVariant> sortKeys; ///< by column
    QString group;                  ///< title of its group; empty: none
    QString groupCode;
    int rank = 0;                   ///< of its group, then its own
};

/// A list of some thousand rows at most: it is read and held as a whole.
class ShortPage : public ListPage
{
    Q_OBJECT

public:
    [[nodiscard]] Result<engine::ListQuery> query() const override;
    [[nodiscard]] QList<Subject> subjects() const override;
    [[nodiscard]] qint64 selectedCount() const override { return subjects().size(); } ///< groups' headers do not count

protected:
    ShortPage(engine::Session &session, QString key, QString title, ListKind kind, QWidget *parent);
    void setUp(std::vector<Column> columns, const Layout &layout);
    void setItems(std::vector<Item> items);
    template <class T>
    void ask(engine::Session::Work<T> question, std::function<std::vector<Item>(const T &)> itemsOf)
    {
        session().ask<T>(std::move(question)).then(this, [this, itemsOf = std::move(itemsOf)](const Result<T> &answer) {
            answered();
            answer ? setItems(itemsOf(*answer)) : showError(answer.error());
        });
    }
    /// "42 of 12,310 distributions"
    [[nodiscard]] virtual QString scopeText(qint64 shown, qint64 all) const = 0;
    [[nodiscard]] const std::vector<Item> &items() const { return m_items; }

private:
    void takeFilter() override;
    void takeSorting(int column, Qt::SortOrder order) override;
    [[nodiscard]] QString keyOf(int row) const override;
    [[nodiscard]] int rowOf(const QString &key) const override { return m_model->find(key); }
    [[nodiscard]] Location downOf(int row) const override;
    [[nodiscard]] const Item *itemAt(int row) const;
    [[nodiscard]] bool isBefore(const Item &left, const Item &right) const;
    [[nodiscard]] std::vector<std::size_t> passing(const Filter &filter) const;
    [[nodiscard]] std::vector<Row> rowsOf(const std::vector<std::size_t> &order) const;
    void toggleGroup(const QModelIndex &header);

    RowsModel *m_model;
    std::vector<Item> m_items;
    QHash<QString, std::size_t> m_byId; ///< place in m_items
    QSet<QString> m_folded;
    bool m_read = false; ///< items have come
    int m_sortColumn = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace cartage::ui
