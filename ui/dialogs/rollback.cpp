// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/sheets.h"
#include "ui/text/format.h"

namespace cartage::ui {

namespace {

Result<engine::SnapshotReport> rollBack(engine::Session::Desk &desk, const PackageId &package, int to, bool look)
{
    const auto site = desk.site();
    if (!site)
        return failure(site.error());
    engine::Intent intent;
    intent.command = "package rollback";
    intent.arguments = R"({"package":")" + package.value() + R"(","to":)" + std::to_string(to) + '}';
    intent.dryRun = look;
    return engine::rollbackPackage(**site, package, to, intent);
}

} // namespace

RollbackSheet::RollbackSheet(engine::Session &session, PackageId package, QWidget *parent)
    : SessionSheet(session, tr("Roll back"), tr("Make it the new version"), parent)
    , m_package(std::move(package))
    , m_versions(new QComboBox(this))
{
    m_versions->setObjectName(QStringLiteral("versions"));
    addField(tr("To the content of"), m_versions);
    setComplete(false);
    fill();
}

void RollbackSheet::fill()
{
    session().ask<engine::PackageView>([package = m_package](engine::Session::Desk &desk) -> Result<engine::PackageView> {
        const auto site = desk.site();
        return site ? engine::packageView(**site, package) : failure(site.error());
    }).then(this, [this](const Result<engine::PackageView> &view) {
        if (!view) {
            setWrong(view.error());
            return;
        }
        std::vector<PackageVersion> versions = view->package.versions;
        std::sort(versions.begin(), versions.end(), [](const PackageVersion &a, const PackageVersion &b) { return a.version > b.version; });
        for (std::size_t at = 1; at < versions.size(); ++at) {
            const PackageVersion &each = versions[at];
            m_versions->addItem(tr("Version %1 of %2: %3 files, %4").arg(format::number(each.version), format::exact(each.at), format::number(each.files), format::bytes(each.bytes).text()), each.version);
        }
        connect(m_versions, &QComboBox::currentIndexChanged, this, &RollbackSheet::look);
        look();
    });
}

void RollbackSheet::look()
{
    const int asked = ++m_asked;
    setComplete(false);
    setWrong(QString());
    if (m_versions->count() == 0) {
        setHint(tr("There is no older version that is still kept."));
        return;
    }
    const int to = m_versions->currentData().toInt();
    session().ask<engine::SnapshotReport>([package = m_package, to](engine::Session::Desk &desk) { return rollBack(desk, package, to, true); }).then(this, [this, asked](const Result<engine::SnapshotReport> &report) {
        if (asked != m_asked)
            return;
        if (!report) {
            setHint({});
            setWrong(report.error());
            return;
        }
        const engine::Effect effect = report->effect.value_or(engine::Effect());
        setHint(report->changed ? tr("A new version is made with this content: %n distribution(s) get it, %1 to be sent.", nullptr, static_cast<int>(effect.distributions)).arg(format::bytes(effect.bytesToSend).text())
                                : tr("The newest version has this content already."));
        setComplete(report->changed);
    });
}

void RollbackSheet::act()
{
    const int to = m_versions->currentData().toInt();
    setBusy(tr("The new version is made…"));
    session().actLong<QString>(tr("Rolling back %1 to version %2").arg(QString::fromStdString(m_package.value())).arg(to), [package = m_package, to](engine::Session::Desk &desk) -> Result<QString> {
        const auto report = rollBack(desk, package, to, false);
        if (!report)
            return failure(report.error());
        return tr("Version %1 of %2 has the content of version %3.").arg(format::number(report->version), format::shown(report->name), format::number(to));
    }).then(this, [this](const Result<QString> &sentence) { take(sentence); });
}

} // namespace cartage::ui
