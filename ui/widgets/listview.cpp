// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/listview.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace cartage::ui {

ListView::ListView(QWidget *parent)
    : QTableView(parent)
    , m_header(new ListHeader(this))
{
    setHorizontalHeader(m_header);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    setItemDelegate(new RowDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    viewport()->setMouseTracking(true);
    takeSizes();
}

void ListView::setModel(QAbstractItemModel *model)
{
    if (QAbstractItemModel *old = this->model())
        old->disconnect(this, nullptr);
    QTableView::setModel(model);
    m_hovered = -1;
    if (model == nullptr)
        return;
    connect(model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) { sizeGroups(first, last); });
    connect(model, &QAbstractItemModel::rowsMoved, this, [this] { takeSizes(); });
    connect(model, &QAbstractItemModel::modelReset, this, [this] { takeSizes(); });
    connect(model, &QAbstractItemModel::layoutChanged, this, [this] { takeSizes(); });
    takeSizes();
}

void ListView::setTwoLines(bool on)
{
    m_twoLines = on;
    takeSizes();
}

void ListView::setGrouped(bool on)
{
    m_grouped = on;
    takeSizes();
}

void ListView::setEdge(int edge)
{
    m_edge = edge;
    viewport()->update();
    m_header->viewport()->update();
}

void ListView::setSentenceColumns(int first, int last)
{
    m_sentenceFirst = first;
    m_sentenceLast = last;
    viewport()->update();
}

void ListView::takeSizes()
{
    const Look &look = lookOf(this);
    const int height = m_twoLines ? look.twoLineRowHeight() : look.rowHeight();
    verticalHeader()->setDefaultSectionSize(height);
    verticalScrollBar()->setSingleStep(height);
    if (m_grouped && model())
        sizeGroups(0, model()->rowCount() - 1);
}

void ListView::sizeGroups(int first, int last)
{
    if (!m_grouped)
        return;
    const Look &look = lookOf(this);
    for (int row = first; row <= last; ++row)
        setRowHeight(row, isGroup(row) ? look.groupHeaderHeight() : verticalHeader()->defaultSectionSize());
}

bool ListView::isGroup(int row) const { return m_grouped && model() && model()->index(row, 0).data(GroupRole).isValid(); }

std::optional<QRect> ListView::sentenceRect(const QModelIndex &index) const
{
    if (m_sentenceFirst < 0 || index.column() < m_sentenceFirst || index.column() > m_sentenceLast)
        return std::nullopt;
    if (index.siblingAtColumn(m_sentenceFirst).data(SentenceRole).toString().isEmpty())
        return std::nullopt;
    // Columns may have been dragged apart: the sentence goes as far as they stand together.
    const auto covered = [&](int visual) {
        const int logical = m_header->logicalIndex(visual);
        return logical >= m_sentenceFirst && logical <= m_sentenceLast;
    };
    int first = m_header->visualIndex(m_sentenceFirst), last = first;
    while (first > 0 && covered(first - 1))
        --first;
    while (last + 1 < m_header->count() && covered(last + 1))
        ++last;
    const int own = m_header->visualIndex(index.column());
    const QRect row = visualRect(index);
    if (own < first || own > last)
        return QRect(0, row.top(), 0, 0);
    // From right to left the first stands at the right.
    const int one = m_header->logicalIndex(first), other = m_header->logicalIndex(last);
    const int left = std::min(m_header->sectionViewportPosition(one), m_header->sectionViewportPosition(other));
    const int right = std::max(m_header->sectionViewportPosition(one) + m_header->sectionSize(one), m_header->sectionViewportPosition(other) + m_header->sectionSize(other));
    return QRect(left, row.top(), right - left, row.height());
}

QColor ListView::rowBackground(int row) const
{
    const Look &look = lookOf(this);
    const QItemSelectionModel *selection = selectionModel();
    if (selection && !isGroup(row) && selection->isRowSelected(row))
        return hasFocus() ? look.selected : look.selectedUnfocused;
    return row == m_hovered && !isGroup(row) ? look.hover : look.base;
}

/// The row where one is stays in view when room goes: a banner comes, the window shrinks.
void ListView::resizeEvent(QResizeEvent *event)
{
    const QRect row = currentIndex().isValid() ? visualRect(currentIndex()) : QRect();
    const bool goes = row.isValid() && row.top() >= 0 && row.bottom() < event->oldSize().height() && row.bottom() >= event->size().height();
    QTableView::resizeEvent(event);
    if (goes)
        scrollTo(currentIndex());
}

void ListView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const Look &look = lookOf(this);
    painter.fillRect(viewport()->rect(), look.base);
    const int barAt = isRightToLeft() ? viewport()->width() - Look::selectionBar : 0;
    const int first = rowAt(0), bottom = rowAt(viewport()->height() - 1);
    const int last = bottom >= 0 ? bottom : model() ? model()->rowCount() - 1 : -1;
    for (int row = std::max(0, first); first >= 0 && row <= last; ++row) {
        const QRect line(0, rowViewportPosition(row), viewport()->width(), rowHeight(row));
        const QColor background = rowBackground(row);
        if (background != look.base)
            painter.fillRect(line, background);
        if (selectionModel() && selectionModel()->isRowSelected(row) && !isGroup(row))
            painter.fillRect(barAt, line.top(), Look::selectionBar, line.height(), hasFocus() ? look.accent : look.fillGrey);
    }
    // Where the focus is when that row is not selected, and on a group's header.
    if (hasFocus() && currentIndex().isValid() && (isGroup(currentIndex().row()) || !selectionModel()->isRowSelected(currentIndex().row()))) {
        const int row = currentIndex().row();
        painter.fillRect(barAt, rowViewportPosition(row), Look::selectionBar, rowHeight(row), look.accent);
    }
    painter.end();
    QTableView::paintEvent(event);
}

void ListView::setHovered(int row)
{
    if (row == m_hovered)
        return;
    for (const int changed : {m_hovered, row}) {
        if (changed >= 0)
            viewport()->update(0, rowViewportPosition(changed), viewport()->width(), rowHeight(changed));
    }
    m_hovered = row;
}

bool ListView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered(-1);
    else if (event->type() == QEvent::MouseMove)
        setHovered(rowAt(static_cast<QMouseEvent *>(event)->position().toPoint().y()));
    else if (event->type() == QEvent::Wheel)
        setHovered(-1);
    return QTableView::viewportEvent(event);
}

void ListView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex current = currentIndex();
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (current.isValid() && isGroup(current.row())) {
        const QModelIndex header = current.siblingAtColumn(0);
        const bool expanded = header.data(GroupRole).value<GroupHeader>().expanded;
        if (enter || event->key() == Qt::Key_Space || (event->key() == Qt::Key_Left && expanded) || (event->key() == Qt::Key_Right && !expanded)) {
            Q_EMIT groupToggled(header);
            return;
        }
    } else if (enter && current.isValid() && (event->modifiers() & ~Qt::KeypadModifier) == 0) {
        Q_EMIT rowActivated(current);
        return;
    }
    // The focus comes to a list without choosing anything: the first step is onto the row where it is.
    const bool step = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down || (event->key() == Qt::Key_Home && current.row() == 0);
    if (event->key() == Qt::Key_Down && !current.isValid() && event->modifiers() == Qt::NoModifier && model()) {
        int first = 0;
        while (first < model()->rowCount() - 1 && isGroup(first)) // a header is one step up from there
            ++first;
        setCurrentIndex(model()->index(first, 0));
        return;
    }
    if (step && current.isValid() && !isGroup(current.row()) && event->modifiers() == Qt::NoModifier && selectionModel() && !selectionModel()->hasSelection()) {
        selectionModel()->select(current, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        return;
    }
    // Rows are chosen, not cells: Left and Right move the view.
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        QScrollBar *bar = horizontalScrollBar();
        bar->triggerAction(event->key() == Qt::Key_Left ? QAbstractSlider::SliderSingleStepSub : QAbstractSlider::SliderSingleStepAdd);
        return;
    }
    QTableView::keyPressEvent(event);
}

void ListView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() && isGroup(index.row())) {
        setFocus(Qt::MouseFocusReason);
        Q_EMIT groupToggled(index.siblingAtColumn(0));
        return;
    }
    QTableView::mousePressEvent(event);
}

void ListView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() && !isGroup(index.row()))
        Q_EMIT rowActivated(index);
}

void ListView::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    viewport()->update();
}

void ListView::focusOutEvent(QFocusEvent *event)
{
    QTableView::focusOutEvent(event);
    viewport()->update();
}

void ListView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)
        takeSizes();
}

} // namespace cartage::ui
