// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/sitekey.h"
#include "core/engine/listing.h"
#include "core/engine/queries.h"
#include "core/engine/session.h"
#include "core/engine/sites.h"
#include "core/io/posixfilesystem.h"
#include "core/store/addressrepository.h"
#include "core/store/dprepository.h"
#include "core/store/forwardrepository.h"
#include "core/inbox/statusfile.h"
#include "core/store/packagerepository.h"
#include "tests/unit/engine/statusrows.h"

namespace cartage::test {

/// A site with a distribution in each state, no engine, and a copy of it all: whatever is done can be done again to the same beginning.
class DeedSite final
{
public:
    DeedSite()
    {
        build();
        run({QStringLiteral("cp"), QStringLiteral("-a"), path("work"), path("kept")});
    }
    [[nodiscard]] engine::Environment environment() { return {*m_files, m_clock, m_random, engine::thisProcess(), "anna", "test", engine::processLives}; }
    [[nodiscard]] std::string folder() const { return path("work/site").toStdString(); }
    [[nodiscard]] const PackageId &package() const { return m_package; }
    [[nodiscard]] const PackageId &other() const { return m_other; }
    [[nodiscard]] static std::vector<State> states()
    {
        std::vector<State> all(allStates().begin(), allStates().end());
        std::erase(all, State::Removed);
        return all;
    }
    /// Everything is again as it was at the beginning.
    void restore()
    {
        // A start page may be looking at it just now.
        for (int tries = 0; QDir(path("work")).exists() && tries < 100; ++tries)
            static_cast<void>(QProcess::execute(QStringLiteral("rm"), {QStringLiteral("-rf"), path("work")}));
        run({QStringLiteral("cp"), QStringLiteral("-a"), path("kept"), path("work")});
    }
    [[nodiscard]] std::vector<engine::RowId> rows()
    {
        engine::ScopeNames all;
        all.all = true;
        return taken(engine::rowsOf(*open(), all));
    }
    /// Distributions that pass.
    [[nodiscard]] std::vector<engine::RowId> rows(const Filter &filter)
    {
        engine::ListQuery query;
        query.filter = filter;
        const std::atomic<bool> never{false};
        std::vector<engine::RowId> rows = taken(engine::listShape(*open(), query, never)).rows;
        std::erase_if(rows, engine::isBelow); // of this site
        return rows;
    }
    /// A message of a used id.
    [[nodiscard]] engine::RowId quarantined() const { return m_quarantined; }
    [[nodiscard]] std::vector<std::string> problems()
    {
        std::vector<std::string> keys;
        for (const engine::ProblemView &each : taken(engine::problems(*open(), {})))
            keys.push_back(each.key);
        return keys;
    }
    /// What operators' actions change, without times and names of who did it.
    [[nodiscard]] QStringList facts()
    {
        const auto site = open();
        QStringList all;
        const auto mark = [](const char *what, const std::optional<Distribution::Mark> &set) { return set ? QStringLiteral(" %1(%2)").arg(QString::fromLatin1(what), QString::fromStdString(set->reason)) : QString(); };
        (void)engine::eachDistribution(*site, {}, [&](const engine::DistributionView &view) {
            const Distribution &row = view.row;
            all << QStringLiteral("%1 at %2: %3 wants %4 tries %5 after %6%7%8%9").arg(QString::fromStdString(row.package.value()), QString::fromStdString(view.dpName), word(row.state)).arg(row.wantedVersion).arg(row.attempt)
                       .arg(row.afterPublish ? word(*row.afterPublish) : QStringLiteral("-"), row.force ? QStringLiteral(" all files") : QString(), mark("held", row.held), mark("stopped", row.stopped));
        });
        for (const engine::DpView &each : taken(engine::dpViews(*site)))
            all << QStringLiteral("DP %1%2%3").arg(QString::fromStdString(each.dp.name), each.dp.removing ? QStringLiteral(" removing") : QString(), mark("held", each.dp.held));
        for (const engine::PackageView &each : taken(engine::packageViews(*site)))
            all << QStringLiteral("package %1 versions %2%3%4").arg(QString::fromStdString(each.package.id.value())).arg(each.package.versions.size()).arg(each.package.removing ? QStringLiteral(" removing") : QString(), mark("held", each.package.held));
        for (const engine::ProblemView &each : taken(engine::problems(*site, {})))
            all << QStringLiteral("problem %1%2").arg(QString::fromStdString(each.key), each.acknowledged ? QStringLiteral(" known") : QString());
        for (const engine::QuarantineView &each : taken(engine::quarantineViews(*site)))
            all << QStringLiteral("quarantine %1 %2").arg(each.id).arg(QFile::exists(path("work/site/inbox/quarantine/") + QString::fromStdString(each.name)));
        for (const engine::AddressView &each : taken(engine::addressViews(*site)))
            all << QStringLiteral("site %1").arg(QString::fromStdString(each.address.site.value()));
        for (const engine::RemoteView &each : taken(engine::remoteViews(*site, {})))
            all << QStringLiteral("%1 at %2 of %3 wants %4").arg(QString::fromStdString(each.target.package.value()), QString::fromStdString(each.target.target.dp), QString::fromStdString(each.target.target.site.value())).arg(each.target.wantedVersion);
        for (const Forward &each : taken(site->database().read<std::vector<Forward>>([](store::Connection &db) -> Result<std::vector<Forward>> { return store::forwards(db); })))
            all << QStringLiteral("forward of %1 %2 to %3, generation %4").arg(QString::fromStdString(each.package.value())).arg(each.version).arg(QString::fromStdString(each.child.value())).arg(each.generation);
        return all;
    }
    /// Actions since the beginning, oldest first: what was done, to how many.
    [[nodiscard]] QStringList done()
    {
        QStringList all;
        for (const store::AuditRow &row : taken(engine::audit(*open(), {}))) {
            if (row.id > m_before)
                all.push_front(QStringLiteral("%1 changed %2 refused %3").arg(QString::fromStdString(row.action)).arg(row.changed).arg(row.refused));
        }
        return all;
    }
    [[nodiscard]] engine::RowId rowOf(const PackageId &package, const char *dp)
    {
        return taken(open()->database().read<engine::RowId>([&](store::Connection &db) -> Result<engine::RowId> { return engine::rowId(package, store::dpByName(db, dp)->key); }));
    }
    /// So many packages more at so many DPs more, all with a retry in an hour.
    [[nodiscard]] std::vector<engine::RowId> addRetrying(int packages, int dps)
    {
        std::vector<engine::RowId> rows;
        const auto made = open()->database().write<bool>([&](store::Connection &db) -> Result<bool> {
            std::vector<DpKey> keys;
            for (int at = 0; at < dps; ++at) {
                Dp dp;
                dp.name = "far" + std::to_string(at);
                dp.guid = dp.name;
                dp.path = "/nowhere/" + dp.name;
                keys.push_back(store::insertDp(db, dp, m_clock.wall()));
            }
            for (int at = 0; at < packages; ++at) {
                Package package;
                package.id = makePackageId(SiteCode("CEN"), static_cast<std::uint32_t>(1000 + at));
                package.name = "package " + std::to_string(at);
                package.source = "/nowhere";
                store::insertPackage(db, package, m_clock.wall());
                PackageVersion version;
                version.version = 1;
                store::insertVersion(db, package.id, version);
                for (const DpKey key : keys) {
                    Distribution row;
                    row.package = package.id;
                    row.dp = key;
                    row.state = State::Retrying;
                    row.wantedVersion = 1;
                    row.dueAt = m_clock.wall() + std::chrono::hours(1);
                    store::insertDistribution(db, row);
                    rows.push_back(engine::rowId(package.id, key));
                }
            }
            return true;
        });
        return made ? rows : std::vector<engine::RowId>();
    }
    /// Runs lines as a shell does; they say which site by CARTAGE_SITE.
    void runCommands(const QString &lines) const
    {
        QProcess shell;
        QProcessEnvironment surroundings = QProcessEnvironment::systemEnvironment();
        const QString program = surroundings.value(QStringLiteral("CARTAGE"));
        surroundings.insert(QStringLiteral("CARTAGE_SITE"), QString::fromStdString(folder()));
        surroundings.insert(QStringLiteral("PATH"), QFileInfo(program).path() + QLatin1Char(':') + surroundings.value(QStringLiteral("PATH")));
        shell.setProcessEnvironment(surroundings);
        shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), lines});
        QVERIFY(shell.waitForFinished(60'000));
        const QByteArray said = shell.readAllStandardError();
        QVERIFY2(shell.exitCode() != 2 && shell.exitCode() != 5 && shell.exitCode() < 126, said.constData());
    }
    [[nodiscard]] std::unique_ptr<engine::Site> open()
    {
        auto site = engine::Site::open(environment(), folder());
        if (!site)
            qFatal("site: %s", name(site.error().code).data());
        return std::move(*site);
    }

private:
    template <class T>
    [[nodiscard]] static T taken(Result<T> answer)
    {
        if (!answer)
            qFatal("%s", name(answer.error().code).data());
        return std::move(*answer);
    }
    [[nodiscard]] static QString word(State state) { return QString::fromLatin1(name(state).data()); }
    [[nodiscard]] QString path(const char *relative) const { return m_root.filePath(QString::fromLatin1(relative)); }
    static void run(QStringList words)
    {
        const QString program = words.takeFirst();
        if (QProcess::execute(program, words) != 0)
            qFatal("%s failed", qPrintable(program));
    }
    [[nodiscard]] static engine::Intent intent(const char *command)
    {
        engine::Intent asked;
        asked.command = command;
        return asked;
    }
    void write(const char *relative, const QByteArray &bytes) const
    {
        const QString file = path(relative);
        QDir().mkpath(QFileInfo(file).path());
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("cannot write %s", relative);
    }
    [[nodiscard]] PackageId addPackage(engine::Site &site, const char *source, const char *wished)
    {
        engine::PackageWish wish;
        wish.source = path(source).toStdString();
        wish.name = wished;
        const auto report = engine::addPackage(site, wish, intent("package add"), m_never, {});
        if (!report)
            qFatal("package add: %s", name(report.error().code).data());
        return report->package;
    }
    void build()
    {
        QDir().mkpath(path("work"));
        if (const auto made = engine::Site::create(environment(), folder(), {SiteCode("CEN"), "Centre", std::nullopt, {}}); !made)
            qFatal("site: %s", name(made.error().code).data());
        engine::Session::Desk desk(environment(), folder(), store::Connection::Mode::ReadWrite);
        const auto opened = desk.site();
        const auto transport = desk.transport();
        if (!opened || !transport)
            qFatal("the site cannot be opened");
        engine::Site &site = **opened;
        write("work/src/one/setup.bin", QByteArray(5000, 'x'));
        write("work/src/two/setup.bin", QByteArray(900, 'y'));
        m_package = addPackage(site, "work/src/one", "One & only");
        m_other = addPackage(site, "work/src/two", "Other");
        for (const State state : states())
            addDp(site, **transport, std::string(name(state)));
        addDp(site, **transport, "spare");
        engine::TargetNames targets;
        for (const State state : states())
            targets.dps.emplace_back(name(state));
        const auto given = engine::distribute(site, {m_package}, targets, intent("distribute"));
        const auto second = engine::distribute(site, {m_other}, {{"installed", "failed"}, {}, false}, intent("distribute"));
        if (!given || !second)
            qFatal("distribute");
        const auto set = site.database().write<bool>([this](store::Connection &db) -> Result<bool> {
            for (const State state : states()) {
                const auto dp = store::dpByName(db, std::string(name(state)));
                auto row = store::distribution(db, m_package, dp->key);
                bring(*row, state, *store::newestVersion(db, m_package));
                store::updateDistribution(db, *row);
            }
            return true;
        });
        if (!set)
            qFatal("states: %s", name(set.error().code).data());
        addSitesBelow(site);
        fillQuarantine(site);
        test::fillClients(site, 30);
        m_before = engine::audit(site, {})->front().id;
    }
    /// A child, and one behind it; both are given a package.
    void addSitesBelow(engine::Site &site)
    {
        for (const char *folder : {"work/lei/inbox/tmp", "work/lei/inbox/new"})
            QDir().mkpath(path(folder));
        const SiteCode lei("LEI"), gri("GRI");
        const auto added = engine::addAddress(site, {lei, Relation::Child, path("work/lei/inbox").toStdString(), makeSiteKey(m_random).publicKey}, intent("address add"));
        const auto told = site.database().write<bool>([&](store::Connection &db) -> Result<bool> {
            store::replaceBelow(db, lei, {{lei, lei, SiteCode("CEN"), "Leipzig"}, {gri, lei, lei, "Grimma"}}, {{lei, lei, "lei1", {"east"}, "ok"}, {gri, lei, "gri1", {"east"}, "slow"}});
            return true;
        });
        const auto given = engine::distribute(site, {m_package}, {{"lei1", "gri1"}, {}, false}, intent("distribute"));
        if (!added || !told || !given)
            qFatal("sites below");
    }
    /// A message that may be taken in after all, and noise.
    void fillQuarantine(engine::Site &site)
    {
        inbox::StatusReport report;
        report.guid = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
        report.sender = test::senderOf(4711);
        report.sequence = 1;
        report.machine = "PC-TWICE";
        report.time = m_clock.wall();
        report.id = 10'006;
        report.component = "Software Distribution";
        const std::string message = inbox::encodeStatusFile(report);
        const std::string name = "status-" + report.sender + "-00112233445566778899aabbccddeeff.msg";
        write(("work/site/inbox/quarantine/" + name).c_str(), QByteArray::fromStdString(message));
        write("work/site/inbox/quarantine/noise.msg", QByteArray(300, '\1'));
        m_quarantined = test::addQuarantined(site, name, "id_reuse", "file", static_cast<std::int64_t>(message.size()), report.sender, std::chrono::minutes(5));
        test::addQuarantined(site, "noise.msg", "not_a_message", "file", 300, {}, std::chrono::minutes(10));
    }
    void addDp(engine::Site &site, transport::Transport &transport, const std::string &wished)
    {
        const QString where = path("work/dp/") + QString::fromStdString(wished);
        QDir().mkpath(where);
        const auto added = engine::addDp(site, transport, {wished, where.toStdString(), {}, false}, intent("dp add"));
        if (!added)
            qFatal("dp add: %s", name(added.error().code).data());
    }
    void bring(Distribution &row, State state, const PackageVersion &version)
    {
        const Time now = m_clock.wall();
        row.state = state;
        row.dueAt = state == State::Waiting ? row.dueAt : std::nullopt;
        const bool isThere = state == State::Installed || state == State::Unverified || state == State::Damaged || state == State::Removing;
        if (isThere) {
            row.installedVersion = version.version;
            row.installedEpoch = version.epoch;
            row.installedManifest = version.manifest;
            if (state == State::Installed)
                row.proof = Proof{ProofKind::ReadBack, now};
        }
        if (state == State::Removing)
            row.wantedVersion = 0;
        if (state == State::Retrying || state == State::Blocked || state == State::Failed || state == State::Damaged) {
            row.attempt = 3;
            row.failingSince = now;
            Error error;
            error.code = state == State::Damaged ? Code::FilesDiffer : state == State::Blocked ? Code::NamesRefused : Code::IoError;
            error.scope = Scope::Distribution;
            error.object = std::string(name(state));
            error.path = "setup.bin";
            row.error = error;
            if (state == State::Retrying)
                row.dueAt = now + std::chrono::hours(1);
        }
        if (state == State::Stopped)
            row.stopped = Distribution::Mark{"bert", "not now", now};
        if (state == State::Paused)
            row.held = Distribution::Mark{"bert", "maintenance", now};
    }

    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<io::FileSystem> m_files = io::makePosixFileSystem();
    /// In memory where there is such a place: nothing here is about what survives a loss of power, and each commit waits for the disk.
    QTemporaryDir m_root{(QFileInfo(QStringLiteral("/dev/shm")).isWritable() ? QStringLiteral("/dev/shm") : QDir::tempPath()) + QStringLiteral("/cartage-deeds-XXXXXX")};
    std::atomic<bool> m_never = false;
    PackageId m_package, m_other;
    std::int64_t m_before = 0; ///< audit rows of the beginning
    engine::RowId m_quarantined = 0;
};

} // namespace cartage::test
