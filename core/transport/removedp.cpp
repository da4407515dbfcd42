// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/removal.h"

#include <cerrno>

#include "core/io/fileops.h"
#include "core/transport/packagerecord.h"

namespace cartage::transport {

namespace {

/// found/ with something in it stays; its content is named.
Result<void> nameFound(DpVisit &visit, RemoveOutcome &outcome)
{
    io::FileSystem &fs = visit.fs();
    const auto found = fs.openFolderAt(visit.ours(), foundFolder);
    const auto listed = found ? fs.list(*found,
                                        [&outcome](const io::FolderEntry &entry) {
                                            outcome.found.push_back(std::string(ourFolder) + '/' + foundFolder + '/' + std::string(entry.name));
                                            return true;
                                        })
                              : io::IoResult<void>(failure(found.error()));
    if (!listed && listed.error().error != ENOENT)
        return failure(visit.error(listed.error(), foundFolder, Doing::Root));
    if (listed && outcome.found.empty())
        (void)fs.removeFolder(visit.ours(), foundFolder);
    return {};
}

/// The marker, then the folder, which stays only with found/ in it.
Result<void> removeMarker(DpVisit &visit)
{
    io::FileSystem &fs = visit.fs();
    auto done = fs.syncFileSystem(visit.root());
    if (done)
        done = fs.removeFile(visit.ours(), markerFile);
    if (!done)
        return failure(visit.error(done.error(), std::string(ourFolder) + '/' + markerFile, Doing::Root));
    const auto removed = fs.removeFolder(visit.root(), ourFolder);
    if (!removed && removed.error().error != ENOTEMPTY && removed.error().error != EEXIST)
        return failure(visit.error(removed.error(), ourFolder, Doing::Root));
    if (const auto synced = fs.syncFile(visit.root()); !synced)
        return failure(visit.error(synced.error(), "", Doing::Root));
    return {};
}

Result<void> removeAll(DpVisit &visit, RemoveOutcome &outcome)
{
    const auto records = readRecords(visit.fs(), visit.ours());
    if (!records)
        return failure(visit.error(records.error(), recordFolder, Doing::Root));
    for (const auto &[package, record] : *records) {
        if (!record.isBy(visit.dp.site))
            continue;
        RemoveOutcome one = removePackage(visit.services, {visit.dp, package, std::nullopt, 0}, visit.control);
        outcome.bytesFreed += one.bytesFreed;
        if (one.error)
            return failure(*one.error);
        if (one.stopped) {
            outcome.stopped = true;
            return {};
        }
    }
    const auto stages = listStages(visit, std::nullopt);
    if (!stages)
        return failure(visit.error(stages.error(), stagesFolder, Doing::Root));
    for (const StageName &name : *stages) {
        if (auto error = finishRemovals(visit, name.package, outcome))
            return failure(*error);
    }
    if (outcome.stopped)
        return {};
    outcome.found.clear(); // named as they lie in found/
    for (const char *folder : {stagesFolder, recordFolder, "probe"}) {
        if (const auto removed = io::removeTree(visit.fs(), visit.ours(), folder); !removed)
            return failure(visit.error(removed.error(), std::string(ourFolder) + '/' + folder, Doing::Root));
    }
    if (const auto named = nameFound(visit, outcome); !named)
        return named;
    return removeMarker(visit);
}

/// A removal that was cut off after its last step finds nothing of ours. On the same file system as before, that is the end of it; on another
/// one it is a DP whose disk or share is not there.
bool isRemovedAlready(DpVisit &visit, const Error &error)
{
    if ((error.code != Code::DpNotThere && error.code != Code::DpMarkerMissing) || !visit.root().isOpen() || !visit.dp.abilities)
        return false;
    const auto status = visit.fs().status(visit.root());
    return status && status->device == visit.dp.abilities->device && !visit.dp.abilities->network;
}

} // namespace

RemoveOutcome removeDp(Services &services, const DpAddress &dp, WorkControl &control)
{
    DpVisit visit(services, dp, control);
    RemoveOutcome outcome;
    outcome.error = visit.open();
    if (outcome.error) {
        if (isRemovedAlready(visit, *outcome.error)) {
            (void)visit.fs().removeFolder(visit.root(), ourFolder); // empty, or with found/ in it
            outcome.error.reset();
            outcome.removed = true;
        }
    } else {
        const auto removed = removeAll(visit, outcome);
        if (!removed)
            outcome.error = removed.error();
        outcome.removed = removed && !outcome.stopped;
    }
    outcome.seen = visit.seen;
    return outcome;
}

} // namespace cartage::transport
