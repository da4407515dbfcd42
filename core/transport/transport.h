// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/content/manifest.h"
#include "core/domain/values.h"
#include "core/io/abilities.h"

/// What a worker does at a DP. Every call is one work item: values in, values out; it never decides what comes next and never touches the store.
namespace cartage::transport {

/// Shared between a running work item and the control thread: stop flag, progress, sign of life. All members are thread-safe.
class WorkControl
{
public:
    explicit WorkControl(const Clock &clock) : m_clock(&clock), m_lastMove(clock.boot().count()) { }
    void requestStop() { m_stop = true; }
    /// Looked at before every call that changes something and at every block.
    [[nodiscard]] bool stopRequested() const { return m_stop.load(std::memory_order_relaxed); }
    /// An operation is about to begin or has made progress; the control thread's deadlines (60 s for a metadata operation, `stall` without a byte) count from here.
    void moved() { m_lastMove.store(m_clock->boot().count(), std::memory_order_relaxed); }
    void addBytes(std::int64_t bytes)
    {
        m_bytes.fetch_add(bytes, std::memory_order_relaxed);
        moved();
    }
    void addFiles(std::int64_t files) { m_files.fetch_add(files, std::memory_order_relaxed); }
    void setTotals(std::int64_t bytes, std::int64_t files)
    {
        m_bytesTotal = bytes;
        m_filesTotal = files;
    }
    void setVerifying() { m_verifying = true; }
    [[nodiscard]] bool verifying() const { return m_verifying; }
    [[nodiscard]] std::int64_t bytes() const { return m_bytes; }
    [[nodiscard]] std::int64_t files() const { return m_files; }
    [[nodiscard]] std::int64_t bytesTotal() const { return m_bytesTotal; }
    [[nodiscard]] std::int64_t filesTotal() const { return m_filesTotal; }
    [[nodiscard]] Span lastMove() const { return Span(m_lastMove.load(std::memory_order_relaxed)); }
    /// Rate limit in bytes a second, 0 = none; may change while the item runs.
    std::atomic<std::int64_t> rate{0};
    [[nodiscard]] const Clock &clock() const { return *m_clock; }

private:
    const Clock *m_clock;
    std::atomic<bool> m_stop{false};
    std::atomic<bool> m_verifying{false};
    std::atomic<std::int64_t> m_bytes{0}, m_files{0}, m_bytesTotal{0}, m_filesTotal{0};
    std::atomic<std::int64_t> m_lastMove;
};

/// Where, as values.
struct DpAddress {
    DpKey key;
    std::string name;
    std::string guid;
    std::string path;
    SiteIdentity site;
    std::optional<io::Abilities> abilities; ///< as known; tried anew when the mount has changed
    std::int64_t limit = 0;                 ///< bytes of ours allowed there, 0 = no limit
    std::optional<std::uint32_t> group;     ///< of the operators, where the site folder is shared with one: .cartage is too
    std::int64_t oursNow = 0;               ///< bytes of ours there by the rows, for `limit`
};

/// What an item saw of the DP in passing; a fact whatever became of the duty.
struct DpSeen {
    bool contact = false;                   ///< marker read and ours
    std::optional<io::Abilities> abilities; ///< set when they were tried in this item
    std::optional<io::Space> space;
};

/// What lies at the DP of one package, by our record there.
struct PackageRecord {
    int version = 0;
    std::int64_t epoch = 0;
    Sha256 manifest;
    bool publishing = false; ///< a publish is open: which and to what stands in the record
    std::optional<Proof> proof;
    bool operator==(const PackageRecord &) const = default;
};

struct StageOrder {
    DpAddress dp;
    PackageId package;
    int version = 0;
    std::int64_t epoch = 1;
    Sha256 manifest;
    std::optional<int> formerVersion;      ///< what the row says lies there; a record that says otherwise makes the base unknown
    std::int64_t formerEpoch = 0;
    std::optional<Sha256> formerManifest;
    std::int64_t token = 0;
    bool force = false;        ///< copy every file
    bool verifyLater = false;
    bool damagedOnly = false;  ///< repair: hash what lies there, stage what is missing or differs
};

struct StageOutcome {
    DpSeen seen;
    std::optional<PackageRecord> found; ///< record there before this item (after an interrupted publish was finished forward)
    bool finishedForward = false;       ///< an interrupted publish was finished first
    bool settled = false;               ///< the record was read, and no publish is open there (any more)
    bool alreadyThere = false;          ///< the record is the wanted version and nothing needs to be published (F08); `found` has its proof
    bool stopped = false;               ///< stop was requested; the stage is kept
    std::string stage;                  ///< name of the stage folder, for PublishOrder
    bool proven = false;
    std::int64_t bytesCopied = 0;
    std::int64_t filesCopied = 0;
    std::int64_t bytesReused = 0;       ///< proven files taken over from an older stage
    std::vector<std::string> setAside;  ///< an interrupted removal or publish was finished first: what was not ours, in .cartage/found/
    std::optional<Error> error;         ///< scope says whether the row, the DP, or the package (content_damaged) is meant
};

struct PublishOrder {
    DpAddress dp;
    PackageId package;
    int version = 0;
    std::int64_t epoch = 1;
    Sha256 manifest;
    std::optional<Sha256> formerManifest; ///< of StageOutcome::found; null: first delivery
    std::string stage;
    std::int64_t token = 0;
    bool proven = true;
    Time provenAt{};
};

struct PublishOutcome {
    DpSeen seen;
    bool published = false; ///< record written and synced
    bool undone = false;    ///< a step was refused: former version whole (error is file_in_use, named)
    bool mixed = false;     ///< undoing was refused too, or the item broke off in mid-series: the record at the DP says `publishing`
    std::optional<Proof> proof;
    std::vector<std::string> edited; ///< files that were changed or taken away by hand since they were published (F31); replaced all the same
    std::vector<std::string> setAside; ///< what was not ours and stood in the way: in .cartage/found/ (F85)
    std::optional<Error> error;
};

struct RemoveOrder {
    DpAddress dp;
    PackageId package;
    std::optional<Sha256> manifest; ///< of what lies there by the row
    std::int64_t token = 0;
};

struct RemoveOutcome {
    DpSeen seen;
    bool removed = false;
    bool stopped = false;
    std::vector<std::string> found; ///< what was not ours: moved to .cartage/found/ (F85)
    std::int64_t bytesFreed = 0;
    std::optional<Error> error;
};

struct FileDifference {
    enum class Finding { Missing, Differs, Extra, Unreadable };
    std::string path;
    Finding finding = Finding::Missing;
    std::optional<Sha256> expected, found;
    std::uint64_t size = 0;
    std::optional<Error> error;
    bool operator==(const FileDifference &) const = default;
};

struct ValidateOrder {
    DpAddress dp;
    PackageId package;
    int version = 0;
    Sha256 manifest;
    bool hashContent = true; ///< false: names, types and sizes only (`site check`)
};

struct ValidateOutcome {
    DpSeen seen;
    bool complete = false;
    bool stopped = false;
    std::vector<FileDifference> differences; ///< Extra ones are no damage
    Time at{};
    std::optional<Error> error;
};

struct ProbeOutcome {
    DpSeen seen;
    struct Step {
        std::string step; ///< "open", "marker", "write", "read", "delete", "space", "abilities"
        bool ok = false;
        Span took{};
        std::optional<Error> error;
    };
    std::vector<Step> steps;
    std::vector<std::pair<PackageId, PackageRecord>> records; ///< only from `takeOver`
    std::optional<Error> error; ///< the condition, scope Dp
};

/// Opens a DP's folder, keeps our promises there. One object serves all DPs; thread-safe; one item per DP at a time is the caller's duty.
class Transport
{
public:
    virtual ~Transport() = default;
    /// Writes the marker into `dp.path` (an existing folder) and tries abilities; with this site's marker there: takes the DP back (its guid comes with
    /// `guid`, package records in the outcome). path_in_use for another site's marker or a nested root.
    struct InstallOutcome {
        std::string guid;
        bool takenBack = false;
        DpSeen seen;
        std::vector<std::pair<PackageId, PackageRecord>> records;
    };
    virtual Result<InstallOutcome> install(const DpAddress &dp, bool takeOver, WorkControl &control) = 0;
    virtual StageOutcome stage(const StageOrder &order, WorkControl &control) = 0;
    virtual PublishOutcome publish(const PublishOrder &order, WorkControl &control) = 0;
    /// Deletes stages of the package that `keepStage` does not name (old/ of a published one too); `durably`: what was deleted before, too, stays deleted.
    virtual std::optional<Error> clean(const DpAddress &dp, const PackageId &package, const std::string &keepStage, bool durably, WorkControl &control) = 0;
    virtual RemoveOutcome remove(const RemoveOrder &order, WorkControl &control) = 0;
    /// The DP itself: probe folder, found/ stays and is named, the marker goes last.
    virtual RemoveOutcome removeDp(const DpAddress &dp, WorkControl &control) = 0;
    virtual ValidateOutcome validate(const ValidateOrder &order, WorkControl &control) = 0;
    /// Marker read; 4 KiB written, read, deleted; space. `abilities` tries them too.
    virtual ProbeOutcome probe(const DpAddress &dp, bool abilities, WorkControl &control) = 0;
};

} // namespace cartage::transport
