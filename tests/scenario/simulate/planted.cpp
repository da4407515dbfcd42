// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scenario/simulate/planted.h"

#include <cerrno>
#include <cstdlib>
#include <set>

#include "core/store/statement.h"
#include "tests/scenario/simulate/forwardingtransport.h"

namespace cartage::test {

namespace {

using transport::Transport;
using transport::WorkControl;
using Below = std::unique_ptr<Transport>;

// At the files.

bool isDp(const std::string &path) { return path.starts_with("/dp/"); }
bool isIn(const std::string &path, const char *part) { return path.find(part) != std::string::npos; }

/// Leaves out the sync of a whole file system that comes after certain calls.
class NoSync final : public ForwardingFiles
{
public:
    enum After { Anything, Content, PublishingRecord, Series, FinalRecord, Removal };
    NoSync(io::FileSystem &below, After after)
        : ForwardingFiles(below)
        , m_after(after)
    { }
    io::IoResult<void> close(io::Handle handle) override
    {
        const std::string path = pathOf(handle);
        if (isIn(path, "/stage/") && isIn(path, "/new/"))
            m_last = Content;
        return ForwardingFiles::close(std::move(handle));
    }
    io::IoResult<void> rename(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override
    {
        note(pathOf(fromFolder, from), pathOf(toFolder, to));
        return ForwardingFiles::rename(fromFolder, from, toFolder, to);
    }
    io::IoResult<void> renameNoReplace(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override
    {
        note(pathOf(fromFolder, from), pathOf(toFolder, to));
        return ForwardingFiles::renameNoReplace(fromFolder, from, toFolder, to);
    }
    io::IoResult<void> removeFile(const io::Handle &folder, std::string_view relative) override
    {
        if (isIn(pathOf(folder, relative), "/.cartage/packages/"))
            m_last = Removal;
        return ForwardingFiles::removeFile(folder, relative);
    }
    io::IoResult<void> syncFileSystem(const io::Handle &handle) override
    {
        const After last = std::exchange(m_last, Anything);
        if (isDp(pathOf(handle)) && (m_after == Anything || m_after == last))
            return {};
        return ForwardingFiles::syncFileSystem(handle);
    }

private:
    void note(const std::string &from, const std::string &to)
    {
        if (isIn(to, "/.cartage/packages/"))
            m_last = from.ends_with("record.publishing") ? PublishingRecord : FinalRecord;
        else if (isDp(to) && !isIn(to, "/.cartage/"))
            m_last = Series;
    }
    After m_after;
    After m_last = Anything;
};

/// The record says the new version before the first name has changed.
class RecordFirst final : public ForwardingFiles
{
public:
    using ForwardingFiles::ForwardingFiles;
    io::IoResult<void> rename(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override
    {
        if (from == "record.publishing")
            return ForwardingFiles::rename(fromFolder, "record.final", toFolder, to);
        if (from == "record.final")
            return {};
        return ForwardingFiles::rename(fromFolder, from, toFolder, to);
    }
};

/// Each renaming onto a published name trades places with the change that comes after it: with its neighbour, or with the sync at the end of the series.
class SwappedSteps final : public ForwardingFiles
{
public:
    using ForwardingFiles::ForwardingFiles;
    io::IoResult<void> rename(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override
    {
        if (publishes(fromFolder, toFolder) && !m_held.from.isOpen())
            return hold(fromFolder, from, toFolder, to);
        auto renamed = ForwardingFiles::rename(fromFolder, from, toFolder, to);
        return thenTheHeld(std::move(renamed));
    }
    io::IoResult<void> renameNoReplace(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override
    {
        return thenTheHeld(ForwardingFiles::renameNoReplace(fromFolder, from, toFolder, to));
    }
    io::IoResult<void> syncFileSystem(const io::Handle &handle) override { return thenTheHeld(ForwardingFiles::syncFileSystem(handle)); }

private:
    bool publishes(const io::Handle &fromFolder, const io::Handle &toFolder) const
    {
        return isIn(pathOf(fromFolder), "/stage/") && isDp(pathOf(toFolder)) && !isIn(pathOf(toFolder), "/.cartage");
    }
    io::IoResult<void> hold(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to)
    {
        auto source = below().openFolderAt(fromFolder, "");
        auto target = below().openFolderAt(toFolder, "");
        if (!source || !target)
            return ForwardingFiles::rename(fromFolder, from, toFolder, to);
        m_held = {std::move(*source), std::string(from), std::move(*target), std::string(to)};
        return {};
    }
    io::IoResult<void> thenTheHeld(io::IoResult<void> done)
    {
        if (const Held held = std::exchange(m_held, Held()); held.from.isOpen())
            static_cast<void>(below().rename(held.from, held.name, held.to, held.toName));
        return done;
    }
    struct Held {
        io::Handle from;
        std::string name;
        io::Handle to;
        std::string toName;
    };
    Held m_held;
};

class TakenIsDone final : public ForwardingFiles
{
public:
    using ForwardingFiles::ForwardingFiles;
    io::IoResult<void> renameNoReplace(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override
    {
        auto renamed = ForwardingFiles::renameNoReplace(fromFolder, from, toFolder, to);
        if (!renamed && renamed.error().error == EEXIST && isDp(pathOf(toFolder)))
            return {};
        return renamed;
    }
};

class SyncErrorsDropped final : public ForwardingFiles
{
public:
    using ForwardingFiles::ForwardingFiles;
    io::IoResult<void> syncFileSystem(const io::Handle &handle) override
    {
        static_cast<void>(ForwardingFiles::syncFileSystem(handle));
        return {};
    }
};

/// What is not ours is deleted, not set aside.
class ForeignDeleted final : public ForwardingFiles
{
public:
    using ForwardingFiles::ForwardingFiles;
    io::IoResult<void> rename(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override
    {
        if (isIn(pathOf(toFolder, to), "/.cartage/found/"))
            return below().removeFile(fromFolder, from);
        return ForwardingFiles::rename(fromFolder, from, toFolder, to);
    }
};

/// What is read back is what was written, as if from a cache: nobody looks at what lies there.
class BelievesWrites final : public ForwardingFiles
{
public:
    using ForwardingFiles::ForwardingFiles;
    io::IoResult<io::Handle> openForReading(const io::Handle &folder, std::string_view relative, io::Caching caching) override
    {
        auto opened = ForwardingFiles::openForReading(folder, relative, caching);
        if (opened)
            m_at[opened->descriptor()] = 0;
        return opened;
    }
    io::IoResult<std::size_t> write(const io::Handle &file, std::span<const std::byte> bytes) override
    {
        auto written = ForwardingFiles::write(file, bytes);
        if (written && isIn(pathOf(file), "/new/"))
            m_written[pathOf(file)].append(reinterpret_cast<const char *>(bytes.data()), *written);
        return written;
    }
    io::IoResult<io::Handle> createFile(const io::Handle &folder, std::string_view relative, std::uint32_t mode, io::Caching caching) override
    {
        m_written.erase(pathOf(folder, relative));
        return ForwardingFiles::createFile(folder, relative, mode, caching);
    }
    io::IoResult<std::size_t> read(const io::Handle &file, std::span<std::byte> into) override
    {
        const auto written = m_written.find(pathOf(file));
        if (written == m_written.end())
            return ForwardingFiles::read(file, into);
        std::size_t &at = m_at[file.descriptor()];
        const std::size_t count = std::min(into.size(), written->second.size() - std::min(at, written->second.size()));
        std::copy_n(reinterpret_cast<const std::byte *>(written->second.data()) + at, count, into.begin());
        at += count;
        return count;
    }

private:
    std::map<std::string, std::string> m_written;
    std::map<int, std::size_t> m_at;
};

template <class Files, class... More>
PlantedBug atFiles(const std::string &name, More... more)
{
    PlantedBug bug;
    bug.name = name;
    bug.files = [more...](io::FileSystem &below, PlantedState &) { return std::make_unique<Files>(below, more...); };
    return bug;
}

// At the transport.

class UnprovenIsProven final : public ForwardingTransport
{
public:
    using ForwardingTransport::ForwardingTransport;
    transport::StageOutcome stage(const transport::StageOrder &order, WorkControl &control) override
    {
        transport::StageOrder blind = order;
        blind.verifyLater = true;
        auto outcome = ForwardingTransport::stage(blind, control);
        outcome.proven = !outcome.stage.empty();
        return outcome;
    }
};

class PublishesUncommitted final : public ForwardingTransport
{
public:
    using ForwardingTransport::ForwardingTransport;
    transport::StageOutcome stage(const transport::StageOrder &order, WorkControl &control) override
    {
        auto outcome = ForwardingTransport::stage(order, control);
        if (outcome.error || outcome.stopped || outcome.alreadyThere)
            return outcome;
        transport::PublishOrder publish;
        publish.dp = order.dp;
        publish.package = order.package;
        publish.version = order.version;
        publish.epoch = order.epoch;
        publish.manifest = order.manifest;
        if (outcome.found)
            publish.formerManifest = outcome.found->manifest;
        publish.stage = outcome.stage;
        publish.token = order.token;
        static_cast<void>(ForwardingTransport::publish(publish, control));
        return outcome;
    }
};

class RemovesNothing final : public ForwardingTransport
{
public:
    using ForwardingTransport::ForwardingTransport;
    transport::RemoveOutcome remove(const transport::RemoveOrder &, WorkControl &) override
    {
        transport::RemoveOutcome outcome;
        outcome.removed = true;
        outcome.seen.contact = true;
        return outcome;
    }
};

class AlwaysThere final : public ForwardingTransport
{
public:
    using ForwardingTransport::ForwardingTransport;
    transport::StageOutcome stage(const transport::StageOrder &order, WorkControl &control) override
    {
        auto outcome = ForwardingTransport::stage(order, control);
        if (outcome.error || outcome.stopped || !outcome.found || outcome.found->publishing)
            return outcome;
        outcome.alreadyThere = true;
        outcome.found->version = order.version;
        outcome.found->manifest = order.manifest;
        outcome.found->epoch = order.epoch;
        return outcome;
    }
};

class DeafToStop final : public ForwardingTransport
{
public:
    using ForwardingTransport::ForwardingTransport;
    transport::StageOutcome stage(const transport::StageOrder &order, WorkControl &control) override
    {
        WorkControl own(control.clock());
        return ForwardingTransport::stage(order, own);
    }
};

class NeverCleans final : public ForwardingTransport
{
public:
    using ForwardingTransport::ForwardingTransport;
    std::optional<Error> clean(const transport::DpAddress &, const PackageId &, const std::string &, bool, WorkControl &) override
    {
        return std::nullopt;
    }
};

class MixedIsUndone final : public ForwardingTransport
{
public:
    using ForwardingTransport::ForwardingTransport;
    transport::PublishOutcome publish(const transport::PublishOrder &order, WorkControl &control) override
    {
        auto outcome = ForwardingTransport::publish(order, control);
        outcome.undone = outcome.undone || outcome.mixed;
        outcome.mixed = false;
        return outcome;
    }
};

class ErrorsArePublished final : public ForwardingTransport
{
public:
    using ForwardingTransport::ForwardingTransport;
    transport::PublishOutcome publish(const transport::PublishOrder &order, WorkControl &control) override
    {
        auto outcome = ForwardingTransport::publish(order, control);
        if (outcome.published || !outcome.error)
            return outcome;
        outcome.published = true;
        outcome.proof = Proof{ProofKind::ReadBack, order.provenAt};
        outcome.error.reset();
        return outcome;
    }
};

/// Whatever marker lies there is right.
class AnyMarker final : public ForwardingTransport
{
public:
    AnyMarker(Below below, PlantedState &state)
        : ForwardingTransport(std::move(below))
        , m_files(state.files)
    { }
    transport::StageOutcome stage(const transport::StageOrder &order, WorkControl &control) override
    {
        transport::StageOrder trusting = order;
        const std::string marker = m_files.read(order.dp.path + "/.cartage/dp.json").value_or("");
        const std::string key = "\"dp_id\":";
        const std::size_t found = marker.find(key);
        const std::size_t begin = found == std::string::npos ? found : marker.find('"', found + key.size());
        const std::size_t end = begin == std::string::npos ? begin : marker.find('"', begin + 1);
        if (end != std::string::npos)
            trusting.dp.guid = marker.substr(begin + 1, end - begin - 1);
        return ForwardingTransport::stage(trusting, control);
    }

private:
    SimFileSystem &m_files;
};

template <class Bug>
PlantedBug atTransport(const std::string &name)
{
    PlantedBug bug;
    bug.name = name;
    bug.transport = [](Below below, PlantedState &) -> Below { return std::make_unique<Bug>(std::move(below)); };
    return bug;
}

// In the database: of each process's own connection, since a site whose tables differ from what they have to be is not opened.

PlantedBug inDatabase(const std::string &name, const char *trigger)
{
    PlantedBug bug;
    bug.name = name;
    bug.database = [trigger](store::Connection &db) {
        if (!db.write<bool>([trigger](store::Connection &inner) -> Result<bool> {
                inner.once(trigger).run();
                return true;
            }))
            std::abort();
    };
    return bug;
}

/// What operators do leaves the token as it is: outcomes of work begun before count.
constexpr const char *tokenIgnored = R"(
    CREATE TEMP TRIGGER planted AFTER UPDATE OF token ON distribution
    WHEN old.state IN ('transferring', 'verifying') AND new.state IN ('stopped', 'paused', 'removing', 'waiting') AND new.token <> old.token
    BEGIN UPDATE distribution SET token = old.token WHERE package_id = new.package_id AND dp_key = new.dp_key; END)";

/// A retry has no time.
constexpr const char *retryForgotten = R"(
    CREATE TEMP TRIGGER planted AFTER UPDATE OF state ON distribution WHEN new.state = 'retrying' AND new.due_at IS NOT NULL
    BEGIN UPDATE distribution SET due_at = NULL WHERE package_id = new.package_id AND dp_key = new.dp_key; END)";

} // namespace

const std::vector<PlantedBug> &plantedBugs()
{
    static const std::vector<PlantedBug> bugs = [] {
        PlantedBug anyMarker;
        anyMarker.name = "any-marker";
        anyMarker.transport = [](Below below, PlantedState &state) -> Below { return std::make_unique<AnyMarker>(std::move(below), state); };
        return std::vector<PlantedBug>{
            atFiles<NoSync>("no-sync", NoSync::Anything),
            atFiles<NoSync>("no-sync-of-content", NoSync::Content),
            atFiles<NoSync>("no-sync-of-publishing-record", NoSync::PublishingRecord),
            atFiles<NoSync>("no-sync-of-series", NoSync::Series),
            atFiles<NoSync>("no-sync-of-final-record", NoSync::FinalRecord),
            atFiles<NoSync>("no-sync-of-removal", NoSync::Removal),
            atFiles<RecordFirst>("record-first"),
            atFiles<SwappedSteps>("swapped-steps"),
            atFiles<TakenIsDone>("taken-is-done"),
            atFiles<SyncErrorsDropped>("sync-errors-dropped"),
            atFiles<ForeignDeleted>("foreign-deleted"),
            atFiles<BelievesWrites>("believes-writes"),
            atTransport<UnprovenIsProven>("unproven-is-proven"),
            atTransport<PublishesUncommitted>("publishes-uncommitted"),
            atTransport<RemovesNothing>("removes-nothing"),
            atTransport<AlwaysThere>("always-there"),
            atTransport<DeafToStop>("deaf-to-stop"),
            atTransport<NeverCleans>("never-cleans"),
            atTransport<MixedIsUndone>("mixed-is-undone"),
            atTransport<ErrorsArePublished>("errors-are-published"),
            anyMarker,
            inDatabase("token-ignored", tokenIgnored),
            inDatabase("retry-forgotten", retryForgotten),
        };
    }();
    return bugs;
}

} // namespace cartage::test
