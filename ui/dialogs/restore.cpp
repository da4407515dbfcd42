// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileDialog>
#include <QPushButton>
#include <QTimer>

#include "ui/dialogs/sheets.h"
#include "ui/dialogs/sitesheets.h"
#include "ui/text/format.h"

namespace cartage::ui {

namespace {

constexpr int pauseOfTyping = 300; ///< ms

} // namespace

RestoreSheet::RestoreSheet(const engine::Environment &environment, const QString &folder, QWidget *parent)
    : Sheet(tr("Restore a site"), tr("Restore the site"), parent)
    , m_environment(environment)
    , m_session(sessionAside(environment))
    , m_file(new QLineEdit(this))
    , m_folder(new QLineEdit(folder, this))
    , m_pause(new QTimer(this))
{
    m_file->setObjectName(QStringLiteral("file"));
    m_folder->setObjectName(QStringLiteral("folder"));
    auto *chooseFile = new QPushButton(tr("Choose…"), this);
    auto *chooseFolder = new QPushButton(tr("Choose…"), this);
    addField(tr("Backup file"), m_file, chooseFile);
    addField(tr("Folder of the site"), m_folder, chooseFolder);
    m_pause->setSingleShot(true);
    m_pause->setInterval(pauseOfTyping);
    connect(m_pause, &QTimer::timeout, this, &RestoreSheet::plan);
    const auto typed = [this] {
        ++m_asked;
        setComplete(false);
        m_pause->start();
    };
    connect(m_file, &QLineEdit::textChanged, this, typed);
    connect(m_folder, &QLineEdit::textChanged, this, typed);
    connect(chooseFile, &QPushButton::clicked, this, [this] {
        if (const QString file = QFileDialog::getOpenFileName(this, tr("The backup of a site")); !file.isEmpty())
            m_file->setText(file);
    });
    connect(chooseFolder, &QPushButton::clicked, this, [this] {
        if (const QString chosen = QFileDialog::getExistingDirectory(this, tr("The folder of the site"), m_folder->text()); !chosen.isEmpty())
            m_folder->setText(chosen);
    });
    setComplete(false);
    plan();
    m_file->setFocus();
}

RestoreSheet::~RestoreSheet() = default;

QFuture<Result<engine::Answer>> RestoreSheet::ask(bool dryRun)
{
    const std::string folder = folderOf(m_folder->text()), file = folderOf(m_file->text());
    engine::Intent intent;
    intent.command = "site restore";
    intent.dryRun = dryRun;
    intent.confirmed = !dryRun;
    if (!dryRun && !m_plan.empty())
        intent.plan = m_plan;
    return m_session->actLong<engine::Answer>(dryRun ? tr("Looking at a backup") : tr("Restoring a site"),
        [environment = m_environment, folder, file, intent](engine::Session::Desk &) { return engine::restoreSite(environment, folder, file, intent); });
}

void RestoreSheet::plan()
{
    setWrong(QString());
    setComplete(false);
    m_plan.clear();
    const bool whole = m_file->text().trimmed().startsWith(QLatin1Char('/')) && m_folder->text().trimmed().startsWith(QLatin1Char('/'));
    if (!whole) {
        setHint(tr("Choose the backup and the folder of the site: an absent or empty one, or that of a site which goes back to the backup."));
        return;
    }
    setHint(tr("The backup is read…"));
    const int asked = ++m_asked;
    ask(true).then(this, [this, asked](const Result<engine::Answer> &answer) {
        if (asked != m_asked)
            return;
        const std::optional<Error> error = answer ? answer->refusal : std::optional(answer.error());
        if (error) {
            setHint({});
            setWrong(*error);
            return;
        }
        m_plan = answer->effect.plan;
        const QString folder = format::shownPath(folderOf(m_folder->text()));
        QStringList lines{tr("Site %1 is restored to %2; what lies at distribution points counts as unverified.").arg(format::shown(answer->effect.site), folder)};
        if (!answer->effect.formerSite.empty())
            lines << tr("What site %1 has done since the backup is forgotten; its database is kept in %2.").arg(format::shown(answer->effect.formerSite), folder + QStringLiteral("/backup"));
        lines << tr("Messages of clients that were taken in after the backup are not in it; their senders have no copy of them.");
        setHint(lines.join(QLatin1Char('\n')));
        setComplete(true);
    });
}

void RestoreSheet::act()
{
    const QString folder = QString::fromStdString(folderOf(m_folder->text()));
    ++m_asked;
    setBusy(tr("The site is restored…"));
    Q_EMIT begins(folder);
    ask(false).then(this, [this, folder](const Result<engine::Answer> &answer) {
        const std::optional<Error> error = answer ? answer->refusal : std::optional(answer.error());
        if (error) {
            setReady();
            if (error->code == Code::PlanMoved)
                plan();
            setWrong(*error);
            Q_EMIT failed(folder);
            return;
        }
        accept();
        Q_EMIT restored(folder);
    });
}

} // namespace cartage::ui
