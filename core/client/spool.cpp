// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/spool.h"

#include <algorithm>
#include <cerrno>
#include <charconv>

#include "core/inbox/inboxname.h"
#include "core/io/fileops.h"

namespace cartage::client {

namespace {

constexpr std::uint32_t folderMode = 0700;
constexpr Span lockPatience = std::chrono::seconds(30);
constexpr std::size_t nameDigits = 16;
constexpr const char *lockFile = "lock";
constexpr const char *bringFile = "lock.bring";
constexpr const char *senderFile = "sender";
constexpr const char *sequenceFile = "sequence";

/// Sixteen digits, or nothing.
std::optional<std::int64_t> numberOf(std::string_view name)
{
    std::int64_t number = 0;
    if (name.size() != nameDigits || !std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    std::from_chars(name.data(), name.data() + name.size(), number);
    return number > 0 ? std::optional(number) : std::nullopt;
}

/// Decimal digits and a line feed.
std::optional<std::int64_t> counterOf(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end + 1 == text.data() + text.size() && *end == '\n';
    return whole && number >= 0 && number <= inbox::highestSequence ? std::optional(number) : std::nullopt;
}

} // namespace

std::string Spool::nameOf(std::int64_t number)
{
    const std::string digits = std::to_string(number);
    return std::string(nameDigits - std::min(nameDigits, digits.size()), '0') + digits;
}

Error Spool::errorOf(const io::IoError &cause, std::string path) const
{
    Error error;
    const bool full = cause.error == ENOSPC || cause.error == EDQUOT;
    error.code = full ? Code::SpoolFull : Code::SpoolNotWritable;
    error.operation = cause.operation;
    error.systemError = cause.error;
    error.path = std::move(path);
    error.object = m_folder;
    return error;
}

Error Spool::damaged(std::string path, std::string why, std::string aside) const
{
    Error error;
    error.code = Code::SpoolDamaged;
    error.path = std::move(path);
    error.object = m_folder;
    error.parameters = {{"why", std::move(why)}, {"aside", std::move(aside)}};
    return error;
}

Result<Spool> Spool::open(World world, const std::string &folder)
{
    Spool spool(std::move(world), folder);
    if (const auto made = spool.make(); !made)
        return failure(made.error());
    auto lock = spool.hold();
    if (!lock)
        return failure(lock.error());
    if (const auto identified = spool.identify(); !identified)
        return failure(identified.error());
    return spool;
}

Result<void> Spool::make()
{
    io::FileSystem &fs = m_world.files;
    auto root = fs.openFolder(m_folder);
    if (!root && root.error().error == ENOENT) {
        const io::SplitPath path = io::splitPath(m_folder);
        const auto parent = fs.openFolder(path.folder.empty() ? "/" : std::string(path.folder));
        if (!parent)
            return failure(errorOf(parent.error(), std::string(path.folder)));
        auto made = io::ensureFolder(fs, *parent, path.name, folderMode);
        if (!made)
            return failure(errorOf(made.error(), ""));
        if (const auto synced = fs.syncFile(*parent); !synced)
            return failure(errorOf(synced.error(), std::string(path.folder)));
        root = std::move(made);
    }
    if (!root)
        return failure(errorOf(root.error(), ""));
    const auto status = fs.status(*root);
    if (!status)
        return failure(errorOf(status.error(), ""));
    m_fileMode = status->mode & 0666U;
    m_root = std::move(*root);
    for (const auto &[name, handle] : {std::pair{"tmp", &m_aside}, std::pair{"queue", &m_queue}, std::pair{"damaged", &m_damaged}}) {
        auto opened = fs.openFolderAt(m_root, name);
        if (!opened && opened.error().error == ENOENT)
            opened = io::ensureFolder(fs, m_root, name, status->mode);
        if (!opened)
            return failure(errorOf(opened.error(), name));
        *handle = std::move(*opened);
    }
    return {};
}

Result<std::optional<io::Handle>> Spool::hold(const std::string &file, Span patience)
{
    io::FileSystem &fs = m_world.files;
    auto opened = fs.openForWriting(m_root, file);
    if (!opened && opened.error().error == ENOENT) {
        opened = fs.createFile(m_root, file, m_fileMode);
        if (!opened && opened.error().error == EEXIST) // another process was first
            opened = fs.openForWriting(m_root, file);
    }
    if (!opened)
        return failure(errorOf(opened.error(), file));
    // No waiting lock: its end could not be set. Waiting processes ask at random moments, or they would keep step.
    const Span end = m_world.clock.boot() + patience;
    for (;;) {
        const auto locked = fs.lock(*opened);
        if (locked)
            return std::optional(std::move(*opened));
        if (locked.error().error != EWOULDBLOCK)
            return failure(errorOf(locked.error(), file));
        if (m_world.clock.boot() >= end)
            return std::optional<io::Handle>();
        m_world.pause(Span(m_world.random.uniform(1, 8)));
    }
}

Result<io::Handle> Spool::hold()
{
    auto held = hold(lockFile, lockPatience);
    if (!held)
        return failure(held.error());
    if (!*held) {
        Error error = errorOf({"flock", EWOULDBLOCK}, lockFile);
        error.code = Code::SpoolBusy;
        error.parameters["seconds"] = std::to_string(lockPatience / std::chrono::seconds(1));
        return failure(error);
    }
    return std::move(**held);
}

Result<std::optional<io::Handle>> Spool::bringing(Span patience)
{
    return hold(bringFile, patience);
}

/// A spool whose sender or counter is missing or damaged becomes a new sender: numbers of the old one must not be given again. The sender goes first and
/// comes last, so that a kill in between begins this anew.
Result<void> Spool::identify()
{
    io::FileSystem &fs = m_world.files;
    const auto sender = io::readFile(fs, m_root, senderFile, 64);
    const auto sequence = io::readFile(fs, m_root, sequenceFile, 64);
    const auto unreadable = [](const io::IoResult<std::string> &read) { return !read && read.error().error != ENOENT && read.error().error != EFBIG; };
    if (unreadable(sender))
        return failure(errorOf(sender.error(), senderFile));
    if (unreadable(sequence))
        return failure(errorOf(sequence.error(), sequenceFile));
    const std::string_view digits = sender && sender->ends_with('\n') ? std::string_view(*sender).substr(0, sender->size() - 1) : std::string_view();
    if (inbox::isHex128(digits) && sequence && counterOf(*sequence)) {
        m_sender = digits;
        return {};
    }
    for (const auto &[file, there] : {std::pair{senderFile, sender || sender.error().error != ENOENT}, std::pair{sequenceFile, sequence || sequence.error().error != ENOENT}}) {
        const bool fresh = std::string_view(file) == sequenceFile && sequence && counterOf(*sequence) == 0; // the first half of this, before a kill
        if (!there || fresh)
            continue;
        if (const auto aside = setAside("", file); !aside)
            return failure(aside.error());
    }
    m_sender = m_world.random.hex(nameDigits);
    if (const auto written = io::replaceFileDurably(fs, m_root, sequenceFile, "0\n", m_fileMode); !written)
        return failure(errorOf(written.error(), sequenceFile));
    if (const auto written = io::replaceFileDurably(fs, m_root, senderFile, m_sender + "\n", m_fileMode); !written)
        return failure(errorOf(written.error(), senderFile));
    return {};
}

Result<std::int64_t> Spool::counter()
{
    const auto text = io::readFile(m_world.files, m_root, sequenceFile, 64);
    if (!text)
        return failure(errorOf(text.error(), sequenceFile));
    const auto number = counterOf(*text);
    if (!number)
        return failure(damaged(sequenceFile, "not a number", ""));
    return *number;
}

Result<void> Spool::raiseCounter(std::int64_t number)
{
    const auto now = counter();
    if (!now)
        return failure(now.error());
    if (*now >= number)
        return {};
    if (const auto written = io::replaceFileDurably(m_world.files, m_root, sequenceFile, std::to_string(number) + "\n", m_fileMode); !written)
        return failure(errorOf(written.error(), sequenceFile));
    return {};
}

Result<std::int64_t> Spool::highestQueued()
{
    std::int64_t highest = 0;
    const auto listed = m_world.files.list(m_queue, [&highest](const io::FolderEntry &entry) {
        highest = std::max(highest, numberOf(entry.name).value_or(0));
        return true;
    });
    if (!listed)
        return failure(errorOf(listed.error(), "queue"));
    return highest;
}

Result<void> Spool::sweep()
{
    std::vector<std::string> names;
    const auto listed = m_world.files.list(m_aside, [&names](const io::FolderEntry &entry) {
        if (entry.type == io::FileType::Regular)
            names.emplace_back(entry.name);
        return true;
    });
    if (!listed)
        return failure(errorOf(listed.error(), "tmp"));
    for (const std::string &name : names) {
        if (const auto removed = m_world.files.removeFile(m_aside, name); !removed)
            return failure(errorOf(removed.error(), "tmp/" + name));
    }
    return {};
}

Result<void> Spool::writeMessage(const std::string &name, const std::string &bytes)
{
    io::FileSystem &fs = m_world.files;
    auto file = fs.createFile(m_aside, name, m_fileMode);
    if (!file)
        return failure(errorOf(file.error(), "tmp/" + name));
    auto written = io::writeAll(fs, *file, asBytes(bytes));
    if (written)
        written = fs.syncFile(*file);
    auto closed = fs.close(std::move(*file));
    if (written)
        written = std::move(closed);
    if (!written) {
        (void)fs.removeFile(m_aside, name);
        return failure(errorOf(written.error(), "tmp/" + name));
    }
    // Under the lock nobody else gives names, and this one was free.
    if (const auto named = fs.rename(m_aside, name, m_queue, name); !named) {
        (void)fs.removeFile(m_aside, name);
        return failure(errorOf(named.error(), "queue/" + name));
    }
    if (const auto synced = fs.syncFile(m_queue); !synced)
        return failure(errorOf(synced.error(), "queue"));
    return {};
}

Result<std::int64_t> Spool::add(inbox::StatusReport report)
{
    const auto lock = hold();
    if (!lock)
        return failure(lock.error());
    if (const auto swept = sweep(); !swept)
        return failure(swept.error());
    const auto left = counter();
    const auto queuedUpTo = highestQueued();
    if (!left || !queuedUpTo)
        return failure(!left ? left.error() : queuedUpTo.error());
    report.sender = m_sender;
    report.sequence = std::max(*left, *queuedUpTo) + 1;
    const std::string bytes = inbox::encodeStatusFile(report);
    const auto readBack = inbox::parseStatusFile(bytes + inbox::sentLine(report.time));
    if (!readBack) {
        Error error;
        error.code = Code::WrongValue;
        error.object = "the message";
        error.parameters["why"] = readBack.error().detail;
        return failure(error);
    }
    if (const auto written = writeMessage(nameOf(report.sequence), bytes); !written)
        return failure(written.error());
    return report.sequence;
}

Result<std::vector<std::int64_t>> Spool::queued()
{
    // A reporter may have been killed between the name and its sync; what is brought must not have its number given again after a power loss.
    if (const auto synced = m_world.files.syncFile(m_queue); !synced)
        return failure(errorOf(synced.error(), "queue"));
    std::vector<std::int64_t> numbers;
    const auto listed = m_world.files.list(m_queue, [&numbers](const io::FolderEntry &entry) {
        if (const auto number = numberOf(entry.name))
            numbers.push_back(*number);
        return true;
    });
    if (!listed)
        return failure(errorOf(listed.error(), "queue"));
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

Result<std::optional<Spool::Item>> Spool::read(std::int64_t number)
{
    const std::string name = nameOf(number);
    const auto bytes = io::readFile(m_world.files, m_queue, name, inbox::longestStatusFile);
    std::string why;
    if (!bytes && bytes.error().error == ENOENT)
        return std::optional<Item>();
    // Too large, a folder, a link: nothing that we put there. Anything else is the disk's, and passes.
    if (!bytes && bytes.error().error != EFBIG && bytes.error().error != EINVAL && bytes.error().error != ELOOP)
        return failure(errorOf(bytes.error(), "queue/" + name));
    if (bytes) {
        auto read = inbox::parseStatusFile(*bytes);
        if (read && read->report.sequence == number && !read->sent)
            return std::optional(Item{*bytes, std::move(*read)});
        why = !read ? read.error().detail : read->sent ? "it has been sent" : "it has the number " + std::to_string(read->report.sequence);
    } else {
        why = bytes.error().error == EFBIG ? "it is too large" : "it is no file";
    }
    const auto lock = hold();
    if (!lock)
        return failure(lock.error());
    if (const auto raised = raiseCounter(number); !raised)
        return failure(raised.error());
    const auto aside = setAside("queue", name);
    return failure(aside ? damaged("queue/" + name, why, *aside) : aside.error());
}

Result<std::string> Spool::setAside(const std::string &folder, const std::string &name)
{
    const std::string aside = name + "-" + m_world.random.hex(4);
    const auto moved = m_world.files.rename(folder.empty() ? m_root : m_queue, name, m_damaged, aside);
    if (!moved)
        return failure(errorOf(moved.error(), folder.empty() ? name : folder + "/" + name));
    if (const auto synced = m_world.files.syncFile(m_damaged); !synced)
        return failure(errorOf(synced.error(), "damaged"));
    return "damaged/" + aside;
}

Result<void> Spool::reserve(std::int64_t number)
{
    const auto lock = hold();
    if (!lock)
        return failure(lock.error());
    return raiseCounter(number);
}

Result<void> Spool::retire(const std::vector<std::int64_t> &numbers)
{
    if (numbers.empty())
        return {};
    const auto lock = hold();
    if (!lock)
        return failure(lock.error());
    const auto highest = highestQueued();
    if (!highest)
        return failure(highest.error());
    const auto remove = [this](std::int64_t number) -> Result<void> {
        const auto removed = m_world.files.removeFile(m_queue, nameOf(number));
        if (!removed && removed.error().error != ENOENT)
            return failure(errorOf(removed.error(), "queue/" + nameOf(number)));
        return {};
    };
    // What has a higher one above it goes first: a disk that is full gets room for the counter.
    for (const std::int64_t number : numbers) {
        if (number >= *highest)
            continue;
        if (const auto removed = remove(number); !removed)
            return removed;
    }
    const std::int64_t last = *std::max_element(numbers.begin(), numbers.end());
    if (last < *highest)
        return {};
    if (const auto raised = raiseCounter(last); !raised)
        return raised;
    return remove(last);
}

Result<Spool::Left> Spool::left(std::int64_t upTo)
{
    Left left;
    const auto count = [this, upTo](const io::Handle &folder, const char *name, std::int64_t &into) -> Result<void> {
        const auto listed = m_world.files.list(folder, [&](const io::FolderEntry &entry) {
            into += &folder == &m_damaged || (numberOf(entry.name) && *numberOf(entry.name) <= upTo);
            return true;
        });
        if (!listed)
            return failure(errorOf(listed.error(), name));
        return {};
    };
    if (const auto counted = count(m_queue, "queue", left.queued); !counted)
        return failure(counted.error());
    if (const auto counted = count(m_damaged, "damaged", left.damaged); !counted)
        return failure(counted.error());
    return left;
}

} // namespace cartage::client
