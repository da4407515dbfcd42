// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPushButton>

#include "core/domain/settings.h"
#include "core/engine/queries.h"
#include "ui/dialogs/sheets.h"
#include "ui/text/format.h"

namespace cartage::ui {

namespace {
constexpr int lookAfter = 400; ///< ms
}

AddPackageSheet::AddPackageSheet(engine::Session &session, QWidget *parent)
    : SessionSheet(session, tr("Add a package"), tr("Take a snapshot"), parent)
    , m_source(new QLineEdit(this))
    , m_name(new QLineEdit(this))
    , m_version(new QLineEdit(this))
    , m_manufacturer(new QLineEdit(this))
    , m_priority(new QComboBox(this))
{
    m_source->setObjectName(QStringLiteral("source"));
    m_name->setObjectName(QStringLiteral("name"));
    for (const Priority each : {Priority::High, Priority::Normal, Priority::Low})
        m_priority->addItem(format::priorityName(each), static_cast<int>(each));
    m_priority->setCurrentIndex(1);
    addField(tr("Folder"), m_source);
    auto *choose = new QPushButton(tr("Choose…"), this);
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &AddPackageSheet::choose);
    addField(tr("Look for it"), choose);
    addField(tr("Name"), m_name);
    addField(tr("Product version"), m_version);
    addField(tr("Manufacturer"), m_manufacturer);
    addField(tr("Priority"), m_priority);
    setHint(tr("Every file is read once and kept in the library of the site; files that are there already take no more space."));
    connect(m_source, &QLineEdit::textChanged, this, &AddPackageSheet::check);
    connect(m_name, &QLineEdit::textChanged, this, &AddPackageSheet::check);
    // A folder is looked through once typing has come to rest.
    m_rest.setSingleShot(true);
    m_rest.setInterval(lookAfter);
    connect(&m_rest, &QTimer::timeout, this, &AddPackageSheet::look);
    check();
}

AddPackageSheet::~AddPackageSheet()
{
    engine::cancel(m_under);
    engine::cancel(m_looking);
}

void AddPackageSheet::choose()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("The folder of the package"), m_source->text());
    if (folder.isEmpty())
        return;
    m_source->setText(folder);
    if (m_name->text().isEmpty())
        m_name->setText(folder.section(QLatin1Char('/'), -1));
}

void AddPackageSheet::check()
{
    const bool complete = m_source->text().startsWith(QLatin1Char('/')) && isPackageName(m_name->text().trimmed().toStdString());
    setComplete(complete);
    engine::cancel(m_looking);
    complete ? m_rest.start() : m_rest.stop();
}

engine::PackageWish AddPackageSheet::wish() const
{
    engine::PackageWish wish;
    wish.source = folderOf(m_source->text());
    wish.name = m_name->text().trimmed().toStdString();
    wish.productVersion = m_version->text().trimmed().toStdString();
    wish.manufacturer = m_manufacturer->text().trimmed().toStdString();
    wish.priority = static_cast<Priority>(m_priority->currentData().toInt());
    return wish;
}

/// What the snapshot will need: names and sizes only, nothing is read.
void AddPackageSheet::look()
{
    setWrong(QString());
    setHint(tr("The folder is looked through…"));
    m_looking = session().actLong<QString>(tr("Looking at a package's folder"), [wish = wish()](engine::Session::Desk &desk) -> Result<QString> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        engine::Intent intent;
        intent.command = "package add";
        intent.dryRun = true;
        const auto report = engine::addPackage(**site, wish, intent, desk.stop(), {});
        if (!report)
            return failure(report.error());
        const auto health = engine::health(**site);
        if (!health)
            return failure(health.error());
        const auto room = static_cast<std::int64_t>(health->libraryFreeBytes);
        const QString needs = tr("The snapshot will hold %1 files, %2.").arg(format::number(report->files), format::bytes(report->bytes).text());
        return needs + QLatin1Char(' ')
               + (report->bytes > room ? tr("The library has room for %1 only: what is not in it already may not fit.") : tr("The library has room for %1; files that are in it already take no more.")).arg(format::bytes(room).text());
    });
    m_looking.then(this, [this, asked = wish()](const Result<QString> &needs) {
        const engine::PackageWish now = wish();
        if (m_rest.isActive() || asked.source != now.source || asked.name != now.name || m_under.isRunning())
            return;
        setHint(needs.value_or(QString()));
        if (!needs && needs.error().code != Code::Interrupted)
            setWrong(needs.error());
    });
}

void AddPackageSheet::act()
{
    m_rest.stop();
    engine::cancel(m_looking);
    setBusy(tr("The folder is read…"), true);
    m_under = session().actLong<QString>(tr("Snapshot of %1").arg(format::shown(wish().name)), [wish = wish()](engine::Session::Desk &desk) -> Result<QString> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        const engine::Intent intent = intentOf("package add", {{"source", wish.source}, {"name", wish.name}});
        const auto report = engine::addPackage(**site, wish, intent, desk.stop(), {});
        if (!report)
            return failure(report.error());
        return tr("%1 is package %2: %3 files, %4; %5 of them new in the library.")
            .arg(format::shown(report->name), QString::fromStdString(report->package.value()), format::number(report->files), format::bytes(report->bytes).text(), format::bytes(report->newBytes).text());
    });
    m_under.then(this, [this](const Result<QString> &sentence) { take(sentence); });
}

} // namespace cartage::ui
