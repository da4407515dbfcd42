// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/preview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/text/format.h"
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

} // namespace

Preview::Preview(const QString &act, Mark mark, const engine::Effect &effect, const QString &command, QWidget *parent)
    : QDialog(parent)
    , m_reason(new QLineEdit(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    const QString words = QString(act).remove(QChar(0x2026));
    setWindowTitle(words);
    setMinimumWidth(lookOf(this).zeros(widthInZeros));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Look::sheetEdge, Look::sheetEdge, Look::sheetEdge, Look::edge);
    column->setSpacing(Look::edge);
    auto *head = new QHBoxLayout;
    head->setSpacing(Look::markGap);
    head->addWidget(new MarkLabel(mark, Look::sheetEdge, this));
    head->addWidget(new Words(Words::Kind::SheetTitle, tr("%1: %n distribution(s)?", nullptr, static_cast<int>(effect.distributions)).arg(words), this), 1);
    column->addLayout(head);
    for (const std::string &line : effect.lines) {
        auto *sentence = new Words(Words::Kind::Body, format::shown(line), this);
        sentence->setWordWrap(true);
        column->addWidget(sentence);
    }
    if (!effect.lastCopies.empty()) {
        QStringList names;
        for (const PackageId &id : effect.lastCopies)
            names << QString::fromStdString(id.value());
        auto *lost = new Words(Words::Kind::Body, tr("The last proven copy goes: %1").arg(names.join(QStringLiteral(", "))), this);
        lost->setHue(Hue::Red);
        lost->setWordWrap(true);
        column->addWidget(lost);
    }
    auto *counts = new Facts(this);
    counts->setFacts(countsOf(effect));
    column->addWidget(counts);
    m_reason->setPlaceholderText(tr("Reason, for the audit"));
    m_reason->setAccessibleName(tr("Reason"));
    column->addWidget(m_reason);

    auto *buttons = new QHBoxLayout;
    auto *copy = new QPushButton(tr("Copy as command"), this);
    setButtonRole(copy, ButtonRole::Link);
    copy->setAutoDefault(false);
    auto *act_ = new QPushButton(tr("%1 %n distribution(s)", nullptr, static_cast<int>(effect.distributions)).arg(words), this);
    setButtonRole(act_, ButtonRole::Destructive);
    act_->setAutoDefault(false);
    act_->setEnabled(effect.distributions + effect.packages + effect.dps > 0);
    auto *safe = new QPushButton(tr("Change nothing"), this);
    setButtonRole(safe, ButtonRole::Safe);
    safe->setDefault(true);
    buttons->addWidget(copy);
    buttons->addStretch(1);
    buttons->addWidget(act_);
    buttons->addWidget(safe);
    column->addLayout(buttons);
    safe->setFocus();
    connect(copy, &QPushButton::clicked, this, [command] { QGuiApplication::clipboard()->setText(command); });
    connect(safe, &QPushButton::clicked, this, &QDialog::reject);
    connect(act_, &QPushButton::clicked, this, [this] {
        Q_EMIT confirmed(m_reason->text());
        accept();
    });
}

} // namespace cartage::ui
