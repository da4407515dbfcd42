// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableWidget>
#include <QTimer>

#include "core/engine/queries.h"
#include "core/engine/session.h"
#include "ui/dialogs/sheet.h"

class QListWidget;

namespace cartage::ui {

class MonoBox;

/// A folder as typed, without slashes at its end.
[[nodiscard]] std::string folderOf(const QString &typed);

/// For the audit: command and arguments as the command line names them.
[[nodiscard]] engine::Intent intentOf(const char *command, std::initializer_list<std::pair<const char *, std::string>> arguments);

/// A sheet that carries something out in a session and closes when it is done; what went wrong stays readable in it.
class SessionSheet : public Sheet
{
    Q_OBJECT

public:
    SessionSheet(engine::Session &session, const QString &title, const QString &act, QWidget *parent);

Q_SIGNALS:
    void done(const QString &sentence);

protected:
    [[nodiscard]] engine::Session &session() const { return m_session; }
    /// Closes with the sentence, or says what is wrong.
    void take(const Result<QString> &sentence);

private:
    engine::Session &m_session;
};

/// A folder becomes a package: its first snapshot.
class AddPackageSheet final : public SessionSheet
{
    Q_OBJECT

public:
    AddPackageSheet(engine::Session &session, QWidget *parent);
    ~AddPackageSheet() override;

protected:
    void act() override;

private:
    void check();
    void choose();
    void look();
    [[nodiscard]] engine::PackageWish wish() const;

    QTimer m_rest;
    QFuture<Result<QString>> m_looking;
    QLineEdit *m_source, *m_name, *m_version, *m_manufacturer;
    QComboBox *m_priority;
    QFuture<Result<QString>> m_under;
};

/// One distribution point a line: name, folder, groups; as typed or pasted from a table. Each is added on its own, so the good ones are in and the others
/// stay in the sheet with their reason.
class AddDpsSheet final : public SessionSheet
{
    Q_OBJECT

public:
    AddDpsSheet(engine::Session &session, QWidget *parent);
    struct Line {
        engine::DpWish wish;
        QString wrong; ///< empty: it can be asked for
    };
    [[nodiscard]] static std::vector<Line> linesOf(const QString &text);
    /// Begins with this one, whose folder is to get its marker again.
    void takeBack(const std::string &dp);

protected:
    void act() override;

private:
    void check();
    QPlainTextEdit *m_table;
    QCheckBox *m_takeOver;
};

/// Another site becomes a neighbour: how its inbox is reached, and its key. Shows this site's own key, which the other one wants.
class AddSiteSheet final : public SessionSheet
{
    Q_OBJECT

public:
    AddSiteSheet(engine::Session &session, QWidget *parent);

protected:
    void act() override;

private:
    void check();
    void fill();
    QLineEdit *m_code, *m_inbox, *m_key;
    QComboBox *m_relation;
    MonoBox *m_own;
};

/// Packages to distribution points.
class DistributeSheet final : public SessionSheet
{
    Q_OBJECT

public:
    DistributeSheet(engine::Session &session, std::vector<PackageId> chosen, QWidget *parent);

protected:
    void act() override;

private:
    void plan();
    void fill();
    QListWidget *m_packages, *m_dps;
    std::vector<PackageId> m_chosen;
    std::string m_plan;
    int m_asked = 0; ///< answers to older questions are dropped
};

/// A package's next version with the content of an older one.
class RollbackSheet final : public SessionSheet
{
    Q_OBJECT

public:
    RollbackSheet(engine::Session &session, PackageId package, QWidget *parent);

protected:
    void act() override;

private:
    void fill();
    void look();
    PackageId m_package;
    QComboBox *m_versions;
    int m_asked = 0; ///< answers to older questions are dropped
};

/// Every key with its value; an empty one takes the default that is shown in its place.
class SettingsSheet final : public SessionSheet
{
    Q_OBJECT

public:
    struct Of {
        std::string dp;
        PackageId package;
        std::string site{}; ///< its address; none of these: this site
    };
    SettingsSheet(engine::Session &session, const Of &of, QWidget *parent);

protected:
    void act() override;

private:
    void fill();
    void check();
    Of m_of;
    std::vector<std::pair<std::string, QLineEdit *>> m_fields;
    std::map<std::string, QString> m_were;
};

} // namespace cartage::ui
