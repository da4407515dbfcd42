// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/publishseries.h"

#include <cerrno>

#include "core/io/fileops.h"
#include "core/transport/stagefolder.h"

namespace cartage::transport {

namespace {

bool isMissing(const io::IoError &error) { return error.error == ENOENT || error.error == ENOTDIR; }

} // namespace

bool PublishSeries::undo()
{
    m_resuming = true;
    const bool done = allBack(m_plan.foldersLast, &PublishSeries::goFolderBack) && allBack(m_plan.moveLast, &PublishSeries::moveBack)
                      && allBack(m_plan.attributes, &PublishSeries::setAttributesBack)
                      && allBack(m_plan.place, &PublishSeries::placeBack, true)
                      && allBack(m_plan.makeFolders, &PublishSeries::makeFolderBack, true)
                      && allBack(m_plan.foldersFirst, &PublishSeries::goFolderBack) && allBack(m_plan.moveFirst, &PublishSeries::moveBack);
    if (!done)
        return false;
    resetFolders();
    return folderTimes(m_from).has_value();
}

bool PublishSeries::allBack(const std::vector<Step> &steps, Function function, bool backwards)
{
    resetFolders();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        m_visit.control.moved();
        const Step &step = steps[backwards ? steps.size() - 1 - i : i];
        Done done = (this->*function)(step, true);
        if (!done && done.error().error == EACCES && loosen(step.path()))
            done = (this->*function)(step, true);
        if (!done)
            return false;
    }
    return true;
}

PublishSeries::Done PublishSeries::moveBack(const Step &step, bool)
{
    const auto kept = lookStaged(m_place.old, step.before.path);
    if (!kept)
        return failure(kept.error());
    const auto place = io::splitPath(step.before.path);
    const auto folder = m_published.at(place.folder);
    if (!folder)
        return !*kept && isMissing(folder.error()) ? Done() : Done(failure(folder.error()));
    if (!*kept)
        return putBack(**folder, place.name, step.before.path);
    return intoFree(m_place.old, flatName(step.before.path), **folder, place.name, step.before.path);
}

PublishSeries::Done PublishSeries::goFolderBack(const Step &step, bool)
{
    const auto place = io::splitPath(step.before.path);
    const auto folder = m_published.at(place.folder);
    if (!folder)
        return failure(folder.error());
    if (step.after.exists) {
        // It may have given way with what is not ours in it.
        const auto back = putBack(**folder, place.name, step.before.path);
        if (!back && back.error().error != EEXIST)
            return back;
    }
    const auto made = m_fs.makeFolder(**folder, place.name, step.before.mode | 0700);
    return made || made.error().error == EEXIST ? Done() : made;
}

PublishSeries::Done PublishSeries::makeFolderBack(const Step &step, bool)
{
    const auto place = io::splitPath(step.after.path);
    const auto folder = m_published.at(place.folder);
    const auto removed = folder ? m_fs.removeFolder(**folder, place.name) : Done(failure(folder.error()));
    if (!removed && !isMissing(removed.error()) && removed.error().error != ENOTEMPTY && removed.error().error != EEXIST)
        return removed;
    return folder ? putBack(**folder, place.name, step.after.path) : Done();
}

PublishSeries::Done PublishSeries::placeBack(const Step &step, bool)
{
    const auto fresh = lookStaged(m_place.fresh, step.after.path);
    const auto there = lookPublished(step.after.path);
    const auto kept = step.before.exists ? lookStaged(m_place.old, step.before.path) : std::optional<io::FileStatus>();
    if (!fresh || !there || !kept)
        return failure(!fresh ? fresh.error() : !there ? there.error() : kept.error());
    const auto place = io::splitPath(step.after.path);
    const std::string name = flatName(step.after.path);
    const auto folder = m_published.at(place.folder);
    if (!folder)
        return isMissing(folder.error()) && *fresh && !*kept ? Done() : Done(failure(folder.error()));
    const bool twoNames = *fresh && *there && (*fresh)->inode == (*there)->inode && (*fresh)->links > 1;
    if (!*fresh && *there) {
        // The former one takes the name over at once where there are links.
        const auto linked = *kept ? m_fs.hardLink(**folder, place.name, m_place.fresh, name) : Done(failure(io::IoError{"link", EPERM}));
        const auto moved = linked ? linked : m_fs.rename(**folder, place.name, m_place.fresh, name);
        if (!moved)
            return moved;
    }
    if (!*kept)
        return putBack(**folder, place.name, step.path());
    const auto former = io::splitPath(step.before.path);
    const std::string formerName = flatName(step.before.path);
    const auto formerFolder = m_published.at(former.folder);
    if (!formerFolder)
        return failure(formerFolder.error());
    const bool notBegun = *fresh && !twoNames && *there && (*there)->inode == (*kept)->inode;
    if (notBegun) // only its second name was made
        return m_fs.removeFile(m_place.old, formerName);
    return m_fs.rename(m_place.old, formerName, **formerFolder, former.name);
}

PublishSeries::Done PublishSeries::setAttributesBack(const Step &step, bool)
{
    const auto done = apply(step.before);
    return !done && isMissing(done.error()) ? Done() : done;
}

} // namespace cartage::transport
