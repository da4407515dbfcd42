// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/snapshots.h"

#include <algorithm>
#include <cerrno>

#include "core/base/logging.h"
#include "core/content/packagerules.h"
#include "core/content/sourcetree.h"
#include "core/engine/change.h"
#include "core/engine/sitelayout.h"

namespace cartage::engine {
namespace {

constexpr std::uint64_t largestIndex = 1ULL << 30;
constexpr std::size_t mostOffenders = 1000;
constexpr unsigned walkThreads = 2;
constexpr std::size_t intakeBytes = 16;

std::string indexName(const PackageId &package) { return package.value() + ".index"; }

std::optional<Error> offendersError(const content::SourceTree &tree, const std::vector<std::string> &links, const std::string &object)
{
    Error error = refusalError(Code::NamesRefused, object, Scope::Package);
    const auto collect = [&](Code code, const auto &matches) {
        error.code = code;
        for (const content::Offender &offender : tree.offenders) {
            if (matches(offender.why) && error.names.size() < mostOffenders)
                error.names.push_back(offender.path);
        }
    };
    using Why = content::Offender::Why;
    collect(Code::NamesRefused, [](Why why) { return why == Why::Name || why == Why::Kind; });
    if (error.names.empty())
        collect(Code::SourceUnreadable, [](Why why) { return why == Why::Unreadable || why == Why::Busy; });
    if (error.names.empty() && !links.empty()) {
        error.code = Code::LinksRefused;
        error.names = links;
    }
    if (error.names.empty())
        return std::nullopt;
    error.path = error.names.front();
    return error;
}

bool looksAlike(const content::Manifest::View &before, const content::SourceItem &now)
{
    if (before.type != now.type || before.mtimeNs != now.mark.mtimeNs)
        return false;
    return before.type == content::EntryType::Link ? before.link == now.link
                                                   : before.type == content::EntryType::Folder || before.size == now.mark.size;
}

/// Merges two lists in the order of manifests.
void compare(content::SourceTree &tree, const content::Manifest *former, SnapshotReport &report, content::PackageLinks &links)
{
    std::optional<content::Manifest::Cursor> cursor;
    if (former)
        cursor.emplace(*former);
    const auto skipBefore = [&](std::string_view path) {
        while (cursor && !cursor->atEnd() && content::pathLess(cursor->current().path, path)) {
            report.removedFiles += cursor->current().type == content::EntryType::File ? 1 : 0;
            report.changed = true;
            cursor->next();
        }
    };
    tree.forEach([&](std::string_view path, const content::SourceItem &item) {
        if (item.type == content::EntryType::Link)
            links.add(std::string(path), item.link);
        skipBefore(path);
        const bool known = cursor && !cursor->atEnd() && cursor->current().path == path;
        const bool alike = known && looksAlike(cursor->current(), item);
        if (item.type == content::EntryType::File) {
            ++report.files;
            report.bytes += static_cast<std::int64_t>(item.mark.size);
            report.newFiles += known ? 0 : 1;
            report.changedFiles += known && !alike ? 1 : 0;
            report.newBytes += alike ? 0 : static_cast<std::int64_t>(item.mark.size);
        }
        report.changed = report.changed || !alike;
        if (known)
            cursor->next();
    });
    while (cursor && !cursor->atEnd()) {
        report.removedFiles += cursor->current().type == content::EntryType::File ? 1 : 0;
        report.changed = true;
        cursor->next();
    }
}

} // namespace

Result<std::unique_ptr<IntakeHold>> IntakeHold::take(Site &site, const std::string &subject, const std::string &object)
{
    const Environment &environment = site.environment();
    const store::IntakeRow row{environment.random.hex(intakeBytes), subject, environment.process, site.now()};
    const auto taken = site.database().write<bool>([&](store::Connection &db) -> Result<bool> {
        if (store::insertIntake(db, row))
            return true;
        const auto other = store::intakeOf(db, subject);
        if (other && (other->owner == environment.process || environment.lives(other->owner)))
            return failure(refusalError(Code::SnapshotRunning, object, Scope::Package));
        if (other)
            store::deleteIntake(db, other->id);
        return store::insertIntake(db, row);
    });
    if (!taken)
        return failure(taken.error());
    return std::unique_ptr<IntakeHold>(new IntakeHold(site, row.id, object));
}

Result<void> IntakeHold::check(store::Connection &db) const
{
    const std::vector<store::IntakeRow> open = store::intakes(db);
    const bool held = std::any_of(open.begin(), open.end(), [this](const store::IntakeRow &row) { return row.id == m_id; });
    if (!held)
        return failure(refusalError(Code::Interrupted, m_object, Scope::Package));
    return {};
}

IntakeHold::~IntakeHold()
{
    const auto gone = m_site.database().write<bool>([this](store::Connection &db) -> Result<bool> {
        store::deleteIntake(db, m_id);
        return true;
    });
    if (!gone)
        logWarning("Engine", "cannot take an intake row away; it goes with this process intake=" + m_id);
}

bool snapshotsRun(store::Connection &db, const Environment &environment)
{
    bool running = false;
    for (const store::IntakeRow &intake : store::intakes(db)) {
        if (environment.lives(intake.owner))
            running = true;
        else
            store::deleteIntake(db, intake.id);
    }
    return running;
}

std::string readSnapshotIndex(Site &site, const PackageId &package)
{
    auto bytes = io::readFile(site.files(), site.root(), std::string(snapshotsFolder) + "/" + indexName(package), largestIndex);
    return bytes ? std::move(*bytes) : std::string();
}

void writeSnapshotIndex(Site &site, const PackageId &package, const std::string &index)
{
    io::FileSystem &fs = site.files();
    auto folder = io::ensureFolder(fs, site.root(), snapshotsFolder, 0700);
    if (!folder || !io::replaceFileDurably(fs, *folder, indexName(package), index, siteFileMode(fs, site.root())))
        logWarning("Engine", "cannot keep the snapshot index; the next snapshot reads every file package=" + package.value());
}

void removeSnapshotIndex(Site &site, const PackageId &package)
{
    static_cast<void>(site.files().removeFile(site.root(), std::string(snapshotsFolder) + "/" + indexName(package)));
}

Result<SnapshotReport> lookAtSource(Site &site, const std::string &source, const content::Manifest *former, const std::string &object,
                                    const std::atomic<bool> &stop)
{
    auto tree = content::walkSource(site.files(), source, walkThreads, stop);
    if (!tree) {
        Error error = pathError(tree.error(), source, Scope::Package);
        error.code = tree.error().error == ECANCELED                                 ? Code::Interrupted
                     : tree.error().error == ENOENT || tree.error().error == ENOTDIR ? Code::SourceMissing
                                                                                     : Code::SourceUnreadable;
        error.object = object;
        return failure(error);
    }
    SnapshotReport report;
    report.changed = former == nullptr;
    content::PackageLinks links;
    compare(*tree, former, report, links);
    if (auto error = offendersError(*tree, links.refused(), object))
        return failure(*error);
    return report;
}

} // namespace cartage::engine
