// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/content/snapshot.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <set>
#include <thread>

#include "core/content/ioerrors.h"
#include "core/content/packagerules.h"
#include "core/content/snapshotindex.h"
#include "core/content/sourcereader.h"
#include "core/content/sourcetree.h"
#include "core/content/workqueue.h"

namespace cartage::content {

namespace {

/// Walks after the first reading that may find something to read again.
constexpr int rounds = 3;
constexpr std::size_t mostNames = 1000;
constexpr std::uint64_t reservePercent = 5;

unsigned threadsFor(unsigned wanted)
{
    return wanted != 0 ? wanted : std::clamp(std::thread::hardware_concurrency(), 2U, 4U);
}

Code codeOf(Offender::Why why)
{
    switch (why) {
    case Offender::Why::Name:
    case Offender::Why::Kind:
        return Code::NamesRefused;
    case Offender::Why::Link:
        return Code::LinksRefused;
    case Offender::Why::Unreadable:
        return Code::SourceUnreadable;
    case Offender::Why::Busy:
        return Code::SourceBusy;
    case Offender::Why::Changing:
        return Code::SourceChanging;
    }
    return Code::Internal;
}

/// One snapshot. One use.
class Snapshot
{
public:
    Snapshot(io::FileSystem &fs, ContentLibrary &library, const SnapshotOrder &order, Time started, const std::atomic<bool> &stop)
        : m_fs(&fs), m_library(&library), m_order(&order), m_started(started), m_stop(&stop), m_threads(threadsFor(order.threads))
    {
    }

    Result<SnapshotOutcome> run(const std::function<void(std::int64_t, std::uint64_t)> &progress)
    {
        Result<SourceTree> tree = walk();
        if (!tree) {
            return failure(tree.error());
        }
        m_tree = std::move(*tree);
        Result<std::unique_ptr<ContentLibrary::Intake>> intake =
            m_library->intake(m_order->intakeName, m_threads > 1 ? ContentLibrary::WriteBack::Early : ContentLibrary::WriteBack::AtCommit);
        if (!intake) {
            return failure(intake.error());
        }
        m_intake = std::move(*intake);
        markKnown();
        const Result<std::uint64_t> room = roomForNew();
        if (!room) {
            return failure(room.error());
        }
        SourceReader reader(*m_fs, *m_intake, {m_threads, m_order->busyWait, *room, progress}, *m_stop);
        if (Result<void> stable = readUntilStable(reader); !stable) {
            return failure(stable.error());
        }
        return finish();
    }

    /// Bytes of the files that were to be read, and a reserve.
    [[nodiscard]] std::uint64_t need() const { return m_need; }

private:
    [[nodiscard]] Error sourceError(Code code, const io::IoError &error = {}) const
    {
        Error result;
        result.code = code;
        result.path = m_order->source;
        result.operation = error.operation;
        result.systemError = error.error;
        return result;
    }

    Result<SourceTree> walk() const
    {
        io::IoResult<SourceTree> tree = walkSource(*m_fs, m_order->source, m_threads, *m_stop);
        if (tree) {
            return std::move(*tree);
        }
        const int error = tree.error().error;
        if (error == ECANCELED) {
            return failure(sourceError(Code::Interrupted));
        }
        const bool missing = error == ENOENT || error == ENOTDIR;
        return failure(sourceError(missing ? Code::SourceMissing : Code::SourceUnreadable, tree.error()));
    }

    /// Takes the hashes of what has not changed since the former snapshot, where the library still has that content.
    void markKnown()
    {
        if (m_order->rehash || m_order->former == nullptr || m_order->formerIndex.empty()) {
            return;
        }
        const auto mount = m_fs->mount(m_tree.root);
        const bool ownClock = mount && !mount->network && !mount->type.starts_with("fuse");
        markUnchanged(m_tree, *m_order->former, m_order->formerIndex, ownClock);
        WorkQueue<SourceFolder *> queue(m_threads);
        for (SourceFolder &folder : m_tree.folders) {
            queue.add(&folder);
        }
        queue.run([&](SourceFolder *folder) {
            for (SourceItem &item : folder->items) {
                // A library that cannot answer will say why to the first content that is added.
                item.read = item.read && m_intake->knows(item.sha256, item.mark.size).value_or(false);
            }
        });
    }

    /// Bytes that the library may take; refuses at once when what is certainly new has no room. Content that the library knows needs none, and
    /// whether it knows a file is only certain after reading it; but content of a size that it does not have at all is new.
    Result<std::uint64_t> roomForNew()
    {
        std::multiset<std::uint64_t> sizes;
        m_tree.forEach([&](std::string_view, SourceItem &item) {
            if (item.type == EntryType::File && !item.read) {
                m_need += item.mark.size;
                sizes.insert(item.mark.size);
            }
        });
        m_need += m_need * reservePercent / 100;
        const Result<io::Space> space = m_library->space();
        if (!space) {
            return failure(space.error());
        }
        if (space->free >= m_need) {
            return ~0ULL;
        }
        const Result<void> listed = m_library->list([&](const Sha256 &, std::uint64_t size) {
            sizes.erase(size);
            return !sizes.empty();
        });
        if (!listed) {
            return failure(listed.error());
        }
        std::uint64_t certain = 0;
        for (auto size = sizes.begin(); size != sizes.end(); size = sizes.upper_bound(*size)) {
            certain += *size;
        }
        const std::uint64_t room = space->free - space->free * reservePercent / (100 + reservePercent);
        if (certain > room) {
            return failure(noSpaceError({"write", 0}, m_library->path(), m_need, space->free));
        }
        return room;
    }

    Result<void> readUntilStable(SourceReader &reader)
    {
        for (int round = 0;; ++round) {
            if (Result<void> allowed = checkTree(reader); !allowed) {
                return allowed;
            }
            if (Result<void> read = reader.read(m_tree); !read) {
                return read;
            }
            if (!reader.offenders().empty()) {
                return failure(refusal(reader.offenders()));
            }
            Result<SourceTree> next = walk();
            if (!next) {
                return failure(next.error());
            }
            std::vector<std::string> differing = carryOver(m_tree, *next);
            m_tree = std::move(*next);
            if (!m_tree.offenders.empty()) {
                continue;
            }
            if (differing.empty()) {
                return {};
            }
            if (round == rounds) {
                Error error = sourceError(Code::SourceChanging);
                differing.resize(std::min(differing.size(), mostNames));
                error.names = std::move(differing);
                return failure(std::move(error));
            }
        }
    }

    /// All that a package cannot take, before anything is read; then also what cannot be opened, so that it is named in the same answer.
    Result<void> checkTree(SourceReader &reader)
    {
        PackageLinks links;
        m_tree.forEach([&](std::string_view path, SourceItem &item) {
            if (item.type == EntryType::Link) {
                links.add(std::string(path), item.link);
            }
        });
        std::vector<Offender> offenders = std::move(m_tree.offenders);
        for (std::string &path : links.refused()) {
            offenders.push_back({Offender::Why::Link, std::move(path), {"readlink", 0}});
        }
        if (offenders.empty()) {
            return {};
        }
        if (Result<void> opened = reader.tryToOpen(m_tree); !opened) {
            return opened;
        }
        offenders.insert(offenders.end(), reader.offenders().begin(), reader.offenders().end());
        return failure(refusal(std::move(offenders)));
    }

    /// The gravest kind gives the code; its offenders come first, all others after them.
    [[nodiscard]] Error refusal(std::vector<Offender> offenders) const
    {
        std::stable_sort(offenders.begin(), offenders.end(), [](const Offender &a, const Offender &b) {
            const auto rank = [](const Offender &offender) { return offender.why == Offender::Why::Kind ? Offender::Why::Name : offender.why; };
            return rank(a) != rank(b) ? rank(a) < rank(b) : pathLess(a.path, b.path);
        });
        Error error = sourceError(codeOf(offenders.front().why), offenders.front().error);
        for (const Offender &offender : offenders) {
            if (error.names.size() == mostNames) {
                break;
            }
            error.names.push_back(offender.path.empty() ? "." : offender.path);
        }
        error.parameters["count"] = std::to_string(offenders.size());
        return error;
    }

    Result<SnapshotOutcome> finish()
    {
        std::size_t items = 0;
        for (const SourceFolder &folder : m_tree.folders) {
            items += folder.items.size();
        }
        ManifestBuilder builder(items);
        SnapshotIndexWriter index(items);
        m_tree.forEach([&](std::string_view path, SourceItem &item) {
            const bool file = item.type == EntryType::File;
            builder.add({path, item.type, item.mark.mode, file ? item.mark.size : 0, item.mark.mtimeNs, item.sha256, item.xxh128, item.link});
            if (file) {
                index.add(item.mark);
            }
        });
        SnapshotOutcome outcome;
        outcome.manifest = builder.finish();
        outcome.index = index.finish(outcome.manifest->hash(), m_started);
        outcome.newBytes = m_intake->newBytes();
        outcome.changed = m_order->former == nullptr || m_order->former->hash() != outcome.manifest->hash();
        if (Result<void> stored = store(outcome); !stored) {
            return failure(stored.error());
        }
        if (outcome.changed) {
            countChanges(outcome);
            outcome.twins = twinsOf(m_tree);
        }
        return outcome;
    }

    Result<void> store(const SnapshotOutcome &outcome)
    {
        const bool filled = m_intake->newBytes() > 0;
        if (Result<void> added = m_intake->add(outcome.manifest->hash(), asBytes(outcome.manifest->bytes())); !added) {
            return added;
        }
        // An unchanged package adds nothing, unless what it has was lost from the library.
        if (outcome.changed || filled || m_intake->newBytes() > 0) {
            return m_intake->commit();
        }
        return {};
    }

    void countChanges(SnapshotOutcome &outcome) const
    {
        difference(m_order->former.get(), *outcome.manifest, [&](const Difference &step) {
            const bool before = step.before != nullptr && step.before->type == EntryType::File;
            const bool after = step.after != nullptr && step.after->type == EntryType::File;
            outcome.newFiles += after && !before ? 1 : 0;
            outcome.removedFiles += before && !after ? 1 : 0;
            outcome.changedFiles += before && after ? 1 : 0;
        });
    }

    io::FileSystem *m_fs;
    ContentLibrary *m_library;
    const SnapshotOrder *m_order;
    Time m_started;
    const std::atomic<bool> *m_stop;
    unsigned m_threads;
    SourceTree m_tree;
    std::unique_ptr<ContentLibrary::Intake> m_intake;
    std::uint64_t m_need = 0;
};

} // namespace

Result<SnapshotOutcome> takeSnapshot(io::FileSystem &fs, ContentLibrary &library, const SnapshotOrder &order, const Clock &clock,
                                     const std::atomic<bool> &stop, const std::function<void(std::int64_t, std::uint64_t)> &progress)
{
    Snapshot snapshot(fs, library, order, clock.wall(), stop);
    Result<SnapshotOutcome> outcome = snapshot.run(progress);
    if (outcome) {
        return outcome;
    }
    Error error = outcome.error();
    error.scope = Scope::Package;
    error.object = order.package;
    if (error.code == Code::LibraryNoSpace) {
        const Result<io::Space> space = library.space();
        error = noSpaceError({}, library.path(), snapshot.need(), space ? space->free : 0);
        error.scope = Scope::Package;
        error.object = order.package;
    }
    return failure(std::move(error));
}

} // namespace cartage::content
