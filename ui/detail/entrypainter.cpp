// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/entrypainter.h"

#include <QPainter>
#include <QTextLayout>
#include <cmath>

#include "ui/detail/entrylist.h"
#include "ui/look/stylepaint.h"

namespace cartage::ui {

namespace {

constexpr int textLeft = Look::edge + Look::markSize + Look::markGap;
constexpr int lineGap = Look::unit / 2;

/// Words in a width; breaks within a word where it is longer than a line (paths).
class Paragraph
{
public:
    Paragraph(const QString &text, const QFont &font, int width, Qt::LayoutDirection direction)
        : m_layout(QString(text).replace(QLatin1Char('\n'), QChar::LineSeparator), font)
    {
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        option.setTextDirection(direction);
        option.setAlignment(direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft); // a layout takes it as it is
        m_layout.setTextOption(option);
        m_layout.beginLayout();
        for (QTextLine line = m_layout.createLine(); line.isValid(); line = m_layout.createLine()) {
            line.setLineWidth(std::max(1, width));
            line.setPosition({0, m_height});
            m_height += line.height();
        }
        m_layout.endLayout();
    }
    [[nodiscard]] int height() const { return static_cast<int>(std::ceil(m_height)); }
    void draw(QPainter &painter, QPoint at, const QColor &ink) const
    {
        painter.setPen(ink);
        m_layout.draw(&painter, at);
    }

private:
    QTextLayout m_layout;
    qreal m_height = 0;
};

/// Lays an entry out and, with a painter, draws it. One walk for both, so that they cannot part.
class Sheet
{
public:
    Sheet(const DetailEntry &entry, const Look &look, int width, Qt::LayoutDirection direction, QPoint top, QPainter *painter)
        : m_entry(entry), m_look(look), m_width(width), m_direction(direction), m_top(top), m_painter(painter)
    { }

    int walk()
    {
        m_y = Look::unit + lineGap;
        head();
        line(m_entry.second, m_look.body, m_entry.strong ? m_look.text : m_look.text2);
        line(m_entry.mono, m_look.mono, m_look.text2);
        if (!m_entry.after.isEmpty()) {
            m_y += Look::unit;
            line(m_entry.after, m_look.small, m_look.text2);
        }
        return m_y + Look::unit + lineGap;
    }

private:
    [[nodiscard]] int room() const { return m_width - textLeft - Look::edge; }
    /// Where what is so wide begins, when from left to right it begins at `x`.
    [[nodiscard]] int mirrored(int x, int width) const { return m_direction == Qt::RightToLeft ? m_width - x - width : x; }

    void head()
    {
        const QFont &font = m_entry.strong ? m_look.section : m_look.body;
        const int title = Look::textWidth(font, m_entry.title);
        const int beside = m_entry.beside.isEmpty() ? 0 : Look::textWidth(m_look.small, m_entry.beside) + 2 * Look::markGap;
        const int right = m_entry.right.isEmpty() ? 0 : Look::textWidth(m_look.small, m_entry.right) + 3 * Look::unit;
        const bool oneLine = title + beside + right <= room();
        const int first = m_y;
        const int wide = oneLine ? room() - right : room();
        const Paragraph words(m_entry.title, font, wide, m_direction);
        if (m_painter)
            words.draw(*m_painter, m_top + QPoint(mirrored(textLeft, wide), first), m_entry.to.view.isEmpty() ? m_look.text : m_look.accentInk);
        m_y += words.height();
        const int drop = QFontMetrics(font).ascent() - QFontMetrics(m_look.small).ascent();
        if (oneLine) {
            small(m_entry.beside, {textLeft + title + 2 * Look::markGap, first + drop}, false);
            small(m_entry.right, {m_width - Look::edge, first + drop}, true);
        } else if (beside + right > 0) {
            m_y += lineGap;
            small(m_entry.beside, {textLeft, m_y}, false);
            small(m_entry.right, m_entry.beside.isEmpty() ? QPoint(textLeft, m_y) : QPoint(m_width - Look::edge, m_y), !m_entry.beside.isEmpty());
            m_y += QFontMetrics(m_look.small).height();
        }
    }

    void small(const QString &text, QPoint at, bool endsThere)
    {
        if (!m_painter || text.isEmpty())
            return;
        const QFontMetrics metrics(m_look.small);
        m_painter->setFont(m_look.small);
        m_painter->setPen(m_look.text2);
        const int width = Look::textWidth(m_look.small, text);
        m_painter->drawText(m_top + QPoint(mirrored(endsThere ? at.x() - width : at.x(), width), at.y() + metrics.ascent()), text);
    }

    void line(const QString &text, const QFont &font, const QColor &ink)
    {
        if (text.isEmpty())
            return;
        m_y += lineGap;
        const Paragraph words(text, font, room(), m_direction);
        if (m_painter)
            words.draw(*m_painter, m_top + QPoint(mirrored(textLeft, room()), m_y), ink);
        m_y += words.height();
    }

    const DetailEntry &m_entry;
    const Look &m_look;
    int m_width, m_y = 0;
    Qt::LayoutDirection m_direction;
    QPoint m_top;
    QPainter *m_painter;
};

} // namespace

EntryPainter::EntryPainter(EntryList *list) : QStyledItemDelegate(list), m_list(list) { }

QSize EntryPainter::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const int width = m_list->viewport()->width();
    return {width, Sheet(m_list->entries().at(index.row()), lookOf(m_list), width, m_list->layoutDirection(), {}, nullptr).walk()};
}

void EntryPainter::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Look &look = lookOf(m_list);
    const DetailEntry &entry = m_list->entries().at(index.row());
    const QRect rect = option.rect;
    const auto mirrored = [&](const QRect &part) { return QStyle::visualRect(m_list->layoutDirection(), rect, part); };
    painter->save();
    const bool current = m_list->hasFocus() && m_list->currentIndex() == index;
    const bool hovered = !entry.to.view.isEmpty() && (option.state & QStyle::State_MouseOver);
    const Hue hue = entry.mark ? markHue(*entry.mark) : Hue::Red;
    const QColor ground = entry.failing ? look.adviceTint(hue) : current ? look.selected : hovered ? look.hover : look.base;
    painter->fillRect(rect, ground);
    if (entry.failing || current)
        painter->fillRect(mirrored(QRect(rect.left(), rect.top(), Look::selectionBar, rect.height())), current ? look.accent : look.fill(hue));
    const int middle = rect.top() + Look::unit + Look::unit / 2 + QFontMetrics(entry.strong ? look.section : look.body).height() / 2;
    if (m_list->isJoined() && index.row() + 1 < m_list->entries().size()) {
        painter->setPen(QPen(look.line2, 1));
        const int x = mirrored(QRect(rect.left() + Look::edge, middle, Look::markSize, 1)).center().x();
        painter->drawLine(x, middle + Look::markSize / 2 + Look::unit, x, rect.bottom() - Look::unit / 2);
    }
    if (entry.mark)
        drawMark(*painter, mirrored(QRect(rect.left() + Look::edge, middle - Look::markSize / 2, Look::markSize, Look::markSize)), *entry.mark, look, ground);
    Sheet(entry, look, rect.width(), m_list->layoutDirection(), rect.topLeft(), painter).walk();
    painter->restore();
}

} // namespace cartage::ui
