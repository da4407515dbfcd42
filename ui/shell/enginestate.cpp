// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QGuiApplication>

#include "core/domain/advice.h"
#include "core/engine/sample.h"
#include "ui/actions/actions.h"
#include "ui/dialogs/sitesheets.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/notifier.h"
#include "ui/shell/status.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/sidebar.h"
#include "ui/widgets/statusstrip.h"

namespace cartage::ui {

void MainWindow::takeStatus()
{
    if (!m_session)
        return;
    m_session->ask<SiteStatus>([](engine::Session::Desk &desk) -> Result<SiteStatus> {
        const auto site = desk.site();
        return site ? SiteStatus::of(**site) : failure(site.error());
    }).then(this, [this](const Result<SiteStatus> &status) {
        m_pace.answered();
        if (!m_session)
            return;
        m_database.error = status ? std::nullopt : std::optional(status.error());
        if (status) {
            showStatus(*status);
            return;
        }
        showDatabase();
        // What was never open leads back to where another one can be chosen; not from within the answer of the session that goes.
        if (m_siteCode.isEmpty())
            QMetaObject::invokeMethod(this, &MainWindow::showStartPage, Qt::QueuedConnection);
        QMetaObject::invokeMethod(this, [this, words = sentences::describe(status.error())] {
            m_banner->setState(Hue::Red, Mark::Error, words, {});
            m_banner->setVisible(true);
        }, Qt::QueuedConnection);
    });
}

void MainWindow::showStatus(const SiteStatus &status)
{
    const engine::Overview &now = status.overview;
    const bool here = m_host && m_host->isRunning();
    if (m_siteCode != status.siteCode) {
        m_siteCode = status.siteCode;
        m_memory.noteSite({QString::fromStdString(m_session->folder()), status.siteCode, status.siteName, QDateTime::fromMSecsSinceEpoch(toMs(m_environment.clock.wall()))});
        setWindowTitle(tr("Site %1 – Cartage").arg(m_siteCode));
        describe();
    }
    m_inboxPace.take(now);
    status.show(*m_strip, here, m_inboxPace.words(now));
    m_database.checked = std::max(m_database.checked.value_or(now.at), now.at);
    showDatabase();
    m_sidebar->setCount(QStringLiteral("problems"), now.problems > 0 ? std::optional(now.problems) : std::nullopt, now.needYou > 0);
    m_sidebar->setCount(QStringLiteral("quarantine"), now.quarantined > 0 ? std::optional(now.quarantined) : std::nullopt, now.quarantined > 0);
    m_engineAction->setText(here ? tr("Stop the &engine") : tr("Start the &engine here"));
    m_engineAction->setEnabled(here || (!now.engine.running && !m_database.readOnly));
    showBanner(status);
}

/// One at a time: what hinders most.
void MainWindow::showBanner(const SiteStatus &status)
{
    const engine::Overview &now = status.overview;
    const bool works = now.engine.running || (m_host && m_host->isRunning());
    const bool allHeld = now.dps > 0 && now.heldDps == now.dps;
    const bool sample = m_glance && m_glance->sample;
    m_showHeldAction->setVisible(allHeld);
    m_banner->setVisible(true);
    if (m_database.readOnly)
        m_banner->setState(Hue::Amber, Mark::DpReadOnly, tr("The site's database may only be read by you: you see everything and can change nothing."), {});
    else if (!works)
        m_banner->setState(Hue::Amber, Mark::Warning, tr("No engine works this site: nothing is distributed until one is started."),
                           sample ? QList<QAction *>{m_engineAction, m_removeSampleAction} : QList<QAction *>{m_engineAction, m_engineSheetAction});
    else if (allHeld)
        m_banner->setState(Hue::Grey, Mark::Paused, tr("The engine is paused: every distribution point is held, and nothing is distributed until they are released."), {m_showHeldAction});
    else if (sample)
        m_banner->setState(Hue::Blue, std::nullopt, tr("This is the sample site. Its failures are real, its packages are made up."), {m_removeSampleAction});
    else
        m_banner->setVisible(false);
}

void MainWindow::noteLook(bool there)
{
    if (there && !m_database.error)
        m_database.checked = m_environment.clock.wall();
    showDatabase();
}

void MainWindow::showDatabase()
{
    if (m_session)
        SiteStatus::showDatabase(*m_strip, m_database, m_environment.clock.wall());
}

void MainWindow::setReadOnly(bool on)
{
    m_database.readOnly = on;
    m_actions->setReadOnly(on);
}

void MainWindow::toggleEngine()
{
    if (!m_host)
        return;
    m_host->isRunning() ? m_host->stop() : m_host->start();
    takeStatus();
}

/// A sample's sites below it have nobody else who would work them.
void MainWindow::workBelow(bool on)
{
    if (!m_glance || !m_glance->sample || !m_session)
        return;
    if (on && m_below.empty()) {
        const std::string &site = m_session->folder();
        for (const std::string &folder : engine::sampleSitesBelow(site.substr(0, site.rfind('/'))))
            m_below.push_back(std::make_unique<engine::EngineHost>(m_environment, folder));
    }
    for (const auto &each : m_below)
        on ? each->start() : each->stop();
}

void MainWindow::showEngine()
{
    if (!m_session)
        return;
    auto *sheet = new EngineSheet(*m_session, m_engineAction, this);
    connect(sheet, &EngineSheet::done, this, [this](const QString &sentence) { say(Mark::Information, sentence); });
    sheet->open();
}

void MainWindow::showHeld() { go({QStringLiteral("dps"), {{QStringLiteral("is"), QStringLiteral("held"), false}}, {}, {}}); }

/// While the console is the active application nothing is asked: its lists say it. `seen`: what there is now is no news.
void MainWindow::notify(bool seen)
{
    if (!m_session || !m_glance)
        return;
    m_session->ask<std::vector<engine::ProblemView>>([](engine::Session::Desk &desk) -> Result<std::vector<engine::ProblemView>> {
        const auto site = desk.site();
        return site ? engine::problems(**site, {}) : failure(site.error());
    }).then(this, [this, seen](const Result<std::vector<engine::ProblemView>> &problems) {
        if (problems && m_session)
            m_notifier->take(m_siteCode, *problems, seen || QGuiApplication::applicationState() == Qt::ApplicationActive, m_environment.clock.wall());
    });
}

} // namespace cartage::ui
