// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileDialog>
#include <QMenuBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/domain/advice.h"
#include "core/engine/queries.h"
#include "core/engine/sample.h"
#include "ui/actions/actions.h"
#include "ui/actions/previewpane.h"
#include "ui/detail/detailpane.h"
#include "ui/detail/lookup.h"
#include "ui/look/style.h"
#include "ui/shell/startpage.h"
#include "ui/shell/status.h"
#include "ui/shell/takeout.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"
#include "ui/views/activityview.h"
#include "ui/views/distributionsview.h"
#include "ui/views/dpsview.h"
#include "ui/views/messagesview.h"
#include "ui/views/overview.h"
#include "ui/views/packagesview.h"
#include "ui/views/problemsview.h"
#include "ui/views/retriesview.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/pathbar.h"
#include "ui/widgets/sidebar.h"
#include "ui/widgets/statusstrip.h"
#include "ui/widgets/toast.h"

namespace cartage::ui {

namespace {

constexpr QSize smallest(1024, 700), usual(1440, 900);
constexpr int detailZeros = 51, detailLeast = 42, previewZeros = 70;

} // namespace

MainWindow::MainWindow(const engine::Environment &environment, QWidget *parent)
    : QMainWindow(parent)
    , m_environment(environment)
    , m_path(new PathBar(this))
    , m_banner(new Banner(this))
    , m_sidebar(new Sidebar(this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_pages(new QStackedWidget(this))
    , m_views(new QStackedWidget(this))
    , m_detail(new DetailPane(this))
    , m_strip(new StatusStrip(this))
    , m_toast(new Toast(m_views))
    , m_actions(new Actions(this))
    , m_takeOut(new TakeOut(this))
{
    setMinimumSize(smallest);
    resize(usual);
    auto *middle = new QWidget(this);
    auto *rows = new QVBoxLayout(middle);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_path);
    rows->addWidget(m_banner);
    auto *site = new QWidget(m_pages);
    auto *columns = new QHBoxLayout(site);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_sidebar);
    columns->addWidget(m_splitter, 1);
    m_splitter->addWidget(m_views);
    m_splitter->addWidget(m_detail);
    m_splitter->addWidget(m_actions->previewPane());
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({smallest.width(), lookOf(this).zeros(detailZeros)});
    auto *start = new StartPage(m_pages);
    m_pages->addWidget(start);
    m_pages->addWidget(site);
    rows->addWidget(m_pages, 1);
    rows->addWidget(m_strip);
    setCentralWidget(middle);
    m_path->findField()->hide(); // there is nothing behind it yet
    makeMenus();
    m_detail->setMinimumWidth(lookOf(this).zeros(detailLeast));

    connect(start, &StartPage::sampleWanted, this, [this] { openSample(StartPage::sampleFolder()); });
    connect(start, &StartPage::openWanted, this, [this] {
        if (const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a site")); !folder.isEmpty())
            openSite(folder);
    });
    connect(m_path, &PathBar::backRequested, this, &MainWindow::back);
    connect(m_path, &PathBar::forwardRequested, this, &MainWindow::forward);
    connect(m_path, &PathBar::partActivated, this, [this](int part) {
        if (part == 0)
            go({QStringLiteral("overview"), {}, {}, {}});
        else if (currentView())
            go({currentView()->key(), {}, {}, {}});
    });
    // A list is found again as it was left.
    connect(m_sidebar, &Sidebar::chosen, this, [this](const QString &key) {
        if (const View *chosen = view(key))
            go(chosen->location());
    });
    connect(m_strip, &StatusStrip::partActivated, this, [this](const QString &part) {
        if (const auto where = SiteStatus::locationOf(part))
            go(*where);
    });
    connect(m_actions, &Actions::done, m_toast, &Toast::say);
    connect(m_actions, &Actions::previewing, this, &MainWindow::showPreview);
    connect(m_actions, &Actions::copied, this, [this](int commands) { m_toast->say(Mark::Information, tr("%n command(s) copied.", nullptr, commands)); });
    connect(m_takeOut, &TakeOut::done, m_toast, [this](Mark mark, const QString &sentence) { m_toast->say(mark, sentence); });
    connect(m_detail, &DetailPane::wishChanged, this, &MainWindow::describe);
    connect(m_detail, &DetailPane::openRequested, this, &MainWindow::go);
    connect(m_detail, &DetailPane::lookUpClosed, this, &MainWindow::showDetail);
    showStartPage();
}

MainWindow::~MainWindow() { closeSite(); }

void MainWindow::makeMenus()
{
    QMenu *site = menuBar()->addMenu(tr("&Site"));
    site->addAction(tr("&Open a site…"), QKeySequence::Open, this, [this] {
        if (const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a site")); !folder.isEmpty())
            openSite(folder);
    });
    m_engineAction = site->addAction(tr("Start the &engine here"), this, &MainWindow::toggleEngine);
    site->addActions(m_actions->siteActions());
    site->addActions(m_takeOut->siteActions());
    site->addAction(tr("&Close the site"), this, &MainWindow::showStartPage);
    site->addSeparator();
    site->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);
    QMenu *distribution = menuBar()->addMenu(tr("&Distribution"));
    distribution->addActions(m_actions->rowActions());
    distribution->addSeparator();
    distribution->addAction(m_actions->removeAction());
    distribution->addAction(m_actions->action(QStringLiteral("copy")));
    distribution->addMenu(m_actions->copyMenu());
    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    edit->addAction(m_takeOut->copyAction());
    edit->addAction(m_actions->action(QStringLiteral("copy")));
    QMenu *viewMenu = menuBar()->addMenu(tr("&View"));
    viewMenu->addAction(tr("&Back"), QKeySequence(Qt::ALT | Qt::Key_Left), this, &MainWindow::back);
    viewMenu->addAction(tr("&Forward"), QKeySequence(Qt::ALT | Qt::Key_Right), this, &MainWindow::forward);
    QAction *refresh = viewMenu->addAction(tr("&Refresh"), this, [this] {
        if (View *shown = currentView())
            shown->refresh();
        takeStatus();
    });
    refresh->setShortcuts({QKeySequence(Qt::Key_F5), QKeySequence(Qt::CTRL | Qt::Key_R)});
    viewMenu->addAction(tr("F&ilter"), QKeySequence::Find, this, [this] {
        if (View *shown = currentView())
            shown->focusFilter();
    });
    QAction *explained = viewMenu->addAction(tr("&What does it mean?"), QKeySequence(Qt::Key_F1), this, &MainWindow::explain);
    explained->setObjectName(QStringLiteral("explain"));
    viewMenu->addSeparator();
    QMenu *colours = viewMenu->addMenu(tr("&Colours"));
    auto *group = new QActionGroup(colours);
    const auto scheme = [&](const QString &words, Style::Scheme which) {
        QAction *action = colours->addAction(words);
        action->setCheckable(true);
        action->setChecked(which == Style::Scheme::System);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, which] {
            if (auto *own = qobject_cast<Style *>(style()))
                own->setScheme(which);
        });
    };
    scheme(tr("As the &system"), Style::Scheme::System);
    scheme(tr("&Light"), Style::Scheme::Light);
    scheme(tr("&Dark"), Style::Scheme::Dark);
}

void MainWindow::showStartPage()
{
    closeSite();
    m_pages->setCurrentIndex(0);
    m_path->setPath({tr("Start")});
    m_sidebar->setVisible(false);
    m_strip->setVisible(false);
    m_banner->setVisible(false);
    setWindowTitle(tr("Cartage"));
    m_engineAction->setEnabled(false);
}

void MainWindow::closeSite()
{
    m_actions->setSession(nullptr);
    m_takeOut->setSession(nullptr);
    qDeleteAll(m_byKey);
    m_byKey.clear();
    m_history.clear();
    m_at = -1;
    if (m_host) {
        m_host->end();
        m_abandoned = m_abandoned || m_host->hasAbandoned();
        m_host.reset();
    }
    m_session.reset();
    m_isSample = false;
}

void MainWindow::openSite(const QString &folder)
{
    closeSite();
    m_session = std::make_unique<engine::Session>(m_environment, folder.toStdString());
    m_host = std::make_unique<engine::EngineHost>(m_environment, folder.toStdString());
    m_actions->setSession(m_session.get());
    m_takeOut->setSession(m_session.get());
    connect(m_host.get(), &engine::EngineHost::started, this, &MainWindow::takeStatus);
    connect(m_host.get(), &engine::EngineHost::stopped, this, [this] {
        m_abandoned = m_abandoned || m_host->hasAbandoned();
        if (m_host->error())
            m_toast->say(Mark::Error, format::shown(sentences::adviceOn(*m_host->error()).text));
        takeStatus();
    });
    connect(m_session.get(), &engine::Session::changed, this, [this] {
        takeStatus();
        describe();
    });
    makeViews();
    m_pages->setCurrentIndex(1);
    m_sidebar->setVisible(true);
    m_strip->setVisible(true);
    m_engineAction->setEnabled(true);
    m_siteCode.clear();
    go({QStringLiteral("overview"), {}, {}, {}});
    takeStatus();
}

void MainWindow::openSample(const QString &folder)
{
    closeSite();
    setEnabled(false);
    const std::string site = engine::sampleSite(folder.toStdString());
    m_session = std::make_unique<engine::Session>(m_environment, site);
    m_session->actLong<engine::Answer>([environment = m_environment, site, root = folder.toStdString()](engine::Session::Desk &desk) -> Result<engine::Answer> {
        if (engine::isSample(environment, site))
            return engine::Answer();
        engine::Intent intent;
        intent.confirmed = true;
        intent.command = "sample create";
        intent.arguments = "{}";
        return engine::createSample(environment, root, intent, desk.stop());
    }).then(this, [this, site](const Result<engine::Answer> &made) {
        setEnabled(true);
        if (!made) {
            showStartPage();
            m_toast->say(Mark::Error, format::shown(sentences::adviceOn(made.error()).text));
            return;
        }
        // The answer comes from the session that the site's own takes the place of.
        QMetaObject::invokeMethod(this, [this, site] {
            openSite(QString::fromStdString(site));
            m_isSample = true;
            m_host->start();
        }, Qt::QueuedConnection);
    });
}

void MainWindow::makeViews()
{
    const auto item = [](const char *key, const char *icon, const QString &name) { return Sidebar::Item{QString::fromLatin1(key), icon, name}; };
    m_sidebar->setGroups({{{}, {item("overview", "view-statistics", tr("Overview")), item("problems", "flag", tr("Problems"))}},
                          {{}, {item("distributions", "split", tr("Distributions")), item("packages", "package", tr("Packages")),
                                item("dps", "network-server", tr("Distribution points")), item("retries", "view-history", tr("Retry history"))}},
                          {{}, {item("messages", "dialog-messages", tr("Status messages")), item("activity", "quickopen", tr("Activity"))}}});
    addView(new OverviewView(*m_session, m_views));
    addView(new ProblemsView(*m_session, m_views));
    addView(new DistributionsView(*m_session, m_views));
    addView(new PackagesView(*m_session, m_views));
    addView(new DpsView(*m_session, m_views));
    addView(new RetriesView(*m_session, m_views));
    addView(new MessagesView(*m_session, m_views));
    addView(new ActivityView(*m_session, m_views));
    for (const char *key : {"problems", "distributions", "retries", "dps", "packages"})
        static_cast<ListPage *>(m_byKey.value(QString::fromLatin1(key)))->setActions(m_actions->actionsOf(QString::fromLatin1(key)));
}

void MainWindow::addView(View *added)
{
    m_views->addWidget(added);
    m_byKey.insert(added->key(), added);
    connect(added, &View::locationChanged, this, &MainWindow::noteLocation);
    connect(added, &View::selectionChanged, this, &MainWindow::describe);
    connect(added, &View::openRequested, this, &MainWindow::go);
}

View *MainWindow::view(const QString &key) const { return m_byKey.value(key); }

View *MainWindow::currentView() const { return m_byKey.isEmpty() ? nullptr : qobject_cast<View *>(m_views->currentWidget()); }

void MainWindow::go(const Location &location)
{
    if (!view(location.view))
        return;
    m_history = m_history.mid(0, m_at + 1);
    m_history.push_back(location);
    m_at = static_cast<int>(m_history.size()) - 1;
    visit(location);
}

void MainWindow::visit(const Location &location)
{
    View *shown = view(location.view);
    m_moving = true;
    shown->setLocation(location);
    m_views->setCurrentWidget(shown);
    m_moving = false;
    m_sidebar->setCurrent(location.view);
    m_path->setBackEnabled(m_at > 0);
    m_path->setForwardEnabled(m_at + 1 < m_history.size());
    m_detail->closeLookUp();
    m_actions->leavePreview();
    showDetail();
    describe();
}

/// Filter and selection of where one is belong to its place in the history.
void MainWindow::noteLocation()
{
    if (!m_moving && m_at >= 0 && currentView() && m_history[m_at].view == currentView()->key())
        m_history[m_at] = currentView()->location();
}

void MainWindow::back()
{
    if (m_at > 0)
        visit(m_history[--m_at]);
}

void MainWindow::forward()
{
    if (m_at + 1 < m_history.size())
        visit(m_history[++m_at]);
}

/// The overview has no place for it, but for what is looked up.
void MainWindow::showDetail()
{
    const bool hasPlace = m_detail->isLookingUp() || (currentView() && currentView()->key() != QStringLiteral("overview"));
    m_detail->setVisible(hasPlace && !m_actions->isPreviewing());
}

/// A preview takes the detail's place; the list stays beside it.
void MainWindow::showPreview(bool open)
{
    PreviewPane *pane = m_actions->previewPane();
    const bool wasOpen = pane->isVisibleTo(m_splitter);
    showDetail();
    pane->setVisible(open);
    if (open && !wasOpen) {
        const int wanted = std::min(lookOf(this).zeros(previewZeros), m_splitter->width() * 3 / 5);
        m_splitter->setSizes({m_splitter->width() - wanted, 0, wanted});
    } else if (!open && currentView() && m_session) {
        currentView()->focusList();
    }
    describe();
}

void MainWindow::lookUp(const Detail &detail)
{
    m_detail->showLookUp(detail);
    showDetail();
}

/// F1: the message or the error that is selected.
void MainWindow::explain()
{
    if (m_detail->isLookingUp())
        m_detail->closeLookUp();
    else if (const auto found = lookUpOf(m_detail->detail()))
        lookUp(*found);
    else
        m_toast->say(Mark::Information, tr("Select a message or something with an error to see what it means."));
}

void MainWindow::describe()
{
    View *shown = currentView();
    if (!shown || !m_session)
        return;
    const QList<Subject> subjects = shown->subjects();
    m_actions->setSubjects(subjects);
    m_takeOut->setPage(qobject_cast<ListPage *>(shown));
    QStringList path{tr("Site %1").arg(m_siteCode), shown->title()};
    if (subjects.size() == 1)
        path << subjects.front().title;
    if (m_actions->isPreviewing())
        path = path.mid(0, 2) << QString(m_actions->previewPane()->title()).remove(QLatin1Char('?'));
    m_path->setPath(path);
    const qint64 selected = shown->selectedCount();
    if (selected != 1 || subjects.size() != 1) {
        m_detail->setSentence(selected < 2 ? tr("Select a row to see what is known of it.") : tr("%n rows are selected.", nullptr, static_cast<int>(selected)));
        return;
    }
    m_detail->setActions(m_actions->adviceActions());
    const Subject subject = subjects.front();
    m_session->ask<Detail>([subject, wish = m_detail->wish()](engine::Session::Desk &desk) -> Result<Detail> {
        const auto site = desk.site();
        return site ? detailOf(**site, subject, wish, (*site)->now()) : failure(site.error());
    }).then(this, [this, subject](const Result<Detail> &detail) {
        const QList<Subject> now = currentView() ? currentView()->subjects() : QList<Subject>();
        if (now.size() != 1 || !(now.front() == subject))
            return;
        if (detail)
            m_detail->setDetail(*detail);
        else
            m_detail->setSentence(format::shown(sentences::adviceOn(detail.error()).text));
    });
}

void MainWindow::takeStatus()
{
    if (!m_session)
        return;
    m_session->ask<SiteStatus>([](engine::Session::Desk &desk) -> Result<SiteStatus> {
        const auto site = desk.site();
        return site ? SiteStatus::of(**site) : failure(site.error());
    }).then(this, [this](const Result<SiteStatus> &status) {
        if (!status) {
            // What was never open leads back to where another one can be chosen; not from within the answer of the session that goes.
            if (m_siteCode.isEmpty())
                QMetaObject::invokeMethod(this, &MainWindow::showStartPage, Qt::QueuedConnection);
            QMetaObject::invokeMethod(this, [this, words = sentences::describe(status.error())] {
                m_banner->setState(Hue::Red, Mark::Error, words, {});
                m_banner->setVisible(true);
            }, Qt::QueuedConnection);
            return;
        }
        const engine::Overview &now = status->overview;
        const bool here = m_host && m_host->isRunning();
        if (m_siteCode != status->siteCode) {
            m_siteCode = status->siteCode;
            setWindowTitle(tr("Site %1 – Cartage").arg(m_siteCode));
            describe();
        }
        status->show(*m_strip, here);
        m_sidebar->setCount(QStringLiteral("problems"), now.problems > 0 ? std::optional(now.problems) : std::nullopt, now.needYou > 0);
        m_engineAction->setText(here ? tr("Stop the &engine") : tr("Start the &engine here"));
        m_engineAction->setEnabled(here || !now.engine.running);
        if (m_isSample)
            m_banner->setState(Hue::Blue, std::nullopt, tr("This is the sample site. Its failures are real, its packages are made up."), {});
        else if (!now.engine.running && !here)
            m_banner->setState(Hue::Amber, Mark::Warning, tr("No engine works this site: nothing is distributed until one is started."), {m_engineAction});
        m_banner->setVisible(m_isSample || (!now.engine.running && !here));
    });
}

void MainWindow::toggleEngine()
{
    if (!m_host)
        return;
    m_host->isRunning() ? m_host->stop() : m_host->start();
    takeStatus();
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::WindowStateChange && m_session)
        m_session->setWatching(!isMinimized());
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    closeSite();
    QMainWindow::closeEvent(event);
}

} // namespace cartage::ui
