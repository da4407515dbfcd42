// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/takeout.h"

#include <QClipboard>
#include <QGuiApplication>

#include "ui/actions/exportlist.h"
#include "ui/actions/rowcopy.h"
#include "ui/dialogs/supportbundle.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui {

TakeOut::TakeOut(QWidget *window)
    : QObject(window)
    , m_window(window)
    , m_copy(new QAction(tr("&Copy rows"), this))
    , m_export(new QAction(tr("E&xport what is shown…"), this))
    , m_bundle(new QAction(tr("Support &bundle…"), this))
{
    m_copy->setObjectName(QStringLiteral("copy-rows"));
    m_copy->setShortcut(QKeySequence::Copy);
    m_export->setObjectName(QStringLiteral("export"));
    m_export->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    m_bundle->setObjectName(QStringLiteral("support-bundle"));
    connect(m_copy, &QAction::triggered, this, &TakeOut::copyRows);
    connect(m_export, &QAction::triggered, this, &TakeOut::exportList);
    connect(m_bundle, &QAction::triggered, this, &TakeOut::supportBundle);
    setSession(nullptr);
}

void TakeOut::setSession(engine::Session *session)
{
    m_session = session;
    m_bundle->setEnabled(session != nullptr);
    setPage(nullptr);
}

void TakeOut::setPage(ListPage *page)
{
    m_page = page;
    m_export->setEnabled(m_session && page);
    m_copy->setEnabled(page && page->selectedCount() > 0);
}

void TakeOut::copyRows()
{
    if (const auto text = m_page ? m_page->copied() : std::nullopt)
        QGuiApplication::clipboard()->setText(*text);
    else if (m_page && !RowCopy::start(m_page->list()))
        Q_EMIT done(Mark::Information, tr("At most %1 rows can be copied at once; an export writes them all.").arg(format::number(RowCopy::mostRows)));
}

void TakeOut::exportList()
{
    if (!m_page || !m_session)
        return;
    const auto query = m_page->query();
    if (!query) {
        Q_EMIT done(Mark::Error, sentences::describe(query.error()));
        return;
    }
    auto *list = new ExportList(*m_session, *query, m_page->key(), m_window);
    connect(list, &ExportList::done, this, &TakeOut::done);
    list->start();
}

void TakeOut::supportBundle()
{
    if (!m_session)
        return;
    auto *sheet = new SupportBundleSheet(*m_session, m_window);
    connect(sheet, &SupportBundleSheet::done, this, [this](const QString &sentence) { Q_EMIT done(Mark::Installed, sentence); });
    sheet->open();
}

} // namespace cartage::ui
