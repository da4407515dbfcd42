// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/entrylist.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

#include "ui/detail/entrypainter.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

namespace {

QString wordsOf(const DetailEntry &entry)
{
    QStringList lines{entry.title};
    for (const QString &each : {entry.beside, entry.right, entry.second, entry.mono, entry.after}) {
        if (!each.isEmpty())
            lines << each;
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

bool EntryModel::setEntries(const QList<DetailEntry> &entries)
{
    if (entries.size() != m_entries.size()) {
        beginResetModel();
        m_entries = entries;
        endResetModel();
        return true;
    }
    for (int row = 0; row < entries.size(); ++row) {
        if (m_entries[row] == entries[row])
            continue;
        m_entries[row] = entries[row];
        Q_EMIT dataChanged(index(row), index(row));
    }
    return false;
}

int EntryModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_entries.size()); }

QVariant EntryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const DetailEntry &entry = m_entries.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return entry.title;
    case Qt::AccessibleTextRole:
        return wordsOf(entry);
    default:
        return {};
    }
}

EntryList::EntryList(QWidget *parent) : QListView(parent), m_model(new EntryModel(this))
{
    setModel(m_model);
    setItemDelegate(new EntryPainter(this));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(Adjust);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    connect(this, &QListView::clicked, this, [this](const QModelIndex &index) {
        if (const Location &to = entries().at(index.row()).to; !to.view.isEmpty())
            Q_EMIT openRequested(to);
    });
}

const QList<DetailEntry> &EntryList::entries() const { return m_model->entries(); }

void EntryList::setEntries(const QList<DetailEntry> &entries, bool joined, bool fresh)
{
    const int place = verticalScrollBar()->value(), row = currentIndex().row();
    m_joined = joined;
    if (m_model->setEntries(entries) && !fresh && row >= 0 && row < entries.size())
        setCurrentIndex(m_model->index(row));
    doItemsLayout(); // heights may have changed
    verticalScrollBar()->setValue(fresh ? 0 : place);
    if (fresh)
        setCurrentIndex({});
    viewport()->update();
}

/// At once: entries are as high as their words are long in this width.
void EntryList::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        doItemsLayout();
}

void EntryList::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex index = currentIndex();
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && index.isValid()) {
        if (const Location &to = entries().at(index.row()).to; !to.view.isEmpty())
            Q_EMIT openRequested(to);
    } else {
        QListView::keyPressEvent(event);
    }
}

void EntryList::mouseMoveEvent(QMouseEvent *event)
{
    QListView::mouseMoveEvent(event);
    const QModelIndex index = indexAt(event->pos());
    const bool leads = index.isValid() && !entries().at(index.row()).to.view.isEmpty();
    viewport()->setCursor(leads ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void EntryList::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = event->reason() == QContextMenuEvent::Mouse ? indexAt(event->pos()) : currentIndex();
    if (!index.isValid())
        return;
    setCurrentIndex(index);
    QMenu menu(this);
    menu.addAction(tr("Copy"), this, &EntryList::copy);
    menu.exec(event->reason() == QContextMenuEvent::Mouse ? event->globalPos() : viewport()->mapToGlobal(visualRect(index).center()));
}

void EntryList::copy() const
{
    if (currentIndex().isValid())
        QApplication::clipboard()->setText(wordsOf(entries().at(currentIndex().row())));
}

void EntryList::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (isLookChange(event))
        scheduleDelayedItemsLayout();
}

} // namespace cartage::ui
