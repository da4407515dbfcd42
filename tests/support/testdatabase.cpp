// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testdatabase.h"

#include <QDir>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>

#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"
#include "core/store/packagerepository.h"
#include "core/store/siterepository.h"
#include "core/store/statement.h"

namespace cartage::test {

namespace {

Package packageNumber(int number, Priority priority)
{
    Package package;
    package.id = makePackageId(SiteCode("CEN"), static_cast<std::uint32_t>(number));
    package.name = "Package " + std::to_string(number);
    package.priority = priority;
    package.source = "/srv/source/" + std::to_string(number);
    return package;
}

Dp dpNamed(const std::string &name, const std::vector<std::string> &groups)
{
    Dp dp;
    dp.name = name;
    dp.guid = "guid-" + name;
    dp.path = "/srv/dp/" + name;
    dp.groups = groups;
    return dp;
}

} // namespace

struct TestDatabase::Folder {
    // Each commit waits for the disk; in memory a thousand of them take no time.
    QTemporaryDir dir{QDir(QStringLiteral("/dev/shm")).exists() ? QStringLiteral("/dev/shm/cartage-XXXXXX")
                                                                : QDir::tempPath() + QStringLiteral("/cartage-XXXXXX")};
};

TestDatabase::TestDatabase()
    : m_folder(std::make_unique<Folder>())
{
    auto made = store::Connection::create(file());
    check(made);
    m_connection = std::move(*made);
    write([](store::Connection &connection) {
        store::SiteRow site;
        site.code = SiteCode("CEN");
        site.name = "Centre";
        site.siteId = "0123456789abcdef";
        site.keyId = "key";
        site.publicKey = "public";
        site.libraryPath = "/srv/site/contentlib";
        site.createdAt = now;
        store::insertSite(connection, site);
    });
}

TestDatabase::~TestDatabase() = default;

std::string TestDatabase::file() const { return m_folder->dir.filePath(QStringLiteral("site.db")).toStdString(); }

std::unique_ptr<store::Connection> TestDatabase::another(store::Connection::Mode mode) const
{
    auto opened = store::Connection::open(file(), mode);
    check(opened);
    return std::move(*opened);
}

void TestDatabase::reopen()
{
    m_connection.reset();
    m_connection = another();
}

PackageId TestDatabase::addPackage(int number, Priority priority)
{
    const Package package = packageNumber(number, priority);
    PackageVersion version;
    version.version = 1;
    version.manifest = sha256(asBytes(package.id.value()));
    version.files = 3;
    version.entries = 4;
    version.bytes = 3000;
    version.at = now;
    write([&](store::Connection &connection) {
        store::insertPackage(connection, package, now);
        store::insertVersion(connection, package.id, version);
    });
    return package.id;
}

DpKey TestDatabase::addDp(const std::string &name, const std::vector<std::string> &groups)
{
    return write([&](store::Connection &connection) { return store::insertDp(connection, dpNamed(name, groups), now); });
}

Distribution TestDatabase::addRow(const PackageId &package, DpKey dp, State state, std::optional<Time> dueAt)
{
    Distribution row;
    row.package = package;
    row.dp = dp;
    row.state = state;
    row.wantedVersion = state == State::Removing || state == State::Removed ? 0 : 1;
    row.dueAt = dueAt;
    row.waitingSince = dueAt.value_or(now);
    row.updatedAt = now;
    write([&](store::Connection &connection) { store::insertDistribution(connection, row); });
    return row;
}

void TestDatabase::fill(int packages, int dps, Time due)
{
    const Error causes[] = {errorOf(Code::IoError, "D1"), errorOf(Code::NoSpace, "D2"), errorOf(Code::FileInUse, "CEN00007")};
    write([&](store::Connection &connection) {
        for (int package = 1; package <= packages; ++package)
            store::insertPackage(connection, packageNumber(package, Priority::Normal), now);
        for (int dp = 1; dp <= dps; ++dp)
            static_cast<void>(store::insertDp(connection, dpNamed("D" + std::to_string(dp), {}), now));
        // Row by row through the repository a site of the size that is promised would take most of a test's time.
        store::Statement rows = connection.once(R"(
            WITH number AS (SELECT p.package_id, d.dp_key, p.rowid * ? + d.dp_key AS n FROM package p CROSS JOIN dp d),
                 cause (k, error, code, object) AS (VALUES (0, ?, ?, ?), (1, ?, ?, ?), (2, ?, ?, ?))
            INSERT INTO distribution (package_id, dp_key, state, wanted_version, attempt, again, due_at, waiting_since, error, error_code, error_object,
                                      failing_since, tried_at, updated_at)
            SELECT package_id, dp_key, CASE WHEN k IS NULL THEN 'waiting' ELSE 'failed' END, 1, CASE WHEN k IS NULL THEN 0 ELSE 100 END, k IS NOT NULL,
                   CASE WHEN k IS NULL THEN t END, t, error, code, object, CASE WHEN k IS NOT NULL THEN t - n END,
                   CASE WHEN k IS NOT NULL THEN t - n END, t
            FROM number CROSS JOIN (SELECT ? AS t) LEFT JOIN cause ON n % 4 = 0 AND k = (n / 4) % 3)");
        std::vector<QVariant> values{QVariant(dps)};
        for (const Error &cause : causes) {
            for (const QVariant &value :
                 {store::Statement::toVariant(cause), store::Statement::toVariant(name(cause.code)), store::Statement::toVariant(cause.object)})
                values.push_back(value);
        }
        values.push_back(store::Statement::toVariant(due));
        rows.runAll(values);
    });
}

void TestDatabase::fail(const Error &error)
{
    const auto text = error.parameters.find("text");
    std::fprintf(stderr, "test database: %s %s %s\n", std::string(name(error.code)).c_str(), error.path.c_str(),
                 text == error.parameters.end() ? "" : text->second.c_str());
    std::abort();
}

Error errorOf(Code code, const std::string &object, Scope scope)
{
    Error error;
    error.code = code;
    error.operation = "write";
    error.path = "folder/file";
    error.systemError = 5;
    error.scope = scope;
    error.object = object;
    return error;
}

} // namespace cartage::test
