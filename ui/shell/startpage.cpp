// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/startpage.h"

#include <QPainter>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

#include "ui/widgets/parts.h"

namespace cartage::ui {

namespace {

constexpr int widthInZeros = 84;

} // namespace

StartPage::StartPage(QWidget *parent) : QWidget(parent)
{
    auto *sheet = new QWidget(this);
    sheet->setFixedWidth(lookOf(this).zeros(widthInZeros));
    auto *column = new QVBoxLayout(sheet);
    column->setSpacing(Look::edge);
    column->addWidget(new Words(Words::Kind::SheetTitle, tr("Cartage"), sheet));
    auto *words = new Words(Words::Kind::Second, tr("Distributes software packages to distribution points, and shows what is where, what failed, and why."), sheet);
    words->setWordWrap(true);
    column->addWidget(words);
    const auto row = [&](const QString &title, const QString &text, const QString &act, ButtonRole role) {
        auto *line = new QHBoxLayout;
        auto *both = new QVBoxLayout;
        both->setSpacing(Look::unit);
        both->addWidget(new Words(Words::Kind::Section, title, sheet));
        auto *second = new Words(Words::Kind::Second, text, sheet);
        second->setWordWrap(true);
        both->addWidget(second);
        line->addLayout(both, 1);
        auto *button = new QPushButton(act, sheet);
        setButtonRole(button, role);
        button->setAccessibleDescription(text);
        line->addWidget(button, 0, Qt::AlignVCenter);
        column->addWidget(new Hairline(Qt::Horizontal, sheet));
        column->addLayout(line);
        return button;
    };
    auto *sample = row(tr("Try the sample site"), tr("Six distribution points and three packages, made on the spot in your own folder; some fail, as they do in life."),
                       tr("Try the sample"), ButtonRole::Filled);
    sample->setDefault(true);
    auto *open = row(tr("Open a site"), tr("A site folder on this computer; an engine may be at work on it."), tr("Open…"), ButtonRole::Plain);
    connect(sample, &QPushButton::clicked, this, &StartPage::sampleWanted);
    connect(open, &QPushButton::clicked, this, &StartPage::openWanted);
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(sheet);
    middle->addStretch(1);
    auto *centre = new QVBoxLayout(this);
    centre->addStretch(1);
    centre->addLayout(middle);
    centre->addStretch(2);
    setFocusProxy(sample);
}

QString StartPage::sampleFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/cartage/sample");
}

void StartPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), lookOf(this).base);
}

} // namespace cartage::ui
