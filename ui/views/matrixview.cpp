// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/matrixview.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <unordered_map>

#include "ui/look/colors.h"
#include "ui/look/stylepaint.h"
#include "ui/views/matrixheaders.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

namespace {

/// Marks are drawn once for each background they lie on.
class CellDelegate final : public QStyledItemDelegate
{
public:
    explicit CellDelegate(MatrixView *view)
        : QStyledItemDelegate(view)
        , m_view(view)
    { }

    void forget()
    {
        const Look &look = lookOf(m_view);
        m_marks.clear();
        m_tick = mixedUntil(look.base, look.fillGreen, {{look.base, 3.05}, {look.selected, 3.05}});
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Look &look = lookOf(m_view);
        const engine::MatrixCell cell = m_view->field()->cell(index.row(), index.column());
        const QModelIndex current = m_view->currentIndex();
        const QColor under = m_view->background(index.row(), index.column());
        painter->drawPixmap(option.rect.topLeft(), pictureOf(cell, under, option.rect.size(), painter->device()->devicePixelRatioF()));
        if (index == current)
            paint::box(*painter, QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), Look::radius, {}, m_view->hasFocus() ? look.accentInk : look.fillGrey, 2);
    }

private:
    const QPixmap &pictureOf(engine::MatrixCell cell, const QColor &under, QSize size, qreal ratio) const
    {
        const quint64 key = (quint64(under.rgb() & 0xFFFFFF) << 40) | (quint64(quint8(ratio * 16)) << 32) | (quint64(size.width() & 0xFFF) << 20) | (quint64(size.height() & 0xFFF) << 8)
                            | std::bit_cast<std::uint8_t>(cell);
        QPixmap &picture = m_marks[key];
        if (!picture.isNull())
            return picture;
        picture = QPixmap((QSizeF(size) * ratio).toSize());
        picture.setDevicePixelRatio(ratio);
        picture.fill(under);
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        draw(painter, QRectF(QPointF(), QSizeF(size)), cell, under);
        return picture;
    }

    void draw(QPainter &painter, const QRectF &rect, engine::MatrixCell cell, const QColor &under) const
    {
        const Look &look = lookOf(m_view);
        if (cell.kind() == engine::MatrixCell::Kind::LeftOut)
            return;
        const QRectF place(rect.center().x() - Look::markSize / 2.0, rect.center().y() - Look::markSize / 2.0, Look::markSize, Look::markSize);
        if (cell.kind() == engine::MatrixCell::Kind::NotWanted)
            return drawMark(painter, place, Mark::NotWanted, look.text3, under);
        if (cell.state() == State::Installed)
            return drawMark(painter, place, Mark::Tick, m_tick, under);
        const Mark mark = MatrixModel::markOf(cell);
        const Hue hue = markHue(mark);
        if (hue != Hue::Amber && hue != Hue::Red)
            return drawMark(painter, place, mark, look, under);
        const QColor tint = look.cellTint(hue);
        paint::box(painter, rect.adjusted(1, 1, -1, -1), Look::radius, tint, {});
        drawMark(painter, place.adjusted(1, 1, -1, -1), mark, look, tint);
    }

    MatrixView *m_view;
    QColor m_tick;
    mutable std::unordered_map<quint64, QPixmap> m_marks;
};

} // namespace

MatrixView::MatrixView(QWidget *parent)
    : QTableView(parent)
    , m_model(new MatrixModel(this))
    , m_columns(new MatrixColumns(this))
    , m_rows(new MatrixRows(this))
    , m_corner(new MatrixCorner(this))
{
    setHorizontalHeader(m_columns);
    setVerticalHeader(m_rows);
    setModel(m_model);
    setItemDelegate(new CellDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionMode(SingleSelection);
    setSelectionBehavior(SelectItems);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setCornerButtonEnabled(false);
    viewport()->setMouseTracking(true);
    setTabKeyNavigation(false);
    setAccessibleName(tr("Packages at distribution points"));
    for (QHeaderView *header : {static_cast<QHeaderView *>(m_columns), static_cast<QHeaderView *>(m_rows)})
        header->setSectionsClickable(true);
    connect(m_columns, &QHeaderView::sectionClicked, this, [this](int column) { setCurrentIndex(m_model->index(std::max(0, currentIndex().row()), column)); });
    connect(m_rows, &QHeaderView::sectionClicked, this, [this](int row) { setCurrentIndex(m_model->index(row, std::max(0, currentIndex().column()))); });
    connect(m_corner, &MatrixCorner::orderChosen, this, &MatrixView::orderChosen);
    takeSizes();
}

void MatrixView::setMatrix(std::shared_ptr<const engine::Matrix> matrix)
{
    const auto current = currentId();
    const bool seen = current && viewport()->rect().intersects(visualRect(currentIndex()));
    const int offset = current ? visualRect(currentIndex()).top() : 0;
    const int x = horizontalScrollBar()->value(), y = verticalScrollBar()->value();
    const auto first = m_model->rowCount() > 0 ? idAt(m_model->index(std::max(0, rowAt(0)), 0)) : std::nullopt;
    bool moved = false, other = false;
    QObject notes;
    connect(m_model, &QAbstractItemModel::layoutChanged, &notes, [&moved] { moved = true; });
    connect(m_model, &QAbstractItemModel::modelReset, &notes, [&moved, &other] { moved = other = true; });
    m_moving = true;
    m_model->setMatrix(std::move(matrix));
    if (other) {
        takeSizes();
        if (current)
            setCurrentId(*current);
    } else if (m_rows->measureNumbers()) {
        updateGeometries();
    }
    if (moved) {
        m_hoveredRow = m_hoveredColumn = -1;
        horizontalScrollBar()->setValue(x);
        verticalScrollBar()->setValue(y);
        // What was seen stays where it was: the current cell, else the first row.
        if (const QModelIndex now = currentIndex(); now.isValid() && seen) {
            verticalScrollBar()->setValue(y + visualRect(now).top() - offset);
        } else if (first && y > 0) {
            if (const int row = m_model->find(engine::packageOf(*first), m_model->matrix().dps.empty() ? DpKey(0) : m_model->matrix().dps.front().dp.key).row(); row >= 0)
                verticalScrollBar()->setValue(row * m_rows->defaultSectionSize() + y % m_rows->defaultSectionSize());
        }
    }
    m_moving = false;
    if (other)
        Q_EMIT currentMoved();
}

void MatrixView::setOrder(engine::MatrixOrder order) { m_corner->setOrder(order); }

std::optional<engine::RowId> MatrixView::idAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return std::nullopt;
    const engine::Matrix &matrix = m_model->matrix();
    return engine::rowId(matrix.packages[static_cast<std::size_t>(index.row())].id, matrix.dps[static_cast<std::size_t>(index.column())].dp.key);
}

std::optional<engine::RowId> MatrixView::currentId() const { return idAt(currentIndex()); }

bool MatrixView::setCurrentId(engine::RowId id)
{
    const QModelIndex index = m_model->find(engine::packageOf(id), engine::dpOf(id));
    if (index.isValid())
        setCurrentIndex(index);
    return index.isValid();
}

QColor MatrixView::background(int row, int column) const
{
    const Look &look = lookOf(this);
    const auto hits = [row, column](int atRow, int atColumn) { return (row >= 0 && row == atRow) || (column >= 0 && column == atColumn); };
    if (hits(currentIndex().row(), currentIndex().column()))
        return hasFocus() ? look.selected : look.selectedUnfocused;
    return hits(m_hoveredRow, m_hoveredColumn) ? look.hover : look.base;
}

void MatrixView::setHovered(const QModelIndex &index)
{
    const int row = std::exchange(m_hoveredRow, index.row()), column = std::exchange(m_hoveredColumn, index.column());
    if (row != m_hoveredRow || column != m_hoveredColumn)
        repaintAll();
}

bool MatrixView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave || event->type() == QEvent::Wheel)
        setHovered({});
    else if (event->type() == QEvent::MouseMove)
        setHovered(indexAt(static_cast<QMouseEvent *>(event)->position().toPoint()));
    return QTableView::viewportEvent(event);
}

/// Typed letters lead to the next package that begins with them.
void MatrixView::keyboardSearch(const QString &search)
{
    const int rows = m_model->rowCount();
    for (int step = 1; step <= rows; ++step) {
        const int row = (std::max(0, currentIndex().row()) + step) % rows;
        if (m_model->packageName(row).startsWith(search, Qt::CaseInsensitive)) {
            setCurrentIndex(m_model->index(row, std::max(0, currentIndex().column())));
            return;
        }
    }
}

void MatrixView::paintEvent(QPaintEvent *event)
{
    const Look &look = lookOf(this);
    QPainter painter(viewport());
    painter.fillRect(event->rect(), look.base);
    // Beyond the last column as well, as in a list.
    for (const int row : {m_hoveredRow, currentIndex().row()}) {
        if (row >= 0)
            painter.fillRect(QRect(0, rowViewportPosition(row), viewport()->width(), rowHeight(row)), background(row, -1));
    }
    painter.end();
    QTableView::paintEvent(event);
}

void MatrixView::takeSizes()
{
    static_cast<CellDelegate *>(itemDelegate())->forget();
    m_rows->measure();
    m_columns->takeSizes();
    verticalScrollBar()->setSingleStep(m_rows->defaultSectionSize());
    horizontalScrollBar()->setSingleStep(m_columns->defaultSectionSize());
    updateGeometries();
}

void MatrixView::updateGeometries()
{
    m_rows->takeSizes(width() * 2 / 5);
    QTableView::updateGeometries();
    const int left = isRightToLeft() ? width() - m_rows->width() : 0;
    m_corner->setGeometry(left, 0, m_rows->width(), m_columns->height());
    m_corner->arrange(*m_rows, *m_columns);
    m_corner->raise();
}

void MatrixView::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && (event->modifiers() & ~Qt::KeypadModifier) == 0) {
        const QModelIndex current = currentIndex();
        if (current.isValid() && m_model->cell(current.row(), current.column()).kind() != engine::MatrixCell::Kind::NotWanted)
            Q_EMIT cellOpened(*currentId());
        return;
    }
    QTableView::keyPressEvent(event);
}

void MatrixView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() && m_model->cell(index.row(), index.column()).kind() != engine::MatrixCell::Kind::NotWanted)
        Q_EMIT cellOpened(*idAt(index));
}

void MatrixView::repaintAll()
{
    viewport()->update();
    m_rows->viewport()->update();
    m_columns->viewport()->update();
}

void MatrixView::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    if (!currentIndex().isValid() && m_model->rowCount() > 0)
        setCurrentIndex(m_model->index(0, 0));
    repaintAll();
}

void MatrixView::focusOutEvent(QFocusEvent *event)
{
    QTableView::focusOutEvent(event);
    repaintAll();
}

void MatrixView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (isLookChange(event))
        takeSizes();
}

void MatrixView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    repaintAll();
    if (!m_moving)
        Q_EMIT currentMoved();
}

} // namespace cartage::ui
