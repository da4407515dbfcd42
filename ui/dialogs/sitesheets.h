// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QFuture>
#include <QLineEdit>
#include <QRadioButton>

#include "core/engine/glance.h"
#include "core/engine/session.h"
#include "ui/dialogs/sheet.h"

class QAction;

namespace cartage::ui {

class Facts;
class MonoBox;

/// Threads for what is done where no site is open: it must not open the one that is made, restored or deleted.
[[nodiscard]] std::unique_ptr<engine::Session> sessionAside(const engine::Environment &environment);

/// A new site in an absent or empty folder. All or nothing.
class CreateSiteSheet final : public Sheet
{
    Q_OBJECT

public:
    /// `parentFolder`: where sites are offered to lie.
    CreateSiteSheet(const engine::Environment &environment, QString parentFolder, QWidget *parent);
    ~CreateSiteSheet() override;

Q_SIGNALS:
    void created(const QString &folder);

protected:
    void act() override;

private:
    void check();

    engine::Environment m_environment;
    QString m_parentFolder;
    std::unique_ptr<engine::Session> m_session;
    QLineEdit *m_code, *m_name, *m_folder;
    QCheckBox *m_engineHere;
    bool m_folderTyped = false;
};

/// A backup becomes a site again: in a new folder, or over the site that is there, whose database is kept.
class RestoreSheet final : public Sheet
{
    Q_OBJECT

public:
    RestoreSheet(const engine::Environment &environment, const QString &folder, QWidget *parent);
    ~RestoreSheet() override;

Q_SIGNALS:
    /// Whoever has it open lets it go.
    void begins(const QString &folder);
    void restored(const QString &folder);
    /// Nothing was changed.
    void failed(const QString &folder);

protected:
    void act() override;

private:
    void plan();
    QFuture<Result<engine::Answer>> ask(bool dryRun);

    engine::Environment m_environment;
    std::unique_ptr<engine::Session> m_session;
    QLineEdit *m_file, *m_folder;
    QTimer *m_pause;
    std::string m_plan;
    int m_asked = 0;
};

/// Who works the site now, and who is to: this window, or a service.
class EngineSheet final : public Sheet
{
    Q_OBJECT

public:
    /// `startOrStop` is not owned; it does what its text says.
    EngineSheet(engine::Session &session, QAction *startOrStop, QWidget *parent);
    /// How an engine is started outside of the console, as a shell takes it.
    [[nodiscard]] static QString serviceCommand(const std::string &folder, const QString &dataFolder);

Q_SIGNALS:
    void done(const QString &sentence);

protected:
    void act() override;

private:
    void fill();

    engine::Session &m_session;
    Facts *m_facts;
    QRadioButton *m_here, *m_service;
    bool m_filled = false;
};

} // namespace cartage::ui
