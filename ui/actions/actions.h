// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>
#include <vector>

#include "core/engine/operations.h"
#include "ui/look/marks.h"
#include "ui/views/view.h"

namespace cartage::ui {

/// What operators do to what is selected. Each action asks the engine's facade for its plan; what is wide or destructive shows that first and then
/// carries out just this plan.
class Actions final : public QObject
{
    Q_OBJECT

public:
    /// Previews lie over `window`.
    explicit Actions(QWidget *window);
    /// Null: no site, nothing can be done.
    void setSession(engine::Session *session);
    void setSubjects(const QList<Subject> &subjects);

    [[nodiscard]] QList<QAction *> rowActions() const;
    /// For the advice box: filled, plain, links.
    [[nodiscard]] QList<QAction *> adviceActions() const;
    [[nodiscard]] QAction *action(const QString &key) const;
    /// The same from the command line, one command a line; empty where nothing is selected.
    [[nodiscard]] QString asCommands(const QString &key) const;

Q_SIGNALS:
    /// A sentence with counts.
    void done(cartage::ui::Mark mark, const QString &sentence);

private:
    struct Deed;
    void add(Deed deed);
    void begin(const Deed &deed);
    void carryOut(const Deed &deed, const engine::ScopeNames &scope, const engine::Intent &intent);
    void preview(const Deed &deed, const engine::ScopeNames &scope);
    [[nodiscard]] std::vector<engine::ScopeNames> scopes() const;
    [[nodiscard]] static QString commandOf(const Deed &deed, const engine::ScopeNames &scope);

    QWidget *m_window;
    engine::Session *m_session = nullptr;
    QList<Subject> m_subjects;
    std::vector<std::shared_ptr<const Deed>> m_deeds;
    QHash<QString, QAction *> m_byKey;
};

} // namespace cartage::ui
