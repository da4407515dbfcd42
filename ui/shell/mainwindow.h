// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <memory>

#include "core/engine/enginehost.h"
#include "core/engine/session.h"
#include "ui/views/view.h"

class QSplitter;
class QStackedWidget;

namespace cartage::ui {

class Actions;
class Banner;
class DetailPane;
struct Detail;
class PathBar;
class Sidebar;
class StatusStrip;
class TakeOut;
class Toast;

/// The console's window: menu, path, sidebar, a view, the detail of what is selected, and the engine's state. Holds one site at a time.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// What the environment refers to outlives the window.
    explicit MainWindow(const engine::Environment &environment, QWidget *parent = nullptr);
    ~MainWindow() override;

    void showStartPage();
    void openSite(const QString &folder);
    /// Makes it where nothing is yet, and works it with an engine of its own.
    void openSample(const QString &folder);
    /// A worker of the engine here waits in the kernel: the process has to leave by _exit.
    [[nodiscard]] bool hasAbandoned() const { return m_abandoned; }

    [[nodiscard]] View *view(const QString &key) const;
    [[nodiscard]] View *currentView() const;
    void go(const Location &location);
    /// What a number or a code means (ui/detail/lookup.h), in the detail pane of whatever view there is.
    void lookUp(const Detail &detail);

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void makeMenus();
    void makeViews();
    void addView(View *view);
    void closeSite();
    void visit(const Location &location);
    void noteLocation();
    void back();
    void forward();
    void describe();
    void showDetail();
    void showPreview(bool open);
    void explain();
    void takeStatus();
    void toggleEngine();

    engine::Environment m_environment;
    std::unique_ptr<engine::Session> m_session;
    std::unique_ptr<engine::EngineHost> m_host;
    bool m_isSample = false, m_abandoned = false;

    PathBar *m_path;
    Banner *m_banner;
    Sidebar *m_sidebar;
    QSplitter *m_splitter;
    QStackedWidget *m_pages; ///< start page, site
    QStackedWidget *m_views;
    DetailPane *m_detail;
    StatusStrip *m_strip;
    Toast *m_toast;
    Actions *m_actions;
    TakeOut *m_takeOut;
    QAction *m_engineAction;
    QHash<QString, View *> m_byKey;
    QList<Location> m_history;
    int m_at = -1;
    bool m_moving = false;
    QString m_siteCode;
};

} // namespace cartage::ui
