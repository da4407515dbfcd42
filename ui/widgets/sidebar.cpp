// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sidebar.h"

#include <QAbstractButton>
#include <QContextMenuEvent>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/look/icons.h"
#include "ui/look/stylepaint.h"
#include "ui/text/format.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

class SidebarRow final : public QAbstractButton
{
    Q_OBJECT

public:
    SidebarRow(const Sidebar::Item &item, QWidget *parent)
        : QAbstractButton(parent)
        , m_key(item.key)
        , m_icon(item.icon)
    {
        setText(item.name);
        setCheckable(true);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setCount(std::nullopt, false);
    }
    [[nodiscard]] const QString &key() const { return m_key; }
    void setCount(std::optional<qint64> count, bool needsYou)
    {
        m_count = count ? format::number(*count) : QString();
        m_needsYou = needsYou && count.value_or(0) > 0;
        QString name = m_count.isEmpty() ? text() : text() + QStringLiteral(", ") + m_count;
        if (m_needsYou)
            name += QStringLiteral(", ") + tr("needs you");
        setAccessibleName(name);
        takeTip();
        updateGeometry();
        update();
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const Look &look = lookOf(this);
        const int name = (m_icon ? iconWidth : 0) + Look::textWidth(look.body, text()), count = m_count.isEmpty() ? 0 : Look::textWidth(look.small, m_count) + 5 * Look::unit;
        return {std::max(look.zeros(21), 5 * Look::unit + name + count), look.sidebarRowHeight()};
    }

Q_SIGNALS:
    void menuRequested(const QPoint &global);

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QAbstractButton::resizeEvent(event);
        takeTip();
    }
    void paintEvent(QPaintEvent *) override
    {
        const Look &look = lookOf(this);
        QPainter painter(this);
        const QRectF inner = QRectF(rect()).adjusted(0, 1, 0, -1);
        if (isChecked() || underMouse())
            paint::box(painter, inner, Look::radius, isChecked() ? look.sidebarSelected : look.sidebarHover, {});
        if (hasFocus())
            paint::box(painter, inner, Look::radius, {}, look.accentInk);
        if (m_icon)
            ui::icon(m_icon, look)
                .paint(&painter, mirrored(QRect(2 * Look::unit, (height() - 16) / 2, 16, 16)), Qt::AlignCenter, isChecked() ? QIcon::Selected : QIcon::Normal);
        int right = width() - 2 * Look::unit;
        right -= paintCount(painter, look, right);
        painter.setFont(look.body);
        painter.setPen(isEnabled() ? look.text : look.text3);
        const int left = 2 * Look::unit + (m_icon ? iconWidth : 0);
        const QString cut = painter.fontMetrics().elidedText(text(), Qt::ElideRight, right - left - Look::unit);
        painter.drawText(mirrored(QRect(left, 0, right - left, height())), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, cut);
    }
    // The sidebar moves between its rows.
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            click();
        else if (event->key() == Qt::Key_Space)
            QAbstractButton::keyPressEvent(event);
        else
            event->ignore();
    }
    void contextMenuEvent(QContextMenuEvent *event) override { Q_EMIT menuRequested(event->globalPos()); }
    void focusInEvent(QFocusEvent *event) override
    {
        QAbstractButton::focusInEvent(event);
        update();
    }

private:
    [[nodiscard]] QRect mirrored(const QRect &part) const { return QStyle::visualRect(layoutDirection(), rect(), part); }
    void takeTip() { setToolTip(width() < sizeHint().width() ? text().toHtmlEscaped() : QString()); }
    /// Returns what it takes of the width.
    int paintCount(QPainter &painter, const Look &look, int right)
    {
        if (m_count.isEmpty())
            return 0;
        painter.setFont(look.small);
        const QFontMetrics metrics(look.small);
        const int words = metrics.horizontalAdvance(m_count);
        if (!m_needsYou) {
            painter.setPen(isChecked() ? look.text : look.text2);
            painter.drawText(mirrored(QRect(0, 0, right, height())), Qt::AlignRight | Qt::AlignVCenter, m_count);
            return words + Look::unit;
        }
        const int high = metrics.height(), wide = std::max(high + 2, words + 11);
        const QRectF pill = mirrored(QRect(right - wide + 5, (height() - high) / 2, wide, high));
        paint::box(painter, pill, high / 2.0, look.fillRed, {});
        QFont bold = look.small;
        bold.setBold(true);
        painter.setFont(bold);
        painter.setPen(look.dark ? look.base : QColor(Qt::white));
        painter.drawText(pill, Qt::AlignCenter, m_count);
        return wide;
    }

    static constexpr int iconWidth = 16 + 10;

    QString m_key, m_count;
    const char *m_icon;
    bool m_needsYou = false;
};

Sidebar::Sidebar(QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setBackgroundRole(QPalette::Window);
    viewport()->setBackgroundRole(QPalette::Window);
    setAccessibleName(tr("Views"));
}

void Sidebar::setGroups(const QList<Group> &groups)
{
    const QString before = current();
    m_rows.clear();
    auto *body = new QWidget;
    body->setBackgroundRole(QPalette::Window);
    body->setAutoFillBackground(true);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(2 * Look::unit, 2 * Look::unit, 2 * Look::unit, 2 * Look::unit);
    column->setSpacing(0);
    for (const Group &group : groups) {
        if (&group != &groups.front())
            column->addSpacing(2 * Look::unit);
        if (!group.title.isEmpty()) {
            auto *title = new Words(Words::Kind::SmallSecond, group.title, body);
            title->setContentsMargins(2 * Look::unit, 2 * Look::unit, 0, Look::unit);
            column->addWidget(title);
        }
        for (const Item &item : group.items) {
            auto *row = new SidebarRow(item, body);
            column->addWidget(row);
            m_rows.push_back(row);
            connect(row, &QAbstractButton::clicked, this, [this, row] {
                setCurrent(row->key());
                Q_EMIT chosen(row->key());
            });
            connect(row, &SidebarRow::menuRequested, this, [this, row](const QPoint &global) { Q_EMIT menuRequested(row->key(), global); });
        }
    }
    column->addStretch(1);
    setWidget(body);
    for (const auto &[key, count] : m_counts) {
        if (SidebarRow *known = row(key))
            known->setCount(count.first, count.second);
    }
    setCurrent(before);
}

void Sidebar::setCount(const QString &key, std::optional<qint64> count, bool needsYou)
{
    m_counts.removeIf([&](const auto &entry) { return entry.first == key; });
    m_counts.append({key, {count, needsYou}});
    if (SidebarRow *known = row(key))
        known->setCount(count, needsYou);
}

SidebarRow *Sidebar::row(const QString &key) const
{
    for (SidebarRow *known : m_rows) {
        if (known->key() == key)
            return known;
    }
    return nullptr;
}

QString Sidebar::current() const
{
    for (const SidebarRow *known : m_rows) {
        if (known->isChecked())
            return known->key();
    }
    return {};
}

void Sidebar::setCurrent(const QString &key)
{
    for (SidebarRow *known : m_rows)
        known->setChecked(known->key() == key);
    // One stop of the Tab key.
    const bool any = !current().isEmpty();
    for (SidebarRow *known : m_rows)
        known->setFocusPolicy(known->isChecked() || (!any && known == m_rows.front()) ? Qt::StrongFocus : Qt::ClickFocus);
}

void Sidebar::focusCurrent()
{
    SidebarRow *shown = row(current());
    if (!shown && !m_rows.empty())
        shown = m_rows.front();
    if (shown)
        shown->setFocus(Qt::ShortcutFocusReason);
}

QSize Sidebar::sizeHint() const
{
    int width = lookOf(this).zeros(25);
    for (const SidebarRow *row : m_rows)
        width = std::max(width, row->sizeHint().width() + 4 * Look::unit);
    return {width, lookOf(this).sidebarRowHeight() * 12};
}

QSize Sidebar::minimumSizeHint() const { return {sizeHint().width(), lookOf(this).sidebarRowHeight() * 3}; }

/// Delete and F2 are for the row with the focus, not for what is selected in a list.
bool Sidebar::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Delete || key == Qt::Key_F2)
            event->accept();
    }
    return QScrollArea::event(event);
}

void Sidebar::keyPressEvent(QKeyEvent *event)
{
    const auto focused = std::find_if(m_rows.begin(), m_rows.end(), [](const SidebarRow *r) { return r->hasFocus(); });
    const int at = focused == m_rows.end() ? -1 : int(focused - m_rows.begin()), last = int(m_rows.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Up:
        step(at - 1);
        return;
    case Qt::Key_Down:
        step(at + 1);
        return;
    case Qt::Key_Home:
        step(0);
        return;
    case Qt::Key_End:
        step(last);
        return;
    case Qt::Key_F2:
    case Qt::Key_Delete:
        if (at >= 0)
            event->key() == Qt::Key_F2 ? Q_EMIT renameRequested(m_rows[size_t(at)]->key()) : Q_EMIT removeRequested(m_rows[size_t(at)]->key());
        return;
    default:
        QScrollArea::keyPressEvent(event);
    }
}

void Sidebar::step(int to)
{
    if (to < 0 || to >= int(m_rows.size()))
        return;
    m_rows[size_t(to)]->setFocus(Qt::TabFocusReason);
    ensureWidgetVisible(m_rows[size_t(to)], 0, 0);
}

} // namespace cartage::ui

#include "sidebar.moc"
