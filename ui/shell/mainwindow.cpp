// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QCloseEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "core/domain/advice.h"
#include "ui/actions/actions.h"
#include "ui/actions/previewpane.h"
#include "ui/detail/detailpane.h"
#include "ui/detail/lookup.h"
#include "ui/look/style.h"
#include "ui/shell/finder.h"
#include "ui/shell/notifier.h"
#include "ui/shell/savedfilters.h"
#include "ui/shell/startpage.h"
#include "ui/shell/status.h"
#include "ui/shell/takeout.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"
#include "ui/views/activityview.h"
#include "ui/views/clientsview.h"
#include "ui/views/componentsview.h"
#include "ui/views/distributionsview.h"
#include "ui/views/dpsview.h"
#include "ui/views/messagesview.h"
#include "ui/views/overview.h"
#include "ui/views/packagesview.h"
#include "ui/views/problemsview.h"
#include "ui/views/quarantineview.h"
#include "ui/views/retriesview.h"
#include "ui/views/sitesview.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/pathbar.h"
#include "ui/widgets/sidebar.h"
#include "ui/widgets/statusstrip.h"
#include "ui/widgets/toast.h"

namespace cartage::ui {

namespace {

constexpr QSize smallest(1024, 700), usual(1440, 900);
constexpr int sidebarZeros = 25, detailZeros = 51, detailLeast = 42, listLeast = 68, previewZeros = 70;
constexpr int noticeAfter = 2000, toEnd = 200, ageEvery = 5000; ///< ms

/// As narrow as the view that is shown allows beside a preview; the detail gives way before the list does.
class Views final : public QStackedWidget
{
public:
    explicit Views(QWidget *parent)
        : QStackedWidget(parent)
    {
        connect(this, &QStackedWidget::currentChanged, this, [this] { updateGeometry(); });
    }
    void setGivesWay(bool on)
    {
        m_givesWay = on;
        updateGeometry();
    }
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        QSize size = currentWidget() ? currentWidget()->minimumSizeHint() : QStackedWidget::minimumSizeHint();
        const Look &look = lookOf(this);
        if (const auto *splitter = qobject_cast<const QSplitter *>(parentWidget()); splitter && !m_givesWay)
            size.setWidth(std::max(size.width(), std::min(look.zeros(listLeast), splitter->width() - look.zeros(detailLeast) - splitter->handleWidth())));
        return size;
    }

private:
    bool m_givesWay = false;
};

} // namespace

MainWindow::MainWindow(const engine::Environment &environment, const QString &memoryFile, QWidget *parent)
    : QMainWindow(parent)
    , m_environment(environment)
    , m_memory(memoryFile)
    , m_pace(m_environment.clock, [this] { askAgain(); }, nullptr)
    , m_notifier(std::make_unique<Notifier>(sendDesktopNotification))
    , m_path(new PathBar(this))
    , m_banner(new Banner(this))
    , m_sidebar(new Sidebar(this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_pages(new QStackedWidget(this))
    , m_views(new Views(this))
    , m_detail(new DetailPane(this))
    , m_strip(new StatusStrip(this))
    , m_toast(new Toast(m_views))
    , m_actions(new Actions(this))
    , m_takeOut(new TakeOut(this))
    , m_finder(new Finder(this))
    , m_saved(new SavedFilters(m_memory, m_environment.clock, this))
    , m_lookers(std::make_unique<QThreadPool>())
{
    makeSiteActions();
    layOut();
    makeMenus();
    connect(m_path, &PathBar::backRequested, this, &MainWindow::back);
    connect(m_path, &PathBar::forwardRequested, this, &MainWindow::forward);
    connect(m_path, &PathBar::findRequested, this, &MainWindow::openFinder);
    connect(m_path, &PathBar::partActivated, this, [this](int part) {
        if (part == 0)
            go({QStringLiteral("overview"), {}, {}, {}});
        else if (currentView())
            go({currentView()->key(), {}, {}, {}});
    });
    connect(m_sidebar, &Sidebar::chosen, this, &MainWindow::choose);
    connect(m_sidebar, &Sidebar::menuRequested, m_saved, &SavedFilters::openMenu);
    connect(m_sidebar, &Sidebar::renameRequested, m_saved, &SavedFilters::rename);
    connect(m_sidebar, &Sidebar::removeRequested, m_saved, &SavedFilters::remove);
    connect(m_saved, &SavedFilters::changed, this, &MainWindow::fillSidebar);
    connect(m_saved, &SavedFilters::counted, this, [this](const QString &key, std::optional<qint64> rows) { m_sidebar->setCount(key, rows); });
    connect(m_saved, &SavedFilters::removed, this, [this](const QString &name, const std::function<void()> &undo) {
        say(Mark::Information, tr("The filter “%1” is deleted.").arg(name), undo);
    });
    connect(m_finder, &Finder::locationWanted, this, [this](const Location &location) {
        go(location);
        if (View *shown = currentView())
            shown->focusList();
    });
    connect(m_finder, &Finder::messageWanted, this, [this](int id) { lookUp(catalogueDetail(id)); });
    connect(m_finder, &Finder::codeWanted, this, [this](Code code) { lookUp(codeDetail(code)); });
    connect(m_strip, &StatusStrip::partActivated, this, [this](const QString &part) {
        if (part == QStringLiteral("engine"))
            showEngine();
        else if (part == QStringLiteral("checked"))
            refresh();
        else if (const auto where = SiteStatus::locationOf(part))
            go(*where);
    });
    connect(m_actions, &Actions::done, this, &MainWindow::say);
    connect(m_actions, &Actions::previewing, this, &MainWindow::showPreview);
    connect(m_actions, &Actions::copied, this, [this](int commands) { say(Mark::Information, tr("%n command(s) copied.", nullptr, commands)); });
    connect(m_takeOut, &TakeOut::done, this, [this](Mark mark, const QString &sentence) { say(mark, sentence); });
    connect(m_detail, &DetailPane::wishChanged, this, &MainWindow::describe);
    connect(m_detail, &DetailPane::openRequested, this, &MainWindow::go);
    connect(m_detail, &DetailPane::lookUpClosed, this, &MainWindow::showDetail);
    m_nextAge.setInterval(ageEvery);
    connect(&m_nextAge, &QTimer::timeout, this, [this] {
        showDatabase();
        if (!isMinimized())
            m_pace.want(); // an engine may have died without a word
    });
    m_nextNotice.setSingleShot(true);
    m_nextNotice.setInterval(noticeAfter);
    connect(&m_nextNotice, &QTimer::timeout, this, [this] { notify(false); });
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state != Qt::ApplicationActive) // whoever leaves has seen what there is
            notify(true);
    });
    recall();
    showStartPage();
}

MainWindow::~MainWindow()
{
    closeSite();
    if (!m_lookers->waitForDone(0)) // on a disk that does not answer
        static_cast<void>(m_lookers.release());
}

bool MainWindow::hasAbandoned() const { return m_abandoned || !m_lookers->waitForDone(toEnd); }

void MainWindow::layOut()
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
    m_splitter->setSizes({usual.width() - lookOf(this).zeros(sidebarZeros + detailZeros), lookOf(this).zeros(detailZeros)}); // as they will be: other sums are scaled
    m_start = new StartPage(m_sampleAction, m_createAction, m_openAction, m_pages);
    m_startToast = new Toast(m_start);
    m_pages->addWidget(m_start);
    m_pages->addWidget(site);
    rows->addWidget(m_pages, 1);
    rows->addWidget(m_strip);
    setCentralWidget(middle);
    m_detail->setMinimumWidth(lookOf(this).zeros(detailLeast));
    m_path->setFind(tr("Find or do"), QKeySequence(Qt::CTRL | Qt::Key_K));
    connect(m_start, &StartPage::siteWanted, this, &MainWindow::openKnown);
    connect(m_start, &StartPage::forgetWanted, this, [this](const QString &folder) {
        m_memory.forgetSite(folder);
        showKnownSites();
    });
}

void MainWindow::makeViews()
{
    addView(new OverviewView(*m_session, m_views));
    addView(new ProblemsView(*m_session, m_views));
    addView(new DistributionsView(*m_session, m_views));
    addView(new PackagesView(*m_session, m_views));
    addView(new DpsView(*m_session, m_views));
    addView(new RetriesView(*m_session, m_views));
    addView(new SitesView(*m_session, m_views));
    addView(new MessagesView(*m_session, m_views));
    addView(new ClientsView(*m_session, m_views));
    addView(new QuarantineView(*m_session, m_views));
    addView(new ComponentsView(*m_session, m_views));
    addView(new ActivityView(*m_session, m_views));
    for (const char *key : {"problems", "distributions", "retries", "dps", "packages", "sites", "quarantine", "components"})
        static_cast<ListPage *>(m_byKey.value(QString::fromLatin1(key)))->setActions(m_actions->actionsOf(QString::fromLatin1(key)));
    fillSidebar();
}

void MainWindow::fillSidebar()
{
    const auto item = [this](const char *key, const char *icon) {
        const View *shown = view(QString::fromLatin1(key));
        return Sidebar::Item{QString::fromLatin1(key), icon, shown ? shown->title() : QString()};
    };
    QList<Sidebar::Group> groups{{{}, {item("overview", "view-statistics"), item("problems", "flag")}},
                                 {{}, {item("distributions", "split"), item("packages", "package"), item("dps", "network-server"), item("retries", "view-history"), item("sites", "globe")}},
                                 {{}, {item("messages", "dialog-messages"), item("clients", "computer"), item("quarantine", "edit-none"), item("components", "settings-configure"), item("activity", "quickopen")}}};
    if (const Sidebar::Group saved = m_saved->group(); !saved.items.isEmpty())
        groups.push_back(saved);
    m_sidebar->setGroups(groups);
    markSidebar();
}

void MainWindow::addView(View *added)
{
    m_views->addWidget(added);
    m_byKey.insert(added->key(), added);
    connect(added, &View::locationChanged, this, &MainWindow::noteLocation);
    connect(added, &View::selectionChanged, this, &MainWindow::describe);
    connect(added, &View::openRequested, this, &MainWindow::go);
    if (const auto *filter = added->findChild<FilterBar *>())
        connect(filter, &FilterBar::saveRequested, this, [this, added] {
            const Location location = added->location();
            if (location.chips.isEmpty() && location.text.isEmpty())
                say(Mark::Information, tr("There is no filter to save yet: add a condition or a word."));
            else
                m_saved->save(location);
        });
}

View *MainWindow::view(const QString &key) const { return m_byKey.value(key); }

View *MainWindow::currentView() const { return m_byKey.isEmpty() ? nullptr : qobject_cast<View *>(m_views->currentWidget()); }

/// What every change of the site calls for.
void MainWindow::askAgain()
{
    takeStatus();
    m_saved->noteChange();
    describe();
    if (QGuiApplication::applicationState() != Qt::ApplicationActive && !m_nextNotice.isActive())
        m_nextNotice.start();
}

/// A list is found again as it was left.
void MainWindow::choose(const QString &sidebarKey)
{
    if (const auto saved = m_saved->locationOf(sidebarKey))
        go(*saved);
    else if (const View *chosen = view(sidebarKey))
        go(chosen->location());
}

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
    markSidebar();
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
    if (m_moving || m_at < 0 || !currentView() || m_history[m_at].view != currentView()->key())
        return;
    m_history[m_at] = currentView()->location();
    markSidebar();
}

void MainWindow::markSidebar()
{
    if (m_at < 0)
        return;
    const QString saved = m_saved->keyOf(m_history[m_at]);
    m_sidebar->setCurrent(saved.isEmpty() ? m_history[m_at].view : saved);
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

void MainWindow::stepPane(int by)
{
    View *shown = currentView();
    if (!shown)
        return;
    const QWidget *focus = QApplication::focusWidget();
    const QList<QWidget *> panes = m_detail->isVisible() ? QList<QWidget *>{m_sidebar, m_views, m_detail} : QList<QWidget *>{m_sidebar, m_views};
    int at = 0;
    while (at < panes.size() && !(focus && (panes[at] == focus || panes[at]->isAncestorOf(focus))))
        ++at;
    const auto count = static_cast<int>(panes.size());
    const int next = at == count ? (by > 0 ? 1 : 0) : (at + by + count) % count;
    if (panes[next] == m_sidebar)
        m_sidebar->focusCurrent();
    else if (panes[next] == m_views)
        shown->focusList();
    else if (auto *tabs = m_detail->findChild<QTabBar *>(); tabs && tabs->isVisible())
        tabs->setFocus(Qt::ShortcutFocusReason);
    else
        m_detail->setFocus(Qt::ShortcutFocusReason);
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
    if (open && !wasOpen)
        m_beforePreview = m_splitter->sizes();
    static_cast<Views *>(m_views)->setGivesWay(open);
    showDetail();
    pane->setVisible(open);
    if (open && !wasOpen) {
        const int wanted = std::min(lookOf(this).zeros(previewZeros), m_splitter->width() * 3 / 5);
        m_splitter->setSizes({m_splitter->width() - wanted, 0, wanted});
    } else if (!open && currentView() && m_session) {
        if (!m_beforePreview.isEmpty())
            m_splitter->setSizes(m_beforePreview);
        currentView()->focusList();
    }
    describe();
}

void MainWindow::lookUp(const Detail &detail)
{
    m_detail->showLookUp(detail);
    showDetail();
}

void MainWindow::say(Mark mark, const QString &sentence, const std::function<void()> &undo)
{
    (currentView() ? m_toast : m_startToast)->say(mark, sentence, undo);
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
    const int asked = ++m_detailAsked;
    m_session->ask<Detail>([subject, wish = m_detail->wish()](engine::Session::Desk &desk) -> Result<Detail> {
        const auto site = desk.site();
        return site ? detailOf(**site, subject, wish, (*site)->now()) : failure(site.error());
    }).then(this, [this, subject, asked](const Result<Detail> &detail) {
        if (asked != m_detailAsked)
            return;
        const QList<Subject> now = currentView() ? currentView()->subjects() : QList<Subject>();
        if (now.size() != 1 || !(now.front() == subject))
            return;
        if (detail)
            m_detail->setDetail(*detail);
        else
            m_detail->setSentence(format::shown(sentences::adviceOn(detail.error()).text));
    });
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::WindowStateChange && m_session)
        m_session->setWatching(!isMinimized());
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    remember();
    closeSite();
    QMainWindow::closeEvent(event);
}

} // namespace cartage::ui
