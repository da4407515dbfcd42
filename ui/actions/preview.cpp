// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/preview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/text/format.h"
#include "ui/widgets/advicebox.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

namespace {

constexpr int widthInZeros = 70;

QList<QPair<QString, QString>> countsOf(const engine::Effect &effect)
{
    QList<QPair<QString, QString>> counts{{Preview::tr("Distributions"), format::number(effect.distributions)},
                                          {Preview::tr("Packages"), format::number(effect.packages)},
                                          {Preview::tr("Distribution points"), format::number(effect.dps)},
                                          {Preview::tr("At work, ended"), format::number(effect.running)},
                                          {Preview::tr("Child sites"), Preview::tr("%1 contacted").arg(format::number(effect.childSites))}};
    if (effect.bytesToSend > 0)
        counts.push_back({Preview::tr("To be sent"), format::bytes(effect.bytesToSend).text()});
    if (effect.bytesToDelete > 0)
        counts.push_back({Preview::tr("To be deleted"), format::bytes(effect.bytesToDelete).text()});
    return counts;
}

/// The red box.
AdviceBox *lastCopies(const engine::Effect &effect, QWidget *parent)
{
    QStringList names;
    for (const PackageId &id : effect.lastCopies)
        names << QString::fromStdString(id.value());
    auto *box = new AdviceBox(parent);
    box->setHue(Hue::Red);
    box->setRows({{Preview::tr("Last copy"), Preview::tr("%n package(s) would be at no distribution point any more: %1", nullptr, static_cast<int>(names.size())).arg(names.join(QStringLiteral(", ")))},
                  {Preview::tr("Effect"), Preview::tr("No client can read them there any more.")}});
    return box;
}

} // namespace

Preview::Preview(const Act &act, const engine::Effect &effect, QWidget *parent)
    : QDialog(parent)
    , m_reason(new QLineEdit(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    const QString words = QString(act.words).remove(QChar(0x2026));
    setWindowTitle(words);
    setMinimumWidth(lookOf(this).zeros(widthInZeros));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Look::sheetEdge, Look::sheetEdge, Look::sheetEdge, Look::edge);
    column->setSpacing(Look::edge);
    auto *head = new QHBoxLayout;
    head->setSpacing(Look::markGap);
    head->addWidget(new MarkLabel(act.mark, Look::sheetEdge, this));
    head->addWidget(new Words(Words::Kind::SheetTitle, tr("%1: %2?").arg(words, act.object), this), 1);
    column->addLayout(head);
    const auto say = [this, column](Words::Kind kind, const QString &text) {
        auto *sentence = new Words(kind, text, this);
        sentence->setWordWrap(true);
        column->addWidget(sentence);
    };
    if (!act.note.isEmpty())
        say(Words::Kind::Body, act.note);
    say(Words::Kind::SmallSecond, tr("The engine's plan of %1. Nothing has been changed yet.").arg(format::clockSeconds(act.planned, act.planned)));
    for (const std::string &line : effect.lines)
        say(Words::Kind::Body, format::shown(line));
    if (!effect.lastCopies.empty())
        column->addWidget(lastCopies(effect, this));
    auto *counts = new Facts(this);
    counts->setFacts(countsOf(effect));
    column->addWidget(counts);
    m_reason->setObjectName(QStringLiteral("reason"));
    m_reason->setPlaceholderText(tr("Reason, for the audit"));
    m_reason->setAccessibleName(tr("Reason"));
    column->addWidget(m_reason);

    auto *buttons = new QHBoxLayout;
    auto *copy = new QPushButton(tr("Copy as command"), this);
    setButtonRole(copy, ButtonRole::Link);
    copy->setAutoDefault(false);
    auto *act_ = new QPushButton(QStringLiteral("%1: %2").arg(words, act.object), this);
    act_->setObjectName(QStringLiteral("act"));
    setButtonRole(act_, ButtonRole::Destructive);
    act_->setAutoDefault(false);
    act_->setEnabled(act.hasWork && effect.lastCopies.empty());
    if (!effect.lastCopies.empty()) {
        const QString wanted = QString::fromStdString(effect.lastCopies.front().value());
        say(Words::Kind::SmallSecond, tr("A last copy goes: type “%1”").arg(wanted));
        m_typed = new QLineEdit(this);
        m_typed->setObjectName(QStringLiteral("typed"));
        m_typed->setAccessibleName(tr("The package whose last copy goes"));
        column->addWidget(m_typed);
        connect(m_typed, &QLineEdit::textChanged, act_, [act_, wanted](const QString &text) { act_->setEnabled(text.trimmed().compare(wanted, Qt::CaseInsensitive) == 0); });
    }
    auto *safe = new QPushButton(tr("Change nothing"), this);
    safe->setObjectName(QStringLiteral("safe"));
    setButtonRole(safe, ButtonRole::Safe);
    safe->setDefault(true);
    buttons->addWidget(copy);
    buttons->addStretch(1);
    buttons->addWidget(act_);
    buttons->addWidget(safe);
    column->addLayout(buttons);
    safe->setFocus();
    connect(copy, &QPushButton::clicked, this, [command = act.command] { QGuiApplication::clipboard()->setText(command); });
    connect(safe, &QPushButton::clicked, this, &QDialog::reject);
    connect(act_, &QPushButton::clicked, this, [this] {
        Q_EMIT confirmed(m_reason->text());
        accept();
    });
}

} // namespace cartage::ui
