// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QHash>
#include <QObject>
#include <functional>
#include <memory>
#include <vector>

#include "ui/actions/deed.h"

namespace cartage::ui {

class SessionSheet;

/// What operators do to what is selected. Each action asks the engine's facade for its plan; what is wide or destructive shows that first and then
/// carries out just this plan, or shows the new one if rows have moved meanwhile.
class Actions final : public QObject
{
    Q_OBJECT

public:
    /// Previews lie over `window`.
    explicit Actions(QWidget *window);
    ~Actions() override;
    /// Null: no site, nothing can be done.
    void setSession(engine::Session *session);
    void setSubjects(const QList<Subject> &subjects);

    /// For lists of distributions.
    [[nodiscard]] QList<QAction *> rowActions() const;
    /// For the list of that key.
    [[nodiscard]] QList<QAction *> actionsOf(const QString &view) const;
    /// What opens a sheet: add a package, add distribution points, distribute, settings of what is selected or of the site, back up.
    [[nodiscard]] QList<QAction *> siteActions() const;
    /// For the advice box of what is selected: filled, plain, links.
    [[nodiscard]] QList<QAction *> adviceActions() const;
    [[nodiscard]] QAction *action(const QString &key) const;
    /// The same from the command line, one command a line; empty where it cannot be done to what is selected.
    [[nodiscard]] QString asCommands(const QString &key) const;

Q_SIGNALS:
    /// A sentence with counts; `undo` is empty where it cannot be undone.
    void done(cartage::ui::Mark mark, const QString &sentence, const std::function<void()> &undo);

private:
    using DeedPointer = std::shared_ptr<const Deed>;
    struct Sum;
    [[nodiscard]] DeedPointer deed(const QString &key) const;
    [[nodiscard]] QList<QAction *> named(std::initializer_list<const char *> keys) const;
    void makeSheets();
    void addSheet(const char *key, const QString &words, void (Actions::*open)());
    void addPackage();
    void addDps();
    void distribute();
    void settings();
    void backUp();
    void show(SessionSheet *sheet);
    void begin(const DeedPointer &deed);
    void acknowledge(const DeedPointer &deed);
    void preview(const DeedPointer &deed, std::vector<Target> targets, const QString &note = {});
    void carryOut(const DeedPointer &deed, const std::vector<Target> &targets, const std::string &reason);
    void tell(const DeedPointer &deed, const std::vector<Target> &targets, const Sum &sum);

    QWidget *m_window;
    engine::Session *m_session = nullptr;
    QList<Subject> m_subjects;
    std::vector<DeedPointer> m_deeds;
    QHash<QString, QAction *> m_byKey;
    QList<QAction *> m_sheets;
    QAction *m_copy = nullptr;
};

} // namespace cartage::ui
