// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inbox/takein.h"

#include <algorithm>
#include <cerrno>

#include "core/inbox/inboxname.h"
#include "core/io/fileops.h"

namespace cartage::inbox {

namespace {

constexpr std::size_t randomBytes = 16;
constexpr std::size_t mostLooked = 4096; ///< names that are held in memory
constexpr std::string_view instructionKind = "instruction";
constexpr const char *partsName = "parts";

std::string_view typeName(io::FileType type)
{
    switch (type) {
    case io::FileType::Regular: return "file";
    case io::FileType::Folder: return "folder";
    case io::FileType::Link: return "link";
    case io::FileType::Other: return "other";
    }
    return "other";
}

InstructionProblem problem(InstructionFault fault, std::string detail) { return {fault, std::move(detail)}; }

io::IoResult<std::vector<std::string>> namesIn(io::FileSystem &fs, const io::Handle &folder, std::size_t most)
{
    std::vector<std::string> names;
    const auto listed = fs.list(folder, [&](const io::FolderEntry &entry) {
        if (isInstructionName(entry.name))
            names.emplace_back(entry.name);
        return names.size() < most;
    });
    if (!listed)
        return failure(listed.error());
    std::sort(names.begin(), names.end());
    return names;
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

/// Its own name, or a fresh one where another file has that in quarantine/, where it may have to go.
std::string freeName(io::FileSystem &fs, const io::Handle &quarantine, const std::string &name, Random &random)
{
    const auto taken = fs.statusAt(quarantine, name);
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
    const auto published = fs.statusAt(inbox, "new");
    return published ? io::ensureFolder(fs, inbox, name, published->mode) : io::IoResult<io::Handle>(failure(published.error()));
}

/// What is no file has no business among package files, and would be in the way of one of that name for ever: it goes to work/ as if it had come as an
/// instruction, and from there to quarantine. Nothing is followed or opened.
void takeFromParts(io::FileSystem &fs, const io::Handle &inbox, const io::Handle &work, const std::string &own, Random &random, TakeInRound &round)
{
    const auto claim = [&](const io::Handle &from, const std::string &name, std::string_view type, const std::string &what) {
        TakenIn taken;
        taken.name = makeInstructionName(own, random);
        taken.type = type;
        taken.problem = problem(InstructionFault::NotAFile, "it is a " + taken.type + " and was in the place of " + what);
        if (fs.renameNoReplace(from, name, work, taken.name))
            round.taken.push_back(std::move(taken));
    };
    const auto status = fs.statusAt(inbox, partsName);
    if (status && status->type != io::FileType::Folder)
        claim(inbox, partsName, typeName(status->type), "the folder parts/");
    const auto parts = besideNew(fs, inbox, partsName);
    if (!parts)
        return;
    std::vector<std::string> wrong;
    static_cast<void>(fs.list(*parts, [&wrong](const io::FolderEntry &entry) {
        if (entry.type != io::FileType::Regular)
            wrong.emplace_back(entry.name);
        return wrong.size() < mostLooked;
    }));
    for (const std::string &name : wrong) {
        const auto found = fs.statusAt(*parts, name); // where a listing tells no types
        if (found && found->type != io::FileType::Regular)
            claim(*parts, name, typeName(found->type), "the package file " + name);
    }
}

} // namespace

io::IoResult<TakeInRound> takeInInstructions(io::FileSystem &fs, const TakeInOrder &order, Random &random)
{
    const auto inbox = fs.openFolder(order.inbox);
    if (!inbox)
        return failure(inbox.error());
    auto fresh = fs.openFolderAt(*inbox, "new");
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
        const auto names = namesIn(fs, *work, SIZE_MAX);
        if (!names)
            return failure(names.error());
        for (const std::string &name : *names) {
            if (order.inHand.contains(name))
                continue;
            bool unfinished = false;
            if (auto taken = readOne(fs, *work, name, order, false, unfinished)) {
                taken->leftover = true;
                taken->name = freeName(fs, *quarantine, name, random);
                if (taken->name != name && !fs.renameNoReplace(*work, name, *work, taken->name))
                    continue;
                round.taken.push_back(std::move(*taken));
            }
        }
    }
    takeFromParts(fs, *inbox, *work, order.ownId, random, round);
    auto names = namesIn(fs, *fresh, mostLooked);
    if (!names)
        return failure(names.error());
    std::size_t news = 0;
    std::erase_if(*names, [&](const std::string &name) { return !order.unfinished.contains(name) && ++news > order.most; });
    for (const std::string &name : *names) {
        bool unfinished = false;
        auto taken = readOne(fs, *fresh, name, order, true, unfinished);
        if (unfinished)
            round.unfinished.push_back(name);
        if (!taken)
            continue;
        taken->name = freeName(fs, *quarantine, name, random);
        const auto claimed = fs.renameNoReplace(*fresh, name, *work, taken->name);
        if (!claimed)
            continue; // gone, or the name is in work/ already: then it comes to its turn when that has ended
        round.taken.push_back(std::move(*taken));
    }
    round.more = news > order.most;
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
    const auto removed = fs.removeFile(*work, name);
    return removed || removed.error().error == ENOENT ? io::IoResult<void>() : removed;
}

} // namespace cartage::inbox
