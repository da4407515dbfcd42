// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/distribution.h"
#include "core/domain/sending.h"
#include "core/inbox/instruction.h"

/// What the lines of each kind of instruction say, as values. Reading is strict: every line once and in order, nothing else between them.
namespace cartage::inbox {

struct PackageInformation {
    PackageId package;
    std::string name, productVersion, manufacturer;
    Priority priority = Priority::Normal;
    PackageVersion version;
    bool operator==(const PackageInformation &) const = default;
};

/// Content of one version for these targets. `part` holds the manifest and what the version `base` lacks.
struct ContentBody {
    PackageInformation information;
    std::optional<Sha256> base; ///< manifest that the receiver has acknowledged
    struct Part {
        Sha256 hash;
        std::uint64_t bytes = 0;
        bool operator==(const Part &) const = default;
    };
    std::optional<Part> part; ///< none: the base is this very manifest
    std::vector<Target> targets;
    bool operator==(const ContentBody &) const = default;
};

struct RemovalBody {
    PackageId package;
    std::vector<Target> targets;
    bool operator==(const RemovalBody &) const = default;
};

/// What became of an instruction at the site that it was for.
constexpr std::int64_t mostEpochSeen = 8'000'000'000'000'000; ///< so that there is room behind it for those of later restores
struct AcknowledgementBody {
    enum class Result {
        Done,      ///< content and targets are committed
        Need,      ///< something is missing: send the whole content
        Withdrawn, ///< none of its targets exists any more: nothing was done, and it is not complete
        Refused,   ///< it is in quarantine there
    };
    std::string instruction; ///< id
    Result result = Result::Done;
    PackageId package; ///< empty: it was not of a package
    int version = 0;
    std::string detail;       ///< for people
    struct Kept {
        int version = 0;
        Sha256 manifest;
        bool operator==(const Kept &) const = default;
    };
    std::vector<Target> gone; ///< targets that do not exist
    std::optional<Kept> has{}; ///< of information: the newest version of the package that is kept there
    /// Of what is refused because a later life of its site was seen. Both the same: the epoch is right, the sequence was another instruction's.
    struct Epochs {
        std::int64_t of = 0;   ///< of the instruction
        std::int64_t seen = 0; ///< the highest that has come from its site; at most mostEpochSeen
        bool operator==(const Epochs &) const = default;
    };
    std::optional<Epochs> epochs{};
    bool operator==(const AcknowledgementBody &) const = default;
};
[[nodiscard]] std::string_view name(AcknowledgementBody::Result result);

/// How things stand at a site and below it.
struct ReportBody {
    struct SiteLine {
        SiteCode code, parent;
        std::string name; ///< at most 255 characters; empty: not known yet
        bool operator==(const SiteLine &) const = default;
    };
    struct DpLine {
        SiteCode site;
        std::string name;
        std::string state; ///< of docs/cli.md, "dp"
        std::vector<std::string> groups; ///< at most 12
        bool operator==(const DpLine &) const = default;
    };
    struct RowLine {
        SiteCode site;
        std::string dp;
        PackageId package;
        State state = State::Waiting;
        int wantedVersion = 0;
        int attempt = 0;
        std::optional<int> installedVersion;
        std::optional<Sha256> installedManifest;
        std::optional<Proof> proof;
        std::string error; ///< JSON as stored; empty: none
        Time at{};         ///< when the row moved last, by its site's clock
        InstructionPlace answers; ///< the newest instruction of the receiver that named this target
        int askedVersion = 0;     ///< what that one had asked for; 0: that it goes
        std::optional<HeldUp> heldUp{};  ///< what it waits for; `error` is why
        std::optional<Time> knownAt{};   ///< of a site below the sender: when the sender had heard so, by its clock
        bool operator==(const RowLine &) const = default;
    };
    Time at{};          ///< by the sender's clock
    bool whole = false; ///< `sites` and `dps` are all that there are; else only rows are told
    std::int64_t joined = 0; ///< with `whole`: when the sender began to have this parent; it has forgotten what was asked of it before
    /// Where those are more than one instruction holds: this is the `part`-th of so many that tell them together.
    std::int64_t list = 0; ///< rises with each report; 0: in one piece
    int part = 1, of = 1;
    std::vector<SiteLine> sites; ///< the sender itself and those below it
    std::vector<DpLine> dps;
    std::vector<RowLine> rows;
    bool operator==(const ReportBody &) const = default;
};

/// Behind a row: since when it is known. It says nothing of how things stand.
inline constexpr std::string_view knownWord = "known";

/// Targets for instructions of which each can be read: a thousand in one.
[[nodiscard]] std::vector<std::vector<Target>> inParts(const std::vector<Target> &targets);
[[nodiscard]] std::vector<InstructionLine> toLines(const PackageInformation &information);
[[nodiscard]] std::vector<InstructionLine> toLines(const ContentBody &body);
[[nodiscard]] std::vector<InstructionLine> toLines(const RemovalBody &body);
[[nodiscard]] std::vector<InstructionLine> toLines(const AcknowledgementBody &body);
[[nodiscard]] std::vector<InstructionLine> toLines(const ReportBody &body);
[[nodiscard]] std::vector<InstructionLine> toLines(const std::vector<Target> &targets);

[[nodiscard]] std::optional<PackageInformation> informationFrom(const std::vector<InstructionLine> &lines);
[[nodiscard]] std::optional<ContentBody> contentFrom(const std::vector<InstructionLine> &lines);
[[nodiscard]] std::optional<RemovalBody> removalFrom(const std::vector<InstructionLine> &lines);
[[nodiscard]] std::optional<AcknowledgementBody> acknowledgementFrom(const std::vector<InstructionLine> &lines);
[[nodiscard]] std::optional<ReportBody> reportFrom(const std::vector<InstructionLine> &lines);

} // namespace cartage::inbox
