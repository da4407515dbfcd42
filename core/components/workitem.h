// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/transport/transport.h"

/// What the Distribution Manager has workers do, and what they found: values that cross threads.
namespace cartage::components {

/// Deletes stages of a package that nothing needs any more.
struct CleanOrder {
    transport::DpAddress dp;
    PackageId package;
    std::string keepStage;
    bool durably = false; ///< the last of several: one sync brings all of them to the medium
};

/// Takes the DP itself away: no package of ours lies there any more.
struct RemoveDpOrder {
    transport::DpAddress dp;
};

struct ProbeOrder {
    transport::DpAddress dp;
    bool abilities = false;
};

/// Damaged content of the library is replaced by the same bytes from the package's source or from a verified DP.
struct HealOrder {
    PackageId package;
    std::vector<Sha256> manifests; ///< of the versions that may hold the content
    std::vector<Sha256> contents;  ///< what is damaged
    std::string source;            ///< absolute
    struct Donor {
        std::string dp;
        std::string path; ///< absolute, of the package's folder at the DP
    };
    std::vector<Donor> donors;
};

struct CleanOutcome {
    std::optional<Error> error;
};

struct RemoveDpOutcome {
    transport::RemoveOutcome removal;
};

struct HealOutcome {
    std::vector<std::pair<Sha256, std::string>> healed; ///< content, and where it came from
    std::optional<Error> error;                         ///< what is damaged still
};

/// The worker was given up: it did not move for longer than its deadline.
struct Abandoned {
    bool stalled = false; ///< in a transfer (dp_stalled), else in one operation (dp_not_responding)
};

using Order = std::variant<transport::StageOrder, transport::PublishOrder, CleanOrder, transport::RemoveOrder, RemoveDpOrder, ProbeOrder,
                           transport::ValidateOrder, HealOrder>;
using Report = std::variant<Abandoned, transport::StageOutcome, transport::PublishOutcome, CleanOutcome, transport::RemoveOutcome,
                            RemoveDpOutcome, transport::ProbeOutcome, transport::ValidateOutcome, HealOutcome>;

/// One piece of input and output, at one DP (or at the site alone, when `dp` is 0). Never two at one DP.
struct WorkItem {
    std::int64_t number = 0;             ///< of this engine, rising
    DpKey dp;
    std::string dpName;
    PackageId package;                   ///< empty where a DP alone is meant
    std::int64_t token = 0;              ///< of the row when the item was planned
    std::optional<std::int64_t> request; ///< whose answer this is
    bool mostlyWaits = false;            ///< for a network, or for its rate
    std::int64_t rate = 0;               ///< bytes a second, 0: no limit
    Span stall = std::chrono::minutes(10); ///< without a byte, in a transfer
    Span waited{};                       ///< before it was begun: time at work is not waited
    Order order;
};

struct Outcome {
    WorkItem item;
    Report report;
    Span took{};
    std::int64_t bytesTotal = 0, bytesDone = 0, filesTotal = 0, filesDone = 0; ///< as the item counted them at its end
};

} // namespace cartage::components
