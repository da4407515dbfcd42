// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pathbar.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QToolButton>

#include "ui/look/icons.h"
#include "ui/look/stylepaint.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

/// One step of the path; the last one says where one is.
class PathPart final : public QAbstractButton
{
    Q_OBJECT

public:
    PathPart(const QString &text, bool last, QWidget *parent)
        : QAbstractButton(parent)
        , m_last(last)
    {
        setText(text);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(last ? Qt::NoFocus : Qt::TabFocus);
        setSizePolicy(last ? QSizePolicy::Preferred : QSizePolicy::Fixed, QSizePolicy::Fixed);
        setAccessibleName(text);
        if (last)
            setToolTip(text.toHtmlEscaped()); // it is cut where there is no room
        setEnabled(!last); // it leads nowhere: one is there
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const Look &look = lookOf(this);
        return {Look::textWidth(m_last ? look.section : look.body, text()) + 2 * pad, look.fieldHeight()};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return m_last ? QSize(lookOf(this).zeros(8), sizeHint().height()) : sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Look &look = lookOf(this);
        QPainter painter(this);
        if (!m_last && underMouse())
            paint::box(painter, rect(), Look::radius, look.sidebarHover, {});
        if (hasFocus())
            paint::box(painter, rect(), Look::radius, {}, look.accentInk);
        painter.setFont(m_last ? look.section : look.body);
        painter.setPen(m_last ? look.text : look.text2);
        const QString cut = painter.fontMetrics().elidedText(text(), Qt::ElideRight, width() - 2 * pad);
        painter.drawText(rect().adjusted(pad, 0, -pad, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, cut);
    }

private:
    static constexpr int pad = 5;

    bool m_last;
};

class PathParts final : public QWidget
{
    Q_OBJECT

public:
    explicit PathParts(QWidget *parent)
        : QWidget(parent)
        , m_row(new QHBoxLayout(this))
    {
        m_row->setContentsMargins(0, 0, 0, 0);
        m_row->setSpacing(arrow);
        setAccessibleName(tr("Path"));
    }
    void setParts(const QStringList &parts)
    {
        if (parts == m_parts)
            return; // one of them may have the focus
        m_parts = parts;
        for (PathPart *old : findChildren<PathPart *>(QString(), Qt::FindDirectChildrenOnly)) {
            m_row->removeWidget(old);
            old->hide();
            old->deleteLater();
        }
        for (int i = 0; i < parts.size(); ++i) {
            auto *part = new PathPart(parts[i], i == parts.size() - 1, this);
            m_row->addWidget(part);
            connect(part, &QAbstractButton::clicked, this, [this, i] { Q_EMIT activated(i); });
        }
        update();
    }

Q_SIGNALS:
    void activated(int part);

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        for (int i = 1; i < m_row->count(); ++i) {
            const QRect part = m_row->itemAt(i)->widget()->geometry();
            const int x = isRightToLeft() ? part.right() + arrow / 2 : part.left() - arrow / 2;
            paint::chevron(painter, QPointF(x, height() / 2.0), 8, isRightToLeft() ? paint::Direction::Left : paint::Direction::Right, lookOf(this).text2);
        }
    }

private:
    static constexpr int arrow = 3 * Look::unit;

    QHBoxLayout *m_row;
    QStringList m_parts;
};

/// Looks like a field; typing and clicking open the real one.
class FindField final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit FindField(QWidget *parent)
        : QAbstractButton(parent)
    {
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::IBeamCursor);
        setAttribute(Qt::WA_Hover);
        connect(this, &QAbstractButton::clicked, this, [this] { Q_EMIT asked({}); });
    }
    void set(const QString &hint, const QKeySequence &key)
    {
        setText(hint);
        setAccessibleName(hint);
        m_key = key.toString(QKeySequence::NativeText);
        setAccessibleDescription(m_key);
        update();
    }
    [[nodiscard]] QSize sizeHint() const override { return {lookOf(this).zeros(40), lookOf(this).fieldHeight()}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {lookOf(this).zeros(24), sizeHint().height()}; }

Q_SIGNALS:
    void asked(const QString &typed);

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Look &look = lookOf(this);
        QPainter painter(this);
        paint::box(painter, rect(), Look::radius, look.field, look.line2);
        if (hasFocus())
            paint::box(painter, rect(), Look::radius, {}, look.accentInk, 2);
        ui::icon("search", look).paint(&painter, mirrored(QRect(Look::cellPadding, (height() - 16) / 2, 16, 16)));
        painter.setFont(look.body);
        painter.setPen(look.text3);
        painter.drawText(mirrored(rect().adjusted(Look::cellPadding + 24, 0, 0, 0)), Qt::AlignLeft | Qt::AlignVCenter, text());
        if (m_key.isEmpty())
            return;
        painter.setFont(look.small);
        const int words = painter.fontMetrics().horizontalAdvance(m_key) + 3 * Look::unit;
        const QRectF badge = mirrored(QRect(width() - words - 5, 5, words, height() - 10));
        paint::box(painter, badge, 3, look.segments, {});
        painter.setPen(look.text2);
        painter.drawText(badge, Qt::AlignCenter, m_key);
    }
    void keyPressEvent(QKeyEvent *event) override
    {
        if (!event->text().isEmpty() && event->text().front().isPrint() && event->key() != Qt::Key_Space)
            Q_EMIT asked(event->text());
        else
            QAbstractButton::keyPressEvent(event);
    }

private:
    [[nodiscard]] QRect mirrored(const QRect &part) const { return QStyle::visualRect(layoutDirection(), rect(), part); }

    QString m_key;
};

PathBar::PathBar(QWidget *parent)
    : QWidget(parent)
    , m_back(new QToolButton(this))
    , m_forward(new QToolButton(this))
    , m_parts(new PathParts(this))
    , m_find(new FindField(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(2 * Look::unit, 0, Look::edge, 0);
    row->setSpacing(0);
    m_back->setAccessibleName(tr("Back"));
    m_back->setToolTip(tr("Back"));
    m_forward->setAccessibleName(tr("Forward"));
    m_forward->setToolTip(tr("Forward"));
    for (QToolButton *button : {m_back, m_forward}) {
        button->setAutoRaise(true);
        button->setEnabled(false);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
    }
    row->addSpacing(2 * Look::unit);
    row->addWidget(m_parts);
    row->addStretch(1);
    row->addSpacing(Look::edge);
    row->addWidget(m_find);
    connect(m_back, &QToolButton::clicked, this, &PathBar::backRequested);
    connect(m_forward, &QToolButton::clicked, this, &PathBar::forwardRequested);
    connect(m_parts, &PathParts::activated, this, &PathBar::partActivated);
    connect(m_find, &FindField::asked, this, &PathBar::findRequested);
    takeLook();
}

void PathBar::setPath(const QStringList &parts) { m_parts->setParts(parts); }
void PathBar::setBackEnabled(bool on) { m_back->setEnabled(on); }
void PathBar::setForwardEnabled(bool on) { m_forward->setEnabled(on); }
void PathBar::setFind(const QString &hint, const QKeySequence &key) { m_find->set(hint, key); }
QWidget *PathBar::findField() const { return m_find; }

void PathBar::takeLook()
{
    const Look &look = lookOf(this);
    setFixedHeight(look.pathBarHeight());
    m_back->setIcon(icon(isRightToLeft() ? "go-next" : "go-previous", look.text, Look::mix(look.window, look.text, 0.3)));
    m_forward->setIcon(icon(isRightToLeft() ? "go-previous" : "go-next", look.text, Look::mix(look.window, look.text, 0.3)));
}

void PathBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (isLookChange(event))
        takeLook();
}

void PathBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Look &look = lookOf(this);
    painter.fillRect(rect(), look.window);
    paint::hairline(painter, rect(), Qt::BottomEdge, look.line);
}

} // namespace cartage::ui

#include "pathbar.moc"
