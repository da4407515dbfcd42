// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/segments.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

#include "ui/look/stylepaint.h"
#include "ui/text/format.h"

namespace cartage::ui {

class SegmentButton final : public QAbstractButton
{
    Q_OBJECT

public:
    SegmentButton(const Segments::Segment &segment, QWidget *parent)
        : QAbstractButton(parent)
        , m_key(segment.key)
    {
        setText(segment.text);
        setCheckable(true);
        setAttribute(Qt::WA_Hover);
        setCount(segment.count);
    }
    [[nodiscard]] const QString &key() const { return m_key; }
    void setFlat(bool on)
    {
        m_flat = on;
        update();
    }
    void setCount(std::optional<qint64> count)
    {
        m_count = count ? format::number(*count) : QString();
        setAccessibleName(m_count.isEmpty() ? text() : text() + QLatin1Char(' ') + m_count);
        updateGeometry();
        update();
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const Look &look = lookOf(this);
        const int count = m_count.isEmpty() ? 0 : Look::textWidth(look.body, m_count) + Look::markGap;
        return {Look::textWidth(look.body, text()) + count + 5 * Look::unit, look.fieldHeight()};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Look &look = lookOf(this);
        QPainter painter(this);
        const QRectF inner = QRectF(rect()).adjusted(2, 2, -2, -2);
        if (isChecked() && m_flat)
            paint::box(painter, inner, Look::radius, Look::mix(look.base, look.text, look.dark ? 0.11 : 0.08), {});
        else if (isChecked())
            paint::box(painter, inner, Look::radius, look.segmentChosen, look.dark ? QColor() : look.line2);
        else if (underMouse())
            paint::box(painter, inner, Look::radius, Look::mix(look.segments, look.text, 0.05), {});
        if (hasFocus())
            paint::box(painter, inner, Look::radius, {}, look.accentInk);
        painter.setFont(look.body);
        const int x = (width() - sizeHint().width()) / 2 + 10;
        painter.setPen(!isEnabled() ? look.text3 : isChecked() ? look.text : look.text2);
        painter.drawText(QRect(x, 0, width() - 2 * x, height()), Qt::AlignVCenter | Qt::AlignLeft, text());
        painter.setPen(isEnabled() && isChecked() ? look.text : look.text2);
        painter.drawText(QRect(x, 0, width() - 2 * x, height()), Qt::AlignVCenter | Qt::AlignRight, m_count);
    }
    // The strip moves between its segments.
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Select)
            QAbstractButton::keyPressEvent(event);
        else
            event->ignore();
    }
    void focusInEvent(QFocusEvent *event) override
    {
        QAbstractButton::focusInEvent(event);
        update();
    }

private:
    QString m_key, m_count;
    bool m_flat = false;
};

Segments::Segments(QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Segments::setSegments(const QList<Segment> &segments)
{
    const QString chosenBefore = current();
    for (SegmentButton *button : m_buttons) {
        layout()->removeWidget(button);
        button->hide();
        button->deleteLater();
    }
    m_buttons.clear();
    for (const Segment &segment : segments) {
        auto *button = new SegmentButton(segment, this);
        button->setFlat(m_flat);
        layout()->addWidget(button);
        m_buttons.push_back(button);
        connect(button, &QAbstractButton::clicked, this, [this, button] {
            setCurrent(button->key());
            Q_EMIT chosen(button->key());
        });
    }
    setCurrent(chosenBefore);
    setVisible(!segments.isEmpty());
}

void Segments::setCount(const QString &key, std::optional<qint64> count)
{
    for (SegmentButton *button : m_buttons) {
        if (button->key() == key)
            button->setCount(count);
    }
}

void Segments::setFlat(bool on)
{
    m_flat = on;
    for (SegmentButton *button : m_buttons)
        button->setFlat(on);
    update();
}

QString Segments::current() const
{
    for (const SegmentButton *button : m_buttons) {
        if (button->isChecked())
            return button->key();
    }
    return {};
}

void Segments::setCurrent(const QString &key)
{
    bool any = false;
    for (SegmentButton *button : m_buttons) {
        button->setChecked(button->key() == key);
        any = any || button->isChecked();
    }
    // One stop of the Tab key: the chosen one, else the first.
    for (SegmentButton *button : m_buttons)
        button->setFocusPolicy(button->isChecked() || (!any && button == m_buttons.front()) ? Qt::StrongFocus : Qt::ClickFocus);
}

void Segments::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (!m_flat)
        paint::box(painter, rect(), Look::radius, lookOf(this).segments, {});
}

void Segments::keyPressEvent(QKeyEvent *event)
{
    const bool mirrored = isRightToLeft();
    switch (event->key()) {
    case Qt::Key_Left:
        step(mirrored ? 1 : -1);
        return;
    case Qt::Key_Right:
        step(mirrored ? -1 : 1);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void Segments::step(int by)
{
    const auto focused = std::find_if(m_buttons.begin(), m_buttons.end(), [](const SegmentButton *b) { return b->hasFocus(); });
    if (focused == m_buttons.end())
        return;
    const auto to = focused - m_buttons.begin() + by;
    if (to < 0 || to >= std::ssize(m_buttons))
        return;
    SegmentButton *button = m_buttons[size_t(to)];
    button->setFocus(Qt::TabFocusReason);
    button->click();
}

} // namespace cartage::ui

#include "segments.moc"
