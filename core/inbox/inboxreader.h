// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/base/clock.h"
#include "core/inbox/inboxwindow.h"
#include "core/inbox/statusfile.h"
#include "core/io/filesystem.h"

namespace cartage::inbox {

/// A valid message, read in place: its file stays in new/ until it is named in an order.
struct FoundMessage {
    std::string name; ///< of the file
    ReadStatus status;
    Time broughtAt{}; ///< the inbox's clock: when the file was last written
};

/// A file that is to leave new/ for quarantine.
struct Refusal {
    std::string name;
    std::string reason; ///< a word: that of a StatusFault, not_a_file, unknown_name, unreadable, id_reuse, refused_by_database
    std::string detail; ///< for people
    std::string sender; ///< empty: unknown
    std::string guid;   ///< where it could be read
};

/// One that lies in quarantine.
struct TakenAside {
    Refusal what;      ///< its name is the one in quarantine
    std::string type;  ///< file, folder, link, other
    std::optional<std::int64_t> size; ///< of files
};

/// Reads an inbox folder (tmp/, new/, quarantine/) for one site: finds messages and takes aside what is none. Decides nothing about state and never
/// deletes what it was not told to. Belongs to whoever calls `work`, one thread at a time; opens what it needs anew at each call, as the
/// thread may be another with another table of open files.
class InboxReader final
{
public:
    InboxReader(io::FileSystem &fs, const Clock &clock, std::string inbox);

    struct Order {
        std::vector<std::string> finished; ///< the database has them: their files go
        std::vector<Refusal> aside;        ///< the database refuses them
        bool look = false;                 ///< new files may have come
        bool onlyFinish = false;           ///< read nothing more
        std::optional<std::vector<std::string>> recorded; ///< at the start: what the database says lies in quarantine (raw names)
    };
    struct Trouble {
        std::string folder; ///< new, quarantine
        io::IoError error;
        bool operator==(const Trouble &) const = default;
    };
    struct Crowd {
        std::string sender;
        std::int64_t waiting = 0;
    };
    struct Found {
        std::vector<FoundMessage> messages; ///< at most 2,000 or 4 MiB; each sender's in the order of their numbers
        std::vector<TakenAside> aside;
        std::vector<TakenAside> unrecorded; ///< lie in quarantine and `recorded` does not name them; at most 200 a call, with the next
        std::vector<FoundMessage> unrecordedMessages; ///< the same, valid ones
        std::vector<std::string> goneFromQuarantine;  ///< `recorded` names them and they are not there
        std::vector<Crowd> crowds;          ///< senders with more than 10,000 files while others wait, too
        std::optional<Trouble> trouble;     ///< nothing more can be read for now; the same is tried again at the next call
        std::optional<Trouble> asideTrouble; ///< some cannot be taken aside; nothing waits for that, it is tried again every 30 s
        std::int64_t waiting = 0;           ///< files in new/ that were not handed out
        std::int64_t underWay = 0;          ///< publications that are not finished
        std::optional<Span> lookAgainIn;    ///< then they are looked at again
        bool more = false;                  ///< the next call has something to hand out
    };
    [[nodiscard]] Found work(const Order &order, const std::atomic<bool> &stop);

    static constexpr std::size_t mostMessages = 2000;
    static constexpr std::size_t mostBytes = 4 * 1024 * 1024;
    static constexpr std::size_t mostHeld = 1000;      ///< files that cannot be removed, before nothing more is read
    static constexpr std::size_t mostUnmoved = 10'000; ///< files that cannot be moved and are kept in mind; the others are met again by later scans
    static constexpr std::size_t mostLater = 1000;     ///< files found bad that are moved only after what was found with them is read
    static constexpr std::size_t mostUnderWay = 10'000;
    static constexpr std::int64_t crowd = 10'000;
    static constexpr Span patience = std::chrono::minutes(10); ///< with a file that is not finished
    static constexpr Span tmpAge = std::chrono::hours(36);

private:
    struct UnderWay {
        Span since{}; ///< boot time; without growth
        Span lookAt{};
        Span step{};
        std::uint64_t size = 0;
        std::uint64_t scan = 0; ///< the last that met it
    };
    /// Of a file that was read.
    struct Stamp {
        std::uint64_t inode = 0;
        std::int64_t ctimeNs = 0;
        std::uint64_t size = 0;
        bool operator==(const Stamp &) const = default;
    };
    struct Pass;
    bool open(Pass &pass);
    void finish(Pass &pass, const Order &order);
    bool removeFile(Pass &pass, const std::string &name);
    bool isReplaced(Pass &pass, const std::string &name);
    void compareQuarantine(Pass &pass, bool onlyFinish);
    void listQuarantine(Pass &pass);
    void judgeUnrecorded(Pass &pass, const std::string &name);
    void scan(Pass &pass);
    void hand(Pass &pass);
    void handDue(Pass &pass);
    /// False: nothing more can be read now.
    bool readOne(Pass &pass, const InboxWindow::Entry &entry);
    bool readOpened(Pass &pass, const std::string &name, const io::Handle &file, const io::FileStatus &status);
    bool judgeUnread(Pass &pass, const std::string &name, const io::IoError &error);
    void keepWaiting(Pass &pass, const std::string &name, std::uint64_t size);
    [[nodiscard]] bool waitedLongEnough(Pass &pass, const std::string &name, std::uint64_t size);
    void setAside(Pass &pass, Refusal refusal);
    void takeAside(Pass &pass, Refusal refusal);
    void takeAllAside(Pass &pass);
    bool openQuarantine(Pass &pass, io::IoError &why);
    io::IoResult<std::string> moveAside(Pass &pass, const std::string &name, const io::FileStatus &status);
    void sweepTemporary(Pass &pass);

    io::FileSystem *m_fs;
    const Clock *m_clock;
    std::string m_inbox;
    InboxWindow m_window;
    std::unordered_set<std::string> m_inHand;           ///< handed out, not yet finished
    std::unordered_map<std::string, Stamp> m_stamps;    ///< of those in hand whose names are not of our making: another file may take such a name
    std::vector<std::string> m_toRemove;                ///< could not be removed so far
    std::vector<Refusal> m_toMove;                      ///< could not be moved so far
    std::vector<Refusal> m_later;                       ///< to be moved when no message waits for being read
    io::IoError m_heldBy;
    std::optional<Trouble> m_asideTrouble;
    Span m_moveAgainAt{};
    std::uint64_t m_suffixes = 0;
    std::optional<std::vector<std::string>> m_recorded; ///< until quarantine could be listed
    std::vector<std::string> m_unknown, m_gone;         ///< in quarantine without a row; the reverse: not yet handed out
    std::unordered_map<std::string, UnderWay> m_underWay;
    std::unordered_map<std::size_t, Span> m_temporary;  ///< hashes of the names in tmp/, and when each was seen first
    std::optional<Span> m_sweptAt;
    std::uint64_t m_scans = 0;
    Span m_scannedAt{}, m_scanTook{};
    bool m_overflowed = false; ///< the last scan met more than the window holds
    bool m_lookWanted = true;
    bool m_fruitful = false; ///< since the last scan something was read or moved
    std::string m_buffer;
};

} // namespace cartage::inbox
