// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QHash>
#include <QMenu>
#include <QObject>
#include <functional>
#include <memory>
#include <vector>

#include "ui/actions/planning.h"

namespace cartage::ui {

class PreviewPane;
class SessionSheet;

/// What operators do to what is selected. Each action asks the engine's facade for its plan; what is wide or destructive shows that first and then
/// carries out just this plan, or shows the new one if rows have moved meanwhile.
class Actions final : public QObject
{
    Q_OBJECT

public:
    /// Sheets lie over `window`.
    explicit Actions(QWidget *window);
    ~Actions() override;
    /// Null: no site, nothing can be done.
    void setSession(engine::Session *session);
    /// Nothing can be changed there.
    void setReadOnly(bool on);
    void setSubjects(const QList<Subject> &subjects);

    /// Del: whichever takes away what is selected.
    [[nodiscard]] QAction *removeAction() const { return m_remove; }
    /// For lists of distributions.
    [[nodiscard]] QList<QAction *> rowActions() const;
    /// For the list of that key.
    [[nodiscard]] QList<QAction *> actionsOf(const QString &view) const;
    /// What opens a sheet: add a package, add distribution points, distribute, settings of what is selected or of the site, back up.
    [[nodiscard]] QList<QAction *> siteActions() const;
    /// For the advice box of what is selected: filled, plain, links.
    [[nodiscard]] QList<QAction *> adviceActions() const;
    [[nodiscard]] QAction *action(const QString &key) const;
    /// The same from the command line, one command a line; empty where it cannot be done to what is selected, or where only row ids are known of that.
    [[nodiscard]] QString asCommands(const QString &key) const;
    /// Onto the clipboard, also of rows whose names have to be asked for.
    void copyCommands(const QString &key);
    /// One entry for each action that what is selected allows.
    [[nodiscard]] QMenu *copyMenu() const { return m_copyMenu; }

    /// Where previews are shown: to be put beside the list by the window.
    [[nodiscard]] PreviewPane *previewPane() const { return m_pane; }
    [[nodiscard]] bool isPreviewing() const { return m_previewing != nullptr; }
    /// Changes nothing.
    void leavePreview();

Q_SIGNALS:
    /// A sentence with counts; `undo` is empty where it cannot be undone.
    /// A preview is there now, or no longer.
    void previewing(bool open);
    /// Its command line is on the clipboard.
    void copied(int commands);
    void done(cartage::ui::Mark mark, const QString &sentence, const std::function<void()> &undo);

private:
    using DeedPointer = std::shared_ptr<const Deed>;
    struct Sum;
    struct Previewing;
    [[nodiscard]] DeedPointer deed(const QString &key) const;
    [[nodiscard]] QList<QAction *> named(std::initializer_list<const char *> keys) const;
    void makeSheets();
    void addSheet(const char *key, const QString &words, void (Actions::*open)());
    void addPackage();
    void addDps();
    void takeBack();
    void groups();
    void distribute();
    void settings();
    void backUp();
    void backUp(const std::string &path);
    void rollBack();
    void exportQuarantined();
    void thresholds();
    void addSite();
    void addressSettings();
    void exportQuarantined(const std::vector<engine::RowId> &ids, const QString &to);
    void show(SessionSheet *sheet);
    void begin(const DeedPointer &deed);
    void carryOutUnlessWide(const DeedPointer &deed, const std::vector<Target> &targets);
    void acknowledge(const DeedPointer &deed);
    void preview(const DeedPointer &deed, std::vector<Target> targets, const QString &note = {});
    void connectPane();
    void askForPlan();
    void takePlan(const Result<Planned> &plan);
    void confirm(const QString &reason);
    void giveLastCopies();
    void toClipboard(const DeedPointer &deed, const std::vector<Target> &targets, const QString &reason);
    void makeCopying();
    void fillCopyMenu();
    [[nodiscard]] DeedPointer fitting() const;
    [[nodiscard]] DeedPointer removing() const;
    void carryOut(const DeedPointer &deed, const std::vector<Target> &targets, const std::string &reason);
    void tell(const DeedPointer &deed, const std::vector<Target> &targets, const Sum &sum);

    QWidget *m_window;
    engine::Session *m_session = nullptr;
    bool m_readOnly = false;
    QList<Subject> m_subjects;
    std::vector<DeedPointer> m_deeds;
    QHash<QString, QAction *> m_byKey;
    QList<QAction *> m_sheets;
    QAction *m_copy = nullptr, *m_remove = nullptr;
    QMenu *m_copyMenu = nullptr;
    PreviewPane *m_pane = nullptr;
    std::shared_ptr<Previewing> m_previewing; ///< null: nothing is previewed
    QString m_last; ///< key of what was done or shown last
    QString m_siteCode;
};

} // namespace cartage::ui
