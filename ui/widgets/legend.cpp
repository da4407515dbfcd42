// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/legend.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QPainter>
#include <algorithm>

#include "ui/look/stylepaint.h"
#include "ui/text/format.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

class LegendButton final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit LegendButton(QWidget *parent)
        : QAbstractButton(parent)
    {
        setAttribute(Qt::WA_Hover);
        setCheckable(true);
    }
    [[nodiscard]] const Legend::Entry &entry() const { return m_entry; }
    void setEntry(const Legend::Entry &entry)
    {
        m_entry = entry;
        setText(entry.word);
        setChecked(entry.chosen);
        setAccessibleName(entry.word + QLatin1Char(' ') + format::number(entry.count));
        setToolTip(entry.chosen ? tr("Leave this out of the filter") : tr("Show only these"));
        updateGeometry();
        update();
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const Look &look = lookOf(this);
        return {4 * Look::unit + Look::markSize + Look::markGap - 2 + Look::textWidth(look.small, m_entry.word) + 6
                    + Look::textWidth(look.small, format::number(m_entry.count)),
                look.headerHeight() - Look::unit};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Look &look = lookOf(this);
        QPainter painter(this);
        const QColor under = isChecked() ? look.chip : underMouse() ? look.hover : look.base;
        paint::box(painter, rect(), Look::radius, under, hasFocus() ? look.accentInk : QColor());
        const bool mirrored = isRightToLeft();
        const auto placed = [&](int x, int width) { return QRect(mirrored ? this->width() - x - width : x, 0, width, height()); };
        int x = 2 * Look::unit;
        drawMark(painter, placed(x, Look::markSize).adjusted(1, 0, -1, 0), m_entry.mark, look, under);
        x += Look::markSize + Look::markGap - 2;
        painter.setFont(look.small);
        painter.setPen(look.text);
        const int word = Look::textWidth(look.small, m_entry.word);
        painter.drawText(placed(x, word), Qt::AlignVCenter | Qt::AlignLeft, m_entry.word);
        x += word + 6;
        painter.setPen(look.text2);
        painter.drawText(placed(x, width() - x), Qt::AlignVCenter | (mirrored ? Qt::AlignRight : Qt::AlignLeft), format::number(m_entry.count));
    }
    // The legend moves between its entries.
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Select)
            QAbstractButton::keyPressEvent(event);
        else
            event->ignore();
    }

private:
    Legend::Entry m_entry;
};

Legend::Legend(QWidget *parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setObjectName(QStringLiteral("legend"));
    setAccessibleName(tr("Legend"));
}

void Legend::setEntries(const QList<Entry> &entries)
{
    if (entries == this->entries())
        return;
    std::vector<LegendButton *> old = std::exchange(m_buttons, {});
    for (const Entry &entry : entries) {
        const auto kept = std::find_if(old.begin(), old.end(), [&](const LegendButton *button) { return button->entry().key == entry.key; });
        LegendButton *button = nullptr;
        if (kept == old.end()) {
            button = new LegendButton(this);
            button->show();
            connect(button, &QAbstractButton::clicked, this, [this, button] { Q_EMIT toggled(button->entry().key); });
        } else {
            button = *kept;
            old.erase(kept);
        }
        button->setEntry(entry);
        button->setFocusPolicy(m_buttons.empty() ? Qt::StrongFocus : Qt::ClickFocus);
        m_buttons.push_back(button);
    }
    for (LegendButton *button : old) {
        button->hide();
        button->deleteLater();
    }
    updateGeometry();
    arrange(width(), true);
    setVisible(!m_buttons.empty());
}

QList<Legend::Entry> Legend::entries() const
{
    QList<Entry> all;
    for (const LegendButton *button : m_buttons)
        all << button->entry();
    return all;
}

int Legend::arrange(int width, bool place) const
{
    const int from = Look::edge - 2 * Look::unit, to = width - from;
    int x = from, y = 2 * Look::unit, line = 0;
    for (LegendButton *button : m_buttons) {
        const QSize size = button->sizeHint();
        if (x > from && x + size.width() > to) {
            x = from;
            y += line;
            line = 0;
        }
        line = std::max(line, size.height());
        if (place)
            button->setGeometry(isRightToLeft() ? width - x - size.width() : x, y, size.width(), size.height());
        x += size.width() + Look::unit;
    }
    return y + line + 2 * Look::unit;
}

int Legend::heightForWidth(int width) const { return arrange(width, false); }
QSize Legend::sizeHint() const { return {100 * Look::unit, heightForWidth(std::max(width(), 100 * Look::unit))}; }
QSize Legend::minimumSizeHint() const { return {0, 0}; }
void Legend::resizeEvent(QResizeEvent *) { arrange(width(), true); }

void Legend::paintEvent(QPaintEvent *)
{
    const Look &look = lookOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), look.base);
    paint::hairline(painter, rect(), Qt::TopEdge, look.line);
}

void Legend::keyPressEvent(QKeyEvent *event)
{
    const int forward = isRightToLeft() ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        step(-forward);
        return;
    case Qt::Key_Right:
        step(forward);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void Legend::step(int by)
{
    const auto focused = std::find_if(m_buttons.begin(), m_buttons.end(), [](const LegendButton *button) { return button->hasFocus(); });
    const auto to = focused - m_buttons.begin() + by;
    if (focused != m_buttons.end() && to >= 0 && to < std::ssize(m_buttons))
        m_buttons[static_cast<std::size_t>(to)]->setFocus(Qt::TabFocusReason);
}

void Legend::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (isLookChange(event) || event->type() == QEvent::LayoutDirectionChange) {
        updateGeometry();
        arrange(width(), true);
    }
}

} // namespace cartage::ui

#include "legend.moc"
