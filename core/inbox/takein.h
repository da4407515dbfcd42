// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/inbox/instruction.h"
#include "core/io/filesystem.h"

/// Takes what other sites left in this site's inbox. A worker's work: files only, no decision about what becomes of them.
namespace cartage::inbox {

/// A site whose signature is believed.
struct Correspondent {
    SiteCode code;
    std::string keyId, publicKey;
};

struct TakenIn {
    std::string name;                       ///< now in work/
    std::string type = "file";              ///< file, folder, link, other
    std::uint64_t size = 0;
    bool leftover = false;                  ///< was in work/: a former engine had taken it
    std::optional<Instruction> instruction; ///< as far as it could be read
    std::optional<InstructionProblem> problem; ///< none: the form is right, and it is signed by whom it names
};

struct TakeInOrder {
    std::string inbox;
    SiteCode own;
    std::string ownId; ///< of the site, for names that are made here
    std::vector<Correspondent> correspondents;
    std::set<std::string> inHand; ///< names in work/ that are being carried out already
    bool leftovers = false;       ///< look in work/, too: what a killed engine had taken
    std::set<std::string> unfinished; ///< as they were at the last look: these are looked at beside new ones
    std::set<std::string> waitedFor; ///< not finished for so long that they are judged as they are
    std::optional<std::string> after; ///< as the last look said: names behind it are looked at, in their order; none: the first that are met
    std::function<bool()> mayStill;  ///< asked before each one that is moved; none: it may
    std::size_t most = 64;           ///< that are taken, beside those that were not finished
    std::size_t mostLooked = 4096;   ///< names that are held in memory
    std::size_t mostSwept = 65'536;  ///< the same, with `after`
};
struct TakeInRound {
    std::vector<TakenIn> taken;
    std::vector<std::string> unfinished; ///< they may be on their way
    struct Unmoved {
        std::string folder; ///< in the inbox: new, parts
        std::string name;   ///< of the first
        std::int64_t count = 0;
        io::IoError error;  ///< of the first
    };
    std::optional<Unmoved> unmoved; ///< they stay where they are, and take no place from others
    std::optional<std::string> upTo; ///< where the next look is to begin: not all have been looked at, and some of those that were stay
    bool whole = true; ///< no name is left that was not looked at
    bool more = false; ///< there is more to be taken at once
};

/// Moves instructions from new/ to work/ and reads them; under another name where their own is taken in quarantine/. What is not of the kind `instruction` is left alone. A file without END, or with two names,
/// may be on its way where a publisher has no better means: it is left, and named, until the caller has waited long enough; its own times say nothing.
/// What lies in parts/ and is no file comes as one that is refused. Folders beside new/ that are missing are made. What cannot be moved is told, and met again
/// by a later look; however many there are, all others have their turn.
[[nodiscard]] io::IoResult<TakeInRound> takeInInstructions(io::FileSystem &fs, const TakeInOrder &order, Random &random);
/// How it would be judged now where it lies; nothing where it cannot be read. Moves nothing.
[[nodiscard]] std::optional<TakenIn> judgeInstruction(io::FileSystem &fs, const io::Handle &folder, const std::string &name, const TakeInOrder &order);
/// From work/ to quarantine/; content to be gone already is success.
[[nodiscard]] io::IoResult<void> putInQuarantine(io::FileSystem &fs, const std::string &inbox, const std::string &name);
/// Removes from work/, a folder with all that is in it; gone already is success.
[[nodiscard]] io::IoResult<void> discardWork(io::FileSystem &fs, const std::string &inbox, const std::string &name);
[[nodiscard]] bool isInstructionName(std::string_view name);
[[nodiscard]] std::string makeInstructionName(const std::string &siteId, Random &random);

} // namespace cartage::inbox
