// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/publishseries.h"

#include <cerrno>

#include "core/io/fileops.h"
#include "core/transport/dperror.h"
#include "core/transport/rights.h"
#include "core/transport/stagefolder.h"

namespace cartage::transport {

namespace {

constexpr Span patienceFor = std::chrono::seconds(30);
constexpr Span pauseBetween = std::chrono::milliseconds(500);
constexpr std::uint32_t workingMode = 0700;

bool isMissing(const io::IoError &error) { return error.error == ENOENT || error.error == ENOTDIR; }

/// The file system has no hard links, or not for this file: another way is open.
bool cannotLink(int error)
{
    return error == EPERM || error == EOPNOTSUPP || error == ENOSYS || error == EMLINK || error == EINVAL || error == EXDEV;
}

io::IoResult<std::optional<io::FileStatus>> unlessMissing(const io::IoResult<io::FileStatus> &status)
{
    if (status)
        return std::optional(*status);
    if (isMissing(status.error()))
        return std::optional<io::FileStatus>();
    return failure(status.error());
}

} // namespace

bool Patience::again(const io::IoError &failed)
{
    if (!isRefusal(failed.error))
        return false;
    const Span now = m_visit.control.clock().boot();
    if (!m_since) {
        m_since = now;
        if (const auto written = m_visit.tryWriting(); !written) {
            m_forbidden = written.error();
            return false;
        }
    }
    if (now - *m_since >= patienceFor || m_visit.control.stopRequested())
        return false;
    m_visit.services.pause(pauseBetween, m_visit.control);
    m_visit.control.moved();
    return true;
}

PublishSeries::PublishSeries(DpVisit &visit, const SeriesPlan &plan, const content::Manifest &from, const content::Manifest &to,
                             const SeriesPlace &place)
    : m_visit(visit)
    , m_fs(visit.fs())
    , m_plan(plan)
    , m_from(from)
    , m_to(to)
    , m_place(place)
    , m_published(m_fs, place.published)
{ }

PublishSeries::End PublishSeries::forward(bool resuming, Patience &patience)
{
    m_resuming = resuming;
    const bool done = all(m_plan.moveFirst, &PublishSeries::moveAway, patience)
                      && all(m_plan.foldersFirst, &PublishSeries::goFolder, patience, true)
                      && all(m_plan.makeFolders, &PublishSeries::makeFolder, patience) && all(m_plan.place, &PublishSeries::place, patience)
                      && all(m_plan.attributes, &PublishSeries::setAttributes, patience)
                      && all(m_plan.moveLast, &PublishSeries::moveAway, patience)
                      && all(m_plan.foldersLast, &PublishSeries::goFolder, patience, true);
    if (!done)
        return End::Failed;
    if (m_lost)
        return End::Lost;
    for (;;) {
        resetFolders();
        const auto set = folderTimes(m_to);
        if (set)
            return End::Done;
        m_problem = set.error();
        if (!patience.again(m_problem))
            return End::Failed;
    }
}

bool PublishSeries::all(const std::vector<Step> &steps, Function function, Patience &patience, bool backwards)
{
    resetFolders();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (!one(steps[backwards ? steps.size() - 1 - i : i], function, patience))
            return false;
    }
    return true;
}

bool PublishSeries::one(const Step &step, Function function, Patience &patience)
{
    bool careful = m_resuming;
    for (;;) {
        m_visit.control.moved();
        const Done done = (this->*function)(step, careful);
        if (done)
            return true;
        m_problem = done.error();
        m_problemPath = step.path();
        careful = true;
        if (m_problem.error == EACCES && loosen(step.path()))
            continue;
        if (!patience.again(m_problem))
            return false;
        resetFolders();
    }
}

/// A folder of a package may forbid its owner, who is us, to change what is in it.
bool PublishSeries::loosen(std::string_view path)
{
    const std::string_view folder = io::splitPath(path).folder;
    if (folder.empty() || !m_visit.abilities().permissionBits || !m_loosened.insert(std::string(folder)).second)
        return false;
    const auto place = io::splitPath(folder);
    const auto parent = m_published.at(place.folder);
    if (!parent)
        return false;
    const auto status = m_fs.statusAt(**parent, place.name);
    return status && (status->mode & workingMode) != workingMode && m_fs.setModeAt(**parent, place.name, status->mode | workingMode);
}

void PublishSeries::resetFolders() { m_published.reset(); }

io::IoResult<std::optional<io::FileStatus>> PublishSeries::lookPublished(std::string_view path)
{
    const auto place = io::splitPath(path);
    const auto folder = m_published.at(place.folder);
    return unlessMissing(folder ? m_fs.statusAt(**folder, place.name) : io::IoResult<io::FileStatus>(failure(folder.error())));
}

io::IoResult<std::optional<io::FileStatus>> PublishSeries::lookStaged(const io::Handle &folder, std::string_view path)
{
    return unlessMissing(m_fs.statusAt(folder, flatName(path)));
}

/// EEXIST where the name is taken, on every file system.
PublishSeries::Done PublishSeries::renameFree(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder,
                                              std::string_view to)
{
    if (m_visit.abilities().renameNoReplace) {
        const auto renamed = m_fs.renameNoReplace(fromFolder, from, toFolder, to);
        if (renamed || (renamed.error().error != EINVAL && renamed.error().error != ENOSYS))
            return renamed;
    }
    const auto there = m_fs.statusAt(toFolder, to);
    if (there)
        return failure(io::IoError{"rename", EEXIST});
    if (there.error().error != ENOENT)
        return failure(there.error());
    return m_fs.rename(fromFolder, from, toFolder, to);
}

/// What is not ours and has the name goes to found/.
PublishSeries::Done PublishSeries::intoFree(const io::Handle &fromFolder, std::string_view name, const io::Handle &toFolder, std::string_view to,
                                            std::string_view path)
{
    const auto renamed = renameFree(fromFolder, name, toFolder, to);
    if (renamed || renamed.error().error != EEXIST)
        return renamed;
    if (const auto aside = putAside(toFolder, to, path); !aside)
        return aside;
    return renameFree(fromFolder, name, toFolder, to);
}

PublishSeries::Done PublishSeries::putAside(const io::Handle &folder, std::string_view name, std::string_view path)
{
    const auto found = io::ensureFolder(m_fs, m_visit.ours(), foundFolder, folderMode(m_fs, m_visit.ours()));
    const auto own = found ? io::ensureFolder(m_fs, *found, m_place.foundName, folderMode(m_fs, *found)) : io::IoResult<io::Handle>(failure(found.error()));
    if (!own)
        return failure(own.error());
    FolderCursor folders(m_fs, *own);
    const auto place = io::splitPath(path);
    const auto target = folders.make(place.folder, workingMode);
    if (!target)
        return failure(target.error());
    const auto renamed = renameFree(folder, name, **target, place.name);
    if (!renamed)
        return renamed;
    m_setAside.emplace_back(path);
    return {};
}

PublishSeries::Done PublishSeries::putBack(const io::Handle &folder, std::string_view name, std::string_view path)
{
    const std::string own = std::string(foundFolder) + '/' + m_place.foundName;
    const auto root = m_fs.openFolderAt(m_visit.ours(), own);
    if (!root)
        return isMissing(root.error()) ? Done() : failure(root.error());
    FolderCursor folders(m_fs, *root);
    const auto place = io::splitPath(path);
    const auto source = folders.at(place.folder);
    const auto renamed = source ? renameFree(**source, place.name, folder, name) : Done(failure(source.error()));
    if (!renamed && isMissing(renamed.error()))
        return {};
    return renamed;
}

/// A file that was changed since is named. A folder in the place of a file or link is not ours at all: `old` will be deleted, so it must not lie there.
PublishSeries::Done PublishSeries::lookAtKept(const Step::Side &before, const std::string &name)
{
    const auto status = m_fs.statusAt(m_place.old, name);
    if (!status)
        return {};
    if (status->type == io::FileType::Folder)
        return putAside(m_place.old, name, before.path);
    if (before.type != content::EntryType::File)
        return {};
    const bool sameTime = !m_visit.keepsMtimes() || m_visit.abilities().sameMtime(before.mtimeNs, status->mtimeNs);
    if (status->size != before.size || !sameTime)
        m_edited.emplace_back(before.path);
    return {};
}

PublishSeries::Done PublishSeries::moveAway(const Step &step, bool careful)
{
    const auto place = io::splitPath(step.before.path);
    const auto folder = m_published.at(place.folder);
    if (!folder)
        return isMissing(folder.error()) ? Done() : failure(folder.error());
    const std::string name = flatName(step.before.path);
    const auto moved = renameFree(**folder, place.name, m_place.old, name);
    if (moved)
        return lookAtKept(step.before, name);
    if (moved.error().error != ENOENT && moved.error().error != EEXIST)
        return moved;
    // Ours is in old/ already and somebody made another of the name since: not ours, it stays.
    if (moved.error().error == ENOENT && !careful)
        m_edited.emplace_back(step.before.path);
    return {};
}

PublishSeries::Done PublishSeries::goFolder(const Step &step, bool)
{
    const auto place = io::splitPath(step.before.path);
    const auto folder = m_published.at(place.folder);
    if (!folder)
        return isMissing(folder.error()) ? Done() : failure(folder.error());
    const auto removed = m_fs.removeFolder(**folder, place.name);
    if (removed || isMissing(removed.error()))
        return {};
    if (removed.error().error != ENOTEMPTY && removed.error().error != EEXIST)
        return removed;
    // Something that is not ours is in it. Where the folder's name is needed for something else it gives way as a whole.
    if (!step.after.exists)
        return {};
    const auto status = m_fs.statusAt(**folder, place.name);
    if (status && status->type != io::FileType::Folder)
        return {};
    return putAside(**folder, place.name, step.before.path);
}

PublishSeries::Done PublishSeries::makeFolder(const Step &step, bool)
{
    const auto place = io::splitPath(step.after.path);
    const auto folder = m_published.at(place.folder);
    if (!folder)
        return failure(folder.error());
    const std::uint32_t mode = step.after.mode | workingMode;
    const auto made = m_fs.makeFolder(**folder, place.name, mode);
    if (made || made.error().error != EEXIST)
        return made;
    const auto status = m_fs.statusAt(**folder, place.name);
    if (!status)
        return failure(status.error());
    if (status->type == io::FileType::Folder)
        return {};
    if (const auto aside = putAside(**folder, place.name, step.after.path); !aside)
        return aside;
    return m_fs.makeFolder(**folder, place.name, mode);
}

io::IoResult<bool> PublishSeries::isPlaced(const Step &step)
{
    const auto fresh = lookStaged(m_place.fresh, step.after.path);
    if (!fresh)
        return failure(fresh.error());
    const auto there = lookPublished(step.after.path);
    if (!there)
        return failure(there.error());
    if (!*fresh) {
        const auto wanted = step.after.type == content::EntryType::Link ? io::FileType::Link : io::FileType::Regular;
        m_lost = m_lost || !*there || (*there)->type != wanted;
        return true;
    }
    // Both names lead to one file: it was in place, and being taken back when that was interrupted.
    if (*there && (*fresh)->inode == (*there)->inode && (*fresh)->links > 1) {
        const auto removed = m_fs.removeFile(m_place.fresh, flatName(step.after.path));
        if (!removed)
            return failure(removed.error());
        return true;
    }
    return false;
}

/// The former file gets a second name in old/, so that its own never misses. `kept` is false where there are no links.
PublishSeries::Done PublishSeries::keepByLink(const Step &step, bool &kept)
{
    kept = false;
    const auto place = io::splitPath(step.before.path);
    const auto folder = m_published.at(place.folder);
    if (!folder)
        return failure(folder.error());
    const std::string name = flatName(step.before.path);
    const auto linked = m_fs.hardLink(**folder, place.name, m_place.old, name);
    if (linked) {
        kept = true;
        return lookAtKept(step.before, name);
    }
    const int error = linked.error().error;
    if (error == ENOENT) {
        m_edited.emplace_back(step.before.path);
        return {};
    }
    if (error == EEXIST) {
        const auto mine = m_fs.statusAt(m_place.old, name);
        const auto theirs = m_fs.statusAt(**folder, place.name);
        if (!mine || (!theirs && theirs.error().error != ENOENT))
            return failure(mine ? theirs.error() : mine.error());
        // Another file than the one that was kept: somebody put it there since, so it is set aside when the name is needed.
        kept = theirs && theirs->inode == mine->inode;
        return {};
    }
    return cannotLink(error) ? keepByRename(step) : linked;
}

PublishSeries::Done PublishSeries::keepByRename(const Step &step)
{
    const auto place = io::splitPath(step.before.path);
    const auto folder = m_published.at(place.folder);
    if (!folder)
        return failure(folder.error());
    const std::string name = flatName(step.before.path);
    const auto renamed = renameFree(**folder, place.name, m_place.old, name);
    if (renamed)
        return lookAtKept(step.before, name);
    return renamed.error().error == ENOENT || renamed.error().error == EEXIST ? Done() : renamed;
}

PublishSeries::Done PublishSeries::place(const Step &step, bool careful)
{
    if (careful) {
        const auto placed = isPlaced(step);
        if (!placed)
            return failure(placed.error());
        if (*placed)
            return {};
    }
    bool kept = false;
    if (step.before.exists) {
        const auto done = m_visit.abilities().hardLinks ? keepByLink(step, kept) : keepByRename(step);
        if (!done)
            return done;
    }
    const auto place = io::splitPath(step.after.path);
    const auto folder = m_published.at(place.folder);
    if (!folder)
        return failure(folder.error());
    const std::string name = flatName(step.after.path);
    if (kept)
        return m_fs.rename(m_place.fresh, name, **folder, place.name);
    return intoFree(m_place.fresh, name, **folder, place.name, step.after.path);
}

PublishSeries::Done PublishSeries::apply(const Step::Side &side)
{
    const auto place = io::splitPath(side.path);
    const auto folder = m_published.at(place.folder);
    auto done = folder ? Done() : Done(failure(folder.error()));
    if (done && m_visit.abilities().permissionBits && side.type != content::EntryType::Link)
        done = m_fs.setModeAt(**folder, place.name, side.mode);
    if (done && m_visit.keepsMtimes())
        done = m_fs.setMtimeAt(**folder, place.name, side.mtimeNs);
    return done;
}

PublishSeries::Done PublishSeries::setAttributes(const Step &step, bool)
{
    const auto done = apply(step.after);
    if (!done && isMissing(done.error())) {
        m_edited.emplace_back(step.after.path);
        return {};
    }
    return done;
}

/// Times of folders in which something changed, and bits of those that are new: at the end, the deepest first.
PublishSeries::Done PublishSeries::folderTimes(const content::Manifest &manifest)
{
    std::vector<Step::Side> folders;
    for (content::Manifest::Cursor at(manifest); !at.atEnd(); at.next()) {
        const content::Manifest::View &entry = at.current();
        if (entry.type == content::EntryType::Folder && m_plan.touched.count(entry.path) > 0)
            folders.push_back({entry.path, entry.type, entry.mode, 0, entry.mtimeNs, true});
    }
    for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder) {
        m_visit.control.moved();
        m_problemPath = folder->path;
        const auto place = io::splitPath(folder->path);
        const auto parent = m_published.at(place.folder);
        auto done = parent ? Done() : Done(failure(parent.error()));
        const bool bits = m_resuming || m_plan.setModes.count(folder->path) > 0 || m_loosened.count(std::string(folder->path)) > 0;
        if (done && bits && m_visit.abilities().permissionBits)
            done = m_fs.setModeAt(**parent, place.name, folder->mode);
        if (done && m_visit.keepsMtimes())
            done = m_fs.setMtimeAt(**parent, place.name, folder->mtimeNs);
        if (!done && !isMissing(done.error()))
            return done;
    }
    return {};
}

} // namespace cartage::transport
