// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/validation.h"

#include <algorithm>
#include <cerrno>
#include <unordered_set>

#include "core/io/fileops.h"
#include "core/transport/dperror.h"
#include "core/transport/foldercursor.h"
#include "core/transport/readback.h"
#include "core/transport/storable.h"

namespace cartage::transport {

namespace {

using Finding = FileDifference::Finding;

class Validation
{
public:
    Validation(DpVisit &visit, const ValidateOrder &order, const content::Manifest &manifest, const io::Handle &package, ValidateOutcome &outcome)
        : m_visit(visit)
        , m_fs(visit.fs())
        , m_order(order)
        , m_manifest(manifest)
        , m_folders(visit.fs(), package)
        , m_rate(visit.control, visit.services.pause)
        , m_outcome(outcome)
    { }

    Result<void> run()
    {
        m_visit.control.setTotals(m_manifest.contentBytes(), m_manifest.files());
        for (content::Manifest::Cursor at(m_manifest); !at.atEnd(); at.next()) {
            if (stopped())
                return {};
            if (const auto compared = compare(at.current()); !compared)
                return compared;
        }
        return findExtra();
    }

private:
    bool stopped()
    {
        m_visit.control.moved();
        m_outcome.stopped = m_outcome.stopped || m_visit.control.stopRequested();
        return m_outcome.stopped;
    }

    void add(const content::Manifest::View &entry, Finding finding)
    {
        FileDifference difference;
        difference.path = entry.path;
        difference.finding = finding;
        difference.size = entry.size;
        if (entry.type == content::EntryType::File)
            difference.expected = entry.sha256;
        m_outcome.differences.push_back(std::move(difference));
    }

    /// A file that cannot be read is a finding; a DP that cannot is an error.
    Result<void> unread(const content::Manifest::View &entry, const io::IoError &failed)
    {
        if (failed.error == ENOENT || failed.error == ENOTDIR) {
            add(entry, Finding::Missing);
            return {};
        }
        if (failed.error == ELOOP) {
            add(entry, Finding::Differs);
            return {};
        }
        const Error error = m_visit.error(failed, entry.path, Doing::Read);
        const bool file = failed.error == EACCES || failed.error == EPERM || (failed.error == EIO && error.scope != Scope::Dp);
        if (!file)
            return failure(error);
        add(entry, Finding::Unreadable);
        m_outcome.differences.back().error = error;
        m_outcome.differences.back().error->scope = Scope::Distribution;
        return {};
    }

    Result<void> compare(const content::Manifest::View &entry)
    {
        const auto place = io::splitPath(entry.path);
        const auto folder = m_folders.at(place.folder);
        if (!folder)
            return unread(entry, folder.error());
        switch (entry.type) {
        case content::EntryType::Folder:
            return compareStatus(**folder, place.name, entry, io::FileType::Folder);
        case content::EntryType::Link:
            return compareLink(**folder, place.name, entry);
        case content::EntryType::File:
            break;
        }
        m_visit.control.addFiles(1);
        if (!m_order.hashContent)
            return compareStatus(**folder, place.name, entry, io::FileType::Regular);
        return compareContent(**folder, place.name, entry);
    }

    Result<void> compareStatus(const io::Handle &folder, std::string_view name, const content::Manifest::View &entry, io::FileType type)
    {
        const auto status = m_fs.statusAt(folder, name);
        if (!status)
            return unread(entry, status.error());
        if (status->type != type || (type == io::FileType::Regular && status->size != entry.size))
            add(entry, Finding::Differs);
        return {};
    }

    Result<void> compareLink(const io::Handle &folder, std::string_view name, const content::Manifest::View &entry)
    {
        const auto target = m_fs.readLink(folder, name);
        if (!target && target.error().error != EINVAL)
            return unread(entry, target.error());
        if (!target || *target != entry.link)
            add(entry, Finding::Differs);
        return {};
    }

    Result<void> compareContent(const io::Handle &folder, std::string_view name, const content::Manifest::View &entry)
    {
        const auto file = m_fs.openForReading(folder, name);
        if (!file)
            return unread(entry, file.error());
        const auto status = m_fs.status(*file);
        if (!status)
            return unread(entry, status.error());
        if (status->type != io::FileType::Regular) {
            add(entry, Finding::Differs);
            return {};
        }
        const auto hashed = hashMedium(m_visit, *file, m_rate, m_block);
        if (!hashed)
            return unread(entry, hashed.error());
        m_outcome.stopped = m_outcome.stopped || hashed->stopped;
        m_visit.control.addBytes(static_cast<std::int64_t>(hashed->size));
        if (!hashed->stopped && hashed->sha256 != entry.sha256) {
            add(entry, Finding::Differs);
            m_outcome.differences.back().found = hashed->sha256;
        }
        return {};
    }

    [[nodiscard]] std::string key(std::string_view path) const
    {
        return folds(m_visit.abilities()) ? foldedFor(m_visit.abilities(), path) : std::string(path);
    }

    /// What is in our folders and in no manifest: named, no damage. What is below a folder that is not ours is not looked at.
    Result<void> findExtra()
    {
        std::unordered_set<std::string> known;
        known.reserve(static_cast<std::size_t>(m_manifest.entries()));
        for (content::Manifest::Cursor at(m_manifest); !at.atEnd(); at.next())
            known.insert(key(at.current().path));
        if (const auto listed = listFolder("", known); !listed)
            return listed;
        for (content::Manifest::Cursor at(m_manifest); !at.atEnd(); at.next()) {
            if (at.current().type != content::EntryType::Folder)
                continue;
            if (stopped())
                return {};
            if (const auto listed = listFolder(at.current().path, known); !listed)
                return listed;
        }
        return {};
    }

    Result<void> listFolder(std::string_view path, const std::unordered_set<std::string> &known)
    {
        const auto folder = m_folders.at(path);
        if (!folder)
            return {}; // said already
        std::vector<std::string> extra;
        const auto listed = m_fs.list(**folder, [&](const io::FolderEntry &entry) {
            std::string full = path.empty() ? std::string(entry.name) : std::string(path) + '/' + std::string(entry.name);
            if (known.count(key(full)) == 0)
                extra.push_back(std::move(full));
            return true;
        });
        if (!listed)
            return failure(m_visit.error(listed.error(), path, Doing::Read));
        std::sort(extra.begin(), extra.end());
        for (std::string &each : extra) {
            FileDifference difference;
            difference.path = std::move(each);
            difference.finding = Finding::Extra;
            const std::size_t slash = difference.path.rfind('/');
            if (const auto status = m_fs.statusAt(**folder, slash == std::string::npos ? difference.path : difference.path.substr(slash + 1)))
                difference.size = status->type == io::FileType::Regular ? status->size : 0;
            m_outcome.differences.push_back(std::move(difference));
        }
        return {};
    }

    DpVisit &m_visit;
    io::FileSystem &m_fs;
    const ValidateOrder &m_order;
    const content::Manifest &m_manifest;
    FolderCursor m_folders;
    RateLimit m_rate;
    Block m_block;
    ValidateOutcome &m_outcome;
};

/// Nothing of the package is there.
void allMissing(const content::Manifest &manifest, ValidateOutcome &outcome)
{
    for (content::Manifest::Cursor at(manifest); !at.atEnd(); at.next()) {
        FileDifference difference;
        difference.path = at.current().path;
        difference.size = at.current().size;
        if (at.current().type == content::EntryType::File)
            difference.expected = at.current().sha256;
        outcome.differences.push_back(std::move(difference));
    }
}

Result<void> validateAt(DpVisit &visit, const ValidateOrder &order, ValidateOutcome &outcome)
{
    if (auto error = visit.open(DpVisit::Writing::Never))
        return failure(*error);
    const auto manifest = visit.services.library.manifest(order.manifest);
    if (!manifest) {
        Error error = manifest.error();
        error.object = order.package.value();
        if (error.code == Code::ContentDamaged)
            error.scope = Scope::Package;
        return failure(error);
    }
    const auto folder = visit.fs().openFolderAt(visit.root(), order.package.value());
    if (folder)
        return Validation(visit, order, **manifest, *folder, outcome).run();
    const int error = folder.error().error;
    if (error != ENOENT && error != ENOTDIR && error != ELOOP)
        return failure(visit.error(folder.error(), order.package.value(), Doing::Read));
    allMissing(**manifest, outcome);
    return {};
}

} // namespace

ValidateOutcome validatePackage(Services &services, const ValidateOrder &order, WorkControl &control)
{
    DpVisit visit(services, order.dp, control);
    ValidateOutcome outcome;
    const auto validated = validateAt(visit, order, outcome);
    if (!validated)
        outcome.error = validated.error();
    outcome.complete = validated && !outcome.stopped;
    outcome.at = services.clock.wall();
    outcome.seen = visit.seen;
    return outcome;
}

} // namespace cartage::transport
