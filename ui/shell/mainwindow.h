// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QThreadPool>
#include <QTimer>
#include <memory>

#include "core/engine/enginehost.h"
#include "core/engine/glance.h"
#include "core/engine/session.h"
#include "ui/look/marks.h"
#include "ui/shell/memory.h"
#include "ui/shell/status.h"
#include "ui/text/inboxpace.h"
#include "ui/views/view.h"

class QSplitter;
class QStackedWidget;

namespace cartage::ui {

class Actions;
class Banner;
class DetailPane;
struct Detail;
class Finder;
class Notifier;
class PathBar;
class SavedFilters;
class Sidebar;
class StartPage;
class StatusStrip;
class TakeOut;
class Toast;

/// The console's window: menu, path, sidebar, a view, the detail of what is selected, and the engine's state. Holds one site at a time.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// What the environment refers to outlives the window. `memoryFile`: what is remembered from one start to the next; empty: nothing is.
    explicit MainWindow(const engine::Environment &environment, const QString &memoryFile = {}, QWidget *parent = nullptr);
    ~MainWindow() override;

    void showStartPage();
    void openSite(const QString &folder);
    /// Makes it where nothing is yet, and works it with an engine of its own.
    void openSample(const QString &folder);
    /// A worker of the engine here waits in the kernel: the process has to leave by _exit.
    [[nodiscard]] bool hasAbandoned() const;

    [[nodiscard]] View *view(const QString &key) const;
    [[nodiscard]] View *currentView() const;
    void go(const Location &location);
    /// What a number or a code means (ui/detail/lookup.h), in the detail pane of whatever view there is.
    void lookUp(const Detail &detail);

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    // navigation (mainwindow.cpp)
    void layOut();
    void makeViews();
    void fillSidebar();
    void addView(View *view);
    void choose(const QString &sidebarKey);
    void visit(const Location &location);
    void noteLocation();
    void askAgain();
    void refresh();
    void markSidebar();
    void back();
    void forward();
    void describe();
    void showDetail();
    void showPreview(bool open);
    void say(Mark mark, const QString &sentence, const std::function<void()> &undo = {});
    /// From sidebar to list to detail pane (1), or back (-1).
    void stepPane(int by);

    // menus and help (menus.cpp)
    void makeSiteActions();
    void makeMenus();
    void makeViewMenu();
    void makeColourMenu(QMenu *menu);
    void openFinder(const QString &typed);
    void explain();
    void showKeys();

    // the site that is open (siteopening.cpp, enginestate.cpp)
    void closeSite();
    void enableSite(bool on);
    void rememberViews();
    void recallViews();
    void takeGlance(const engine::Glance &glance);
    void takeStatus();
    void showStatus(const SiteStatus &status);
    void showBanner(const SiteStatus &status);
    void notify(bool seen);
    void noteLook(bool there);
    void showDatabase();
    void setReadOnly(bool on);
    void toggleEngine();
    void workBelow(bool on);
    void showEngine();
    void showHeld();
    void trySample();
    void openKnown(const QString &folder);
    void chooseSite();
    void openInstead(const QString &folder);
    /// From a thread of its own: a disk may be slow.
    void lookAt(const QString &folder, const std::function<void(const Result<engine::Glance> &)> &then);
    void createSite();
    void restoreSite();
    void removeSample();
    void deleteSample(const QString &siteFolder);
    void showKnownSites();
    void remember();
    void recall();

    engine::Environment m_environment;
    Memory m_memory;
    Pace m_pace; ///< of what every change of the site calls for
    std::unique_ptr<engine::Session> m_session;
    std::unique_ptr<engine::EngineHost> m_host;
    std::vector<std::unique_ptr<engine::EngineHost>> m_below; ///< of a sample: of the sites below it, at work as long as m_host is
    std::unique_ptr<engine::Session> m_aside; ///< for what is done where no site is open
    std::unique_ptr<Notifier> m_notifier;
    InboxPace m_inboxPace;
    SiteStatus::Database m_database;
    QTimer m_nextAge; ///< of the last look at the database
    std::optional<engine::Glance> m_glance; ///< of the site that is open, once it has answered
    bool m_abandoned = false, m_removing = false;

    PathBar *m_path;
    Banner *m_banner;
    Sidebar *m_sidebar;
    QSplitter *m_splitter;
    QList<int> m_beforePreview; ///< sizes, for afterwards
    QStackedWidget *m_pages; ///< start page, site
    StartPage *m_start = nullptr;
    QStackedWidget *m_views;
    DetailPane *m_detail;
    StatusStrip *m_strip;
    Toast *m_toast, *m_startToast = nullptr; ///< over the list, over the start page
    Actions *m_actions;
    TakeOut *m_takeOut;
    Finder *m_finder;
    SavedFilters *m_saved;
    QAction *m_sampleAction, *m_createAction, *m_openAction, *m_restoreAction, *m_closeAction, *m_engineAction, *m_engineSheetAction, *m_removeSampleAction,
        *m_showHeldAction, *m_finderAction;
    QList<QAction *> m_viewActions, m_siteOnly; ///< of the views in their order; what needs a site
    QHash<QString, View *> m_byKey;
    QList<Location> m_history;
    int m_at = -1;
    int m_detailAsked = 0; ///< answers to older questions are dropped
    bool m_moving = false;
    QString m_siteCode;
    QTimer m_nextNotice; ///< so that many changes are one question
    std::unique_ptr<QThreadPool> m_lookers; ///< at sites that are not open; last: its threads use the others
};

} // namespace cartage::ui
