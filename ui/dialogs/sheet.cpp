// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/sheet.h"

#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/domain/advice.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

namespace {
constexpr int widthInZeros = 70;
}

Sheet::Sheet(const QString &title, const QString &act, QWidget *parent)
    : QDialog(parent)
    , m_form(new QFormLayout)
    , m_column(new QVBoxLayout(this))
    , m_middle(new QVBoxLayout)
    , m_fields(new QWidget(this))
    , m_hint(new Words(Words::Kind::SmallSecond, {}, this))
    , m_wrong(new Words(Words::Kind::Body, {}, this))
    , m_act(new QPushButton(act, this))
    , m_leave(new QPushButton(tr("Change nothing"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    m_column->setContentsMargins(Look::sheetEdge, Look::sheetEdge, Look::sheetEdge, Look::edge);
    m_column->setSpacing(Look::edge);
    auto *heading = new Words(Words::Kind::SheetTitle, title, this);
    heading->setWrapped();
    heading->setMinimumWidth(lookOf(this).zeros(widthInZeros) - 2 * Look::sheetEdge); // the dialog's own would take the place of what its buttons need
    m_column->addWidget(heading);
    m_middle->setContentsMargins(0, 0, 0, 0);
    m_middle->setSpacing(Look::edge);
    m_form->setHorizontalSpacing(3 * Look::unit);
    m_form->setVerticalSpacing(Look::markGap);
    m_middle->addLayout(m_form);
    m_fields->setLayout(m_middle);
    m_column->addWidget(m_fields, 1);
    m_wrong->setHue(Hue::Red);
    for (Words *words : {m_hint, m_wrong}) {
        words->setWrapped();
        words->hide();
        m_column->addWidget(words);
    }
    m_wrong->setObjectName(QStringLiteral("wrong"));
    m_hint->setObjectName(QStringLiteral("hint"));
    m_act->setObjectName(QStringLiteral("act"));
    setButtonRole(m_act, ButtonRole::Filled);
    m_act->setDefault(true);
    m_leave->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_leave);
    buttons->addWidget(m_act);
    m_column->addLayout(buttons);
    connect(m_leave, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_act, &QPushButton::clicked, this, [this] { this->act(); });
}

/// The keyboard begins in the first field and comes to the buttons last.
void Sheet::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    QWidget *first = nullptr, *last = nullptr;
    for (QWidget *each = nextInFocusChain(); each != this; each = each->nextInFocusChain()) {
        if (!m_fields->isAncestorOf(each) || !(each->focusPolicy() & Qt::TabFocus) || each->focusProxy())
            continue;
        first = first ? first : each;
        last = each;
    }
    if (!first)
        return;
    setTabOrder(last, m_leave);
    setTabOrder(m_leave, m_act);
    first->setFocus(Qt::OtherFocusReason);
}

void Sheet::addField(const QString &label, QWidget *field)
{
    field->setAccessibleName(label);
    m_form->addRow(label, field);
}

void Sheet::addField(const QString &label, QWidget *field, QPushButton *beside)
{
    auto *both = new QWidget(this);
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Look::markGap);
    row->addWidget(field, 1);
    beside->setAutoDefault(false);
    beside->setAccessibleDescription(label);
    row->addWidget(beside);
    both->setFocusProxy(field);
    field->setAccessibleName(label);
    m_form->addRow(label, both);
}

void Sheet::addWide(QWidget *widget) { m_middle->addWidget(widget, 1); }

void Sheet::setHint(const QString &hint)
{
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
}

void Sheet::setWrong(const QString &sentence)
{
    m_wrong->setText(sentence);
    m_wrong->setVisible(!sentence.isEmpty());
}

void Sheet::setWrong(const Error &error) { setWrong(format::shown(sentences::adviceOn(error).text)); }

void Sheet::setComplete(bool complete) { m_act->setEnabled(complete); }

void Sheet::setLeaveWords(const QString &words) { m_leave->setText(words); }

void Sheet::setBusy(const QString &sentence, bool leavingEndsIt)
{
    m_goesOn = !leavingEndsIt;
    if (m_goesOn) {
        m_leaveWords = m_leave->text();
        m_leave->setText(tr("Go on in the background"));
    }
    m_fields->setEnabled(false);
    m_act->setEnabled(false);
    setWrong(QString());
    setHint(sentence);
}

void Sheet::setReady()
{
    m_fields->setEnabled(true);
    m_act->setEnabled(true);
    setHint({});
    if (!std::exchange(m_goesOn, false))
        return;
    m_leave->setText(m_leaveWords);
    if (!isVisible())
        open();
}

void Sheet::reject()
{
    if (m_goesOn)
        hide();
    else
        QDialog::reject();
}

} // namespace cartage::ui
