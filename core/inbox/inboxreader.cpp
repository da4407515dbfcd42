// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inbox/inboxreader.h"

#include <algorithm>
#include <cerrno>
#include <functional>
#include <iterator>
#include <utility>

#include "core/inbox/inboxname.h"
#include "core/inbox/inboxpass.h"
#include "core/inbox/takein.h"
#include "core/io/fileops.h"

namespace cartage::inbox {

namespace {

constexpr std::string_view temporaryFolder = "tmp";
constexpr std::string_view statusKind = "status";
constexpr std::string_view statusExtension = "msg";

/// A piece of work ends after this even where files come slowly, so that what was read gets on.
constexpr Span longestPass = std::chrono::milliseconds(500);
/// A scan of a large folder pays only after many times of what it took.
constexpr int scanShare = 10;
constexpr Span firstStep = std::chrono::milliseconds(500);
constexpr Span longestStep = std::chrono::minutes(1);
constexpr std::size_t mostDue = 500; ///< unfinished ones looked at again in one pass
constexpr Span sweepEvery = std::chrono::hours(1);
constexpr std::size_t mostTemporary = 250'000; ///< names kept in mind, a few bytes each

/// By its name it is meant for somebody else. What has no name of an inbox is judged by its content: whoever copies a message by hand gives it any.
bool isOfAnotherKind(std::string_view name)
{
    const auto parsed = parseInboxName(name);
    return parsed && (parsed->kind != statusKind || parsed->extension != statusExtension);
}

bool isBadByItsEntry(const InboxWindow::Entry &entry)
{
    return entry.type != io::FileType::Regular || isOfAnotherKind(entry.name);
}

std::vector<Refusal> joined(std::vector<Refusal> first, std::vector<Refusal> second)
{
    first.insert(first.end(), std::make_move_iterator(second.begin()), std::make_move_iterator(second.end()));
    return first;
}

} // namespace

InboxReader::InboxReader(io::FileSystem &fs, const Clock &clock, std::string inbox) : m_fs(&fs), m_clock(&clock), m_inbox(std::move(inbox)) { }

InboxReader::Found InboxReader::work(const Order &order, const std::atomic<bool> &stop)
{
    Pass pass{stop, m_clock->boot(), {}, 0, {}, {}, {}, false, false};
    m_lookWanted = m_lookWanted || order.look;
    if (order.recorded)
        m_recorded = order.recorded;
    if (open(pass)) {
        compareQuarantine(pass, order.onlyFinish);
        finish(pass, order);
        sweepTemporary(pass);
        if (!pass.blocked && !order.onlyFinish)
            hand(pass);
    } else {
        // What was ordered is done when the folder is there again.
        m_toRemove.insert(m_toRemove.end(), order.finished.begin(), order.finished.end());
        m_toMove.insert(m_toMove.end(), order.aside.begin(), order.aside.end());
    }
    pass.found.waiting += static_cast<std::int64_t>(m_window.size());
    pass.found.underWay = static_cast<std::int64_t>(m_underWay.size());
    if (!m_toMove.empty())
        pass.found.asideTrouble = m_asideTrouble;
    pass.found.more = !pass.blocked && (!m_window.empty() || m_overflowed || m_lookWanted || !m_unknown.empty() || !m_gone.empty());
    for (const auto &[name, each] : m_underWay) {
        const Span in = std::max(each.lookAt - pass.now, Span(1));
        pass.found.lookAgainIn = std::min(pass.found.lookAgainIn.value_or(in), in);
    }
    return std::move(pass.found);
}

/// Clients can write below the inbox: what lies there is reached from the inbox itself, and a link in the place of a folder is not followed.
bool InboxReader::open(Pass &pass)
{
    auto inbox = m_fs->openFolder(m_inbox);
    if (!inbox)
        return pass.failed(newFolder, inbox.error());
    pass.inbox = std::move(*inbox);
    auto folder = m_fs->openFolderAt(pass.inbox, newFolder);
    if (!folder)
        return pass.failed(newFolder, folder.error());
    pass.folder = std::move(*folder);
    return true;
}

void InboxReader::finish(Pass &pass, const Order &order)
{
    std::vector<std::string> again = std::exchange(m_toRemove, {});
    for (const std::vector<std::string> *names : {static_cast<const std::vector<std::string> *>(&again), &order.finished}) {
        for (const std::string &name : *names) {
            if (pass.blocked || !removeFile(pass, name))
                m_toRemove.push_back(name);
        }
    }
    // What could not be moved is tried again on a clock of its own: it may be much, and stay so for ever.
    std::vector<Refusal> refusals;
    if (!m_toMove.empty() && !pass.blocked && pass.now >= m_moveAgainAt)
        refusals = std::exchange(m_toMove, {});
    if (order.onlyFinish)
        refusals = joined(std::move(refusals), std::exchange(m_later, {}));
    refusals.insert(refusals.end(), order.aside.begin(), order.aside.end());
    for (Refusal &refusal : refusals) {
        if (pass.blocked)
            m_toMove.push_back(std::move(refusal));
        else
            takeAside(pass, std::move(refusal));
    }
    // What stays although the database has it would be read again after each start: no more of it is made.
    if (!pass.blocked && m_toRemove.size() > mostHeld)
        pass.failed(newFolder, m_heldBy);
}

bool InboxReader::removeFile(Pass &pass, const std::string &name)
{
    if (isReplaced(pass, name))
        return true;
    const auto removed = m_fs->removeFile(pass.folder, name);
    if (removed || removed.error().error == ENOENT) {
        m_inHand.erase(name);
        m_stamps.erase(name);
        return true;
    }
    m_heldBy = removed.error();
    if (isGeneral(removed.error().error))
        pass.failed(newFolder, removed.error());
    return false;
}

/// Somebody has put another file in its place since it was read: that one is read, too. Names of ours are given once.
bool InboxReader::isReplaced(Pass &pass, const std::string &name)
{
    const auto stamp = m_stamps.find(name);
    if (stamp == m_stamps.end())
        return false;
    const auto status = m_fs->statusAt(pass.folder, name);
    if (!status || stamp->second == Stamp{status->inode, status->ctimeNs, status->size})
        return false;
    m_stamps.erase(stamp);
    m_inHand.erase(name);
    m_lookWanted = true;
    return true;
}

void InboxReader::scan(Pass &pass)
{
    const Span begun = m_clock->boot();
    m_window.clear();
    m_overflowed = false;
    m_lookWanted = false;
    m_fruitful = false;
    ++m_scans;
    std::int64_t met = 0;
    const auto listed = m_fs->list(pass.folder, [&](const io::FolderEntry &entry) {
        if (isInstructionName(entry.name)) // the Despooler's
            return true;
        std::string name(entry.name);
        if (m_inHand.contains(name))
            return true;
        if (const auto waits = m_underWay.find(name); waits != m_underWay.end()) {
            waits->second.scan = m_scans;
            return true;
        }
        ++met;
        // They could not be moved, nor kept in mind: they are left for a later scan, and take no place from others.
        if (m_toMove.size() >= mostUnmoved && isBadByItsEntry({name, entry.type}))
            return true;
        const std::string_view sender = senderOf(entry.name);
        if (!m_window.add(sender, {std::move(name), entry.type}))
            m_overflowed = true;
        return !pass.stop;
    });
    if (!listed) {
        pass.failed(newFolder, listed.error());
        return;
    }
    if (!pass.stop)
        std::erase_if(m_underWay, [this](const auto &each) { return each.second.scan != m_scans; });
    m_scannedAt = m_clock->boot();
    m_scanTook = m_scannedAt - begun;
    for (InboxWindow::Crowd &each : m_window.crowds(crowd))
        pass.found.crowds.push_back({std::move(each.sender), each.waiting});
    // What did not fit is not in the window, which is counted later.
    pass.found.waiting = met - static_cast<std::int64_t>(m_window.size());
}

void InboxReader::hand(Pass &pass)
{
    handDue(pass);
    const bool paid = m_scans == 0 || m_clock->boot() - m_scannedAt >= m_scanTook * scanShare;
    if (m_window.empty() ? m_lookWanted || m_overflowed : m_lookWanted && paid)
        scan(pass);
    while (!m_window.empty() && !pass.blocked) {
        std::vector<InboxWindow::Entry> turn = m_window.take();
        const std::string sender(senderOf(turn.front().name));
        const std::size_t first = pass.found.messages.size();
        bool goesOn = true;
        for (std::size_t i = 0; i < turn.size() && goesOn; ++i) {
            goesOn = !pass.stop && pass.found.messages.size() < mostMessages && pass.bytes < mostBytes && readOne(pass, turn[i]);
            if (!goesOn)
                m_window.putBack(sender, {std::make_move_iterator(turn.begin() + static_cast<std::ptrdiff_t>(i)), std::make_move_iterator(turn.end())});
        }
        std::stable_sort(pass.found.messages.begin() + static_cast<std::ptrdiff_t>(first), pass.found.messages.end(),
                         [](const FoundMessage &a, const FoundMessage &b) {
                             return std::pair(a.status.report.sender, a.status.report.sequence) < std::pair(b.status.report.sender, b.status.report.sequence);
                         });
        if (!goesOn || m_clock->boot() - pass.now >= longestPass)
            break;
    }
    if (!m_window.empty())
        return;
    takeAllAside(pass);
    // Where nothing of all that could be read or moved, the next look is soon enough.
    m_overflowed = m_overflowed && m_fruitful;
}

void InboxReader::handDue(Pass &pass)
{
    std::vector<std::string> due;
    for (const auto &[name, each] : m_underWay) {
        if (each.lookAt <= pass.now && due.size() < mostDue)
            due.push_back(name);
    }
    std::sort(due.begin(), due.end());
    for (const std::string &name : due) {
        if (pass.stop || !readOne(pass, {name, io::FileType::Regular}))
            break;
    }
}

bool InboxReader::readOne(Pass &pass, const InboxWindow::Entry &entry)
{
    if (isBadByItsEntry(entry)) {
        Refusal refusal{entry.name, entry.type != io::FileType::Regular ? "not_a_file" : "unknown_name", {}, std::string(senderOf(entry.name)), {}};
        setAside(pass, std::move(refusal));
        return !pass.blocked;
    }
    const auto file = m_fs->openForReading(pass.folder, entry.name);
    if (!file)
        return judgeUnread(pass, entry.name, file.error());
    const auto status = m_fs->status(*file);
    if (!status)
        return judgeUnread(pass, entry.name, status.error());
    return readOpened(pass, entry.name, *file, *status);
}

bool InboxReader::readOpened(Pass &pass, const std::string &name, const io::Handle &file, const io::FileStatus &status)
{
    Refusal refusal{name, {}, {}, std::string(senderOf(name)), {}};
    if (status.type != io::FileType::Regular) {
        refusal.reason = "not_a_file";
    } else if (status.size > longestStatusFile) {
        refusal.reason = cartage::inbox::name(StatusFault::TooLarge);
        refusal.detail = std::to_string(status.size) + " bytes";
    } else {
        m_buffer.resize(longestStatusFile + 1);
        const auto size = io::readFully(*m_fs, file, std::as_writable_bytes(std::span(m_buffer.data(), static_cast<std::size_t>(status.size) + 1)));
        if (!size)
            return judgeUnread(pass, name, size.error());
        const std::string_view bytes(m_buffer.data(), *size);
        auto read = parseStatusFile(bytes);
        const bool unfinished = bytes.empty() || status.links > 1 || (!read && read.error().fault == StatusFault::Unfinished);
        if (unfinished && !waitedLongEnough(pass, name, *size)) {
            keepWaiting(pass, name, *size);
            return true;
        }
        m_underWay.erase(name);
        if (read) {
            pass.bytes += *size;
            m_inHand.insert(name);
            if (!parseInboxName(name))
                m_stamps[name] = {status.inode, status.ctimeNs, status.size};
            m_fruitful = true;
            pass.found.messages.push_back({name, std::move(*read), timeOf(status)});
            return true;
        }
        refusal.reason = cartage::inbox::name(read.error().fault);
        refusal.detail = std::move(read.error().detail);
    }
    setAside(pass, std::move(refusal));
    return !pass.blocked;
}

bool InboxReader::judgeUnread(Pass &pass, const std::string &name, const io::IoError &error)
{
    if (error.error == ENOENT) {
        m_underWay.erase(name);
        return true;
    }
    if (isGeneral(error.error))
        return pass.failed(newFolder, error);
    Refusal refusal{name, "unreadable", std::string(error.operation) + ": error " + std::to_string(error.error), std::string(senderOf(name)), {}};
    const bool isOther = error.error == ELOOP || error.error == ENXIO || error.error == ENODEV;
    if (isOther)
        refusal = {name, "not_a_file", {}, std::string(senderOf(name)), {}};
    // A disk that fails once may answer later; what may not be read stays so.
    if (!isOther && error.error != EACCES && error.error != EPERM && !waitedLongEnough(pass, name, 0)) {
        keepWaiting(pass, name, 0);
        return true;
    }
    setAside(pass, std::move(refusal));
    return !pass.blocked;
}

bool InboxReader::waitedLongEnough(Pass &pass, const std::string &name, std::uint64_t size)
{
    const auto waits = m_underWay.find(name);
    return waits != m_underWay.end() && waits->second.size >= size && pass.now - waits->second.since >= patience;
}

void InboxReader::keepWaiting(Pass &pass, const std::string &name, std::uint64_t size)
{
    auto waits = m_underWay.find(name);
    if (waits == m_underWay.end()) {
        if (m_underWay.size() >= mostUnderWay)
            return; // met again by a later scan, when others have been judged
        waits = m_underWay.emplace(name, UnderWay{pass.now, {}, {}, size, m_scans}).first;
    }
    UnderWay &each = waits->second;
    if (size > each.size)
        each = {pass.now, {}, {}, size, m_scans};
    each.step = each.step == Span() ? firstStep : std::min(each.step * 2, longestStep);
    each.lookAt = std::min(pass.now + each.step, std::max(each.since + patience, pass.now + firstStep));
}

/// Nobody waits for what is bad: it is moved when what is good is read, or when there is much of it.
void InboxReader::setAside(Pass &pass, Refusal refusal)
{
    m_inHand.insert(refusal.name);
    m_underWay.erase(refusal.name);
    m_later.push_back(std::move(refusal));
    if (m_later.size() >= mostLater)
        takeAllAside(pass);
}

void InboxReader::takeAllAside(Pass &pass)
{
    for (Refusal &refusal : std::exchange(m_later, {}))
        takeAside(pass, std::move(refusal));
}

/// F01: what a killed client has left. Clocks of clients decide nothing, so what is old by its own time is also to be seen for a while.
void InboxReader::sweepTemporary(Pass &pass)
{
    if (m_sweptAt && pass.now - *m_sweptAt < sweepEvery)
        return;
    m_sweptAt = pass.now;
    const auto folder = m_fs->openFolderAt(pass.inbox, temporaryFolder);
    if (!folder)
        return;
    std::unordered_map<std::size_t, Span> seen;
    std::vector<std::string> due;
    const auto listed = m_fs->list(*folder, [&](const io::FolderEntry &entry) {
        if (entry.type != io::FileType::Regular || !parseInboxName(entry.name)) // none of a client's
            return !pass.stop;
        const std::size_t hash = std::hash<std::string_view>()(entry.name);
        const auto known = m_temporary.find(hash);
        const Span since = known == m_temporary.end() ? pass.now : known->second;
        seen.emplace(hash, since);
        if (pass.now - since >= sweepEvery)
            due.emplace_back(entry.name);
        return seen.size() < mostTemporary && !pass.stop;
    });
    if (!listed)
        return;
    for (const std::string &name : due) {
        if (pass.stop)
            break;
        const auto status = m_fs->statusAt(*folder, name);
        const auto known = seen.find(std::hash<std::string_view>()(name));
        const Span age = known == seen.end() ? Span(0) : pass.now - known->second;
        const bool old = status && status->type == io::FileType::Regular && (age >= tmpAge || m_clock->wall() - timeOf(*status) >= tmpAge);
        if (old && m_fs->removeFile(*folder, name) && known != seen.end())
            seen.erase(known);
    }
    m_temporary = std::move(seen);
}

} // namespace cartage::inbox
