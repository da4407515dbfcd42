// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inbox/takein.h"

#include <algorithm>
#include <cerrno>
#include <initializer_list>
#include <iterator>

#include "core/inbox/inboxname.h"
#include "core/inbox/inboxpass.h"
#include "core/io/fileops.h"

namespace cartage::inbox {

namespace {

constexpr std::size_t randomBytes = 16;
constexpr std::string_view instructionKind = "instruction";
constexpr const char *newName = "new";
constexpr const char *partsName = "parts";

InstructionProblem problem(InstructionFault fault, std::string detail) { return {fault, std::move(detail)}; }

struct Names {
    std::set<std::string> names;
    bool cut = false; ///< there are more behind them
};

/// As many as are met first; with `after` those that come first behind it, for which all are listed.
io::IoResult<Names> namesIn(io::FileSystem &fs, const io::Handle &folder, const std::optional<std::string> &after, std::size_t most,
                            const std::set<std::string> &except = {})
{
    Names found;
    const auto listed = fs.list(folder, [&](const io::FolderEntry &entry) {
        if (!isInstructionName(entry.name) || (after && entry.name <= *after) || except.contains(std::string(entry.name)))
            return true;
        found.names.emplace(entry.name);
        if (found.names.size() <= most)
            return true;
        found.names.erase(std::prev(found.names.end()));
        found.cut = true;
        return after.has_value();
    });
    if (!listed)
        return failure(listed.error());
    return found;
}

bool mayStill(const TakeInOrder &order) { return !order.mayStill || order.mayStill(); }

void noteUnmoved(TakeInRound &round, std::string_view folder, const std::string &name, const io::IoError &error)
{
    if (!round.unmoved)
        round.unmoved = {std::string(folder), name, 0, error};
    ++round.unmoved->count;
}

void judgeSender(const TakeInOrder &order, std::string_view bytes, const ReadInstruction &read, TakenIn &taken)
{
    const SiteIdentity &sender = read.instruction.sender;
    const auto known = std::find_if(order.correspondents.begin(), order.correspondents.end(), [&sender](const Correspondent &each) {
        return each.code == sender.code && each.keyId == sender.keyId;
    });
    if (known == order.correspondents.end())
        taken.problem = problem(InstructionFault::UnknownSender, unknownSenderText(sender.code, sender.keyId));
    else if (!isSignedBy(known->publicKey, asBytes(bytes.substr(0, read.signedBytes)), read.signature))
        taken.problem = problem(InstructionFault::WrongSignature, "it is not signed by " + sender.code.value());
    else if (read.instruction.to != order.own)
        taken.problem = problem(InstructionFault::NotForUs, "it is for " + read.instruction.to.value());
}

/// Reads one file; nothing where it may still be on its way.
std::optional<TakenIn> readOne(io::FileSystem &fs, const io::Handle &folder, const std::string &name, const TakeInOrder &order, bool mayWait, bool &unfinished)
{
    TakenIn taken;
    taken.name = name;
    const auto status = fs.statusAt(folder, name);
    if (!status)
        return std::nullopt; // somebody else took it, or it comes again at the next look
    taken.type = typeName(status->type);
    taken.size = status->size;
    if (status->type != io::FileType::Regular) {
        taken.problem = problem(InstructionFault::NotAFile, "it is a " + taken.type);
        return taken;
    }
    const bool young = mayWait && !order.waitedFor.contains(name);
    if (status->links > 1) {
        if (young) {
            unfinished = true;
            return std::nullopt;
        }
        taken.problem = problem(InstructionFault::NotAFile, "it has several names");
        return taken;
    }
    if (status->size > longestInstruction) {
        taken.problem = problem(InstructionFault::TooLarge, std::to_string(status->size) + " bytes");
        return taken;
    }
    const auto bytes = io::readFile(fs, folder, name, longestInstruction);
    if (!bytes && bytes.error().error == ENOENT)
        return std::nullopt;
    if (!bytes) { // it must not stand in the way of others for ever
        unfinished = young;
        if (young)
            return std::nullopt;
        taken.problem = problem(InstructionFault::NotAFile, "it cannot be read: " + systemErrorName(bytes.error().error));
        return taken;
    }
    const auto read = parseInstruction(*bytes);
    if (read) {
        taken.instruction = read->instruction;
        judgeSender(order, *bytes, *read, taken);
    } else if (read.error().fault == InstructionFault::Unfinished && young) {
        unfinished = true;
        return std::nullopt;
    } else {
        taken.problem = read.error();
    }
    return taken;
}

} // namespace

bool isInstructionName(std::string_view name)
{
    const auto parsed = parseInboxName(name);
    return parsed && parsed->kind == instructionKind;
}

std::string makeInstructionName(const std::string &siteId, Random &random)
{
    return InboxName{std::string(instructionKind), siteId, random.hex(randomBytes), "ins"}.text();
}

std::optional<TakenIn> judgeInstruction(io::FileSystem &fs, const io::Handle &folder, const std::string &name, const TakeInOrder &order)
{
    bool unfinished = false;
    return readOne(fs, folder, name, order, false, unfinished);
}

namespace {

/// Its own name, or a fresh one where another file has that in one of these folders.
std::string freeName(io::FileSystem &fs, std::initializer_list<const io::Handle *> folders, const std::string &name, Random &random)
{
    const bool taken = std::any_of(folders.begin(), folders.end(), [&](const io::Handle *folder) { return fs.statusAt(*folder, name).has_value(); });
    const auto parsed = taken ? parseInboxName(name) : std::nullopt;
    return parsed ? makeInstructionName(parsed->sender, random) : name;
}

} // namespace

namespace {

/// A folder of ours beside new/, made anew where somebody has made the inbox anew without it.
io::IoResult<io::Handle> besideNew(io::FileSystem &fs, const io::Handle &inbox, const char *name)
{
    auto folder = fs.openFolderAt(inbox, name);
    if (folder || folder.error().error != ENOENT)
        return folder;
    const auto published = fs.statusAt(inbox, newName);
    return published ? io::ensureFolder(fs, inbox, name, published->mode) : io::IoResult<io::Handle>(failure(published.error()));
}

/// What is no file has no business among package files, and would be in the way of one of that name for ever: it goes to work/ as if it had come as an
/// instruction, and from there to quarantine. Nothing is followed or opened.
void takeFromParts(io::FileSystem &fs, const io::Handle &inbox, const io::Handle &work, const TakeInOrder &order, Random &random, TakeInRound &round)
{
    const auto claim = [&](const io::Handle &from, const std::string &name, std::string_view type, const std::string &what) {
        TakenIn taken;
        taken.name = makeInstructionName(order.ownId, random);
        taken.type = type;
        taken.problem = problem(InstructionFault::NotAFile, "it is a " + taken.type + " and was in the place of " + what);
        if (!mayStill(order))
            return;
        const auto moved = fs.renameNoReplace(from, name, work, taken.name);
        if (moved)
            round.taken.push_back(std::move(taken));
        else if (moved.error().error != ENOENT)
            noteUnmoved(round, partsName, name, moved.error());
    };
    const auto status = fs.statusAt(inbox, partsName);
    if (status && status->type != io::FileType::Folder)
        claim(inbox, partsName, typeName(status->type), "the folder parts/");
    const auto parts = besideNew(fs, inbox, partsName);
    if (!parts)
        return;
    std::vector<std::string> wrong;
    static_cast<void>(fs.list(*parts, [&](const io::FolderEntry &entry) {
        if (entry.type != io::FileType::Regular)
            wrong.emplace_back(entry.name);
        return wrong.size() < order.mostLooked;
    }));
    for (const std::string &name : wrong) {
        const auto found = fs.statusAt(*parts, name); // where a listing tells no types
        if (found && found->type != io::FileType::Regular)
            claim(*parts, name, typeName(found->type), "the package file " + name);
    }
}

/// What a killed or relieved engine had taken.
io::IoResult<void> takeLeftovers(io::FileSystem &fs, const io::Handle &work, const io::Handle &quarantine, const TakeInOrder &order, Random &random,
                                 TakeInRound &round)
{
    const auto found = namesIn(fs, work, {}, SIZE_MAX);
    if (!found)
        return failure(found.error());
    for (const std::string &name : found->names) {
        if (order.inHand.contains(name))
            continue;
        bool unfinished = false;
        auto taken = readOne(fs, work, name, order, false, unfinished);
        if (!taken)
            continue;
        taken->leftover = true;
        taken->name = freeName(fs, {&quarantine}, name, random);
        if (taken->name != name && (!mayStill(order) || !fs.renameNoReplace(work, name, work, taken->name)))
            continue;
        round.taken.push_back(std::move(*taken));
    }
    return {};
}

} // namespace

io::IoResult<TakeInRound> takeInInstructions(io::FileSystem &fs, const TakeInOrder &order, Random &random)
{
    const auto inbox = fs.openFolder(order.inbox);
    if (!inbox)
        return failure(inbox.error());
    auto fresh = fs.openFolderAt(*inbox, newName);
    if (!fresh)
        return failure(fresh.error());
    auto work = besideNew(fs, *inbox, "work");
    if (!work)
        return failure(work.error());
    auto quarantine = besideNew(fs, *inbox, "quarantine");
    if (!quarantine)
        return failure(quarantine.error());
    TakeInRound round;
    if (order.leftovers) {
        if (const auto looked = takeLeftovers(fs, *work, *quarantine, order, random, round); !looked)
            return failure(looked.error());
    }
    takeFromParts(fs, *inbox, *work, order, random, round);
    const std::size_t most = order.after ? order.mostSwept : order.mostLooked;
    auto found = namesIn(fs, *fresh, order.after, most, order.unfinished);
    if (!found)
        return failure(found.error());
    round.whole = !found->cut;
    std::string last = found->cut ? *found->names.rbegin() : std::string();
    found->names.insert(order.unfinished.begin(), order.unfinished.end());
    std::size_t news = 0;
    std::size_t room = order.mostLooked - std::min(order.mostLooked, order.unfinished.size()); ///< for such as are to be waited for
    bool stays = false; // something that would be met first again and again
    bool stopped = false;
    for (const std::string &name : found->names) {
        const bool known = order.unfinished.contains(name);
        if (stopped || (!known && news == order.most)) {
            round.whole = round.whole && known;
            if (known)
                round.unfinished.push_back(name);
            continue;
        }
        bool unfinished = false;
        auto taken = readOne(fs, *fresh, name, order, true, unfinished);
        const bool waitedFor = unfinished && (known || room > 0);
        if (waitedFor)
            round.unfinished.push_back(name);
        if (waitedFor && !known)
            --room;
        stays = stays || (unfinished && !waitedFor);
        if (taken && !mayStill(order))
            stopped = true;
        if (!taken && !unfinished) {
            const auto there = fs.statusAt(*fresh, name);
            if (!there && there.error().error != ENOENT)
                noteUnmoved(round, newName, name, there.error());
        }
        if (!taken || stopped)
            continue;
        taken->name = freeName(fs, {&*quarantine, &*work}, name, random);
        const auto claimed = fs.renameNoReplace(*fresh, name, *work, taken->name);
        if (claimed) {
            round.taken.push_back(std::move(*taken));
            news += known ? 0 : 1;
            if (!known && news == order.most && order.after)
                last = name;
        } else if (claimed.error().error != ENOENT && claimed.error().error != EEXIST) {
            noteUnmoved(round, newName, name, claimed.error());
            stays = true;
            stopped = isGeneral(claimed.error().error);
        }
    }
    const bool beginsToSweep = found->cut && stays && !order.after;
    if (stopped)
        round.upTo = order.after;
    else if (!round.whole && order.after)
        round.upTo = last;
    else if (beginsToSweep)
        round.upTo = std::string();
    // Where nothing of all these can be taken, the next look is soon enough.
    round.more = !stopped && (news > 0 ? !round.whole || order.after.has_value() : beginsToSweep);
    return round;
}

io::IoResult<void> putInQuarantine(io::FileSystem &fs, const std::string &inbox, const std::string &name)
{
    auto work = fs.openFolder(inbox + "/work");
    if (!work)
        return failure(work.error());
    auto aside = fs.openFolder(inbox + "/quarantine");
    if (!aside)
        return failure(aside.error());
    const auto moved = fs.renameNoReplace(*work, name, *aside, name);
    if (!moved && moved.error().error != ENOENT)
        return moved;
    return fs.syncFile(*aside);
}

io::IoResult<void> discardWork(io::FileSystem &fs, const std::string &inbox, const std::string &name)
{
    auto work = fs.openFolder(inbox + "/work");
    if (!work)
        return failure(work.error());
    const auto removed = io::removeTree(fs, *work, name);
    const auto left = removed ? io::IoResult<io::FileStatus>(failure(io::IoError{})) : fs.statusAt(*work, name);
    const bool isOthers = left && left->type == io::FileType::Folder; // what is in it belongs to another user
    return isOthers ? putInQuarantine(fs, inbox, name) : removed;
}

} // namespace cartage::inbox
