// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <map>
#include <memory>
#include <string>

#include "core/engine/engine.h"
#include "core/engine/operations.h"
#include "core/engine/queries.h"
#include "core/io/posixfilesystem.h"
#include "core/store/dprepository.h"
#include "core/store/packagerepository.h"
#include "core/transport/directorytransport.h"

namespace cartage::test {

/// A site, sources and DPs as real folders under one temporary folder; everything through the operators' interface. One thread.
class OperatorSite final
{
public:
    OperatorSite()
        : files(io::makePosixFileSystem())
    {
        auto made = engine::Site::create(environment(), path("site"), {SiteCode("CEN"), "Center", std::nullopt, {}});
        if (!made)
            qFatal("site: %s", name(made.error().code).data());
        site = std::move(*made);
        makeTransport();
    }
    [[nodiscard]] engine::Environment environment() { return {*files, clock, random, engine::thisProcess(), "anna", "tests", engine::processLives}; }
    [[nodiscard]] std::string path(const std::string &relative) const { return (m_folder.path() + QLatin1Char('/')).toStdString() + relative; }
    void write(const std::string &relative, const QByteArray &bytes)
    {
        const QString file = QString::fromStdString(path(relative));
        QDir().mkpath(QFileInfo(file).path());
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(file));
    }
    [[nodiscard]] QByteArray read(const std::string &relative) const
    {
        QFile in(QString::fromStdString(path(relative)));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    void makeFolder(const std::string &relative) { QDir().mkpath(QString::fromStdString(path(relative))); }
    [[nodiscard]] bool exists(const std::string &relative) const { return QFileInfo::exists(QString::fromStdString(path(relative))); }

    [[nodiscard]] static engine::Intent intent(const std::string &command, bool confirmed = false)
    {
        engine::Intent asked;
        asked.command = command;
        asked.confirmed = confirmed;
        return asked;
    }
    [[nodiscard]] static engine::Intent dry(const std::string &command)
    {
        engine::Intent asked = intent(command);
        asked.dryRun = true;
        return asked;
    }

    /// A package "<name>" from src/<name>, with one file unless the source is there already.
    PackageId addPackage(const std::string &wished)
    {
        if (!exists("src/" + wished))
            write("src/" + wished + "/setup.exe", "setup of " + QByteArray::fromStdString(wished));
        engine::PackageWish wish;
        wish.source = path("src/" + wished);
        wish.name = wished;
        const auto report = engine::addPackage(*site, wish, intent("package add"), never, {});
        if (!report)
            qFatal("package add: %s", name(report.error().code).data());
        return report->package;
    }
    Result<engine::SnapshotReport> update(const PackageId &package)
    {
        return engine::updatePackage(*site, {package, {}, false}, intent("package update"), never, {});
    }
    Result<engine::Answer> tryAddDp(const std::string &wished, const std::string &folder, const std::vector<std::string> &groups = {})
    {
        return engine::addDp(*site, *transport, {wished, path(folder), groups, false}, intent("dp add"));
    }
    void addDp(const std::string &wished, const std::vector<std::string> &groups = {})
    {
        makeFolder("dp/" + wished);
        const auto answer = tryAddDp(wished, "dp/" + wished, groups);
        if (!answer)
            qFatal("dp add: %s", name(answer.error().code).data());
    }
    engine::Answer distribute(const PackageId &package, const engine::TargetNames &targets)
    {
        const auto answer = engine::distribute(*site, {package}, targets, intent("distribute"));
        if (!answer)
            qFatal("distribute: %s", name(answer.error().code).data());
        return *answer;
    }
    /// A real engine until nothing is left to do.
    void deliver()
    {
        engine::ThreadExecutor executor(8);
        auto works = engine::Engine::start(*site, *transport, executor, {.untilIdle = true, .runFor = std::chrono::seconds(60), .takeOver = false});
        if (!works)
            qFatal("engine: %s", name(works.error().code).data());
        if (const auto ended = (*works)->run(); !ended)
            qFatal("run: %s", name(ended.error().code).data());
    }
    [[nodiscard]] std::optional<Distribution> row(const PackageId &package, const std::string &dp)
    {
        return *site->database().read<std::optional<Distribution>>([&](store::Connection &db) -> Result<std::optional<Distribution>> {
            const auto found = store::dpByName(db, dp);
            return found ? store::distribution(db, package, found->key) : std::nullopt;
        });
    }
    /// Puts a row into a state as the engine might have.
    void setRow(const PackageId &package, const std::string &dp, const std::function<void(Distribution &)> &change)
    {
        const auto done = site->database().write<bool>([&](store::Connection &db) -> Result<bool> {
            Distribution changed = *store::distribution(db, package, store::dpByName(db, dp)->key);
            change(changed);
            store::updateDistribution(db, changed);
            return true;
        });
        if (!done)
            qFatal("cannot change a row");
    }
    [[nodiscard]] State state(const PackageId &package, const std::string &dp)
    {
        const auto found = row(package, dp);
        return found ? found->state : State::Removed;
    }
    [[nodiscard]] int messageCount(int id)
    {
        store::MessageFilter filter;
        filter.ids = {id};
        filter.limit = 0;
        return static_cast<int>(engine::messages(*site, filter)->size());
    }
    [[nodiscard]] int auditCount()
    {
        store::AuditFilter filter;
        filter.limit = 0;
        return static_cast<int>(engine::audit(*site, filter)->size());
    }
    void makeTransport()
    {
        transport.reset();
        auto library = site->library();
        if (!library)
            qFatal("library");
        transport = transport::makeDirectoryTransport(*files, **library, clock, random, [](Span, transport::WorkControl &) {});
    }

private:
    QTemporaryDir m_folder;

public:
    std::unique_ptr<io::FileSystem> files;
    SystemClock clock;
    SystemRandom random;
    std::unique_ptr<engine::Site> site;
    std::unique_ptr<transport::Transport> transport;
    const std::atomic<bool> never{false};
};

[[nodiscard]] inline engine::TargetNames toDps(std::vector<std::string> dps) { return {std::move(dps), {}, false}; }
[[nodiscard]] inline engine::TargetNames toGroup(const std::string &group) { return {{}, {group}, false}; }
[[nodiscard]] inline engine::ScopeNames ofPackage(const PackageId &package)
{
    engine::ScopeNames scope;
    scope.packages = {package};
    return scope;
}
[[nodiscard]] inline engine::ScopeNames ofDp(const std::string &dp)
{
    engine::ScopeNames scope;
    scope.dps = {dp};
    return scope;
}
[[nodiscard]] inline engine::ScopeNames everything()
{
    engine::ScopeNames scope;
    scope.all = true;
    return scope;
}

} // namespace cartage::test
