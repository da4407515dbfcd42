// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QListView>

#include "ui/detail/detail.h"

namespace cartage::ui {

class EntryModel;

/// Entries of a tab below each other, each as high as its words. Keeps its place when what it shows is asked again.
class EntryList final : public QListView
{
    Q_OBJECT

public:
    explicit EntryList(QWidget *parent = nullptr);
    /// `fresh`: of another thing or tab, from the top. `joined`: a line leads from mark to mark.
    void setEntries(const QList<DetailEntry> &entries, bool joined, bool fresh);
    [[nodiscard]] const QList<DetailEntry> &entries() const;
    [[nodiscard]] bool isJoined() const { return m_joined; }

Q_SIGNALS:
    void openRequested(const cartage::ui::Location &location);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void copy() const;

    EntryModel *m_model;
    bool m_joined = false;
};

class EntryModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;
    /// True where rows came or went.
    bool setEntries(const QList<DetailEntry> &entries);
    [[nodiscard]] const QList<DetailEntry> &entries() const { return m_entries; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<DetailEntry> m_entries;
};

} // namespace cartage::ui
