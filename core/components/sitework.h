// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iterator>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/content/packagefile.h"
#include "core/domain/sending.h"
#include "core/inbox/instructionbody.h"
#include "core/inbox/takein.h"

/// What Sender and Despooler have workers do, and what they found: values that cross threads.
namespace cartage::components {

/// Builds the package file where it is not in outbox/ yet, and sends it to the other site's parts/.
struct TransmitOrder {
    std::int64_t request = 0;
    std::int64_t token = 0;
    SiteCode to;
    std::string inbox;
    Sha256 manifest;
    std::optional<Sha256> base;
    std::optional<content::PackageFile> known; ///< built before
    bool doubtful = false;                     ///< it may be the cause that this is sent once more: hashed before its first byte goes
    std::int64_t syncPoint = 0;
    std::int64_t rate = 0;
};
struct TransmitOutcome {
    std::optional<content::PackageFile> part; ///< what was built; nothing of it was sent
    bool complete = false; ///< it lies there whole, synced
    bool stopped = false;
    std::optional<Error> error;
    bool baseLost = false; ///< what the other site has is not known here any more: a difference to it cannot be made
};

struct PublishOrder {
    std::int64_t request = 0;
    std::int64_t token = 0;
    SiteCode to;
    std::string inbox;
    std::string bytes; ///< of the instruction, signed
    std::int64_t generation = 0; ///< of the engine that publishes it
};
struct PublishOutcome {
    std::optional<Error> error;
};

/// Takes away what sendings that were given up have left in the other site's parts/.
struct ClearOrder {
    SiteCode to;
    std::string inbox;
    std::vector<Sha256> parts;
    std::int64_t generation = 0; ///< of the engine that does so
};
struct ClearOutcome {
    std::optional<Error> error;
};

/// Content of an instruction into the library.
struct UnpackOrder {
    std::string name; ///< of the instruction's file in work/
    inbox::Instruction instruction;
    inbox::ContentBody body;
    std::string intake;
};
struct UnpackOutcome {
    enum class Found { Whole, PartMissing, PartDamaged, Lacks, Failed };
    Found found = Found::Failed;
    std::string detail;
    std::int64_t files = 0, entries = 0, bytes = 0; ///< of the manifest
    std::optional<Error> error;
};

/// After the commit: files that nobody needs any more, files that go to quarantine.
struct DisposeOrder {
    std::vector<std::string> discard;    ///< in work/
    std::vector<std::string> quarantine; ///< in work/
    std::vector<Sha256> parts;           ///< in our inbox's parts/
    std::vector<Sha256> outbox;
    [[nodiscard]] bool empty() const { return discard.empty() && quarantine.empty() && parts.empty() && outbox.empty(); }
    void add(const DisposeOrder &other)
    {
        discard.insert(discard.end(), other.discard.begin(), other.discard.end());
        quarantine.insert(quarantine.end(), other.quarantine.begin(), other.quarantine.end());
        parts.insert(parts.end(), other.parts.begin(), other.parts.end());
        outbox.insert(outbox.end(), other.outbox.begin(), other.outbox.end());
    }
};

/// What a transaction has decided; takes effect when it is committed.
struct SiteDecision {
    std::vector<TransmitOrder> transmit;
    std::vector<PublishOrder> publish;
    std::vector<ClearOrder> clear;
    std::vector<UnpackOrder> unpack;
    struct Damaged {
        PackageId package;
        Error error;
    };
    std::vector<Damaged> damaged;         ///< content of the library that was to be sent
    std::vector<std::string> readLater;   ///< in work/: failed for a reason here, to be begun anew in half a minute
    std::vector<std::string> saidPutOff;  ///< instructions of which it was said why they are begun anew
    DisposeOrder dispose;
    bool rowsMoved = false; ///< distributions of this site
    bool any = false;       ///< something was written
    bool again = false;     ///< more may be due at once
    void add(SiteDecision other)
    {
        const auto append = [](auto &into, auto &more) { into.insert(into.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())); };
        append(transmit, other.transmit);
        append(publish, other.publish);
        append(clear, other.clear);
        append(unpack, other.unpack);
        append(damaged, other.damaged);
        append(readLater, other.readLater);
        append(saidPutOff, other.saidPutOff);
        dispose.add(other.dispose);
        rowsMoved = rowsMoved || other.rowsMoved;
        any = any || other.any;
        again = again || other.again;
    }
};

} // namespace cartage::components
