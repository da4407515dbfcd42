// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileDialog>

#include "core/domain/advice.h"
#include "core/engine/statusviews.h"
#include "ui/actions/actions.h"
#include "ui/dialogs/groups.h"
#include "ui/dialogs/sheets.h"
#include "ui/dialogs/thresholds.h"
#include "ui/look/icons.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui {

void Actions::makeSheets()
{
    addSheet("package-add", tr("Add a package…"), &Actions::addPackage);
    addSheet("dp-add", tr("Add distribution points…"), &Actions::addDps);
    addSheet("groups", tr("Groups of distribution points…"), &Actions::groups);
    addSheet("distribute", tr("Distribute…"), &Actions::distribute);
    addSheet("settings", tr("Settings…"), &Actions::settings);
    addSheet("package-rollback", tr("Roll back…"), &Actions::rollBack);
    addSheet("dp-take-back", tr("Take the folder back…"), &Actions::takeBack);
    addSheet("quarantine-export", tr("Export from quarantine…"), &Actions::exportQuarantined);
    action(QStringLiteral("quarantine-export"))->setIcon(icon("document-export", lookOf(m_window)));
    addSheet("component-thresholds", tr("Thresholds…"), &Actions::thresholds);
    addSheet("address-add", tr("Add a site…"), &Actions::addSite);
    action(QStringLiteral("address-add"))->setIcon(icon("list-add", lookOf(m_window)));
    addSheet("address-settings", tr("Change the address…"), &Actions::addressSettings);
    addSheet("backup", tr("Back up the site…"), &Actions::backUp);
}

void Actions::addSheet(const char *key, const QString &words, void (Actions::*open)())
{
    auto *made = new QAction(words, this);
    made->setObjectName(QString::fromLatin1(key));
    connect(made, &QAction::triggered, this, [this, open] {
        if (m_session)
            (this->*open)();
    });
    m_byKey.insert(made->objectName(), made);
    m_sheets << made;
}

QList<QAction *> Actions::siteActions() const
{
    QList<QAction *> all = m_sheets;
    for (const char *ofOne : {"package-rollback", "dp-take-back", "quarantine-export", "component-thresholds", "address-settings"})
        all.removeOne(action(QString::fromLatin1(ofOne)));
    return all;
}

void Actions::takeBack()
{
    auto *sheet = new AddDpsSheet(*m_session, m_window);
    sheet->takeBack(m_subjects.front().dp);
    show(sheet);
}

void Actions::rollBack() { show(new RollbackSheet(*m_session, m_subjects.front().package, m_window)); }

void Actions::show(SessionSheet *sheet)
{
    connect(sheet, &SessionSheet::done, this, [this](const QString &sentence) { Q_EMIT done(Mark::Information, sentence, {}); });
    sheet->open();
}

void Actions::addPackage() { show(new AddPackageSheet(*m_session, m_window)); }

void Actions::addDps() { show(new AddDpsSheet(*m_session, m_window)); }

void Actions::groups() { show(new GroupsSheet(*m_session, m_window)); }

void Actions::distribute()
{
    std::vector<PackageId> chosen;
    for (const Subject &subject : std::as_const(m_subjects)) {
        if (subject.kind == Subject::Kind::Package)
            chosen.push_back(subject.package);
    }
    show(new DistributeSheet(*m_session, std::move(chosen), m_window));
}

void Actions::thresholds() { show(new ThresholdsSheet(*m_session, m_subjects.front().component, m_window)); }

void Actions::addSite() { show(new AddSiteSheet(*m_session, m_window)); }

void Actions::addressSettings() { show(new SettingsSheet(*m_session, {{}, {}, m_subjects.front().site}, m_window)); }

/// One is written under a name that is asked for, several under their own into a folder.
void Actions::exportQuarantined()
{
    const Subject subject = m_subjects.front();
    const std::vector<engine::RowId> ids = subject.rows ? *subject.rows : std::vector<engine::RowId>{subject.record};
    auto *dialog = new QFileDialog(m_window, ids.size() == 1 ? tr("Export from quarantine") : tr("Export from quarantine into a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // what is there is never replaced
    if (ids.size() == 1) {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setFileMode(QFileDialog::AnyFile);
    } else {
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this, ids](const QString &to) { exportQuarantined(ids, to); });
    dialog->open();
}

void Actions::exportQuarantined(const std::vector<engine::RowId> &ids, const QString &to)
{
    if (!m_session)
        return;
    const std::string target = to.toStdString();
    m_session->actLong<std::int64_t>(tr("Export from quarantine to %1").arg(format::shownPath(target)), [ids, target](engine::Session::Desk &desk) -> Result<std::int64_t> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        std::int64_t done = 0;
        for (const engine::RowId id : ids) {
            const auto view = engine::quarantineView(**site, id);
            if (!view)
                return failure(view.error());
            const auto written = engine::exportQuarantined(**site, id, ids.size() == 1 ? target : target + '/' + std::to_string(id) + ".status");
            if (!written)
                return failure(written.error());
            ++done;
            if (desk.stop())
                break;
        }
        return done;
    }).then(this, [this, target](const Result<std::int64_t> &done) {
        Q_EMIT this->done(done ? Mark::Installed : Mark::Error,
                          done ? tr("%n thing(s) written to %1.", nullptr, static_cast<int>(*done)).arg(format::shownPath(target)) : format::shown(sentences::adviceOn(done.error()).text), {});
    });
}

void Actions::settings()
{
    SettingsSheet::Of of;
    if (m_subjects.size() == 1 && m_subjects.front().kind == Subject::Kind::Dp && m_subjects.front().site.empty())
        of.dp = m_subjects.front().dp;
    else if (m_subjects.size() == 1 && m_subjects.front().kind == Subject::Kind::Package)
        of.package = m_subjects.front().package;
    show(new SettingsSheet(*m_session, of, m_window));
}

void Actions::backUp()
{
    auto *dialog = new QFileDialog(m_window, tr("Back up the site"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // an older backup is never replaced
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) { backUp(file.toStdString()); });
    dialog->open();
}

void Actions::backUp(const std::string &path)
{
    if (!m_session)
        return;
    m_session->actLong<engine::Answer>(tr("Backup to %1").arg(format::shownPath(path)), [path](engine::Session::Desk &desk) -> Result<engine::Answer> {
        const auto site = desk.site();
        const engine::Intent intent = intentOf("site backup", {{"file", path}});
        return site ? engine::backupSite(**site, path, intent) : failure(site.error());
    }).then(this, [this, path](const Result<engine::Answer> &answer) {
        const std::optional<Error> error = answer ? answer->refusal : std::optional(answer.error());
        Q_EMIT done(error ? Mark::Error : Mark::Installed, error ? format::shown(sentences::adviceOn(*error).text) : tr("The site is backed up in %1.").arg(format::shownPath(path)), {});
    });
}

} // namespace cartage::ui
