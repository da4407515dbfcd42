// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette.h"

#include <QAbstractListModel>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "ui/look/icons.h"
#include "ui/look/stylepaint.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

namespace {

constexpr int shadow = 4 * Look::unit, usualZeros = 85, pad = 6, gapOfGroups = 2 * Look::unit;

} // namespace

/// The offers with a title before each group.
class OfferModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;
    void setOffers(QList<Offer> offers)
    {
        beginResetModel();
        m_rows.clear();
        for (Offer &offer : offers) {
            if (m_rows.isEmpty() || m_rows.back().group != offer.group) {
                Offer title;
                title.group = offer.group;
                m_rows.push_back(std::move(title));
            }
            m_rows.push_back(std::move(offer));
        }
        endResetModel();
    }
    [[nodiscard]] const Offer &row(int at) const { return m_rows[at]; }
    [[nodiscard]] bool isTitle(int at) const { return !m_rows[at].choose; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        const Offer &offer = m_rows[index.row()];
        if (role == Qt::DisplayRole)
            return isTitle(index.row()) ? offer.group : offer.name;
        if (role == Qt::AccessibleTextRole || (role == Qt::ToolTipRole && !isTitle(index.row()))) {
            QStringList words{isTitle(index.row()) ? offer.group : offer.name};
            for (const QString &each : {offer.fact, offer.key}) {
                if (!each.isEmpty())
                    words << each;
            }
            return words.join(QStringLiteral(", "));
        }
        return {};
    }
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        return isTitle(index.row()) ? Qt::NoItemFlags : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    }

private:
    QList<Offer> m_rows;
};

namespace {

class OfferDelegate final : public QStyledItemDelegate
{
public:
    explicit OfferDelegate(const OfferModel *model, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    { }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Look &look = lookOf(option.widget);
        const bool first = index.row() == 0;
        return {0, m_model->isTitle(index.row()) ? look.groupHeaderHeight() + (first ? 0 : gapOfGroups) : look.fieldHeight()};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Look &look = lookOf(option.widget);
        const Offer &offer = m_model->row(index.row());
        const QRect inner = option.rect.adjusted(pad, 0, -pad, 0);
        const auto mirrored = [&](const QRect &part) { return QStyle::visualRect(painter->layoutDirection(), inner, part); };
        painter->save();
        if (m_model->isTitle(index.row())) {
            painter->setFont(look.groupHeader);
            painter->setPen(look.text2);
            painter->drawText(mirrored(inner.adjusted(pad + 2, 0, 0, -Look::unit)), Qt::AlignLeft | Qt::AlignBottom, offer.group);
            painter->restore();
            return;
        }
        const bool chosen = option.state & QStyle::State_Selected, hovered = option.state & QStyle::State_MouseOver;
        const QColor under = chosen ? look.selected : hovered ? look.hover : look.base;
        if (chosen || hovered)
            paint::box(*painter, inner, Look::radius, under, {});
        paintSign(*painter, offer, mirrored(QRect(inner.left() + 8, inner.top() + (inner.height() - Look::markSize) / 2, Look::markSize, Look::markSize)), under, look);
        const QString key = !offer.key.isEmpty() ? offer.key : chosen ? QObject::tr("Enter") : QString();
        const int right = inner.right() - 7 - (key.isEmpty() ? 0 : paintKey(*painter, key, inner, look));
        int x = inner.left() + 8 + Look::markSize + 10;
        painter->setFont(look.body);
        painter->setPen(look.text);
        const int whole = Look::textWidth(look.body, offer.name), room = std::max(0, right - x);
        const QString name = painter->fontMetrics().elidedText(offer.name, Qt::ElideRight, room);
        painter->drawText(mirrored(QRect(x, inner.top(), room, inner.height())), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, name);
        x += whole + 3 * Look::unit;
        if (!offer.fact.isEmpty() && right - x > 6 * Look::unit) {
            painter->setPen(look.text2);
            painter->drawText(mirrored(QRect(x, inner.top(), right - x, inner.height())), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                              painter->fontMetrics().elidedText(offer.fact, Qt::ElideRight, right - x));
        }
        painter->restore();
    }

private:
    static void paintSign(QPainter &painter, const Offer &offer, const QRect &where, const QColor &under, const Look &look)
    {
        if (offer.mark)
            drawMark(painter, where, *offer.mark, look, under);
        else if (!offer.ownIcon.isNull())
            offer.ownIcon.paint(&painter, where);
        else if (offer.icon)
            ui::icon(offer.icon, look).paint(&painter, where);
    }
    /// Returns what it takes of the width.
    static int paintKey(QPainter &painter, const QString &key, const QRect &inner, const Look &look)
    {
        painter.setFont(look.small);
        const int wide = Look::textWidth(look.small, key) + 3 * Look::unit;
        const QRectF badge = QStyle::visualRect(painter.layoutDirection(), inner, QRect(inner.right() - 7 - wide, inner.top() + 4, wide, inner.height() - 8));
        paint::box(painter, badge, 3, look.segments, {});
        painter.setPen(look.text2);
        painter.drawText(badge, Qt::AlignCenter, key);
        return wide + 2 * Look::unit;
    }

    const OfferModel *m_model;
};

} // namespace

Palette::Palette(QWidget *window)
    : QWidget(window)
    , m_edit(new QLineEdit(this))
    , m_hint(new Words(Words::Kind::SmallSecond, tr("names, actions, message and error codes"), this))
    , m_nothing(new Words(Words::Kind::Second, tr("Nothing has that name."), this))
    , m_list(new QListView(this))
    , m_model(new OfferModel(this))
{
    hide();
    setAccessibleName(tr("Find or do"));
    m_edit->setFrame(false);
    m_edit->setAccessibleName(tr("Find or do"));
    m_edit->setAccessibleDescription(m_hint->text());
    m_edit->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new OfferDelegate(m_model, this));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setAccessibleName(tr("What is found"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(shadow + 1, shadow, shadow + 1, shadow + 2 * Look::unit);
    column->setSpacing(0);
    auto *line = new QHBoxLayout;
    line->setContentsMargins((isRightToLeft() ? 3 : 9) * Look::unit, 0, (isRightToLeft() ? 9 : 3) * Look::unit, 0);
    line->addWidget(m_edit, 1);
    line->addWidget(m_hint);
    column->addLayout(line);
    column->addSpacing(1);
    column->addWidget(m_list, 1);
    m_nothing->setContentsMargins(Look::edge, 2 * Look::unit, Look::edge, Look::unit);
    column->addWidget(m_nothing);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        m_hint->setVisible(m_edit->text().size() < 24);
        fill();
    });
    connect(m_list, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) { choose(index.row()); });
    window->installEventFilter(this);
}

void Palette::setSource(std::function<QList<Offer>(const QString &)> source) { m_source = std::move(source); }

QString Palette::text() const { return m_edit->text(); }

void Palette::open(int top, const QString &typed)
{
    const Look &look = lookOf(this);
    m_top = top;
    if (!isVisible())
        m_before = QApplication::focusWidget();
    m_edit->setFont(look.section);
    m_edit->setFixedHeight(look.pathBarHeight());
    m_edit->setText(typed);
    fill();
    show();
    raise();
    m_edit->setFocus(Qt::PopupFocusReason);
    qApp->installEventFilter(this);
}

void Palette::close()
{
    if (!isVisible())
        return;
    qApp->removeEventFilter(this);
    const bool hadFocus = m_edit->hasFocus();
    hide();
    if (hadFocus && m_before)
        m_before->setFocus(Qt::PopupFocusReason);
}

void Palette::refresh()
{
    if (!isVisible())
        return;
    const QModelIndex current = m_list->currentIndex();
    const QString name = current.isValid() ? m_model->row(current.row()).name : QString();
    fill();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (!m_model->isTitle(row) && m_model->row(row).name == name) {
            select(row);
            return;
        }
    }
}

void Palette::fill()
{
    m_model->setOffers(m_source ? m_source(m_edit->text().trimmed()) : QList<Offer>());
    const bool any = m_model->rowCount() > 0;
    m_list->setVisible(any);
    m_nothing->setVisible(!any);
    if (any)
        select(1);
    place();
}

void Palette::place()
{
    int rows = 0;
    QStyleOptionViewItem option;
    option.widget = m_list;
    for (int row = 0; row < m_model->rowCount(); ++row)
        rows += m_list->itemDelegate()->sizeHint(option, m_model->index(row)).height();
    const int body = m_list->isHidden() ? m_nothing->sizeHint().height() : rows;
    const int wide = std::min(lookOf(this).zeros(usualZeros), parentWidget()->width() - 2 * Look::edge);
    const int high = std::min(lookOf(this).pathBarHeight() + 1 + body + 2 * Look::unit, parentWidget()->height() - m_top - Look::edge);
    setGeometry((parentWidget()->width() - wide) / 2 - shadow, m_top - shadow, wide + 2 * shadow, high + 2 * shadow);
}

void Palette::select(int row)
{
    m_list->setCurrentIndex(m_model->index(row));
    m_list->scrollTo(m_model->index(row <= 1 ? 0 : row));
    m_edit->setAccessibleDescription(m_model->index(row).data(Qt::AccessibleTextRole).toString());
}

void Palette::step(int by)
{
    const int rows = m_model->rowCount();
    int at = m_list->currentIndex().row();
    for (int i = 0; i < rows; ++i) {
        at = (at + by + rows) % rows;
        if (!m_model->isTitle(at)) {
            select(at);
            return;
        }
    }
}

void Palette::choose(int row)
{
    if (row < 0 || row >= m_model->rowCount() || m_model->isTitle(row))
        return;
    const auto act = m_model->row(row).choose; // what it does may fill the list anew
    close();
    act();
}

bool Palette::takeKey(int key, Qt::KeyboardModifiers modifiers)
{
    switch (key) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        for (int i = 0; i < 5; ++i)
            step(key == Qt::Key_PageUp ? -1 : 1);
        return true;
    case Qt::Key_Tab: // there is nothing else to go to while it is open
        step(1);
        return true;
    case Qt::Key_Backtab:
        step(-1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (modifiers & Qt::ControlModifier) {
            for (int row = 0; row < m_model->rowCount(); ++row) {
                if (m_model->row(row).onControlEnter) {
                    choose(row);
                    break;
                }
            }
        } else {
            choose(m_list->currentIndex().row());
        }
        return true;
    default:
        return false;
    }
}

bool Palette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        return takeKey(key->key(), key->modifiers());
    }
    if (watched == m_edit && event->type() == QEvent::FocusOut && static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason)
        close();
    if (event->type() == QEvent::MouseButtonPress && isVisible()) {
        const auto *pressed = qobject_cast<QWidget *>(watched);
        if (pressed && pressed != this && !isAncestorOf(pressed))
            close();
    }
    return QWidget::eventFilter(watched, event);
}

void Palette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Look &look = lookOf(this);
    const QRectF surface = QRectF(rect()).adjusted(shadow, shadow, -shadow, -shadow);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int spread = shadow; spread > 0; spread -= 2) {
        painter.setBrush(QColor(0, 0, 0, look.dark ? 16 : 7));
        painter.drawRoundedRect(surface.adjusted(-spread, -spread + 3, spread, spread).intersected(QRectF(rect())), Look::popupRadius + spread, Look::popupRadius + spread);
    }
    paint::box(painter, surface, Look::popupRadius, look.base, look.line2);
    const int head = look.pathBarHeight();
    paint::hairline(painter, QRectF(surface.left(), surface.top(), surface.width(), head + 1), Qt::BottomEdge, look.line);
    ui::icon("search", look).paint(&painter, QStyle::visualRect(layoutDirection(), rect(), QRect(int(surface.left()) + 14, int(surface.top()) + (head - 16) / 2, 16, 16)));
}

} // namespace cartage::ui

#include "palette.moc"
