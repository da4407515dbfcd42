// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/exportlist.h"

#include <QDateTime>
#include <QFileDialog>
#include <QProgressDialog>
#include <QStandardPaths>

#include "core/domain/advice.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui {

namespace {

constexpr std::chrono::milliseconds shownAfter(500);
constexpr int steps = 1000; ///< of the bar

struct Form {
    QString name;
    engine::ExportForm form;
    const char *ending;
};

} // namespace

struct ExportList::Count {
    std::atomic<std::int64_t> done{0}, all{0};
};

ExportList::ExportList(engine::Session &asked, engine::ListQuery query, const QString &name, QWidget *window)
    : QObject(&asked)
    , m_session(asked)
    , m_query(std::move(query))
    , m_name(name)
    , m_window(window)
    , m_count(std::make_shared<Count>())
{
    m_tick.setInterval(shownAfter);
    connect(&m_tick, &QTimer::timeout, this, &ExportList::showProgress);
}

ExportList::~ExportList()
{
    engine::cancel(m_under);
    delete m_dialog;
    delete m_progress;
}

QString ExportList::proposal(const QString &name, Time now)
{
    return name + QLatin1Char('-') + QDateTime::fromMSecsSinceEpoch(toMs(now)).date().toString(Qt::ISODate);
}

void ExportList::start()
{
    const std::array forms{Form{tr("CSV for spreadsheets (*.csv)"), engine::ExportForm::Csv, "csv"},
                           Form{tr("CSV without a byte order mark, for scripts (*.csv)"), engine::ExportForm::PlainCsv, "csv"},
                           Form{tr("JSON Lines, as the command line prints them (*.jsonl)"), engine::ExportForm::JsonLines, "jsonl"}};
    const QString base = proposal(m_name, m_session.environment().clock.wall());
    m_dialog = new QFileDialog(m_window, tr("Export what the filter shows"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    m_dialog->setObjectName(QStringLiteral("export"));
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setAcceptMode(QFileDialog::AcceptSave);
    m_dialog->setFileMode(QFileDialog::AnyFile);
    QStringList filters;
    for (const Form &each : forms)
        filters << each.name;
    m_dialog->setNameFilters(filters);
    m_dialog->setDefaultSuffix(QString::fromLatin1(forms.front().ending));
    m_dialog->selectFile(base + QStringLiteral(".csv"));
    connect(m_dialog, &QFileDialog::filterSelected, this, [this, forms, base](const QString &chosen) {
        for (const Form &each : forms) {
            if (each.name == chosen) {
                m_dialog->setDefaultSuffix(QString::fromLatin1(each.ending));
                m_dialog->selectFile(base + QLatin1Char('.') + QString::fromLatin1(each.ending));
            }
        }
    });
    connect(m_dialog, &QFileDialog::fileSelected, this, [this, forms](const QString &file) {
        const auto chosen = std::find_if(forms.begin(), forms.end(), [this](const Form &each) { return each.name == m_dialog->selectedNameFilter(); });
        // The ending that was typed stands over the choice beside it.
        const bool lines = file.endsWith(QStringLiteral(".jsonl"), Qt::CaseInsensitive);
        write(file, lines ? engine::ExportForm::JsonLines : chosen == forms.end() ? engine::ExportForm::Csv : chosen->form);
    });
    connect(m_dialog, &QDialog::rejected, this, &QObject::deleteLater);
    m_dialog->open();
}

void ExportList::write(const QString &file, engine::ExportForm form)
{
    const std::string path = file.toStdString();
    m_tick.start();
    m_under = m_session.actLong<std::int64_t>(tr("Export to %1").arg(format::shownPath(path)), [query = m_query, form, path, count = m_count](engine::Session::Desk &desk) -> Result<std::int64_t> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        return engine::exportList(**site, query, form, path, [&count](std::int64_t done, std::int64_t all) {
            count->all = all;
            count->done = done;
        }, desk.stop());
    });
    m_under.then(this, [this, path](const Result<std::int64_t> &rows) {
        if (rows)
            finish(Mark::Installed, tr("%n row(s) are in %1.", nullptr, static_cast<int>(*rows)).arg(format::shownPath(path)));
        else
            finish(Mark::Error, tr("Nothing was exported. %1").arg(format::shown(sentences::adviceOn(rows.error()).text)));
    });
}

void ExportList::showProgress()
{
    const std::int64_t done = m_count->done, all = m_count->all;
    if (!m_progress) {
        m_progress = new QProgressDialog(m_window);
        m_progress->setAttribute(Qt::WA_DeleteOnClose);
        m_progress->setObjectName(QStringLiteral("exporting"));
        m_progress->setWindowTitle(tr("Export"));
        m_progress->setRange(0, 0);
        m_progress->setAutoClose(false);
        m_progress->setAutoReset(false);
        connect(m_progress, &QProgressDialog::canceled, this, &ExportList::cancel);
        m_progress->show();
    }
    m_progress->setRange(0, all > 0 ? steps : 0);
    if (all > 0)
        m_progress->setValue(static_cast<int>(done * steps / all));
    m_progress->setLabelText(all > 0 ? tr("%1 of %2 rows are written.").arg(format::number(done), format::number(all)) : tr("The rows are being chosen…"));
}

void ExportList::cancel()
{
    engine::cancel(m_under);
    finish(Mark::Information, tr("The export was stopped; no file was written."));
}

void ExportList::finish(Mark mark, const QString &sentence)
{
    m_tick.stop();
    if (std::exchange(m_ended, true)) // it was whole just as it was stopped
        return;
    Q_EMIT done(mark, sentence);
    deleteLater();
}

} // namespace cartage::ui
