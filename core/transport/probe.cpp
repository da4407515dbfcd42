// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/probe.h"

#include <array>
#include <cerrno>

#include "core/io/fileops.h"
#include "core/transport/packagerecord.h"
#include "core/transport/rights.h"
#include "core/transport/stagefolder.h"

namespace cartage::transport {

namespace {

constexpr std::size_t probeSize = 4096;
constexpr int mostWaits = 200;
constexpr Span betweenLooks(50);

/// Steps of a probe, each with its time; after one that failed no other is tried.
class Probe
{
public:
    Probe(DpVisit &visit, ProbeOutcome &outcome)
        : m_visit(visit)
        , m_outcome(outcome)
    { }

    template <class Function>
    bool step(const char *name, Function function)
    {
        if (m_outcome.error)
            return false;
        m_visit.control.moved();
        const Span start = m_visit.control.clock().boot();
        std::optional<Error> error = function();
        m_outcome.steps.push_back({name, !error, m_visit.control.clock().boot() - start, error});
        if (error) {
            // Whatever stops a probe stops the DP.
            error->scope = Scope::Dp;
            m_outcome.error = error;
        }
        return !m_outcome.error;
    }

    void writeReadDelete()
    {
        const std::string name = "probe-" + m_visit.services.random.hex(8);
        std::array<std::byte, probeSize> bytes;
        m_visit.services.random.fill(bytes);
        io::Handle folder;
        step("write", [&] { return write(folder, name, bytes); });
        step("read", [&] { return read(folder, name, bytes); });
        step("delete", [&] { return failed(m_visit.fs().removeFile(folder, name), name); });
    }

private:
    std::optional<Error> failed(const io::IoResult<void> &done, const std::string &name)
    {
        if (done)
            return std::nullopt;
        return m_visit.error(done.error(), std::string(ourFolder) + "/probe/" + name, Doing::Root);
    }

    /// Leftovers of probes that were killed go first.
    std::optional<Error> write(io::Handle &folder, const std::string &name, std::span<const std::byte> bytes)
    {
        io::FileSystem &fs = m_visit.fs();
        auto emptied = io::removeTree(fs, m_visit.ours(), "probe");
        auto opened = emptied ? io::ensureFolder(fs, m_visit.ours(), "probe", folderMode(fs, m_visit.ours())) : io::IoResult<io::Handle>(failure(emptied.error()));
        if (!opened)
            return failed(failure(opened.error()), "");
        folder = std::move(*opened);
        auto file = fs.createFile(folder, name, 0600);
        auto done = file ? io::writeAll(fs, *file, bytes) : io::IoResult<void>(failure(file.error()));
        if (done)
            done = fs.syncFile(*file);
        if (done)
            done = fs.close(std::move(*file));
        if (!done && file)
            (void)fs.removeFile(folder, name);
        return failed(done, name);
    }

    std::optional<Error> read(const io::Handle &folder, const std::string &name, std::span<const std::byte> bytes)
    {
        io::FileSystem &fs = m_visit.fs();
        const auto file = fs.openForReading(folder, name);
        if (!file)
            return failed(failure(file.error()), name);
        if (const auto dropped = fs.dropCache(*file); !dropped)
            return failed(dropped, name);
        std::array<std::byte, probeSize + 1> found;
        const auto count = io::readFully(fs, *file, found);
        if (!count)
            return failed(failure(count.error()), name);
        if (*count != bytes.size() || !std::equal(bytes.begin(), bytes.end(), found.begin()))
            return m_visit.error(Code::VerifyMismatch, std::string(ourFolder) + "/probe/" + name, Scope::Dp);
        return std::nullopt;
    }

    DpVisit &m_visit;
    ProbeOutcome &m_outcome;
};

/// What is tried in probe/ is one command's at a time. False when another one keeps it for long; where nothing can be locked there is nobody to wait for.
bool lockRoot(DpVisit &visit)
{
    for (int wait = 0; wait < mostWaits; ++wait) {
        const auto locked = visit.fs().lock(visit.root());
        if (locked || (locked.error().error != EWOULDBLOCK && locked.error().error != EAGAIN))
            return true;
        visit.services.pause(betweenLooks, visit.control);
    }
    return false;
}

Error pathInUse(const std::string &path)
{
    Error error;
    error.code = Code::PathInUse;
    error.scope = Scope::Command;
    error.path = path;
    return error;
}

io::IoResult<bool> carriesMarker(io::FileSystem &fs, const std::string &folder)
{
    const auto opened = fs.openFolder(folder);
    if (!opened) {
        const int error = opened.error().error;
        return error == EACCES || error == ENOENT || error == ENOTDIR ? io::IoResult<bool>(false) : failure(opened.error());
    }
    const auto there = io::exists(fs, *opened, std::string(ourFolder) + '/' + markerFile);
    if (!there && (there.error().error == EACCES || there.error().error == ENOTDIR || there.error().error == ELOOP))
        return false;
    return there;
}

/// A DP inside another one would be taken for its content. Above: all folders; below: one level, as a whole disk cannot be walked for this.
Result<void> refuseNested(DpVisit &visit)
{
    const std::string &path = visit.dp.path;
    std::vector<std::string> near;
    for (std::size_t slash = path.find_last_not_of('/'); slash != std::string::npos;) {
        slash = path.rfind('/', slash);
        if (slash == std::string::npos)
            break;
        near.push_back(slash == 0 ? "/" : path.substr(0, slash));
        if (slash == 0)
            break;
        --slash;
    }
    const auto listed = visit.fs().list(visit.root(), [&](const io::FolderEntry &entry) {
        if (entry.type == io::FileType::Folder && entry.name != ourFolder)
            near.push_back(path + '/' + std::string(entry.name));
        return true;
    });
    if (!listed)
        return failure(visit.error(listed.error(), path, Doing::Root));
    for (const std::string &folder : near) {
        const auto marked = carriesMarker(visit.fs(), folder);
        if (!marked)
            return failure(visit.error(marked.error(), folder, Doing::Root));
        if (*marked)
            return failure(pathInUse(folder));
    }
    return {};
}

} // namespace

ProbeOutcome probeDp(Services &services, const DpAddress &dp, bool abilities, WorkControl &control)
{
    DpVisit visit(services, dp, control);
    ProbeOutcome outcome;
    Probe probe(visit, outcome);
    probe.step("open", [&] { return visit.openRoot(); });
    if (probe.step("marker", [&] { return visit.checkMarker(); }))
        visit.seen.contact = true;
    if (!outcome.error) {
        static_cast<void>(lockRoot(visit));
        probe.writeReadDelete();
    }
    probe.step("space", [&] { return visit.readSpace(); });
    const auto status = outcome.error ? io::IoResult<io::FileStatus>(failure(io::IoError{})) : visit.fs().status(visit.root());
    const bool newMount = status && !(dp.abilities && dp.abilities->device == status->device);
    if (abilities || newMount)
        probe.step("abilities", [&] { return visit.tryAbilities(); });
    outcome.seen = visit.seen;
    return outcome;
}

Result<Transport::InstallOutcome> installDp(Services &services, const DpAddress &dp, bool takeOver, WorkControl &control)
{
    DpVisit visit(services, dp, control);
    io::FileSystem &fs = services.fs;
    if (auto error = visit.openRoot())
        return failure(*error);
    // Two commands that add one folder would each write their own marker.
    if (!lockRoot(visit)) {
        Error error = pathInUse(dp.path);
        error.parameters["why"] = "another command adds it at this moment";
        return failure(error);
    }
    if (const auto alone = refuseNested(visit); !alone)
        return failure(alone.error());
    const auto fail = [&](const io::IoError &error) { return failure(visit.error(error, ourFolder, Doing::Root)); };
    Transport::InstallOutcome outcome;
    const auto known = visit.readMarkerThere();
    if (!known)
        return fail(known.error());
    if (*known) {
        const Marker &marker = **known;
        const bool own = marker.site.code == dp.site.code && marker.site.keyId == dp.site.keyId;
        // Without being told to, only what a command that was interrupted had begun is taken up: there are no packages yet.
        const auto there = readRecords(fs, visit.ours());
        if (!there)
            return fail(there.error());
        if (!own) {
            Error error = visit.error(Code::DpOtherIdentity, dp.path, Scope::Dp);
            error.parameters["site"] = marker.site.code.value();
            error.parameters["found"] = marker.guid;
            return failure(error);
        }
        if (!takeOver && marker.guid != dp.guid && !there->empty()) {
            Error error = pathInUse(dp.path);
            error.parameters["take_over"] = dp.path;
            return failure(error);
        }
        outcome.takenBack = true;
        outcome.guid = marker.guid;
    } else {
        outcome.guid = dp.guid.empty() ? services.random.hex(16) : dp.guid;
    }
    if (const auto made = visit.makeOurFolder(); !made)
        return fail(made.error());
    if (auto error = visit.tryAbilities())
        return failure(*error);
    // The marker comes last: a folder with half of what is ours is no DP yet.
    if (const auto written = writeMarker(fs, visit.ours(), {outcome.guid, dp.site}); !written)
        return fail(written.error());
    if (const auto synced = fs.syncFile(visit.root()); !synced)
        return fail(synced.error());
    visit.seen.contact = true;
    if (auto error = visit.readSpace())
        return failure(*error);
    const auto records = readRecords(fs, visit.ours());
    if (!records)
        return fail(records.error());
    for (const auto &[package, record] : *records) {
        if (record.isBy(dp.site))
            outcome.records.emplace_back(package, record.facts());
    }
    outcome.seen = visit.seen;
    return outcome;
}

} // namespace cartage::transport
