// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/removal.h"

#include <cerrno>
#include <unordered_map>

#include "core/io/fileops.h"
#include "core/transport/foldercursor.h"
#include "core/transport/packagerecord.h"
#include "core/transport/publish.h"
#include "core/transport/rights.h"

namespace cartage::transport {

namespace {

constexpr const char *treeFolder = "tree";
/// Hashes of the manifests that say what of the tree is ours, one a line.
constexpr const char *manifestsFile = "manifests";
constexpr std::uint64_t manifestsCap = 64 * 1024;
constexpr std::uint32_t workingMode = 0700;

using Ours = std::unordered_map<std::string_view, content::Manifest::View>;

std::string joined(std::string_view folder, std::string_view name)
{
    return folder.empty() ? std::string(name) : std::string(folder) + '/' + std::string(name);
}

/// Takes apart a tree that clients no longer see: deletes what the manifests name, moves the rest to found/. One thread.
class TreeRemoval
{
public:
    TreeRemoval(DpVisit &visit, const io::Handle &stage, std::string stageName, const Ours &ours, RemoveOutcome &outcome)
        : m_visit(visit)
        , m_fs(visit.fs())
        , m_stage(stage)
        , m_stageName(std::move(stageName))
        , m_ours(ours)
        , m_outcome(outcome)
    { }

    /// False when stopped.
    io::IoResult<bool> run()
    {
        m_path = treeFolder;
        const auto there = io::exists(m_fs, m_stage, treeFolder);
        if (!there || !*there)
            return there ? io::IoResult<bool>(true) : there;
        std::vector<std::pair<std::string, bool>> folders{{"", false}}; // path below the tree, whether what is in it was seen
        while (!folders.empty()) {
            if (m_visit.control.stopRequested())
                return false;
            auto &[folder, seen] = folders.back();
            m_path = folder.empty() ? std::string(treeFolder) : joined(treeFolder, folder);
            if (seen) {
                const auto removed = m_fs.removeFolder(m_stage, m_path);
                if (!removed && removed.error().error != ENOENT)
                    return failure(removed.error());
                folders.pop_back();
                continue;
            }
            seen = true;
            const auto emptied = emptyFolder(std::string(folder), folders);
            if (!emptied)
                return emptied;
        }
        return true;
    }
    [[nodiscard]] const std::string &path() const { return m_path; }

private:
    io::IoResult<bool> emptyFolder(const std::string &folder, std::vector<std::pair<std::string, bool>> &folders)
    {
        auto handle = m_fs.openFolderAt(m_stage, m_path);
        if (!handle && handle.error().error == EACCES && m_fs.setModeAt(m_stage, m_path, workingMode))
            handle = m_fs.openFolderAt(m_stage, m_path);
        if (!handle)
            return failure(handle.error());
        std::vector<std::pair<std::string, io::FileType>> entries;
        const auto listed = m_fs.list(*handle, [&](const io::FolderEntry &entry) {
            entries.emplace_back(entry.name, entry.type);
            return true;
        });
        if (!listed)
            return failure(listed.error());
        bool writable = false;
        for (const auto &[name, type] : entries) {
            if (m_visit.control.stopRequested())
                return false;
            m_visit.control.moved();
            const std::string path = joined(folder, name);
            const auto ours = m_ours.find(path);
            const bool isFolder = type == io::FileType::Folder;
            if (ours != m_ours.end() && isFolder && ours->second.type == content::EntryType::Folder) {
                folders.emplace_back(path, false);
                continue;
            }
            const bool file = ours != m_ours.end() && !isFolder && ours->second.type != content::EntryType::Folder;
            auto done = file ? removeFile(*handle, name, ours->second) : putAside(*handle, name, path);
            if (!done && done.error().error == EACCES && !writable && m_fs.setMode(*handle, workingMode)) {
                writable = true;
                done = file ? removeFile(*handle, name, ours->second) : putAside(*handle, name, path);
            }
            if (!done)
                return failure(done.error());
        }
        return true;
    }

    io::IoResult<void> removeFile(const io::Handle &folder, const std::string &name, const content::Manifest::View &entry)
    {
        const auto removed = m_fs.removeFile(folder, name);
        if (!removed && removed.error().error != ENOENT)
            return removed;
        m_outcome.bytesFreed += static_cast<std::int64_t>(entry.size);
        m_visit.control.addFiles(1);
        return {};
    }

    io::IoResult<void> putAside(const io::Handle &folder, const std::string &name, const std::string &path)
    {
        if (!m_found) {
            const auto all = io::ensureFolder(m_fs, m_visit.ours(), foundFolder, folderMode(m_fs, m_visit.ours()));
            auto own = all ? io::ensureFolder(m_fs, *all, m_stageName, folderMode(m_fs, *all)) : io::IoResult<io::Handle>(failure(all.error()));
            if (!own)
                return failure(own.error());
            m_found = std::make_unique<io::Handle>(std::move(*own));
        }
        FolderCursor folders(m_fs, *m_found);
        const auto target = folders.make(io::splitPath(path).folder, workingMode);
        if (!target)
            return failure(target.error());
        const auto renamed = m_fs.rename(folder, name, **target, name);
        if (!renamed)
            return renamed;
        m_outcome.found.push_back(path);
        return {};
    }

    DpVisit &m_visit;
    io::FileSystem &m_fs;
    const io::Handle &m_stage;
    std::string m_stageName;
    const Ours &m_ours;
    RemoveOutcome &m_outcome;
    std::string m_path;
    std::unique_ptr<io::Handle> m_found;
};

/// Goes on with one removal: `name` is its stage. False when stopped.
Result<bool> finishRemoval(DpVisit &visit, const std::string &name, RemoveOutcome &outcome)
{
    io::FileSystem &fs = visit.fs();
    const std::string path = std::string(stagesFolder) + '/' + name;
    const auto fail = [&](const io::IoError &error, const std::string &where) { return failure(visit.error(error, where, Doing::Root)); };
    const auto stage = fs.openFolderAt(visit.ours(), path);
    if (!stage)
        return fail(stage.error(), path);
    std::vector<std::shared_ptr<const content::Manifest>> manifests;
    Ours ours;
    if (const auto hashes = io::readFile(fs, *stage, manifestsFile, manifestsCap)) {
        for (std::size_t at = 0; at + 64 <= hashes->size(); at += 65) {
            const auto hash = Sha256::fromHex(std::string_view(*hashes).substr(at, 64));
            const auto manifest = hash ? visit.services.library.manifest(*hash) : Result<std::shared_ptr<const content::Manifest>>();
            if (!manifest || !*manifest)
                continue;
            manifests.push_back(*manifest);
            for (content::Manifest::Cursor each(**manifest); !each.atEnd(); each.next())
                ours.emplace(each.current().path, each.current());
        }
    } else if (hashes.error().error != ENOENT) {
        return fail(hashes.error(), path);
    }
    TreeRemoval removal(visit, *stage, name, ours, outcome);
    const auto done = removal.run();
    if (!done)
        return fail(done.error(), path + '/' + removal.path());
    if (!*done)
        return false;
    const auto stages = openStages(visit);
    const auto removed = stages ? io::removeTree(fs, *stages, name) : io::IoResult<void>(failure(stages.error()));
    if (!removed)
        return fail(removed.error(), path);
    return true;
}

/// A stage that holds the hashes of what is about to be taken away, synced before the tree moves into it.
Result<std::string> makeRemovalStage(DpVisit &visit, const StageName &name, const std::vector<Sha256> &manifests)
{
    io::FileSystem &fs = visit.fs();
    std::string text;
    for (const Sha256 &hash : manifests)
        text += hash.hex() + '\n';
    const auto stages = openStages(visit);
    const auto stage = stages ? io::ensureFolder(fs, *stages, name.text(), folderMode(fs, *stages)) : io::IoResult<io::Handle>(failure(stages.error()));
    const auto noted = stage ? io::replaceFileDurably(fs, *stage, manifestsFile, text, fileMode(fs, *stage)) : io::IoResult<void>(failure(stage.error()));
    if (!noted)
        return failure(visit.error(noted.error(), std::string(stagesFolder) + '/' + name.text(), Doing::Root));
    return name.text();
}

Result<void> moveIntoStage(DpVisit &visit, const PackageId &package, const std::string &stageName)
{
    io::FileSystem &fs = visit.fs();
    const auto stage = fs.openFolderAt(visit.ours(), std::string(stagesFolder) + '/' + stageName);
    auto moved = stage ? fs.renameNoReplace(visit.root(), package.value(), *stage, treeFolder) : io::IoResult<void>(failure(stage.error()));
    if (!moved && stage && (moved.error().error == EINVAL || moved.error().error == ENOSYS))
        moved = fs.rename(visit.root(), package.value(), *stage, treeFolder); // its name is new, nothing has it
    if (moved || moved.error().error == ENOENT)
        return {};
    Error error = visit.error(moved.error(), package.value(), Doing::Write);
    if (error.code == Code::DpPermission && visit.tryWriting()) {
        error.code = Code::FileInUse;
        error.scope = Scope::Distribution;
    }
    return failure(error);
}

Result<void> removeRecord(DpVisit &visit, const PackageId &package)
{
    const std::string path = std::string(recordFolder) + '/' + recordName(package);
    // What was taken away is gone on the medium before the record that speaks of it.
    auto done = visit.sync().sync(nullptr);
    if (done)
        done = visit.fs().removeFile(visit.ours(), path);
    if (!done && done.error().error == ENOENT)
        done = {};
    if (done)
        done = visit.sync().sync(nullptr);
    if (!done)
        return failure(visit.error(done.error(), path, Doing::Root));
    return {};
}

Result<void> removeAt(DpVisit &visit, const PackageId &package, const std::optional<Sha256> &manifest, std::int64_t token,
                      RemoveOutcome &outcome)
{
    if (auto error = finishRemovals(visit, package, outcome))
        return failure(*error);
    const auto found = readRecord(visit.fs(), visit.ours(), package);
    if (!found)
        return failure(visit.error(found.error(), recordName(package), Doing::Root));
    const bool ours = found->record && found->record->isBy(visit.dp.site);
    if (ours && !outcome.stopped) {
        std::vector<Sha256> manifests{found->record->manifest};
        if (found->record->publishing)
            manifests.push_back(found->record->publishing->manifest);
        if (manifest && *manifest != manifests.front())
            manifests.push_back(*manifest);
        const auto stage = makeRemovalStage(visit, {package, 0, token}, manifests);
        if (!stage)
            return failure(stage.error());
        if (const auto moved = moveIntoStage(visit, package, *stage); !moved)
            return moved;
        const auto done = finishRemoval(visit, *stage, outcome);
        if (!done)
            return failure(done.error());
        outcome.stopped = !*done;
    }
    if (outcome.stopped)
        return {};
    if (auto error = cleanStages(visit, package, ""))
        return failure(*error);
    if (ours) {
        if (const auto removed = removeRecord(visit, package); !removed)
            return removed;
        // The stage of an open publish was kept for as long as the record spoke of it.
        if (found->record->publishing) {
            if (auto error = cleanStages(visit, package, ""))
                return failure(*error);
            if (const auto synced = visit.sync().sync(nullptr); !synced)
                return failure(visit.error(synced.error(), stagesFolder, Doing::Root));
        }
    } else if (const auto synced = visit.sync().sync(nullptr); !synced) {
        // A former try may have come as far as the record, and not to the medium.
        return failure(visit.error(synced.error(), recordName(package), Doing::Root));
    }
    outcome.removed = true;
    return {};
}

} // namespace

std::optional<Error> finishRemovals(DpVisit &visit, const PackageId &package, RemoveOutcome &outcome)
{
    const auto stages = listStages(visit, package);
    if (!stages)
        return visit.error(stages.error(), stagesFolder, Doing::Root);
    for (const StageName &name : *stages) {
        if (!name.isRemoval())
            continue;
        const auto done = finishRemoval(visit, name.text(), outcome);
        if (!done)
            return done.error();
        if (!*done) {
            outcome.stopped = true;
            return std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<Error> cleanStages(DpVisit &visit, const PackageId &package, const std::string &keepStage)
{
    const auto record = readRecord(visit.fs(), visit.ours(), package);
    const auto stages = listStages(visit, package);
    const auto folder = openStages(visit);
    if (!record || !stages || !folder)
        return visit.error(!record ? record.error() : !stages ? stages.error() : folder.error(), stagesFolder, Doing::Root);
    for (const StageName &name : *stages) {
        const std::string text = name.text();
        const bool inUse = record->record && record->record->publishing && record->record->publishing->stage == text;
        if (text == keepStage || inUse || name.isRemoval())
            continue;
        if (visit.control.stopRequested())
            return std::nullopt;
        visit.control.moved();
        const auto removed = io::removeTree(visit.fs(), *folder, text);
        visit.control.moved();
        if (!removed)
            return visit.error(removed.error(), std::string(stagesFolder) + '/' + text, Doing::Root);
    }
    return std::nullopt;
}

RemoveOutcome removePackage(Services &services, const RemoveOrder &order, WorkControl &control)
{
    DpVisit visit(services, order.dp, control);
    RemoveOutcome outcome;
    outcome.error = visit.open();
    if (!outcome.error)
        outcome.error = visit.joinSync();
    if (!outcome.error) {
        const auto removed = removeAt(visit, order.package, order.manifest, order.token, outcome);
        if (!removed)
            outcome.error = removed.error();
        (void)visit.readSpace();
    }
    outcome.seen = visit.seen;
    return outcome;
}

} // namespace cartage::transport
