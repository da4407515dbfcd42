// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/addressdriver.h"

#include <algorithm>
#include <cerrno>

#include "core/content/ioerrors.h"
#include "core/inbox/inboxidentity.h"
#include "core/inbox/publish.h"
#include "core/inbox/takein.h"
#include "core/transport/ratelimit.h"

namespace cartage::transport {

namespace {

constexpr const char *partsFolder = "parts";
constexpr std::size_t blockBytes = 256UL * 1024;
/// A line with a delay is kept busy by few large writes; one that takes longer than this for a block gets smaller ones, so that a stop is heard.
constexpr std::size_t largestBlock = 4UL * 1024 * 1024;
constexpr std::uint64_t leftFree = 16UL * 1024 * 1024; ///< of the other site's disk; of a small one a twentieth
constexpr Span quick = std::chrono::milliseconds(500);
constexpr std::uint32_t partMode = 0644; // the site may be another user
constexpr std::size_t probeBytes = 4096;
constexpr std::size_t randomBytes = 16;

Code codeOf(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
    case ENODEV:
    case ENOTCONN:
    case EHOSTDOWN:
    case ENXIO:
        return Code::AddressNotThere;
    case EACCES:
    case EPERM:
    case EROFS:
        return Code::AddressNotWritable;
    case ENOSPC:
    case EDQUOT:
        return Code::AddressFull;
    case ETIMEDOUT:
    case EHOSTUNREACH:
    case ENETUNREACH:
    case ESTALE:
        return Code::AddressNotResponding;
    default:
        return Code::AddressFailing;
    }
}

Error addressError(const io::IoError &failed, const SiteCode &site, const std::string &path)
{
    Error error;
    error.code = codeOf(failed.error);
    error.operation = failed.operation;
    error.path = path;
    error.systemError = failed.error;
    error.scope = Scope::Site;
    error.object = site.value();
    return error;
}

/// One part on its way.
class PartSender final
{
public:
    PartSender(io::FileSystem &fs, const io::Handle &source, const PartOrder &order, const Pause &pause, SendProgress &progress, WorkControl &control)
        : m_fs(fs), m_source(source), m_order(order), m_limit(control, pause), m_progress(progress), m_control(control)
    {
    }

    PartOutcome run()
    {
        m_control.setTotals(m_order.bytes, 1);
        m_control.moved();
        m_progress.begun = true;
        if (open() && resume() && send())
            m_outcome.complete = true;
        if (m_file.isOpen()) {
            const auto closed = m_fs.close(std::move(m_file));
            if (!closed && !m_outcome.error)
                failed(closed.error());
        }
        m_outcome.complete = m_outcome.complete && !m_outcome.error;
        return m_outcome;
    }

private:
    bool failed(const io::IoError &error)
    {
        m_outcome.error = addressError(error, m_order.site, m_order.inbox + "/" + partsFolder + "/" + m_order.hash.hex());
        return false;
    }
    bool failedHere(const io::IoError &error)
    {
        m_outcome.error = content::libraryError(error, m_order.hash.hex());
        return false;
    }
    bool goesOn()
    {
        m_control.moved();
        m_outcome.stopped = m_outcome.stopped || m_control.stopRequested();
        return !m_outcome.stopped;
    }

    /// parts/ is ours to make in an inbox that is there; a bare mount point has no new/.
    bool open()
    {
        auto inbox = m_fs.openFolder(m_order.inbox);
        if (!inbox)
            return failed(inbox.error());
        const auto published = m_fs.statusAt(*inbox, "new");
        if (!published)
            return failed(published.error());
        auto parts = io::ensureFolder(m_fs, *inbox, partsFolder, published->mode);
        if (!parts)
            return failed(parts.error());
        m_parts = std::move(*parts);
        auto file = m_fs.openForWriting(m_parts, m_order.hash.hex());
        if (!file && file.error().error == ENOENT)
            file = m_fs.createFile(m_parts, m_order.hash.hex(), partMode);
        if (!file && file.error().error == EEXIST)
            file = m_fs.openForWriting(m_parts, m_order.hash.hex());
        if (!file)
            return failed(file.error());
        m_file = std::move(*file);
        // The name, too, before a sync point says that bytes need not be sent again.
        if (const auto named = m_fs.syncFile(m_parts); !named)
            return failed(named.error());
        m_progress.part = m_order.hash;
        m_progress.total = m_order.bytes;
        return goesOn();
    }

    /// What lies there counts as far as it is the same as ours: the tail before the sync point, and everything behind it.
    bool resume()
    {
        auto there = m_fs.openForReading(m_parts, m_order.hash.hex());
        if (!there)
            return failed(there.error());
        const auto status = m_fs.status(*there);
        if (!status)
            return failed(status.error());
        if (status->type != io::FileType::Regular)
            return failed({"open", EINVAL});
        if (!fits(status->size))
            return false;
        const std::int64_t size = std::min<std::int64_t>(static_cast<std::int64_t>(status->size), m_order.bytes);
        const std::int64_t sure = std::min(m_order.syncPoint, size) / syncEvery * syncEvery;
        m_at = std::max<std::int64_t>(sure - syncEvery, 0);
        std::vector<std::byte> ours(blockBytes), theirs(blockBytes);
        while (m_at < size && goesOn()) {
            const auto want = static_cast<std::size_t>(std::min<std::int64_t>(size - m_at, static_cast<std::int64_t>(blockBytes)));
            if (!readOurs(ours, want))
                return false;
            const auto got = m_fs.readAt(*there, std::span(theirs).first(want), static_cast<std::uint64_t>(m_at));
            if (!got)
                return failed(got.error());
            const auto same = std::mismatch(ours.begin(), ours.begin() + static_cast<std::ptrdiff_t>(*got), theirs.begin()).first - ours.begin();
            m_at += same;
            if (*got == 0 || static_cast<std::size_t>(same) < *got)
                break;
        }
        // Something before the sync point differs: then nothing that lies there is to be relied on.
        if (m_at < sure)
            m_at = 0;
        m_synced = std::min(m_at, sure);
        m_progress.there = m_at;
        m_progress.synced = m_synced;
        return goesOn();
    }

    /// Begun where it cannot end, it would take from the other site what its own database needs, and neither would go on.
    bool fits(std::uint64_t lies)
    {
        const auto space = m_fs.space(m_parts);
        const std::uint64_t more = static_cast<std::uint64_t>(m_order.bytes) - std::min(lies, static_cast<std::uint64_t>(m_order.bytes));
        const bool full = space && more > 0 && space->free < more + std::min(leftFree, space->total / 20);
        return !full || failed({"space", ENOSPC});
    }

    bool readOurs(std::vector<std::byte> &into, std::size_t want)
    {
        std::size_t have = 0;
        while (have < want) {
            const auto got = m_fs.readAt(m_source, std::span(into).subspan(have, want - have), static_cast<std::uint64_t>(m_at) + have);
            if (!got)
                return failedHere(got.error());
            if (*got == 0)
                return failedHere({"read", EIO}); // shorter than it was built
            have += *got;
        }
        return true;
    }

    bool send()
    {
        std::vector<std::byte> block(static_cast<std::size_t>(std::min<std::int64_t>(m_order.bytes - m_at, static_cast<std::int64_t>(largestBlock))));
        std::size_t most = blockBytes;
        while (m_at < m_order.bytes) {
            if (!goesOn())
                return false;
            // Blocks end where syncs are due.
            const std::int64_t left = std::min(m_order.bytes, (m_at / syncEvery + 1) * syncEvery) - m_at;
            const std::size_t want = std::min<std::size_t>(m_limit.block(most), static_cast<std::size_t>(left));
            if (!readOurs(block, want))
                return false;
            m_limit.take(want);
            const Span begun = m_control.clock().boot();
            for (std::size_t written = 0; written < want;) {
                const auto put = m_fs.writeAt(m_file, std::span(block).subspan(written, want - written), static_cast<std::uint64_t>(m_at) + written);
                if (!put)
                    return failed(put.error());
                if (*put == 0)
                    return failed({"write", ENOSPC});
                written += *put;
            }
            const Span took = m_control.clock().boot() - begun;
            most = took <= quick ? std::min(most * 2, largestBlock) : std::max(most / 2, blockBytes);
            m_at += static_cast<std::int64_t>(want);
            m_control.addBytes(static_cast<std::int64_t>(want));
            m_progress.there = m_at;
            m_progress.sent += static_cast<std::int64_t>(want);
            if (m_at % syncEvery == 0 && !sync())
                return false;
        }
        return finish();
    }
    bool sync()
    {
        if (const auto synced = m_fs.syncFile(m_file); !synced)
            return failed(synced.error());
        m_progress.synced = m_at;
        return true;
    }
    bool finish()
    {
        const auto status = m_fs.status(m_file);
        if (!status)
            return failed(status.error());
        if (static_cast<std::int64_t>(status->size) > m_order.bytes) {
            if (const auto cut = m_fs.truncate(m_file, static_cast<std::uint64_t>(m_order.bytes)); !cut)
                return failed(cut.error());
        }
        if (!sync())
            return false;
        if (const auto synced = m_fs.syncFile(m_parts); !synced)
            return failed(synced.error());
        return true;
    }

    io::FileSystem &m_fs;
    const io::Handle &m_source;
    const PartOrder &m_order;
    RateLimit m_limit;
    SendProgress &m_progress;
    WorkControl &m_control;
    io::Handle m_parts, m_file;
    std::int64_t m_at = 0;
    std::int64_t m_synced = 0;
    PartOutcome m_outcome;
};

} // namespace

PartOutcome sendPart(io::FileSystem &fs, const io::Handle &source, const PartOrder &order, const Pause &pause, SendProgress &progress, WorkControl &control)
{
    return PartSender(fs, source, order, pause, progress, control).run();
}

Result<void> clearParts(io::FileSystem &fs, const SiteCode &site, const std::string &inbox, const std::vector<Sha256> &parts, WorkControl &control,
                        const std::function<bool()> &mayStill)
{
    const std::string path = inbox + "/" + partsFolder;
    const auto folder = fs.openFolder(path);
    if (!folder)
        return failure(addressError(folder.error(), site, path));
    for (const Sha256 &part : parts) {
        control.moved();
        if (control.stopRequested() || !mayStill())
            return failure(addressError({"unlink", EINTR}, site, path));
        const auto removed = fs.removeFile(*folder, part.hex());
        if (!removed && removed.error().error != ENOENT)
            return failure(addressError(removed.error(), site, path + "/" + part.hex()));
    }
    return {};
}

Result<std::string> publishInstruction(io::FileSystem &fs, const SiteCode &site, const std::string &inbox, std::string_view bytes,
                                       const std::string &senderSiteId, Random &random, const std::function<bool()> &mayStill)
{
    const auto problem = [&](const inbox::Publisher::Problem &found) { return failure(addressError(found.error, site, inbox + "/" + found.path)); };
    auto publisher = inbox::Publisher::open(fs, inbox);
    if (!publisher)
        return problem(publisher.error());
    const auto published = publisher->publish(bytes, [&] { return inbox::makeInstructionName(senderSiteId, random); }, {}, mayStill);
    if (!published)
        return problem(published.error());
    if (const auto synced = publisher->sync(); !synced)
        return problem(synced.error());
    return published->name;
}

namespace {

/// Who may leave an instruction may not for that leave package files.
io::IoResult<void> tryParts(io::FileSystem &fs, const std::string &inbox, const std::string &name)
{
    auto folder = fs.openFolder(inbox + "/" + partsFolder);
    if (!folder && folder.error().error == ENOENT) { // of a site whose engine has not started since it may be sent any; made when the first is sent
        auto above = fs.openFolder(inbox);
        folder = above ? io::ensureFolder(fs, *above, partsFolder, 0755) : io::IoResult<io::Handle>(failure(above.error()));
    }
    if (!folder)
        return failure(folder.error());
    auto file = fs.createFile(*folder, name, partMode);
    if (!file)
        return failure(file.error());
    if (auto closed = fs.close(std::move(*file)); !closed)
        return closed;
    return fs.removeFile(*folder, name);
}

} // namespace

std::optional<Error> contradiction(const SiteIdentity &site, const std::string &inbox, const std::optional<SiteIdentity> &said)
{
    if (!said || (said->code == site.code && (said->keyId.empty() || said->keyId == site.keyId)))
        return std::nullopt;
    Error error;
    error.code = Code::AddressOtherSite;
    error.operation = "read";
    error.path = inbox;
    error.scope = Scope::Site;
    error.object = site.code.value();
    if (said->code != site.code) {
        error.parameters["found"] = said->code.value();
    } else {
        error.parameters["key"] = site.keyId;
        error.parameters["found_key"] = said->keyId;
    }
    return error;
}

std::vector<ProbeOutcome::Step> testAddress(io::FileSystem &fs, const SiteIdentity &site, const std::string &inbox, const Clock &clock, Random &random)
{
    std::vector<ProbeOutcome::Step> steps;
    const auto step = [&](const char *name, const std::string &path, const auto &work) {
        const Span begun = clock.boot();
        const io::IoResult<void> done = work();
        steps.push_back({name, done.has_value(), clock.boot() - begun, done ? std::nullopt : std::optional(addressError(done.error(), site.code, path))});
        return done.has_value();
    };
    io::Handle aside;
    const bool opened = step("open", inbox, [&]() -> io::IoResult<void> {
        for (const char *name : {"new", "tmp"}) {
            auto folder = fs.openFolder(inbox + "/" + name);
            if (!folder)
                return failure(folder.error());
            aside = std::move(*folder);
        }
        return {};
    });
    if (!opened)
        return steps;
    const Span asked = clock.boot();
    if (const auto said = inbox::readIdentity(fs, inbox); said && *said) {
        const auto other = contradiction(site, inbox, *said);
        steps.push_back({"identity", !other, clock.boot() - asked, other});
        if (other)
            return steps;
    }
    const std::string name = inbox::makeInstructionName(random.hex(randomBytes), random);
    const std::string path = inbox + "/tmp/" + name;
    const std::string bytes = random.hex(probeBytes / 2);
    const bool written = step("write", path, [&]() -> io::IoResult<void> {
        auto file = fs.createFile(aside, name, partMode);
        if (!file)
            return failure(file.error());
        if (auto put = io::writeAll(fs, *file, asBytes(bytes)); !put)
            return put;
        if (auto synced = fs.syncFile(*file); !synced)
            return synced;
        return fs.close(std::move(*file));
    });
    if (written) {
        step("read", path, [&]() -> io::IoResult<void> {
            const auto read = io::readFile(fs, aside, name, probeBytes);
            if (!read)
                return failure(read.error());
            return *read == bytes ? io::IoResult<void>() : failure(io::IoError{"read", EIO});
        });
    }
    step("parts", inbox + "/" + partsFolder, [&] { return tryParts(fs, inbox, name); });
    const auto there = io::exists(fs, aside, name);
    if (written || (there && *there))
        step("delete", path, [&] { return fs.removeFile(aside, name); });
    step("space", inbox, [&]() -> io::IoResult<void> {
        const auto space = fs.space(aside);
        if (!space)
            return failure(space.error());
        return space->free > probeBytes ? io::IoResult<void>() : failure(io::IoError{"space", ENOSPC});
    });
    return steps;
}

} // namespace cartage::transport
