// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/parts.h"

#include <QAction>
#include <QEvent>
#include <QGridLayout>
#include <QPainter>
#include <QPainterPath>
#include <QTextDocument>
#include <QToolButton>

#include "ui/look/stylepaint.h"
#include "ui/widgets/rowdelegate.h"

namespace cartage::ui {

namespace {
constexpr int narrowest = 12; ///< zeros of wrapped text
}

bool isLookChange(const QEvent *event)
{
    switch (event->type()) {
    case QEvent::StyleChange:
    case QEvent::ApplicationPaletteChange:
    case QEvent::ApplicationFontChange:
    case QEvent::PaletteChange:
        return true;
    default:
        return false;
    }
}

Words::Words(Kind kind, const QString &text, QWidget *parent)
    : QLabel(text, parent)
    , m_kind(kind)
{
    setTextFormat(Qt::PlainText);
    // Whatever role the surface has.
    setForegroundRole(QPalette::WindowText);
    takeLook();
}

void Words::setKind(Kind kind)
{
    m_kind = kind;
    takeLook();
}

void Words::setHue(std::optional<Hue> hue)
{
    m_hue = hue;
    takeLook();
}

void Words::setElided(Qt::TextElideMode mode)
{
    m_elide = mode;
    setWordWrap(false);
    setSizePolicy(mode == Qt::ElideNone ? QSizePolicy::Preferred : QSizePolicy::Ignored, QSizePolicy::Fixed);
    update();
}

void Words::setWrapped()
{
    m_wrapped = true;
    setWordWrap(true);
    // The label then has a document, which can break inside words.
    setTextInteractionFlags(Qt::TextSelectableByMouse);
}

QSize Words::minimumSizeHint() const
{
    const QSize size = QLabel::minimumSizeHint();
    if (m_wrapped)
        return {std::min(size.width(), lookOf(this).zeros(narrowest)), QFontMetrics(font()).height()};
    return m_elide == Qt::ElideNone ? size : QSize(0, size.height());
}

int Words::heightForWidth(int width) const
{
    const int height = QLabel::heightForWidth(width);
    if (!m_wrapped)
        return height;
    breakLongWords();
    return QLabel::heightForWidth(width);
}

/// The label sets the document's option anew with each text and width.
bool Words::breakLongWords() const
{
    auto *document = findChild<QTextDocument *>();
    if (!document || document->defaultTextOption().wrapMode() == QTextOption::WrapAtWordBoundaryOrAnywhere)
        return false;
    QTextOption option = document->defaultTextOption();
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document->setDefaultTextOption(option);
    return true;
}

void Words::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    if (m_wrapped)
        static_cast<void>(heightForWidth(width()));
}

void Words::takeLook()
{
    const Look &look = lookOf(this);
    const QFont *fonts[] = {&look.body, &look.body, &look.small, &look.small, &look.section, &look.paneTitle, &look.sheetTitle, &look.mono};
    const bool second = m_kind == Kind::Second || m_kind == Kind::SmallSecond;
    const QColor ink = m_hue ? look.ink(*m_hue) : second ? look.text2 : look.text;
    // Only what differs: each setter sends another change.
    if (font() != *fonts[int(m_kind)])
        setFont(*fonts[int(m_kind)]);
    if (palette().color(QPalette::WindowText) != ink) {
        QPalette own = palette();
        own.setColor(QPalette::WindowText, ink);
        setPalette(own);
    }
}

void Words::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (isLookChange(event))
        takeLook();
}

void Words::paintEvent(QPaintEvent *event)
{
    if (m_elide == Qt::ElideNone) {
        // Only once after a new text: measuring touches the document, and that asks to be painted again.
        if (m_wrapped && breakLongWords())
            static_cast<void>(heightForWidth(width()));
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    const QString cut = fontMetrics().elidedText(text(), m_elide, width());
    setToolTip(cut == text() ? QString() : text().toHtmlEscaped());
    painter.drawText(rect(), int(alignment() | Qt::TextSingleLine), cut);
}

MarkLabel::MarkLabel(Mark mark, int size, QWidget *parent)
    : QWidget(parent)
    , m_mark(mark)
    , m_size(size)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void MarkLabel::setMark(Mark mark)
{
    m_mark = mark;
    update();
}

QSize MarkLabel::sizeHint() const { return {m_size, m_size}; }

void MarkLabel::paintEvent(QPaintEvent *)
{
    // Through the icon: whatever lies under it shows in the glyph.
    QPainter painter(this);
    markIcon(m_mark, lookOf(this)).paint(&painter, rect());
}

Hairline::Hairline(Qt::Orientation orientation, QWidget *parent)
    : QWidget(parent)
    , m_orientation(orientation)
{
    orientation == Qt::Horizontal ? setFixedHeight(1) : setFixedWidth(1);
}

void Hairline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint::hairline(painter, rect(), m_orientation == Qt::Horizontal ? Qt::BottomEdge : Qt::RightEdge, lookOf(this).line);
}

QPushButton *actionButton(QAction *action, ButtonRole role, QWidget *parent)
{
    auto *button = new QPushButton(parent);
    setButtonRole(button, role);
    button->setAutoDefault(role != ButtonRole::Link && role != ButtonRole::TipLink);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    const auto follow = [button, action] {
        button->setText(action->text());
        button->setToolTip(action->toolTip() == action->iconText() ? QString() : action->toolTip());
        button->setEnabled(action->isEnabled());
        button->setVisible(action->isVisible());
    };
    // Shown with the parent: setVisible would open a button without one as a window.
    button->setText(action->text());
    button->setEnabled(action->isEnabled());
    if (!action->isVisible())
        button->hide();
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

QToolButton *iconButton(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->text());
    return button;
}

Facts::Facts(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(3 * Look::unit);
    m_grid->setVerticalSpacing(Look::unit);
    m_grid->setColumnStretch(1, 1);
}

void Facts::setFacts(const QList<QPair<QString, QString>> &facts)
{
    int row = 0;
    for (const auto &[name, value] : facts) {
        auto *label = m_grid->itemAtPosition(row, 0) ? static_cast<Words *>(m_grid->itemAtPosition(row, 0)->widget()) : nullptr;
        auto *text = label ? static_cast<Words *>(m_grid->itemAtPosition(row, 1)->widget()) : nullptr;
        if (!label) {
            label = new Words(Words::Kind::Second, {}, this);
            text = new Words(Words::Kind::Body, {}, this);
            text->setWrapped();
            m_grid->addWidget(label, row, 0, Qt::AlignTop);
            m_grid->addWidget(text, row, 1);
        }
        label->setText(name);
        text->setText(value);
        text->setAccessibleName(name);
        label->show();
        text->show();
        ++row;
    }
    for (; m_grid->itemAtPosition(row, 0); ++row) {
        m_grid->itemAtPosition(row, 0)->widget()->hide();
        m_grid->itemAtPosition(row, 1)->widget()->hide();
    }
}

SectionTitle::SectionTitle(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(new Words(Words::Kind::Section, title, this))
    , m_fact(new Words(Words::Kind::SmallSecond, {}, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Look::markGap);
    m_fact->setElided(Qt::ElideRight);
    m_fact->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(m_title);
    row->addWidget(m_fact, 1);
}

void SectionTitle::setTitle(const QString &title) { m_title->setText(title); }
void SectionTitle::setFact(const QString &fact) { m_fact->setText(fact); }
void SectionTitle::addTrailing(QWidget *widget) { layout()->addWidget(widget); }

Bar::Bar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Bar::setValue(double done, Hue hue, double notch)
{
    m_done = done;
    m_hue = hue;
    m_notch = notch;
    update();
}

void Bar::setMissing(double part)
{
    m_missing = part;
    update();
}

QSize Bar::sizeHint() const { return {14 * Look::unit, 2 * Look::unit}; }

void Bar::paintEvent(QPaintEvent *)
{
    const Look &look = lookOf(this);
    QPainter painter(this);
    drawProgress(painter, rect(), {m_done, m_notch, m_hue}, look);
    if (m_missing <= 0)
        return;
    const QRectF bar(0, (height() - 6) / 2.0, width(), 6);
    QPainterPath round, part;
    round.addRoundedRect(bar, 3, 3);
    part.addRect(QRectF(bar.left() + bar.width() * m_done + 1, bar.top(), bar.width() * m_missing, bar.height()));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipPath(part.intersected(round));
    painter.fillRect(bar, look.cellTint(Hue::Amber));
    painter.setPen(QPen(look.fillAmber, 1.5));
    for (qreal x = bar.left() - 6; x < bar.right(); x += 4)
        painter.drawLine(QPointF(x, bar.bottom() + 1), QPointF(x + 8, bar.top() - 1));
}

} // namespace cartage::ui
