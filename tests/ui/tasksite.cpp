// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasksite.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QTest>
#include <QTranslator>

#include "core/domain/settings.h"
#include "core/engine/engine.h"
#include "core/engine/executor.h"
#include "core/engine/queries.h"
#include "core/engine/sample.h"
#include "core/io/posixfilesystem.h"
#include "core/store/dprepository.h"
#include "core/transport/directorytransport.h"
#include "ui/look/style.h"
#include "ui/shell/mainwindow.h"

namespace cartage::test {

namespace {

constexpr auto longAgo = std::chrono::hours(24 * 60);
const std::atomic<bool> never{false};

engine::Intent intent(const char *command, const char *reason = "")
{
    engine::Intent asked;
    asked.command = command;
    asked.confirmed = true;
    asked.reason = reason;
    return asked;
}

template <class T>
T must(Result<T> result)
{
    if (!result)
        qFatal("the site cannot be made: %s %s", name(result.error().code).data(), result.error().path.c_str());
    return std::move(*result);
}

} // namespace

TaskSite::TaskSite() : m_files(io::makePosixFileSystem())
{
    QApplication::setStyle(new ui::Style(ui::Style::Scheme::Light));
    auto *english = new QTranslator(QCoreApplication::instance());
    if (english->load(QStringLiteral(":/i18n/cartage_en")))
        QCoreApplication::installTranslator(english);
    make();
    m_window = std::make_unique<ui::MainWindow>(environment());
    m_window->show();
    m_window->openSite(path("sample/site"));
    m_window->activateWindow();
    m_operator = std::make_unique<Operator>(*m_window);
}

TaskSite::~TaskSite() { m_window->close(); }

engine::Environment TaskSite::environment(const char *who) { return {*m_files, m_clock, m_random, engine::thisProcess(), who, "tests", engine::processLives}; }

Result<engine::Answer> TaskSite::act(const std::function<Result<engine::Answer>(engine::Site &)> &deed, const char *who)
{
    auto site = engine::Site::open(environment(who), path("sample/site").toStdString());
    return site ? deed(**site) : failure(site.error());
}

std::map<std::string, State> TaskSite::statesOf(const PackageId &package)
{
    std::map<std::string, State> states;
    static_cast<void>(act([&](engine::Site &site) -> Result<engine::Answer> {
        engine::ScopeNames scope;
        scope.packages = {package};
        must(engine::eachDistribution(site, scope, [&](const engine::DistributionView &view) { states[view.dpName] = view.row.state; }).map([] { return true; }));
        return engine::Answer();
    }));
    return states;
}

std::string TaskSite::settingOf(const std::string &dp, const std::string &key)
{
    std::string value;
    static_cast<void>(act([&](engine::Site &site) -> Result<engine::Answer> {
        const auto texts = settingTexts(must(engine::dpView(site, dp)).dp.settings);
        const auto found = texts.find(key);
        value = found == texts.end() ? std::string() : found->second;
        return engine::Answer();
    }));
    return value;
}

void TaskSite::write(const QString &relative, const QByteArray &bytes) const
{
    const QString whole = m_folder.path() + QLatin1Char('/') + relative;
    QDir().mkpath(whole.section(QLatin1Char('/'), 0, -2));
    QFile file(whole);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(whole));
}

void TaskSite::addPackage(const char *folder, const char *called, const std::vector<std::pair<const char *, int>> &files)
{
    const QString source = QStringLiteral("sample/sources/") + QString::fromLatin1(folder);
    int at = 0;
    for (const auto &[file, size] : files)
        write(source + QLatin1Char('/') + QString::fromLatin1(file), QByteArray(size, static_cast<char>('a' + at++)) + called);
    must(act([&](engine::Site &site) -> Result<engine::Answer> {
        engine::PackageWish wish;
        wish.source = (m_folder.path() + QLatin1Char('/') + source).toStdString();
        wish.name = called;
        return engine::addPackage(site, wish, intent("package add"), never, {}).map([](const auto &) { return engine::Answer(); });
    }));
}

void TaskSite::addDp(const char *called, const char *group, const char *rate)
{
    QDir().mkpath(m_folder.path() + QStringLiteral("/sample/dps/") + QString::fromLatin1(called));
    must(act([&](engine::Site &site) -> Result<engine::Answer> {
        const auto library = site.library();
        const auto transport = transport::makeDirectoryTransport(*m_files, **library, m_clock, m_random, engine::pauseThread);
        auto added = engine::addDp(site, *transport, {called, path("sample/dps/").toStdString() + called, {group}, false}, intent("dp add"));
        return added && *rate ? engine::setDp(site, *transport, called, {{"rate", rate}}, intent("dp set")) : std::move(added);
    }));
}

/// An engine until nothing is left to do.
void TaskSite::work()
{
    auto site = must(engine::Site::open(environment(), path("sample/site").toStdString()));
    const auto library = site->library();
    const auto transport = transport::makeDirectoryTransport(*m_files, **library, m_clock, m_random, engine::pauseThread);
    engine::ThreadExecutor executor(8);
    auto works = must(engine::Engine::start(*site, *transport, executor, {.untilIdle = true, .runFor = std::chrono::seconds(60), .takeOver = false}));
    must(works->run().map([](const auto &) { return true; }));
}

void TaskSite::make()
{
    using engine::Answer;
    using engine::Site;
    must(engine::createSample(environment(), path("sample").toStdString(), intent("sample create"), never));
    for (const char *each : {"leipzig1", "rostock1"})
        addDp(each, "south", qstrcmp(each, "leipzig1") == 0 ? "512K" : "");
    addPackage("drivers-7", "Drivers 7", {{"setup.inf", 9000}, {"net/lan.sys", 90000}, {"net/wlan.sys", 70000}});
    addPackage("legacy-3", "Legacy 3", {{"run.exe", 4000}});
    for (const char *each : {"old1", "old2"})
        addDp(each, "archive", "");
    must(act([](Site &site) { return engine::distribute(site, {legacy}, {{"old1"}, {}, false}, intent("distribute")); }));
    work();

    // What is gone for two months.
    for (const char *each : {"old1", "old2"}) {
        QDir(m_folder.path() + QStringLiteral("/sample/dps/") + QString::fromLatin1(each)).removeRecursively();
        must(act([&](Site &site) -> Result<Answer> {
            return site.database().write<Answer>([&](store::Connection &db) -> Result<Answer> {
                Dp dp = *store::dpByName(db, each);
                dp.lastContact = dp.failingSince = m_clock.wall() - longAgo;
                store::updateDp(db, dp);
                return Answer();
            });
        }));
    }
    // Content that is damaged, and its source that has moved on, so that it cannot be healed.
    const QString source = QStringLiteral("sample/sources/drivers-7/net/lan.sys");
    Sha256 content;
    must(act([&](Site &site) -> Result<Answer> {
        return engine::eachEntry(site, drivers, std::nullopt, [&](const content::Manifest::View &entry) {
            if (entry.path == "net/lan.sys")
                content = entry.sha256;
        }).map([] { return Answer(); });
    }));
    const QString hex = QString::fromStdString(content.hex());
    if (!QFile::remove(path("sample/site/contentlib/") + hex.left(2) + QLatin1Char('/') + hex))
        qFatal("no content");
    write(source, "another one");
    must(act([](Site &site) { return engine::distribute(site, {drivers}, {{"leipzig1", "rostock1"}, {}, false}, intent("distribute")); }));
    write(QStringLiteral("sample/sources/fonts-2026/new.ttf"), QByteArray(3000, 'n'));
    must(act([](Site &site) -> Result<Answer> {
        return engine::updatePackage(site, {fonts, std::nullopt, false}, intent("package update"), never, {}).map([](const auto &) { return Answer(); });
    }));
    // Two get it, two are kept from it.
    must(act([](Site &site) {
        engine::ScopeNames scope;
        scope.packages = {fonts};
        scope.dps = {"berlin2", "leipzig1"};
        return engine::hold(site, scope, intent("hold", "until the audit is over"));
    }));
    must(act([](Site &site) {
        engine::ScopeNames scope;
        scope.dps = {"kiel1"};
        return engine::clearRetries(site, scope, intent("retries clear", "CHG-4471 disk is being replaced"));
    }, "bruno"));
    work();
}

} // namespace cartage::test
