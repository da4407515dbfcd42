// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileDialog>
#include <QGuiApplication>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardPaths>

#include "core/domain/advice.h"
#include "core/engine/sample.h"
#include "ui/actions/actions.h"
#include "ui/dialogs/sitesheets.h"
#include "ui/shell/finder.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/notifier.h"
#include "ui/shell/savedfilters.h"
#include "ui/shell/startpage.h"
#include "ui/shell/status.h"
#include "ui/shell/takeout.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"
#include "ui/views/listpage.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/pathbar.h"
#include "ui/widgets/sidebar.h"
#include "ui/widgets/statusstrip.h"

namespace cartage::ui {

namespace {

QString dataFolder() { return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/cartage"); }

constexpr Span toClose = std::chrono::seconds(5); ///< for what is under way; longer waits in the kernel

QString asText(const std::string &path) { return QString::fromStdString(path); }

} // namespace

void MainWindow::showStartPage()
{
    closeSite();
    m_pages->setCurrentIndex(0);
    m_path->setVisible(false);
    m_sidebar->setVisible(false);
    m_strip->setVisible(false);
    m_banner->setVisible(false);
    setWindowTitle(tr("Cartage"));
    enableSite(false);
    showKnownSites();
    m_start->focusFirst();
}

void MainWindow::closeSite()
{
    if (m_session && currentView() && !m_siteCode.isEmpty())
        rememberViews();
    m_actions->setSession(nullptr);
    m_takeOut->setSession(nullptr);
    m_finder->setSession(nullptr);
    m_saved->setSession(nullptr);
    m_saved->setSite({});
    m_notifier->clear();
    m_nextNotice.stop();
    qDeleteAll(m_byKey);
    m_byKey.clear();
    m_history.clear();
    m_at = -1;
    for (const auto &each : m_below)
        each->stop(); // all at once; they are waited for one by one
    if (m_host) {
        m_host->end();
        m_abandoned = m_abandoned || m_host->hasAbandoned();
        m_host.reset();
    }
    for (const auto &each : m_below) {
        each->end();
        m_abandoned = m_abandoned || each->hasAbandoned();
    }
    m_below.clear();
    if (m_session)
        m_abandoned = !m_session->close(toClose) || m_abandoned;
    m_session.reset();
    m_glance.reset();
    m_nextAge.stop();
    m_database = {};
    m_inboxPace = {};
    m_actions->setReadOnly(false);
    m_removing = false;
    m_removeSampleAction->setVisible(false);
    m_showHeldAction->setVisible(false);
}

void MainWindow::rememberViews()
{
    const QString folder = asText(m_session->folder());
    m_memory.setLastView(folder, currentView()->key());
    QJsonObject lists;
    for (const View *each : std::as_const(m_byKey)) {
        if (const auto *list = qobject_cast<const ListPage *>(each))
            lists[list->key()] = list->state();
    }
    m_memory.setLists(folder, lists);
}

void MainWindow::recallViews()
{
    const QString folder = asText(m_session->folder());
    const QJsonObject lists = m_memory.lists(folder);
    for (View *each : std::as_const(m_byKey)) {
        auto *list = qobject_cast<ListPage *>(each);
        if (list && lists.contains(list->key()))
            list->setState(lists[list->key()].toObject());
    }
    const View *last = view(m_memory.lastView(folder));
    go(last ? last->location() : Location{QStringLiteral("overview"), {}, {}, {}});
    currentView()->focusList();
}

void MainWindow::openSite(const QString &folder)
{
    closeSite();
    m_session = std::make_unique<engine::Session>(m_environment, folder.toStdString());
    m_host = std::make_unique<engine::EngineHost>(m_environment, folder.toStdString());
    m_actions->setSession(m_session.get());
    m_takeOut->setSession(m_session.get());
    m_finder->setSession(m_session.get());
    m_saved->setSite(folder);
    m_saved->setSession(m_session.get());
    connect(m_host.get(), &engine::EngineHost::started, this, [this] {
        workBelow(true);
        takeStatus();
    });
    connect(m_host.get(), &engine::EngineHost::stopped, this, [this] {
        workBelow(false);
        m_abandoned = m_abandoned || m_host->hasAbandoned();
        if (m_removing) {
            deleteSample(asText(m_session->folder()));
            return;
        }
        if (m_host->error())
            say(Mark::Error, format::shown(sentences::adviceOn(*m_host->error()).text));
        takeStatus();
    });
    m_pace.answered(); // by the site that was open, never
    connect(m_session.get(), &engine::Session::changed, this, [this] { m_pace.want(); });
    connect(m_session.get(), &engine::Session::looked, this, &MainWindow::noteLook);
    m_nextAge.start();
    makeViews();
    m_pages->setCurrentIndex(1);
    m_path->setVisible(true);
    m_sidebar->setVisible(true);
    m_strip->setVisible(true);
    m_banner->setVisible(false);
    enableSite(true);
    m_siteCode.clear();
    recallViews();
    m_session->ask<engine::Glance>([](engine::Session::Desk &desk) -> Result<engine::Glance> {
        const auto site = desk.site();
        return site ? engine::glance(**site) : failure(site.error());
    }).then(this, [this](const Result<engine::Glance> &glance) {
        if (glance && m_session)
            takeGlance(*glance);
    });
    takeStatus();
}

void MainWindow::takeGlance(const engine::Glance &glance)
{
    m_glance = glance;
    m_removeSampleAction->setVisible(glance.sample);
    if (m_host->isRunning())
        workBelow(true);
    m_session->act<bool>([](engine::Session::Desk &desk) -> Result<bool> {
        const auto site = desk.site();
        if (!site && site.error().code == Code::NotPermitted)
            return false;
        return site ? engine::isWritable(**site) : failure(site.error());
    }).then(this, [this](const Result<bool> &writable) {
        if (!m_session || !m_glance)
            return;
        setReadOnly(writable && !*writable);
        if (!m_database.readOnly && m_glance->engineByConsole && !m_glance->engine.running)
            m_host->start();
        takeStatus();
    });
    notify(true);
    takeStatus();
}

void MainWindow::enableSite(bool on)
{
    for (QAction *each : std::as_const(m_siteOnly))
        each->menu() ? each->setVisible(on) : each->setEnabled(on);
}

void MainWindow::trySample() { openSample(StartPage::sampleFolder()); }

void MainWindow::openSample(const QString &folder)
{
    closeSite();
    setEnabled(false);
    const std::string site = engine::sampleSite(folder.toStdString());
    m_aside = sessionAside(m_environment);
    m_aside->actLong<engine::Answer>(tr("Making the sample site"), [environment = m_environment, site, root = folder.toStdString()](engine::Session::Desk &desk) -> Result<engine::Answer> {
        if (engine::isSample(environment, site))
            return engine::Answer();
        engine::Intent intent;
        intent.confirmed = true;
        intent.command = "sample create";
        intent.arguments = "{}";
        return engine::createSample(environment, root, intent, desk.stop());
    }).then(this, [this, site](const Result<engine::Answer> &made) {
        setEnabled(true);
        if (made) {
            openSite(asText(site));
            m_host->start();
            return;
        }
        showStartPage();
        say(Mark::Error, format::shown(sentences::adviceOn(made.error()).text));
    });
}

/// The sample of the start page is worked here, as it was when it was made.
void MainWindow::openKnown(const QString &folder)
{
    if (folder.toStdString() == engine::sampleSite(StartPage::sampleFolder().toStdString()))
        trySample();
    else
        openSite(folder);
}

void MainWindow::chooseSite()
{
    if (const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a site")); !folder.isEmpty())
        openInstead(folder);
}

/// What is open stays open until the other one is known to be a site.
void MainWindow::openInstead(const QString &folder)
{
    if (!m_session) {
        openSite(folder);
        return;
    }
    lookAt(folder, [this, folder](const Result<engine::Glance> &glance) {
        if (glance)
            openSite(folder);
        else
            say(Mark::Error, format::shown(sentences::adviceOn(glance.error()).text));
    });
}

void MainWindow::lookAt(const QString &folder, const std::function<void(const Result<engine::Glance> &)> &then)
{
    auto promise = std::make_shared<QPromise<Result<engine::Glance>>>();
    promise->future().then(this, then);
    promise->start();
    m_lookers->start([promise, environment = m_environment, path = folder.toStdString()] {
        promise->addResult(engine::glance(environment, path));
        promise->finish();
    });
}

void MainWindow::createSite()
{
    auto *sheet = new CreateSiteSheet(m_environment, dataFolder(), this);
    connect(sheet, &CreateSiteSheet::created, this, [this](const QString &folder) {
        openSite(folder);
        say(Mark::Installed, tr("The site is made. Next: its first distribution point, then its first package (menu Site)."));
    });
    sheet->open();
}

void MainWindow::restoreSite()
{
    const QString open = m_session ? asText(m_session->folder()) : QString();
    auto *sheet = new RestoreSheet(m_environment, open, this);
    // Its connections would go on reading the database that is put aside.
    connect(sheet, &RestoreSheet::begins, this, [this](const QString &folder) {
        if (m_session && asText(m_session->folder()) == folder)
            showStartPage();
    });
    connect(sheet, &RestoreSheet::failed, this, [this, open](const QString &folder) {
        if (!m_session && folder == open)
            openSite(folder);
    });
    connect(sheet, &RestoreSheet::restored, this, [this](const QString &folder) {
        openSite(folder);
        say(Mark::Installed, tr("The site is restored. What lies at its distribution points counts as unverified until an engine has read it back."));
    });
    sheet->open();
}

void MainWindow::removeSample()
{
    if (!m_session || !m_glance || !m_glance->sample || m_removing)
        return;
    m_removing = true;
    setEnabled(false);
    workBelow(false);
    if (m_host->isRunning())
        m_host->stop(); // goes on when it has ended
    else
        deleteSample(asText(m_session->folder()));
}

void MainWindow::deleteSample(const QString &siteFolder)
{
    // Not from within the signal of the host that goes with the site.
    QMetaObject::invokeMethod(this, [this, siteFolder] {
        closeSite();
        const std::string site = siteFolder.toStdString();
        m_aside = sessionAside(m_environment);
        m_aside->actLong<engine::Answer>(tr("Removing the sample site"), [environment = m_environment, site](engine::Session::Desk &) -> Result<engine::Answer> {
            engine::Intent intent;
            intent.confirmed = true;
            intent.command = "sample remove";
            intent.arguments = "{}";
            const std::string root = site.substr(0, site.rfind('/'));
            return engine::removeSample(environment, root, intent);
        }).then(this, [this, siteFolder](const Result<engine::Answer> &gone) {
            setEnabled(true);
            const std::optional<Error> error = gone ? gone->refusal : std::optional(gone.error());
            if (!error)
                m_memory.forgetSite(siteFolder);
            showStartPage();
            say(error ? Mark::Error : Mark::Installed, error ? format::shown(sentences::adviceOn(*error).text) : tr("The sample site is removed, with all that it had made."));
        });
    }, Qt::QueuedConnection);
}

/// What is known of the sites that were open before comes from threads of its own: a disk may be slow.
void MainWindow::showKnownSites()
{
    const QList<KnownSite> sites = m_memory.sites();
    m_start->setSites(sites);
    for (const KnownSite &each : sites) {
        lookAt(each.folder, [this, each](const Result<engine::Glance> &glance) {
            const Time opened{Span(each.opened.toMSecsSinceEpoch())};
            const QString when = format::past(opened, m_environment.clock.wall());
            if (glance)
                m_start->setFact(each.folder, glance->engine.running ? tr("%1, engine at work").arg(when) : tr("%1, no engine").arg(when), false);
            else
                m_start->setFact(each.folder, glance.error().code == Code::SiteMissing ? tr("%1, not there any more").arg(when) : format::shown(sentences::adviceOn(glance.error()).what), true);
        });
    }
}

void MainWindow::remember()
{
    m_memory.setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_memory.setValue(QStringLiteral("window/splitter"), m_splitter->saveState());
}

void MainWindow::recall()
{
    restoreGeometry(m_memory.value(QStringLiteral("window/geometry")).toByteArray());
    m_splitter->restoreState(m_memory.value(QStringLiteral("window/splitter")).toByteArray());
    const QString colours = m_memory.value(QStringLiteral("window/colours")).toString();
    if (auto *action = colours.startsWith(QStringLiteral("colours-")) ? findChild<QAction *>(colours) : nullptr)
        action->trigger();
}

} // namespace cartage::ui
