// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/toast.h"

#include <QAbstractButton>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>

#include "ui/look/stylepaint.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {
namespace {

constexpr int shadow = 12, above = 4 * Look::unit;

} // namespace

class ToastClose final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ToastClose(QWidget *parent)
        : QAbstractButton(parent)
    {
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setAccessibleName(tr("Close"));
        setToolTip(tr("Close"));
    }
    [[nodiscard]] QSize sizeHint() const override { return {lookOf(this).fieldHeight(), lookOf(this).fieldHeight()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Look &look = lookOf(this);
        QPainter painter(this);
        const QRectF inner = QRectF(rect()).adjusted(2, 2, -2, -2);
        if (underMouse())
            paint::box(painter, inner, Look::radius, Look::mix(look.tip, look.onTip, 0.14), {});
        if (hasFocus())
            paint::box(painter, inner, Look::radius, {}, look.onTipLink);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(Look::mix(look.tip, look.onTip, 0.75), 1.3, Qt::SolidLine, Qt::RoundCap));
        const QPointF middle = inner.center();
        painter.drawLine(middle + QPointF(-4, -4), middle + QPointF(4, 4));
        painter.drawLine(middle + QPointF(-4, 4), middle + QPointF(4, -4));
    }
};

Toast::Toast(QWidget *over)
    : QWidget(over)
    , m_text(new QLabel(this))
    , m_undoButton(new QPushButton(tr("Undo"), this))
    , m_close(new ToastClose(this))
{
    hide();
    m_text->setTextFormat(Qt::PlainText);
    m_text->setForegroundRole(QPalette::WindowText);
    setButtonRole(m_undoButton, ButtonRole::TipLink);
    m_undoButton->setAutoDefault(false);
    m_undoButton->setFocusPolicy(Qt::TabFocus);
    auto *row = new QHBoxLayout(this);
    const int begin = shadow + 3 * Look::unit + Look::markSize + Look::markGap, end = shadow + Look::unit;
    row->setContentsMargins(isRightToLeft() ? end : begin, shadow, isRightToLeft() ? begin : end, shadow);
    row->setSpacing(5 * Look::unit);
    row->addWidget(m_text);
    row->addWidget(m_undoButton);
    row->addWidget(m_close);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(m_close, &QAbstractButton::clicked, this, &QWidget::hide);
    connect(m_undoButton, &QPushButton::clicked, this, [this] {
        const auto undo = std::exchange(m_undo, {});
        hide();
        if (undo)
            undo();
    });
    over->installEventFilter(this);
    m_undoButton->installEventFilter(this);
    m_close->installEventFilter(this);
}

void Toast::say(Mark mark, const QString &sentence, std::function<void()> undo)
{
    const Look &look = lookOf(this);
    m_mark = mark;
    m_undo = std::move(undo);
    m_text->setText(sentence);
    QPalette own = m_text->palette();
    own.setColor(QPalette::WindowText, look.onTip);
    m_text->setPalette(own);
    m_undoButton->setFont(look.section);
    m_undoButton->setVisible(bool(m_undo));
    setAccessibleName(sentence);
    place();
    show();
    raise();
    countDown();
}

void Toast::setStay(std::chrono::milliseconds stay) { m_stay = stay; }

void Toast::place()
{
    const QSize room = parentWidget()->size();
    // In one line if there is room for it.
    m_text->setWordWrap(false);
    layout()->activate();
    QSize size = sizeHint();
    if (size.width() > room.width()) {
        m_text->setWordWrap(true);
        layout()->activate();
        size = {room.width(), std::max(layout()->totalHeightForWidth(room.width()), sizeHint().height())};
    }
    setGeometry((room.width() - size.width()) / 2, room.height() - above - size.height() + shadow, size.width(), size.height());
}

void Toast::countDown()
{
    // Who reads it with the pointer on it, or works its buttons with the keys, is not hurried.
    if (underMouse() || m_undoButton->hasFocus() || m_close->hasFocus())
        m_timer.stop();
    else
        m_timer.start(m_stay);
}

void Toast::enterEvent(QEnterEvent *event)
{
    QWidget::enterEvent(event);
    m_timer.stop();
}

void Toast::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    if (isVisible() && !m_undoButton->hasFocus() && !m_close->hasFocus())
        m_timer.start(m_stay);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && !isHidden())
        place();
    if (watched != parentWidget() && isVisible() && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)) {
        // Asked after the event: the button that gets the focus has it then.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (isVisible())
                    countDown();
            },
            Qt::QueuedConnection);
    }
    return QWidget::eventFilter(watched, event);
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Look &look = lookOf(this);
    const QRectF surface = QRectF(rect()).adjusted(shadow, shadow, -shadow, -shadow);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int spread = shadow; spread > 0; spread -= 2) {
        painter.setBrush(QColor(0, 0, 0, 7));
        const qreal s = spread * 0.8;
        painter.drawRoundedRect(surface.adjusted(-s, -s + 3, s, s).intersected(QRectF(rect())), Look::radius + s, Look::radius + s);
    }
    paint::box(painter, surface, Look::radius, look.tip, look.dark ? Look::mix(look.tip, Qt::white, 0.08) : QColor());
    const double x = isRightToLeft() ? surface.right() - 3 * Look::unit - Look::markSize : surface.left() + 3 * Look::unit;
    drawMark(painter, QRectF(x, surface.center().y() - Look::markSize / 2.0, Look::markSize, Look::markSize), m_mark, look, look.tip);
}

} // namespace cartage::ui

#include "toast.moc"
