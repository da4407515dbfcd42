// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/actions.h"

#include <QGuiApplication>
#include <QClipboard>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/domain/advice.h"
#include "ui/actions/preview.h"
#include "ui/look/look.h"
#include "ui/text/format.h"

namespace cartage::ui {

struct Actions::Deed {
    QString key;
    QString words;        ///< on menus and buttons
    QString done;         ///< "%1 distributions are tried at once"
    Mark mark;
    QKeySequence shortcut;
    bool previews = false;
    std::string command; ///< of the command line
    std::function<Result<engine::Answer>(engine::Site &, const engine::ScopeNames &, const engine::Intent &)> carryOut;
};

namespace {

/// As a shell takes it.
QString quoted(const std::string &word)
{
    const QString text = QString::fromStdString(word);
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_@%+=:,./-]+$"));
    if (plain.match(text).hasMatch())
        return text;
    return QLatin1Char('\'') + QString(text).replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

std::string argumentsOf(const engine::ScopeNames &scope)
{
    QJsonObject object;
    QJsonArray packages, dps, codes;
    for (const PackageId &id : scope.packages)
        packages.append(QString::fromStdString(id.value()));
    for (const std::string &dp : scope.dps)
        dps.append(QString::fromStdString(dp));
    for (const Code code : scope.codes)
        codes.append(QString::fromLatin1(name(code).data()));
    if (!packages.isEmpty())
        object[QStringLiteral("packages")] = packages;
    if (!dps.isEmpty())
        object[QStringLiteral("dps")] = dps;
    if (!codes.isEmpty())
        object[QStringLiteral("codes")] = codes;
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace

Actions::Actions(QWidget *window) : QObject(window), m_window(window)
{
    const QKeySequence none;
    add({QStringLiteral("retry"), tr("Retry now"), tr("%1 distributions are tried at once."), Mark::Retrying, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), false, "retries now", engine::retryNow});
    add({QStringLiteral("stop"), tr("Stop retrying…"), tr("%1 distributions are stopped until somebody tries again."), Mark::Stopped, none, true, "retries clear", engine::clearRetries});
    add({QStringLiteral("hold"), tr("Hold"), tr("%1 distributions are held."), Mark::Paused, none, false, "hold", engine::hold});
    add({QStringLiteral("release"), tr("Release"), tr("%1 distributions go on."), Mark::Waiting, none, false, "release", engine::release});
    add({QStringLiteral("cancel"), tr("Cancel…"), tr("%1 distributions are cancelled."), Mark::Stopped, none, true, "cancel", engine::cancel});
    add({QStringLiteral("redistribute"), tr("Look through and repair"), tr("%1 distributions are looked through and repaired."), Mark::Transferring, none, false, "redistribute",
         [](engine::Site &site, const engine::ScopeNames &scope, const engine::Intent &intent) { return engine::redistribute(site, scope, false, intent); }});
    auto *copy = new QAction(tr("Copy as command"), this);
    copy->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    connect(copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(asCommands(QStringLiteral("retry"))); });
    m_byKey.insert(QStringLiteral("copy"), copy);
    m_window->addAction(copy);
    setSubjects({});
}

void Actions::add(Deed deed)
{
    const auto kept = std::make_shared<const Deed>(std::move(deed));
    m_deeds.push_back(kept);
    auto *made = new QAction(actionIcon(kept->mark, lookOf(m_window)), kept->words, this);
    made->setShortcut(kept->shortcut);
    made->setObjectName(kept->key);
    connect(made, &QAction::triggered, this, [this, kept] { begin(*kept); });
    m_byKey.insert(kept->key, made);
}

void Actions::setSession(engine::Session *session)
{
    m_session = session;
    setSubjects({});
}

void Actions::setSubjects(const QList<Subject> &subjects)
{
    m_subjects = subjects;
    const bool any = m_session && !scopes().empty();
    for (QAction *each : std::as_const(m_byKey))
        each->setEnabled(any);
}

QList<QAction *> Actions::rowActions() const
{
    QList<QAction *> all;
    for (const auto &deed : m_deeds)
        all << m_byKey.value(deed->key);
    return all;
}

QList<QAction *> Actions::adviceActions() const
{
    return {action(QStringLiteral("retry")), action(QStringLiteral("redistribute")), action(QStringLiteral("hold")), action(QStringLiteral("stop"))};
}

QAction *Actions::action(const QString &key) const { return m_byKey.value(key); }

/// Pairs of a selection are grouped by package: a scope means all of its packages at all of its DPs.
std::vector<engine::ScopeNames> Actions::scopes() const
{
    std::vector<engine::ScopeNames> all;
    std::map<PackageId, std::size_t> byPackage;
    for (const Subject &subject : m_subjects) {
        engine::ScopeNames scope;
        switch (subject.kind) {
        case Subject::Kind::Distribution:
            if (const auto known = byPackage.find(subject.package); known != byPackage.end()) {
                all[known->second].dps.push_back(subject.dp);
                continue;
            }
            byPackage.emplace(subject.package, all.size());
            scope.packages = {subject.package};
            scope.dps = {subject.dp};
            break;
        case Subject::Kind::Problem:
            if (!subject.code)
                continue;
            scope.codes = {*subject.code};
            if (!subject.package.value().empty())
                scope.packages = {subject.package};
            if (!subject.dp.empty())
                scope.dps = {subject.dp};
            break;
        case Subject::Kind::Package:
            scope.packages = {subject.package};
            break;
        case Subject::Kind::Dp:
            scope.dps = {subject.dp};
            break;
        default:
            continue;
        }
        all.push_back(std::move(scope));
    }
    return all;
}

QString Actions::commandOf(const Deed &deed, const engine::ScopeNames &scope)
{
    QStringList words{QStringLiteral("cartage"), QString::fromStdString(deed.command)};
    for (const PackageId &id : scope.packages)
        words << quoted(id.value());
    for (const std::string &dp : scope.dps)
        words << QStringLiteral("--dp") << quoted(dp);
    for (const Code code : scope.codes)
        words << QStringLiteral("--code") << QString::fromLatin1(name(code).data());
    if (deed.previews)
        words << QStringLiteral("--yes");
    return words.join(QLatin1Char(' '));
}

QString Actions::asCommands(const QString &key) const
{
    QStringList lines;
    for (const auto &deed : m_deeds) {
        if (deed->key != key)
            continue;
        for (const engine::ScopeNames &scope : scopes())
            lines << commandOf(*deed, scope);
    }
    return lines.join(QLatin1Char('\n'));
}

void Actions::begin(const Deed &deed)
{
    for (const engine::ScopeNames &scope : scopes()) {
        if (deed.previews) {
            preview(deed, scope);
            continue;
        }
        engine::Intent intent;
        intent.confirmed = true;
        intent.command = deed.command;
        intent.arguments = argumentsOf(scope);
        carryOut(deed, scope, intent);
    }
}

void Actions::carryOut(const Deed &deed, const engine::ScopeNames &scope, const engine::Intent &intent)
{
    if (!m_session)
        return;
    const Mark mark = deed.mark;
    const QString sentence = deed.done;
    m_session->act<engine::Answer>([operation = deed.carryOut, scope, intent](engine::Session::Desk &desk) -> Result<engine::Answer> {
        const auto site = desk.site();
        return site ? operation(**site, scope, intent) : failure(site.error());
    }).then(this, [this, mark, sentence](const Result<engine::Answer> &answer) {
        const std::optional<Error> error = answer ? answer->refusal : std::optional(answer.error());
        if (error && (!answer || answer->change.changed == 0)) {
            Q_EMIT done(Mark::Error, format::shown(adviseOn(*error).text));
            return;
        }
        QString said = sentence.arg(format::number(answer->change.changed));
        if (answer->change.refused > 0)
            said += QLatin1Char(' ') + tr("%1 are refused.").arg(format::number(answer->change.refused));
        Q_EMIT done(mark, said);
    });
}

void Actions::preview(const Deed &deed, const engine::ScopeNames &scope)
{
    if (!m_session)
        return;
    engine::Intent look;
    look.dryRun = true;
    look.command = deed.command;
    look.arguments = argumentsOf(scope);
    m_session->ask<engine::Answer>([operation = deed.carryOut, scope, look](engine::Session::Desk &desk) -> Result<engine::Answer> {
        const auto site = desk.site();
        return site ? operation(**site, scope, look) : failure(site.error());
    }).then(this, [this, deed, scope, look](const Result<engine::Answer> &answer) {
        if (!answer) {
            Q_EMIT done(Mark::Error, format::shown(adviseOn(answer.error()).text));
            return;
        }
        auto *sheet = new Preview(deed.words, deed.mark, answer->effect, commandOf(deed, scope), m_window);
        connect(sheet, &Preview::confirmed, this, [this, deed, scope, look, plan = answer->effect.plan](const QString &reason) {
            engine::Intent intent = look;
            intent.dryRun = false;
            intent.confirmed = true;
            intent.plan = plan;
            intent.reason = reason.toStdString();
            carryOut(deed, scope, intent);
        });
        sheet->open();
    });
}

} // namespace cartage::ui
