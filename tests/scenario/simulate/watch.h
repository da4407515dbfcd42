// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "core/transport/transport.h"
#include "tests/support/forwardingfiles.h"
#include "tests/support/simfilesystem.h"

namespace cartage::test {

/// What the watches of one engine saw. Outlives them.
struct Sightings {
    std::vector<std::string> broken; ///< rules that the product broke
    void say(const std::string &text)
    {
        if (broken.size() < 20)
            broken.push_back(text);
    }
    /// Row of (package, DP name), asked while a worker works: (state, token); nothing where there is none.
    std::function<std::optional<std::pair<State, std::int64_t>>(const PackageId &, const std::string &)> row;
    std::shared_ptr<std::mt19937_64> flips; ///< with it, one written file in some is spoiled before its close
    std::function<void(const std::string &)> tell; ///< one line of the story
};

/// Below everything: sees the calls that really reach the files, in their order, and knows the order that they must have.
class WatchedFiles final : public ForwardingFiles
{
public:
    WatchedFiles(SimFileSystem &files, io::FileSystem &below, Sightings &sightings)
        : ForwardingFiles(below)
        , m_files(files)
        , m_seen(sightings)
    { }

    /// What a stage or a publish must have brought to the medium by its end.
    void stageEnds(const std::string &dp, const PackageId &package, bool proven);
    void publishEnds(const std::string &dp, const PackageId &package, bool published);
    void removalEnds(const std::string &dp, const PackageId &package, bool removed);
    /// Set while an item stages: how it is asked to stop.
    void stageBegins(const transport::WorkControl &control)
    {
        m_control = &control;
        m_madeAfterStop = 0;
    }

    io::IoResult<io::Handle> openForReading(const io::Handle &folder, std::string_view relative, io::Caching caching) override;
    io::IoResult<io::Handle> createFile(const io::Handle &folder, std::string_view relative, std::uint32_t mode, io::Caching caching) override;
    io::IoResult<void> close(io::Handle handle) override;
    io::IoResult<std::size_t> write(const io::Handle &file, std::span<const std::byte> bytes) override;
    io::IoResult<std::size_t> writeAt(const io::Handle &file, std::span<const std::byte> bytes, std::uint64_t offset) override;
    io::IoResult<void> makeFolder(const io::Handle &folder, std::string_view relative, std::uint32_t mode) override;
    io::IoResult<void> hardLink(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override;
    io::IoResult<void> rename(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override;
    io::IoResult<void> renameNoReplace(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override;
    io::IoResult<void> removeFile(const io::Handle &folder, std::string_view relative) override;
    io::IoResult<void> syncFileSystem(const io::Handle &handle) override;

private:
    /// A path at a DP, taken apart.
    struct Place {
        std::string dp;
        enum Kind { Elsewhere, Published, StageContent, Record, RecordDraft } kind = Elsewhere;
        std::string package;
    };
    [[nodiscard]] static Place placeOf(const std::string &path);
    void renamed(const std::string &from, const std::string &to);
    void published(const Place &place, const std::string &how);
    using Name = std::pair<std::string, std::string>; ///< DP, package

    SimFileSystem &m_files;
    Sightings &m_seen;
    std::set<Name> m_openRecord;    ///< the record says publishing, and no sync has brought it to the medium
    std::set<Name> m_unsyncedSteps; ///< names changed where clients read, since the last sync
    std::set<Name> m_unsyncedEnd;   ///< a record is new or gone since the last sync
    std::set<Name> m_unsyncedStage;
    std::map<Name, std::set<std::string>> m_unread; ///< written, and not opened again
    const transport::WorkControl *m_control = nullptr;
    int m_madeAfterStop = 0;
};

/// Nearest to the real transport: rows are committed before what they allow begins.
[[nodiscard]] std::unique_ptr<transport::Transport> watchOrders(std::unique_ptr<transport::Transport> below, Sightings &sightings);
/// Nearest to the engine: results say what was done. `staging` hears how a transfer is told to stop, and when it has ended.
[[nodiscard]] std::unique_ptr<transport::Transport> watchResults(std::unique_ptr<transport::Transport> below, WatchedFiles &files,
                                                                 std::function<void(transport::WorkControl *)> staging);

} // namespace cartage::test
