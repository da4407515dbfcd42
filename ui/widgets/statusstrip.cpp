// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statusstrip.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include "ui/look/stylepaint.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

class StripPart final : public QAbstractButton
{
    Q_OBJECT

public:
    StripPart(QString key, QWidget *parent)
        : QAbstractButton(parent)
        , m_key(std::move(key))
    {
        hide(); // until it says something
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    }
    [[nodiscard]] const QString &key() const { return m_key; }
    void set(std::optional<Mark> mark, const QString &text, bool strong)
    {
        if (mark == m_mark && text == this->text() && strong == m_strong)
            return;
        m_mark = mark;
        m_strong = strong;
        setText(text);
        setAccessibleName(text);
        updateGeometry();
        update();
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const Look &look = lookOf(this);
        return {Look::textWidth(look.small, text()) + (m_mark ? markWidth : 0) + 2 * pad, look.stripHeight()};
    }
    static constexpr int pad = 6;

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Look &look = lookOf(this);
        QPainter painter(this);
        const bool hovered = underMouse();
        if (hovered)
            paint::box(painter, QRectF(rect()).adjusted(0, 3, 0, -3), Look::radius, look.sidebarHover, {});
        if (hasFocus())
            paint::box(painter, QRectF(rect()).adjusted(0, 3, 0, -3), Look::radius, {}, look.accentInk);
        QRect inner = rect().adjusted(pad, 0, -pad, 0);
        if (m_mark) {
            drawMark(painter, QStyle::visualRect(layoutDirection(), rect(), QRect(inner.left(), (height() - 14) / 2, 14, 14)), *m_mark, look, hovered ? look.sidebarHover : look.window);
            inner.setLeft(inner.left() + markWidth);
        }
        painter.setFont(look.small);
        painter.setPen(m_strong ? look.text : look.text2);
        painter.drawText(QStyle::visualRect(layoutDirection(), rect(), inner), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text());
    }

private:
    static constexpr int markWidth = 14 + 5;

    QString m_key;
    std::optional<Mark> m_mark;
    bool m_strong = false;
};

/// The last minutes of a number, as an area without axes.
class Spark final : public QWidget
{
    Q_OBJECT

public:
    explicit Spark(QWidget *parent)
        : QWidget(parent)
    {
        setFixedWidth(72 + 2 * StripPart::pad);
    }
    void setValues(const std::vector<double> &values)
    {
        m_values = values;
        update();
    }
    [[nodiscard]] bool saysSomething() const
    {
        return m_values.size() > 1 && std::any_of(m_values.begin(), m_values.end(), [](double value) { return value > 0; });
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        if (m_values.size() < 2)
            return;
        const Look &look = lookOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF area(StripPart::pad, (height() - 12) / 2.0, width() - 2 * StripPart::pad, 12);
        const double top = std::max(1e-9, *std::max_element(m_values.begin(), m_values.end()));
        QPolygonF shape{area.bottomLeft()};
        for (size_t i = 0; i < m_values.size(); ++i)
            shape << QPointF(area.left() + area.width() * double(i) / double(m_values.size() - 1), area.bottom() - area.height() * m_values[i] / top);
        shape << area.bottomRight();
        painter.fillRect(QRectF(area.left(), area.bottom(), area.width(), 1), look.line2); // so that a few bytes long ago still are a chart
        painter.setPen(Qt::NoPen);
        painter.setBrush(Look::mix(look.window, look.fillBlue, look.dark ? 0.36 : 0.30));
        painter.drawPolygon(shape);
    }

private:
    std::vector<double> m_values;
};

StatusStrip::StatusStrip(QWidget *parent)
    : QWidget(parent)
    , m_left(new QHBoxLayout)
    , m_right(new QHBoxLayout)
{
    auto *row = new QHBoxLayout(this);
    row->setSizeConstraint(QLayout::SetNoConstraint);
    row->setContentsMargins(Look::edge - StripPart::pad, 0, Look::edge - StripPart::pad, 0);
    row->setSpacing(0);
    for (QHBoxLayout *side : {m_left, m_right}) {
        side->setContentsMargins(0, 0, 0, 0);
        side->setSpacing(side == m_left ? Look::markGap : 0);
    }
    row->addLayout(m_left);
    row->addStretch(1);
    row->addLayout(m_right);
    setFixedHeight(lookOf(this).stripHeight());
    setAccessibleName(tr("Status"));
}

void StatusStrip::setPart(const QString &key, Side side, std::optional<Mark> mark, const QString &text, bool strong)
{
    StripPart *known = part(key);
    if (!known) {
        known = new StripPart(key, this);
        m_parts.push_back(known);
        (side == Side::Left ? m_left : m_right)->addWidget(known);
        connect(known, &QAbstractButton::clicked, this, [this, key] { Q_EMIT partActivated(key); });
    }
    known->set(mark, text, strong);
    fit();
}

void StatusStrip::setPartToolTip(const QString &key, const QString &text)
{
    if (StripPart *known = part(key))
        known->setToolTip(text);
}

void StatusStrip::setSpark(const QString &afterPart, const std::vector<double> &values)
{
    StripPart *before = part(afterPart);
    if (!m_spark)
        m_spark = new Spark(this);
    if (before && m_left->indexOf(m_spark) != m_left->indexOf(before) + 1) {
        m_left->removeWidget(m_spark);
        m_left->insertWidget(m_left->indexOf(before) + 1, m_spark);
    }
    m_spark->setValues(values);
    fit();
}

/// As many parts as there is room for.
void StatusStrip::fit()
{
    std::vector<QWidget *> shown;
    for (StripPart *each : m_parts) {
        if (!each->text().isEmpty())
            shown.push_back(each);
    }
    QList<QWidget *> leave;
    for (const QString &key : std::as_const(m_goFirst)) {
        StripPart *known = part(key);
        if (m_spark && known && m_left->indexOf(known) >= 0 && !leave.contains(m_spark))
            leave << m_spark;
        if (known)
            leave << known;
    }
    if (m_spark && m_spark->saysSomething())
        shown.push_back(m_spark);
    int wanted = 2 * Look::edge;
    for (const QWidget *each : shown)
        wanted += (each == m_spark ? each->minimumWidth() : each->sizeHint().width()) + Look::markGap;
    for (QWidget *each : std::as_const(leave)) {
        if (wanted <= width())
            break;
        if (const auto found = std::find(shown.begin(), shown.end(), each); found != shown.end()) {
            wanted -= (each == m_spark ? each->minimumWidth() : each->sizeHint().width()) + Look::markGap;
            shown.erase(found);
        }
    }
    for (StripPart *each : m_parts)
        each->setVisible(std::find(shown.begin(), shown.end(), each) != shown.end());
    if (m_spark)
        m_spark->setVisible(std::find(shown.begin(), shown.end(), m_spark) != shown.end());
}

void StatusStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

/// What has no room goes.
QSize StatusStrip::minimumSizeHint() const { return {0, height()}; }

StripPart *StatusStrip::part(const QString &key) const
{
    for (StripPart *known : m_parts) {
        if (known->key() == key)
            return known;
    }
    return nullptr;
}

void StatusStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Look &look = lookOf(this);
    painter.fillRect(rect(), look.window);
    paint::hairline(painter, rect(), Qt::TopEdge, look.line);
    // Dots between what stands at the right.
    painter.setPen(look.text2);
    painter.setFont(look.small);
    const StripPart *before = nullptr;
    for (int i = 0; i < m_right->count(); ++i) {
        const auto *at = static_cast<const StripPart *>(m_right->itemAt(i)->widget());
        if (!at->isVisible())
            continue;
        if (before)
            painter.drawText(QRectF(at->geometry().left() - 4, 0, 8, height()), Qt::AlignCenter, QStringLiteral("·"));
        before = at;
    }
}

} // namespace cartage::ui

#include "statusstrip.moc"
