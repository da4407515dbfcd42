// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QActionGroup>
#include <QApplication>
#include <QMenuBar>

#include "ui/actions/actions.h"
#include "ui/detail/detailpane.h"
#include "ui/detail/lookup.h"
#include "ui/dialogs/readsheet.h"
#include "ui/look/style.h"
#include "ui/shell/finder.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/takeout.h"
#include "ui/widgets/pathbar.h"

namespace cartage::ui {

namespace {

QAction *made(QAction *action, const char *name)
{
    action->setObjectName(QString::fromLatin1(name));
    return action;
}

} // namespace

void MainWindow::makeSiteActions()
{
    const auto add = [this](const char *name, const QString &words, const QKeySequence &key, void (MainWindow::*act)()) {
        auto *action = made(new QAction(words, this), name);
        action->setShortcut(key);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    m_sampleAction = add("sample", tr("&Try the sample site"), QKeySequence(Qt::CTRL | Qt::Key_T), &MainWindow::trySample);
    m_createAction = add("create", tr("&Create a site…"), QKeySequence::New, &MainWindow::createSite);
    m_openAction = add("open", tr("&Open a site…"), QKeySequence::Open, &MainWindow::chooseSite);
    m_restoreAction = add("restore", tr("&Restore a site from a backup…"), {}, &MainWindow::restoreSite);
    m_closeAction = add("close", tr("C&lose the site"), QKeySequence::Close, &MainWindow::showStartPage);
    m_engineAction = add("engine-here", tr("Start the &engine here"), {}, &MainWindow::toggleEngine);
    m_engineSheetAction = add("engine", tr("E&ngine…"), {}, &MainWindow::showEngine);
    m_removeSampleAction = add("sample-remove", tr("Remove the sample site"), {}, &MainWindow::removeSample);
    m_showHeldAction = add("show-held", tr("Show what is held"), {}, &MainWindow::showHeld);
    m_finderAction = made(new QAction(tr("Find or &do…"), this), "find-or-do");
    m_finderAction->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_K));
    m_finderAction->setProperty("notOffered", true); // by itself
    connect(m_finderAction, &QAction::triggered, this, [this] { openFinder({}); });
    m_removeSampleAction->setVisible(false);
    m_showHeldAction->setVisible(false);
    m_siteOnly = {m_closeAction, m_engineAction, m_engineSheetAction};
}

void MainWindow::makeMenus()
{
    QMenu *site = menuBar()->addMenu(tr("&Site"));
    site->addActions({m_sampleAction, m_createAction, m_openAction});
    site->addSeparator();
    site->addActions({m_engineAction, m_engineSheetAction});
    site->addSeparator();
    site->addActions(m_actions->siteActions());
    site->addActions(m_takeOut->siteActions());
    site->addActions({m_restoreAction, m_removeSampleAction, m_closeAction});
    site->addSeparator();
    made(site->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close), "quit");
    QMenu *distribution = menuBar()->addMenu(tr("&Distribution"));
    distribution->addActions(m_actions->rowActions());
    distribution->addSeparator();
    distribution->addActions({m_actions->removeAction(), m_actions->action(QStringLiteral("copy"))});
    distribution->addMenu(m_actions->copyMenu());
    m_actions->copyMenu()->menuAction()->setProperty("notOffered", true); // its entries have the names of actions
    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    edit->addActions({m_takeOut->copyAction(), m_actions->action(QStringLiteral("copy"))});
    m_siteOnly << distribution->menuAction() << edit->menuAction();
    makeViewMenu();
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    made(help->addAction(tr("&What does it mean?"), QKeySequence::HelpContents, this, &MainWindow::explain), "explain");
    made(help->addAction(tr("&Keys"), this, &MainWindow::showKeys), "keys");
    made(help->addAction(tr("&About Cartage"), this, [this] { aboutSheet(this)->open(); }), "about");
}

void MainWindow::makeViewMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&View"));
    const QList<QPair<QString, QString>> views{{QStringLiteral("overview"), tr("Overview")},
                                               {QStringLiteral("problems"), tr("Problems")},
                                               {QStringLiteral("distributions"), tr("Distributions")},
                                               {QStringLiteral("packages"), tr("Packages")},
                                               {QStringLiteral("dps"), tr("Distribution points")},
                                               {QStringLiteral("retries"), tr("Retry history")},
                                               {QStringLiteral("sites"), tr("Sites")},
                                               {QStringLiteral("messages"), tr("Status messages")},
                                               {QStringLiteral("clients"), tr("Clients")},
                                               {QStringLiteral("quarantine"), tr("Quarantine")},
                                               {QStringLiteral("components"), tr("Components")},
                                               {QStringLiteral("activity"), tr("Activity")}};
    for (const auto &[key, title] : views) {
        auto *action = menu->addAction(title, this, [this, key = key] {
            choose(key);
            if (View *shown = currentView()) // who comes by the keys goes on by the keys
                shown->focusList();
        });
        action->setObjectName(QStringLiteral("view-") + key);
        if (m_viewActions.size() < 10) // Ctrl+0 is the tenth
            action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + (m_viewActions.size() + 1) % 10)));
        m_viewActions << action;
    }
    m_siteOnly << m_viewActions;
    menu->addSeparator();
    const auto add = [this, menu](const char *name, const QString &words, const QKeySequence &key, auto act) {
        QAction *action = made(menu->addAction(words, this, act), name);
        action->setShortcut(key);
        m_siteOnly << action;
        return action;
    };
    add("back", tr("&Back"), QKeySequence(Qt::ALT | Qt::Key_Left), &MainWindow::back);
    add("forward", tr("&Forward"), QKeySequence(Qt::ALT | Qt::Key_Right), &MainWindow::forward);
    add("refresh", tr("&Refresh"), {}, &MainWindow::refresh)->setShortcuts({QKeySequence(Qt::Key_F5), QKeySequence(Qt::CTRL | Qt::Key_R)});
    add("filter", tr("F&ilter"), QKeySequence::Find, [this] {
        if (View *shown = currentView())
            shown->focusFilter();
    });
    add("next-pane", tr("&Next pane"), QKeySequence(Qt::Key_F6), [this] { stepPane(1); });
    add("previous-pane", tr("&Previous pane"), QKeySequence(Qt::SHIFT | Qt::Key_F6), [this] { stepPane(-1); });
    menu->addAction(m_finderAction);
    menu->addSeparator();
    makeColourMenu(menu->addMenu(tr("&Colours")));
}

void MainWindow::refresh()
{
    if (View *shown = currentView())
        shown->refresh();
    takeStatus();
}

void MainWindow::makeColourMenu(QMenu *menu)
{
    auto *group = new QActionGroup(menu);
    const auto scheme = [&](const char *name, const QString &words, Style::Scheme which) {
        QAction *action = made(menu->addAction(words), name);
        action->setCheckable(true);
        group->addAction(action);
        const auto *own = qobject_cast<Style *>(style());
        action->setChecked(own && own->scheme() == which);
        connect(action, &QAction::triggered, this, [this, which, key = QString::fromLatin1(name)] {
            if (auto *drawn = qobject_cast<Style *>(style()))
                drawn->setScheme(which);
            m_memory.setValue(QStringLiteral("window/colours"), key);
        });
    };
    scheme("colours-system", tr("Colours as the &system"), Style::Scheme::System);
    scheme("colours-light", tr("&Light colours"), Style::Scheme::Light);
    scheme("colours-dark", tr("&Dark colours"), Style::Scheme::Dark);
}

void MainWindow::openFinder(const QString &typed)
{
    m_finder->open(m_path->mapTo(this, QPoint(0, m_path->height())).y() + 1, typed);
}

/// F1: the message or the error that is selected.
void MainWindow::explain()
{
    if (m_detail->isLookingUp())
        m_detail->closeLookUp();
    else if (!currentView())
        showKeys();
    else if (const auto found = lookUpOf(m_detail->detail()))
        lookUp(*found);
    else
        say(Mark::Information, tr("Select a message or something with an error to see what it means."));
}

void MainWindow::showKeys()
{
    auto *sheet = new ReadSheet(tr("Keys"), this);
    QList<QPair<QString, QString>> keys;
    QList<QAction *> all = findChildren<QAction *>();
    for (const QAction *each : std::as_const(all)) {
        QStringList names;
        for (const QKeySequence &key : each->shortcuts())
            names << key.toString(QKeySequence::NativeText);
        if (!names.isEmpty() && !each->text().isEmpty())
            keys.push_back({names.join(QStringLiteral(", ")), QString(each->text()).remove(QLatin1Char('&'))});
    }
    sheet->addFacts(keys);
    sheet->addSection(tr("In lists"));
    sheet->addFacts({{tr("Enter"), tr("One step down: to what the row counts")},
                     {tr("Up, Down, Home, End"), tr("Move; with Shift the selection grows")},
                     {QStringLiteral("Ctrl+A"), tr("Select all rows")}});
    sheet->addSection(tr("In the sidebar"));
    sheet->addFacts({{tr("F2, Delete"), tr("Rename and delete a saved filter")}});
    sheet->addSection(tr("In the filter"));
    sheet->addFacts({{tr("Space, Enter"), tr("Make a condition of “key:value”; “not key:value” takes away")},
                     {tr("Backspace"), tr("At the beginning: takes the last condition out")},
                     {tr("Down"), tr("To the list")}});
    sheet->open();
}

} // namespace cartage::ui
