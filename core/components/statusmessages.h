// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/domain/values.h"
#include "core/store/database.h"

namespace cartage::components {

/// Status messages that the engine raises: numbers known from the original keep their meaning, ours begin at 20000 (docs/engine.md). The comment
/// names the insertion strings %1, %2 ...
enum class MessageId {
    ProcessingStarted = 2300,  ///< package, its name, version
    Processed = 2301,          ///< package, its name, version
    ProcessingFailed = 2302,   ///< package, its name, DP, error code
    CopyFailed = 2328,         ///< package, DP, error code, operation, path, system error, attempt
    OnDp = 2330,               ///< package, DP, version
    DistributionStarts = 2342, ///< package, DP, version, attempt
    ValidationStarts = 2380,   ///< package, DP, version
    HashDiffers = 2382,        ///< package, DP, number of files, first path
    Validated = 2384,          ///< package, DP, version
    FilesMissing = 2385,       ///< package, DP, number of files, first path
    DpNotReached = 2391,       ///< DP, its path, error code, operation, system error

    DpReachedAgain = 20101,    ///< DP, error code, since when
    DpKeepsFailing = 20102,    ///< DP, failures in a row, error code
    DpWorksAgain = 20103,      ///< DP
    DpFailsTooLong = 20104,    ///< DP, since when, distributions that became failed
    DpStale = 20105,           ///< DP, last contact or empty
    RemovedFromDp = 20106,     ///< package, DP
    RemovalFailed = 20107,     ///< package, DP, error code, operation, path
    ForeignKept = 20108,       ///< package or empty, DP, number, first names
    DpRemoved = 20109,         ///< DP
    PackageRemoved = 20110,    ///< package, its name
    PublishMixed = 20111,      ///< package, DP, error code, path
    VersionLetGo = 20112,      ///< package, version
    ContentDamaged = 20113,    ///< package, content hash
    ContentHealed = 20114,     ///< package, content hash, where from
    BackupMade = 20201,        ///< file
    BackupFailed = 20202,      ///< file, error code
    ClocksParted = 20203,      ///< seconds between wall clock and engine time
    MessagesRetired = 20204,   ///< number, before when
    ContentSwept = 20205,      ///< bytes
    EngineStarted = 20206,     ///< program, host, pid
    EngineStopped = 20207,     ///< program, host, pid
};

[[nodiscard]] Severity severityOf(MessageId id);
/// "DistributionManager" or "Engine".
[[nodiscard]] std::string_view componentOf(MessageId id);

/// What a message is about; it becomes attributes 400, 404 and 410.
struct About {
    std::optional<PackageId> package;
    std::string dp;
    std::optional<int> version;
};

/// Writes status messages into the transaction that makes the change they tell of. Copies share the random source. One thread.
class StatusWriter final
{
public:
    StatusWriter(std::string site, std::string machine, Random &random)
        : m_site(std::move(site)), m_machine(std::move(machine)), m_random(&random) { }
    void raise(store::Connection &db, Time now, MessageId id, std::vector<std::string> strings, const About &about = {}) const;

private:
    std::string m_site;
    std::string m_machine;
    Random *m_random;
};

} // namespace cartage::components
