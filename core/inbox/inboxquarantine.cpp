// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cerrno>
#include <iterator>
#include <utility>

#include "core/base/digest.h"
#include "core/inbox/inboxpass.h"
#include "core/io/fileops.h"

namespace cartage::inbox {

namespace {

constexpr std::size_t longestName = 255;
constexpr int mostNumbered = 8; ///< tries with a number for a name in quarantine
constexpr int mostNames = 12;   ///< with those that are made up
constexpr Span moveAgainEvery = std::chrono::seconds(30);
constexpr std::size_t mostCompared = 200; ///< files of the quarantine judged in one pass
constexpr std::size_t mostUnknown = 100'000;

} // namespace

/// What a kill between a move and its row has left, and what an operator has taken away by hand: listed once, before anything is moved there, and judged
/// in pieces.
void InboxReader::compareQuarantine(Pass &pass, bool onlyFinish)
{
    io::IoError why;
    if (m_recorded && openQuarantine(pass, why))
        listQuarantine(pass);
    else if (m_recorded)
        m_asideTrouble = Trouble{std::string(quarantineFolder), why};
    pass.bothered = pass.bothered || m_recorded.has_value(); // or it would be met there without a row
    if (onlyFinish)
        return;
    const std::size_t gone = std::min(m_gone.size(), mostCompared);
    pass.found.goneFromQuarantine.assign(std::make_move_iterator(m_gone.end() - static_cast<std::ptrdiff_t>(gone)), std::make_move_iterator(m_gone.end()));
    m_gone.resize(m_gone.size() - gone);
    for (std::size_t judged = 0; judged < mostCompared && !m_unknown.empty() && !pass.stop; ++judged) {
        if (!openQuarantine(pass, why))
            return;
        const std::string name = std::move(m_unknown.back());
        m_unknown.pop_back();
        judgeUnrecorded(pass, name);
    }
}

void InboxReader::listQuarantine(Pass &pass)
{
    std::unordered_set<std::string> missing(m_recorded->begin(), m_recorded->end());
    std::vector<std::string> unknown;
    bool whole = true;
    const auto listed = m_fs->list(pass.quarantine, [&](const io::FolderEntry &entry) {
        if (missing.erase(std::string(entry.name)) == 0)
            unknown.emplace_back(entry.name);
        whole = unknown.size() < mostUnknown && !pass.stop;
        return whole;
    });
    if (!listed) {
        m_asideTrouble = Trouble{std::string(quarantineFolder), listed.error()};
        return;
    }
    m_recorded.reset();
    m_unknown = std::move(unknown);
    if (whole)
        m_gone.assign(missing.begin(), missing.end());
}

void InboxReader::judgeUnrecorded(Pass &pass, const std::string &name)
{
    const auto status = m_fs->statusAt(pass.quarantine, name);
    if (!status)
        return;
    TakenAside aside{{name, "not_recorded", {}, std::string(senderOf(name)), {}}, std::string(typeName(status->type)), std::nullopt};
    if (status->type != io::FileType::Regular) {
        aside.what.reason = "not_a_file";
    } else {
        aside.size = static_cast<std::int64_t>(status->size);
        const auto bytes = io::readFile(*m_fs, pass.quarantine, name, longestStatusFile);
        auto read = bytes ? parseStatusFile(*bytes) : Result<ReadStatus, StatusProblem>(failure(StatusProblem{StatusFault::TooLarge, {}}));
        if (!bytes && bytes.error().error != EFBIG) {
            aside.what.reason = "unreadable";
        } else if (!read) {
            aside.what.reason = std::string(cartage::inbox::name(read.error().fault));
            aside.what.detail = read.error().detail;
        } else {
            pass.found.unrecordedMessages.push_back({name, std::move(*read), timeOf(*status)});
            return;
        }
    }
    pass.found.unrecorded.push_back(std::move(aside));
}

/// A file that cannot be moved stays where it is and delays no message, nor does a quarantine that cannot be used.
void InboxReader::takeAside(Pass &pass, Refusal refusal)
{
    const std::string name = refusal.name;
    if (isReplaced(pass, name))
        return;
    const auto status = m_fs->statusAt(pass.folder, name);
    const auto moved = !status ? failure(status.error()) : pass.bothered ? failure(io::IoError{"rename", EAGAIN}) : moveAside(pass, name, *status);
    if (!moved && moved.error().error != ENOENT) {
        if (!pass.bothered)
            m_asideTrouble = Trouble{std::string(quarantineFolder), moved.error()};
        pass.bothered = pass.bothered || isGeneral(moved.error().error) || !pass.quarantine.isOpen();
        m_underWay.erase(name);
        if (m_toMove.empty() || pass.now >= m_moveAgainAt)
            m_moveAgainAt = pass.now + moveAgainEvery;
        if (m_toMove.size() < mostUnmoved) {
            m_inHand.insert(name);
            m_toMove.push_back(std::move(refusal));
        } else {
            m_inHand.erase(name); // met again by a later scan
            m_stamps.erase(name);
        }
        return;
    }
    m_inHand.erase(name);
    m_underWay.erase(name);
    m_stamps.erase(name);
    m_fruitful = true;
    if (!moved)
        return;
    refusal.name = *moved;
    TakenAside aside{std::move(refusal), std::string(typeName(status->type)), std::nullopt};
    if (status->type == io::FileType::Regular)
        aside.size = static_cast<std::int64_t>(status->size);
    pass.found.aside.push_back(std::move(aside));
}

bool InboxReader::openQuarantine(Pass &pass, io::IoError &why)
{
    if (pass.quarantine.isOpen())
        return true;
    auto folder = m_fs->openFolderAt(pass.inbox, quarantineFolder);
    if (!folder) {
        // without its own ENOENT, which would be the file's
        why = {folder.error().operation, folder.error().error == ENOENT ? ENOTDIR : folder.error().error};
        return false;
    }
    pass.quarantine = std::move(*folder);
    return true;
}

/// By rename alone: never copied, never followed. Its name, or that with a number where it is taken; after a few of them one that nobody has.
io::IoResult<std::string> InboxReader::moveAside(Pass &pass, const std::string &name, const io::FileStatus &status)
{
    io::IoError why;
    if (!openQuarantine(pass, why))
        return failure(why);
    for (int number = 1;; ++number) {
        std::string suffix = number == 1 ? std::string() : '.' + std::to_string(number);
        if (number > mostNumbered) {
            const std::string what = std::to_string(status.inode) + ' ' + std::to_string(m_clock->wall().time_since_epoch().count()) + ' '
                                     + std::to_string(++m_suffixes) + ' ' + name;
            suffix = '.' + xxh128(asBytes(what)).hex();
        }
        const std::string target = name.substr(0, longestName - suffix.size()) + suffix;
        const auto moved = io::renameToFree(*m_fs, pass.folder, name, pass.quarantine, target);
        if (moved)
            return target;
        if (moved.error().error != EEXIST || number == mostNames)
            return failure(moved.error());
    }
}

} // namespace cartage::inbox
