// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QClipboard>

#include "core/domain/advice.h"
#include "ui/actions/actions.h"
#include "ui/actions/previewpane.h"
#include "ui/actions/previewtexts.h"
#include "ui/dialogs/sheets.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"

/// Actions: the preview beside the list, and the command line that does the same.
namespace cartage::ui {

/// What is being shown before it is done.
struct Actions::Previewing {
    PlanWish wish;
    std::vector<Target> planned; ///< with the plan that is shown
    bool isPlanned = false;
    QString note;
    int asked = 0; ///< answers to older questions are dropped
};

void Actions::connectPane()
{
    m_pane = new PreviewPane(m_window);
    m_pane->hide();
    connect(m_pane, &PreviewPane::left, this, &Actions::leavePreview);
    connect(m_pane, &PreviewPane::confirmed, this, &Actions::confirm);
    connect(m_pane, &PreviewPane::partToggled, this, [this](const QString &key, bool ticked) {
        if (!m_previewing)
            return;
        if (ticked)
            m_previewing->wish.unticked.erase(key);
        else
            m_previewing->wish.unticked.insert(key);
        askForPlan();
    });
    connect(m_pane, &PreviewPane::chosen, this, [this](const QString &key) {
        if (const DeedPointer other = deed(key); other && m_previewing) {
            m_previewing->wish.deed = other;
            m_last = key;
            askForPlan();
        }
    });
    connect(m_pane, &PreviewPane::copyWanted, this, [this] {
        if (m_previewing)
            toClipboard(m_previewing->wish.deed, m_previewing->isPlanned ? m_previewing->planned : m_previewing->wish.targets, m_pane->reason());
    });
    connect(m_pane, &PreviewPane::wayOutWanted, this, &Actions::giveLastCopies);
}

void Actions::preview(const DeedPointer &deed, std::vector<Target> targets, const QString &note)
{
    if (!m_session)
        return;
    const bool again = m_previewing != nullptr;
    for (Target &target : targets)
        target.plan.clear();
    const int asked = again ? m_previewing->asked : 0;
    m_previewing = std::make_shared<Previewing>(Previewing{{deed, std::move(targets), {}}, {}, false, note, asked});
    m_pane->setBusy(QString(deed->words).remove(QChar(0x2026)) + QLatin1Char('?'), false);
    Q_EMIT previewing(true);
    m_pane->show();
    m_pane->begin();
    askForPlan();
}

void Actions::askForPlan()
{
    if (!m_session || !m_previewing)
        return;
    const int asked = ++m_previewing->asked;
    m_pane->setBusy({}, true);
    m_session->ask<Planned>([wish = m_previewing->wish](engine::Session::Desk &desk) { return planOf(desk, wish); }).then(this, [this, asked](const Result<Planned> &plan) {
        if (m_previewing && m_previewing->asked == asked)
            takePlan(plan);
    });
}

void Actions::takePlan(const Result<Planned> &plan)
{
    if (!plan) {
        leavePreview();
        Q_EMIT done(Mark::Error, format::shown(sentences::adviceOn(plan.error()).text), {});
        return;
    }
    m_previewing->planned = plan->targets;
    m_previewing->isPlanned = true;
    m_pane->setContent(contentOf(*m_previewing->wish.deed, *plan, m_previewing->note, m_siteCode));
    Q_EMIT previewing(true);
}

void Actions::leavePreview()
{
    if (!m_previewing)
        return;
    m_previewing.reset();
    m_pane->hide();
    Q_EMIT previewing(false);
}

void Actions::confirm(const QString &reason)
{
    if (!m_previewing)
        return;
    const DeedPointer deed = m_previewing->wish.deed;
    const std::vector<Target> targets = m_previewing->planned;
    leavePreview();
    carryOut(deed, targets, reason.toStdString());
}

/// The way out of losing last copies: they are sent to others first, then the plan is made anew.
void Actions::giveLastCopies()
{
    if (!m_session || !m_previewing)
        return;
    m_session->ask<Planned>([wish = m_previewing->wish](engine::Session::Desk &desk) { return planOf(desk, wish); }).then(this, [this](const Result<Planned> &plan) {
        if (!plan || !m_session || !m_previewing)
            return;
        std::vector<PackageId> packages;
        for (const Planned::Loss &loss : plan->losses)
            packages.push_back(loss.package);
        auto *sheet = new DistributeSheet(*m_session, std::move(packages), m_window);
        connect(sheet, &QDialog::accepted, this, [this] {
            if (!m_previewing)
                return;
            m_previewing->note = tr("They are on their way. The last copies are safe once they are there and proven.");
            askForPlan();
        });
        show(sheet);
    });
}

void Actions::makeCopying()
{
    m_copy = new QAction(tr("Copy as command"), this);
    m_copy->setObjectName(QStringLiteral("copy"));
    m_copy->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    connect(m_copy, &QAction::triggered, this, [this] {
        if (m_previewing)
            Q_EMIT m_pane->copyWanted();
        else if (const DeedPointer fits = fitting())
            copyCommands(fits->key);
    });
    m_copyMenu = new QMenu(tr("Copy another as command"), m_window);
    connect(m_copyMenu, &QMenu::aboutToShow, this, &Actions::fillCopyMenu);
    m_remove = new QAction(tr("Remove what is selected…"), this);
    m_remove->setObjectName(QStringLiteral("remove"));
    m_remove->setShortcut(QKeySequence::Delete);
    connect(m_remove, &QAction::triggered, this, [this] {
        if (const DeedPointer found = removing())
            begin(found);
    });
    for (QAction *each : {m_copy, m_remove}) {
        m_byKey.insert(each->objectName(), each);
        m_window->addAction(each);
    }
}

void Actions::fillCopyMenu()
{
    m_copyMenu->clear();
    for (const DeedPointer &each : m_deeds) {
        if (action(each->key)->isEnabled())
            m_copyMenu->addAction(action(each->key)->icon(), QString(each->words).remove(QChar(0x2026)), this, [this, key = each->key] { copyCommands(key); });
    }
}

/// The one that the focused button stands for, else the last one that was done or shown, else the first one that what is selected allows.
Actions::DeedPointer Actions::fitting() const
{
    const auto allowed = [this](const QString &key) {
        const QAction *known = m_byKey.value(key);
        return known && known->isEnabled() ? deed(key) : nullptr;
    };
    if (const QWidget *focused = QApplication::focusWidget()) {
        for (const QAction *each : focused->actions()) {
            if (const DeedPointer found = allowed(each->objectName()))
                return found;
        }
    }
    if (const DeedPointer found = allowed(m_last))
        return found;
    for (const DeedPointer &each : m_deeds) {
        if (const DeedPointer found = allowed(each->key))
            return found;
    }
    return nullptr;
}

Actions::DeedPointer Actions::removing() const
{
    for (const char *key : {"dp-remove", "package-remove", "undistribute", "quarantine-discard", "site-remove"}) {
        if (action(QString::fromLatin1(key))->isEnabled())
            return deed(QString::fromLatin1(key));
    }
    return nullptr;
}

void Actions::copyCommands(const QString &key)
{
    if (const DeedPointer found = deed(key))
        toClipboard(found, targetsOf(*found, m_subjects), {});
}

void Actions::toClipboard(const DeedPointer &deed, const std::vector<Target> &targets, const QString &reason)
{
    const auto put = [this, deed, reason](const std::vector<Target> &all) {
        if (!m_session)
            return;
        QStringList lines;
        for (const Target &each : all)
            lines << atSite(commandOf(*deed, each, reason), m_session->folder());
        if (!lines.isEmpty())
            QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
        Q_EMIT copied(static_cast<int>(lines.size()));
    };
    const bool known = deed->of != Deed::Of::Sites && std::none_of(targets.begin(), targets.end(), [](const Target &each) { return each.scope.rows != nullptr; });
    if (!m_session)
        return;
    if (known) {
        put(targets);
        return;
    }
    m_session->ask<std::vector<Target>>([deed, targets](engine::Session::Desk &desk) { return ui::named(desk, *deed, targets); }).then(this, [this, put](const Result<std::vector<Target>> &all) {
        if (all)
            put(*all);
        else
            Q_EMIT done(Mark::Error, format::shown(sentences::adviceOn(all.error()).text), {});
    });
}

} // namespace cartage::ui
