// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filterfield.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QStringListModel>
#include <QStyle>

#include "ui/look/icons.h"
#include "ui/look/stylepaint.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {
namespace {

constexpr int pad = 2 * Look::unit, crossWidth = 5 * Look::unit, signWidth = 8 * Look::unit;

/// As it would be typed.
QString textOf(const Chip &chip)
{
    const QString value = chip.value.contains(QLatin1Char(' ')) ? QLatin1Char('"') + chip.value + QLatin1Char('"') : chip.value;
    return (chip.negated ? QStringLiteral("-") : QString()) + chip.key + QLatin1Char(':') + value;
}

} // namespace

ChipButton::ChipButton(Chip chip, QWidget *parent)
    : QAbstractButton(parent)
    , m_chip(std::move(chip))
{
    setText(keyText() + QLatin1Char(' ') + m_chip.value);
    setAccessibleName(text());
    setAccessibleDescription(tr("Delete takes the condition out"));
    setToolTip(text().toHtmlEscaped());
    setFocusPolicy(Qt::ClickFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

QString ChipButton::keyText() const { return m_chip.negated ? tr("not %1:").arg(m_chip.key) : m_chip.key + QLatin1Char(':'); }

QSize ChipButton::sizeHint() const
{
    const Look &look = lookOf(this);
    return {Look::textWidth(look.body, keyText()) + Look::unit + Look::textWidth(look.body, m_chip.value) + pad + crossWidth, look.chipHeight()};
}

QSize ChipButton::minimumSizeHint() const { return {std::min(sizeHint().width(), lookOf(this).zeros(10)), sizeHint().height()}; }

QRect ChipButton::cross() const { return QStyle::visualRect(layoutDirection(), rect(), {width() - crossWidth, 0, crossWidth, height()}); }

void ChipButton::paintEvent(QPaintEvent *)
{
    const Look &look = lookOf(this);
    QPainter painter(this);
    paint::box(painter, rect(), 3, underMouse() ? Look::mix(look.chip, look.accent, 0.08) : look.chip, hasFocus() ? look.accentInk : QColor());
    painter.setFont(look.body);
    const QFontMetrics metrics(look.body);
    const QRect inner = rect().adjusted(pad, 0, -crossWidth, 0);
    painter.setPen(look.dark ? look.text2 : Look::mix(look.text2, look.text, 0.25));
    const auto mirrored = [this](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    // Where there is too little room for both each has half of it.
    const int half = (inner.width() - Look::unit) / 2, key = std::min(Look::textWidth(look.body, keyText()), std::max(half, inner.width() - Look::unit - Look::textWidth(look.body, m_chip.value)));
    painter.drawText(mirrored(QRect(inner.left(), inner.top(), key, inner.height())), Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(keyText(), Qt::ElideRight, key));
    const QRect value = mirrored(inner.adjusted(key + Look::unit, 0, 0, 0));
    painter.setPen(look.text);
    painter.drawText(value, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(m_chip.value, Qt::ElideRight, value.width()));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(look.text2, 1.2, Qt::SolidLine, Qt::RoundCap));
    const QPointF middle = QRectF(cross()).center();
    painter.drawLine(middle + QPointF(-3.5, -3.5), middle + QPointF(3.5, 3.5));
    painter.drawLine(middle + QPointF(-3.5, 3.5), middle + QPointF(3.5, -3.5));
}

/// Before the window's actions of the same keys.
bool ChipButton::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Delete)
        event->accept();
    return QAbstractButton::event(event);
}

void ChipButton::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        Q_EMIT removeRequested();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        Q_EMIT editRequested();
        return;
    case Qt::Key_Left:
        Q_EMIT stepRequested(-1);
        return;
    case Qt::Key_Right:
        Q_EMIT stepRequested(1);
        return;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

void ChipButton::mouseReleaseEvent(QMouseEvent *event)
{
    const bool pressed = isDown();
    setDown(false);
    if (!pressed || event->button() != Qt::LeftButton || !rect().contains(event->position().toPoint()))
        return;
    if (cross().contains(event->position().toPoint()))
        Q_EMIT removeRequested();
    else
        Q_EMIT editRequested();
}

void ChipButton::focusInEvent(QFocusEvent *event)
{
    QAbstractButton::focusInEvent(event);
    update();
}

FilterField::FilterField(QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
    , m_edit(new QLineEdit(this))
    , m_save(new QToolButton(this))
    , m_completer(new QCompleter(this))
    , m_offers(new QStringListModel(this))
{
    m_row->setContentsMargins(isRightToLeft() ? 1 : signWidth, 0, isRightToLeft() ? signWidth : 1, 0);
    m_row->setSpacing(2 * Look::unit);
    m_edit->setFrame(false);
    m_edit->setMinimumWidth(lookOf(this).zeros(8));
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->installEventFilter(this);
    m_save->setAutoRaise(true);
    m_save->setFocusPolicy(Qt::TabFocus);
    m_save->setAccessibleName(tr("Save filter"));
    m_save->setToolTip(tr("Save filter"));
    m_row->addWidget(m_edit, 1);
    m_row->addWidget(m_save);
    setFocusProxy(m_edit);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    m_completer->setModel(m_offers);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_edit->setCompleter(m_completer);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, [this](const QString &offer) {
        // After the completer has written it into the field.
        QMetaObject::invokeMethod(
            this,
            [this, offer] {
                if (!offer.endsWith(QLatin1Char(':')) && takeChips(true))
                    Q_EMIT chipsChanged();
            },
            Qt::QueuedConnection);
    });
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        if (takeChips(false))
            Q_EMIT chipsChanged();
        else
            Q_EMIT typed();
        offer();
    });
    connect(m_edit, &QLineEdit::returnPressed, this, [this] {
        if (takeChips(true))
            Q_EMIT chipsChanged();
        else
            Q_EMIT entered();
    });
    takeLook();
}

void FilterField::setHint(const QString &hint) 
{
    m_edit->setPlaceholderText(hint);
    m_edit->setToolTip(hint); // the field may be too narrow for it
}

QSize FilterField::sizeHint() const { return {lookOf(this).zeros(40), lookOf(this).fieldHeight()}; }

QList<Chip> FilterField::chips() const
{
    QList<Chip> result;
    for (const ChipButton *chip : m_chips)
        result.append(chip->chip());
    return result;
}

void FilterField::setChips(const QList<Chip> &chips)
{
    if (chips == this->chips())
        return;
    while (!m_chips.empty())
        remove(m_chips.back());
    for (const Chip &chip : chips)
        add(chip);
}

void FilterField::add(const Chip &chip)
{
    auto *button = new ChipButton(chip, this);
    m_row->insertWidget(int(m_chips.size()), button);
    m_chips.push_back(button);
    connect(button, &ChipButton::removeRequested, this, [this, button] {
        remove(button);
        m_edit->setFocus();
        Q_EMIT chipsChanged();
    });
    connect(button, &ChipButton::editRequested, this, [this, button] { takeBack(button); });
    connect(button, &ChipButton::stepRequested, this, [this, button](int by) { step(button, by); });
    button->show();
}

void FilterField::remove(ChipButton *chip)
{
    std::erase(m_chips, chip);
    m_row->removeWidget(chip);
    chip->hide();
    chip->deleteLater();
}

void FilterField::takeBack(ChipButton *chip)
{
    const QString text = textOf(chip->chip());
    remove(chip);
    m_edit->setText((m_edit->text().trimmed() + QLatin1Char(' ') + text).trimmed());
    m_edit->setFocus();
    m_edit->end(false);
    Q_EMIT chipsChanged();
}

void FilterField::step(ChipButton *from, int by)
{
    const auto at = std::find(m_chips.begin(), m_chips.end(), from) - m_chips.begin() + by;
    if (at >= std::ssize(m_chips)) {
        m_edit->setFocus();
        m_edit->home(false);
    } else if (at >= 0) {
        m_chips[size_t(at)]->setFocus();
    }
}

bool FilterField::takeChips(bool all)
{
    static const QRegularExpression pattern(QStringLiteral("(?:^|(?<=\\s))(not\\s+|-)?([A-Za-z_]+):\\s*(?:\"([^\"]*)\"|([^\\s\"]\\S*))(\\s|$)"));
    QString text = m_edit->text();
    bool any = false;
    for (qsizetype from = 0;;) {
        const QRegularExpressionMatch match = pattern.match(text, from);
        if (!match.hasMatch())
            break;
        const bool complete = all || !match.captured(5).isEmpty() || match.hasCaptured(3);
        if (!complete || !m_keys.contains(match.captured(2), Qt::CaseInsensitive)) {
            from = match.capturedEnd(2);
            continue;
        }
        add({match.captured(2).toLower(), match.captured(3) + match.captured(4), match.capturedLength(1) > 0});
        text.remove(match.capturedStart(), match.capturedLength());
        from = match.capturedStart();
        any = true;
    }
    if (any)
        m_edit->setText(text);
    return any;
}

void FilterField::offer()
{
    const QString text = m_edit->text();
    QStringList offers;
    for (const QString &key : m_keys) {
        const QString prefix = key + QLatin1Char(':');
        if (!text.startsWith(prefix, Qt::CaseInsensitive)) {
            offers.append(prefix);
            continue;
        }
        for (const QString &value : m_values.value(key))
            offers.append(prefix + value);
    }
    if (offers != m_offers->stringList())
        m_offers->setStringList(offers);
}

bool FilterField::editKey(int key)
{
    const bool atStart = m_edit->cursorPosition() == 0 && !m_edit->hasSelectedText();
    switch (key) {
    case Qt::Key_Backspace:
        if (!atStart || m_chips.empty())
            return false;
        remove(m_chips.back());
        Q_EMIT chipsChanged();
        return true;
    case Qt::Key_Left:
        if (!atStart || m_chips.empty())
            return false;
        m_chips.back()->setFocus();
        return true;
    case Qt::Key_Down:
        if (m_completer->popup()->isVisible())
            return false;
        Q_EMIT left();
        return true;
    default:
        return false;
    }
}

bool FilterField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit) {
        if (event->type() == QEvent::KeyPress && editKey(static_cast<QKeyEvent *>(event)->key()))
            return true;
        if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
            update();
    }
    return QWidget::eventFilter(watched, event);
}

void FilterField::takeLook()
{
    const Look &look = lookOf(this);
    setFixedHeight(look.fieldHeight());
    m_save->setIcon(icon("bookmark-new", look));
}

void FilterField::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (isLookChange(event))
        takeLook();
}

void FilterField::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Look &look = lookOf(this);
    paint::box(painter, rect(), Look::radius, look.field, look.line2);
    if (m_edit->hasFocus())
        paint::box(painter, rect(), Look::radius, {}, look.accentInk, 2);
    icon("view-filter", look).paint(&painter, QStyle::visualRect(layoutDirection(), rect(), QRect(pad, (height() - 16) / 2, 16, 16)));
}

} // namespace cartage::ui
