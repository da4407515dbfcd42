// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/readsheet.h"

#include <QCoreApplication>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/widgets/parts.h"

namespace cartage::ui {

namespace {

constexpr int widthInZeros = 70;

/// As high as what is in it, as long as the window has room for that.
class Body final : public QScrollArea
{
public:
    using QScrollArea::QScrollArea;
    [[nodiscard]] QSize sizeHint() const override
    {
        const int wide = lookOf(this).zeros(widthInZeros) - 2 * Look::sheetEdge;
        return {wide, widget() ? widget()->layout()->totalHeightForWidth(wide) : 0};
    }
};

} // namespace

ReadSheet::ReadSheet(const QString &title, QWidget *parent)
    : QDialog(parent)
    , m_column(new QVBoxLayout)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    setFixedWidth(lookOf(this).zeros(widthInZeros));
    if (parent)
        setMaximumHeight(parent->window()->height()); // what is longer is scrolled
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Look::sheetEdge, Look::sheetEdge, Look::sheetEdge, Look::edge);
    column->setSpacing(Look::edge);
    column->addWidget(new Words(Words::Kind::SheetTitle, title, this));
    auto *area = new Body(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::TabFocus);
    area->setAccessibleName(title);
    auto *content = new QWidget;
    content->setBackgroundRole(QPalette::Window);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(3 * Look::unit);
    content->setLayout(m_column);
    area->setWidget(content);
    column->addWidget(area, 1);
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("close"));
    close->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(close);
    column->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    close->setFocus();
}

void ReadSheet::addText(const QString &text)
{
    auto *words = new Words(Words::Kind::Body, text, this);
    words->setWordWrap(true);
    m_column->addWidget(words);
}

void ReadSheet::addSection(const QString &title)
{
    auto *words = new Words(Words::Kind::Section, title, this);
    words->setContentsMargins(0, m_column->isEmpty() ? 0 : Look::unit, 0, 0);
    m_column->addWidget(words);
}

void ReadSheet::addFacts(const QList<QPair<QString, QString>> &facts)
{
    QList<QPair<QString, QString>> known;
    for (const auto &fact : facts) {
        if (!fact.second.isEmpty())
            known.push_back(fact);
    }
    auto *block = new Facts(this);
    block->setFacts(known);
    m_column->addWidget(block);
}

ReadSheet *aboutSheet(QWidget *parent)
{
    auto *sheet = new ReadSheet(ReadSheet::tr("Cartage %1").arg(QCoreApplication::applicationVersion()), parent);
    sheet->addText(ReadSheet::tr("Brings packages to distribution points and shows what is where, what failed, and why. Nothing is sent anywhere else."));
    sheet->addFacts({{ReadSheet::tr("Licence"), ReadSheet::tr("GNU General Public License, version 3 or later. It comes without any warranty.")},
                     {ReadSheet::tr("Copyright"), ReadSheet::tr("2026 The Cartage authors")}});
    sheet->addSection(ReadSheet::tr("Built with"));
    sheet->addFacts({{QStringLiteral("Qt %1").arg(QString::fromLatin1(qVersion())), QStringLiteral("GPL-3.0, LGPL-3.0")},
                     {QStringLiteral("SQLite"), ReadSheet::tr("public domain")},
                     {QStringLiteral("OpenSSL 3"), QStringLiteral("Apache-2.0")},
                     {QStringLiteral("xxHash"), QStringLiteral("BSD-2-Clause")},
                     {QStringLiteral("tl::expected"), QStringLiteral("CC0-1.0")},
                     {QStringLiteral("spdlog, fmt"), QStringLiteral("MIT")},
                     {QStringLiteral("Breeze"), QStringLiteral("LGPL-3.0-or-later")}});
    return sheet;
}

} // namespace cartage::ui
