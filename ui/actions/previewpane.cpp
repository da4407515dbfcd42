// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/previewpane.h"

#include <QAction>
#include <QButtonGroup>
#include <QCheckBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QRadioButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/text/format.h"
#include "ui/widgets/advicebox.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/twosides.h"

namespace cartage::ui {

namespace {

constexpr int nameInZeros = 26;
constexpr std::size_t mostLosses = 8;

/// Names are no mnemonics.
QString literal(QString text) { return text.replace(QLatin1Char('&'), QStringLiteral("&&")); }

Words *cell(const QString &text, QWidget *parent, bool right)
{
    auto *words = new Words(Words::Kind::Body, text, parent);
    words->setAlignment(right ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    return words;
}

} // namespace

PreviewPane::PreviewPane(QWidget *parent)
    : QWidget(parent)
    , m_area(new QScrollArea(this))
    , m_wayOut(new QAction(tr("Give them to another distribution point first…"), this))
{
    setAccessibleName(tr("Preview"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    auto *page = new QWidget(m_area);
    page->setMinimumHeight(1); // wrapped labels would ask for more than they need
    m_body = new QVBoxLayout(page);
    m_body->setContentsMargins(Look::sheetEdge, Look::edge, Look::sheetEdge, Look::edge);
    m_body->setSpacing(Look::edge);
    m_body->addStretch(1);
    m_area->setWidget(page);
    page->setAutoFillBackground(false);
    m_area->viewport()->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_area, 1);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    m_fields = makeFields(); // what has to be typed is in sight however long the plan is
    column->addWidget(m_fields);
    column->addWidget(makeFooter());
    m_wayOut->setObjectName(QStringLiteral("way-out"));
    connect(m_wayOut, &QAction::triggered, this, &PreviewPane::wayOutWanted);
}

QWidget *PreviewPane::makeFields()
{
    auto *fields = new QWidget(this);
    auto *grid = new QGridLayout(fields);
    grid->setContentsMargins(Look::sheetEdge, 3 * Look::unit, Look::sheetEdge, 0);
    grid->setHorizontalSpacing(Look::edge);
    grid->setVerticalSpacing(Look::unit);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->addWidget(new Words(Words::Kind::SmallSecond, tr("Reason, kept in the audit"), fields), 0, 0);
    m_reason = new QLineEdit(fields);
    m_reason->setObjectName(QStringLiteral("reason"));
    m_reason->setAccessibleName(tr("Reason"));
    grid->addWidget(m_reason, 1, 0);
    m_typedLabel = new Words(Words::Kind::SmallSecond, {}, fields);
    m_typedLabel->setElided(Qt::ElideMiddle);
    grid->addWidget(m_typedLabel, 0, 1);
    m_typed = new QLineEdit(fields);
    m_typed->setObjectName(QStringLiteral("typed"));
    grid->addWidget(m_typed, 1, 1);
    connect(m_typed, &QLineEdit::textChanged, this, &PreviewPane::check);
    return fields;
}

QWidget *PreviewPane::makeFooter()
{
    auto *footer = new TwoSides(this);
    footer->layout()->setContentsMargins(Look::sheetEdge, 3 * Look::unit, Look::sheetEdge, 3 * Look::unit);
    auto *copy = new QPushButton(tr("Copy as command"), footer);
    copy->setObjectName(QStringLiteral("copy"));
    setButtonRole(copy, ButtonRole::Link);
    m_act = new QPushButton(footer);
    m_act->setObjectName(QStringLiteral("act"));
    m_safe = new QPushButton(footer);
    m_safe->setObjectName(QStringLiteral("safe"));
    setButtonRole(m_safe, ButtonRole::Safe);
    footer->leading()->addWidget(copy);
    footer->leading()->addStretch(1);
    footer->trailing()->addWidget(m_act);
    footer->trailing()->addWidget(m_safe);
    connect(copy, &QPushButton::clicked, this, &PreviewPane::copyWanted);
    connect(m_safe, &QPushButton::clicked, this, &PreviewPane::left);
    connect(m_act, &QPushButton::clicked, this, [this] { Q_EMIT confirmed(reason()); });
    return footer;
}

void PreviewPane::setBusy(const QString &title, bool again)
{
    m_busy = true;
    if (!again) {
        m_content = Content();
        m_content.title = title;
        m_content.act = QString(title).remove(QLatin1Char('?'));
        m_content.safe = tr("Change nothing");
        m_reason->clear();
        m_typed->clear();
        refill();
    }
    check();
}

void PreviewPane::setContent(const Content &content)
{
    m_busy = false;
    m_content = content;
    refill();
    check();
}

QString PreviewPane::title() const { return m_content.title; }

QString PreviewPane::reason() const { return m_reason->text().trimmed(); }

void PreviewPane::begin() { m_safe->setFocus(Qt::OtherFocusReason); }

void PreviewPane::refill()
{
    // What had the focus has it again: a box that was ticked is made anew with the new plan.
    const QWidget *focused = m_upper && m_upper->isAncestorOf(focusWidget()) ? focusWidget() : nullptr;
    const QString focusedName = focused ? focused->objectName() : QString();
    if (m_upper) {
        m_body->removeWidget(m_upper);
        m_upper->hide();
        m_upper->deleteLater();
    }
    m_upper = new QWidget(this);
    auto *column = new QVBoxLayout(m_upper);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Look::edge);
    auto *head = new QVBoxLayout;
    head->setSpacing(Look::unit);
    const auto say = [this](Words::Kind kind, const QString &text, QVBoxLayout *into) {
        auto *words = new Words(kind, text, m_upper);
        words->setWordWrap(true);
        into->addWidget(words);
    };
    say(Words::Kind::SheetTitle, m_content.title, head);
    say(Words::Kind::SmallSecond, m_busy ? tr("The engine makes its plan…") : tr("The engine's plan of %1. Nothing has been changed yet.").arg(format::clockSeconds(m_content.plan.at, m_content.plan.at)), head);
    column->addLayout(head);
    if (!m_content.note.isEmpty())
        say(Words::Kind::Body, m_content.note, column);
    if (!m_busy) {
        addTable(column, m_upper);
        addLosses(column, m_upper);
        addChoices(column, m_upper);
        for (const QString &sentence : m_content.sentences)
            say(Words::Kind::Body, sentence, column);
        addEnds(column, m_upper);
    }
    m_body->insertWidget(0, m_upper);
    m_upper->show();
    setTabOrder(m_upper, m_reason);
    if (!focusedName.isEmpty()) {
        if (auto *again = m_upper->findChild<QWidget *>(focusedName))
            again->setFocus();
    }
}

void PreviewPane::addTable(QVBoxLayout *column, QWidget *parent)
{
    const Planned &plan = m_content.plan;
    if (plan.parts.empty())
        return;
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(3 * Look::unit);
    grid->setVerticalSpacing(Look::unit + 2);
    grid->setColumnStretch(0, 1);
    const int columns = static_cast<int>(plan.columns.size());
    const bool texts = !plan.totals.isEmpty() && plan.totals.front().isEmpty() && plan.totals.back().isEmpty();
    for (int at = 0; at < columns; ++at) {
        auto *title = new Words(Words::Kind::SmallSecond, plan.columns[at], parent);
        title->setAlignment(at == 0 || texts ? Qt::AlignLeft : Qt::AlignRight);
        grid->addWidget(title, 0, at);
    }
    grid->addWidget(new Hairline(Qt::Horizontal, parent), 1, 0, 1, columns);
    int row = 2;
    const Look &look = lookOf(this);
    for (const Planned::Part &part : plan.parts) {
        auto *box = new QCheckBox(literal(QFontMetrics(look.body).elidedText(part.name, Qt::ElideRight, look.zeros(nameInZeros))), parent);
        box->setObjectName(QStringLiteral("part ") + part.key);
        box->setToolTip(format::tip(part.name));
        box->setAccessibleName(QStringList(QStringList{part.name} + part.cells).join(QStringLiteral(", ")));
        box->setChecked(part.ticked);
        connect(box, &QCheckBox::toggled, this, [this, key = part.key](bool ticked) { Q_EMIT partToggled(key, ticked); });
        grid->addWidget(box, row, 0);
        for (int at = 0; at < part.cells.size(); ++at) {
            Words *words = cell(part.cells[at], parent, !texts);
            if (plan.red.contains(at + 1) && part.cells[at] != format::missing())
                words->setHue(Hue::Red);
            words->setEnabled(part.ticked);
            grid->addWidget(words, row, at + 1);
        }
        ++row;
    }
    if (plan.more > 0)
        grid->addWidget(new Words(Words::Kind::Second, tr("and %n more", nullptr, static_cast<int>(plan.more)), parent), row++, 0);
    grid->addWidget(new Hairline(Qt::Horizontal, parent), row++, 0, 1, columns);
    addTotals(grid, parent, row);
    column->addLayout(grid);
}

void PreviewPane::addTotals(QGridLayout *grid, QWidget *parent, int row)
{
    const Planned &plan = m_content.plan;
    auto *total = new Words(Words::Kind::Section, plan.total, parent);
    total->setObjectName(QStringLiteral("total"));
    grid->addWidget(total, row, 0);
    for (int at = 0; at < plan.totals.size(); ++at) {
        auto *sum = new Words(Words::Kind::Section, plan.totals[at], parent);
        sum->setAlignment(Qt::AlignRight);
        if (plan.red.contains(at + 1) && plan.totals[at] != format::missing())
            sum->setHue(Hue::Red);
        grid->addWidget(sum, row, at + 1);
    }
}

/// The red box: what is lost for good, and the way out.
void PreviewPane::addLosses(QVBoxLayout *column, QWidget *parent)
{
    const auto &losses = m_content.plan.losses;
    if (losses.empty())
        return;
    QStringList lines{tr("%n package(s) would be at no distribution point any more:", nullptr, static_cast<int>(losses.size()))};
    for (std::size_t at = 0; at < std::min(mostLosses, losses.size()); ++at)
        lines << tr("%1, version %2, %3").arg(losses[at].name, format::number(losses[at].version), format::bytes(losses[at].bytes).text());
    if (losses.size() > mostLosses)
        lines << tr("and %n more", nullptr, static_cast<int>(losses.size() - mostLosses));
    auto *box = new AdviceBox(parent);
    box->setObjectName(QStringLiteral("losses"));
    box->setAccessibleName(tr("What is lost"));
    box->setHue(Hue::Red);
    box->setRows({{tr("Last copy"), lines.join(QLatin1Char('\n'))}, {tr("Effect"), m_content.lossEffect}});
    if (m_content.wayOut)
        box->setActions(nullptr, m_wayOut);
    column->addWidget(box);
}

void PreviewPane::addChoices(QVBoxLayout *column, QWidget *parent)
{
    if (m_content.choices.isEmpty())
        return;
    auto *list = new QVBoxLayout;
    list->setSpacing(Look::unit);
    list->addWidget(new Words(Words::Kind::Section, m_content.choiceTitle, parent));
    auto *group = new QButtonGroup(parent);
    const int indent = style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth) + style()->pixelMetric(QStyle::PM_RadioButtonLabelSpacing);
    for (const Choice &choice : m_content.choices) {
        auto *button = new QRadioButton(literal(choice.words), parent);
        button->setObjectName(QStringLiteral("choice ") + choice.key);
        button->setAccessibleDescription(choice.second);
        button->setChecked(choice.chosen);
        group->addButton(button);
        button->setFocusPolicy(choice.chosen ? Qt::StrongFocus : Qt::ClickFocus); // Tab comes to the one that is chosen
        connect(button, &QRadioButton::clicked, this, [this, key = choice.key] { Q_EMIT chosen(key); });
        list->addWidget(button);
        auto *second = new Words(Words::Kind::SmallSecond, choice.second, parent);
        second->setWordWrap(true);
        second->setContentsMargins(indent, 0, 0, 0);
        list->addWidget(second);
    }
    column->addLayout(list);
}

void PreviewPane::addEnds(QVBoxLayout *column, QWidget *parent)
{
    if (m_content.ends.isEmpty())
        return;
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(3 * Look::unit);
    grid->setVerticalSpacing(Look::unit);
    grid->setColumnStretch(1, 1);
    int row = 0;
    grid->addWidget(new Words(Words::Kind::Section, m_content.endsTitle, parent), row++, 0, 1, 2);
    for (const auto &[number, words] : m_content.ends) {
        grid->addWidget(cell(number, parent, true), row, 0);
        auto *what = cell(words, parent, false);
        what->setWordWrap(true);
        grid->addWidget(what, row++, 1);
    }
    column->addLayout(grid);
}

void PreviewPane::check()
{
    const QString wanted = m_content.plan.typed;
    m_typedLabel->setText(tr("A last copy goes: type “%1”").arg(wanted));
    m_typed->setAccessibleName(tr("The name of what goes: %1").arg(wanted));
    for (QWidget *part : std::initializer_list<QWidget *>{m_typedLabel, m_typed})
        part->setVisible(!wanted.isEmpty());
    m_fields->setVisible(!m_busy || m_upper);
    setButtonRole(m_act, m_content.destructive ? ButtonRole::Destructive : ButtonRole::Filled);
    m_act->setText(literal(m_content.act));
    m_safe->setText(literal(m_content.safe));
    const bool typed = wanted.isEmpty() || m_typed->text().trimmed().compare(wanted, Qt::CaseInsensitive) == 0;
    m_act->setEnabled(!m_busy && m_content.plan.touched > 0 && typed);
    m_act->setToolTip(typed ? QString() : m_typedLabel->text());
}

void PreviewPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), lookOf(this).base);
}

void PreviewPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT left();
        return;
    }
    // Outside a dialog Enter does not press a button by itself.
    auto *button = qobject_cast<QPushButton *>(focusWidget());
    if (button && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        button->click();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace cartage::ui
