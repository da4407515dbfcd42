// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/components/statusmanager.h"
#include "core/engine/executor.h"
#include "core/engine/lease.h"
#include "core/engine/site.h"
#include "core/io/wakewatch.h"

namespace cartage::engine {

/// Takes status messages from SITE/inbox into the database: a worker reads ahead, takes aside what is none and removes what was committed; the control
/// thread, to which this belongs, inserts a batch a turn in a transaction of its own. A file leaves the inbox only after the commit, so whatever ends
/// an engine, each message is in the database, in quarantine, or still in the inbox.
class StatusIntake final
{
public:
    StatusIntake(Site &site, Executor &executor, components::StatusWriter messages);
    ~StatusIntake();
    StatusIntake(const StatusIntake &) = delete;
    StatusIntake &operator=(const StatusIntake &) = delete;

    /// Before the first turn: what lies in quarantine by the database.
    Result<void> begin();
    /// One batch, at most 500 messages; its size follows what such a transaction takes. Nothing is lost where it fails: the same is tried at the next call.
    Result<void> takeIn(const Lease &lease, Time now);
    /// Messages wait because the database cannot be written; said when it goes on.
    void waitForDatabase(Time now, Code why);
    /// Gives the worker what is to be done next, if anything is due. `underWork`: other work is going on, files are looked for more often.
    void goOn(bool underWork);
    /// Nothing more is read; what was committed is still removed.
    void close();
    /// The Status Manager is paused or stopped: the same, until it may go on.
    void halt(bool halted);

    /// There is something to insert.
    [[nodiscard]] bool hasReady() const;
    /// Something is to be done now; publications under way and a folder that cannot be read do not count.
    [[nodiscard]] bool hasPending() const;
    [[nodiscard]] bool isWorking() const { return m_running; }
    /// From now until files are looked for again.
    [[nodiscard]] std::optional<Span> nextLookIn() const;
    /// The same for publications under way alone.
    [[nodiscard]] std::optional<Span> nextDueIn() const;
    /// Publications that are not finished: whole ones are taken in, others stand aside after ten minutes of this engine.
    [[nodiscard]] std::int64_t underWay() const { return m_underWay; }
    /// For poll(2); -1: the system refused, files are looked for now and then.
    [[nodiscard]] int descriptor() const { return m_watch.descriptor(); }
    void drainWatch();

private:
    struct Say {
        MessageId id;
        std::vector<std::string> strings;
    };
    struct HeldUp {
        Time since{};
        std::string why;
    };
    struct FolderTrouble {
        MessageId begins, ends;
        std::optional<inbox::InboxReader::Trouble> said;
        std::optional<HeldUp> heldUp;
    };
    struct Inserted {
        components::StatusManager::Taken taken;
        std::vector<std::string> removeFromQuarantine;
        std::optional<std::int64_t> waiting; ///< was written
        std::size_t asideRecorded = 0; ///< the first of them
        Span took{}; ///< without the commit
    };
    void submit(bool look);
    void found(inbox::InboxReader::Found found);
    void noteTrouble(const std::optional<inbox::InboxReader::Trouble> &trouble, FolderTrouble &noted);
    void noteCrowds(const std::vector<inbox::InboxReader::Crowd> &crowds);
    Result<Inserted> insert(const Lease &lease, Time now, std::size_t size, bool singly);
    void inserted(std::size_t size, Inserted inserted);
    void removeFromQuarantine(const std::vector<std::string> &names);
    [[nodiscard]] std::size_t ready() const { return m_ready.size() - m_next; }
    [[nodiscard]] bool onlyFinishes() const { return m_closing || m_halted; }
    [[nodiscard]] Span boot() const { return m_site->environment().clock.boot(); }

    Site *m_site;
    Executor *m_executor;
    components::StatusWriter m_messages;
    components::StatusManager m_manager;
    io::WakeWatch m_watch;
    std::shared_ptr<inbox::InboxReader> m_reader;  // with the worker's thread, which may be stuck
    std::shared_ptr<std::atomic<bool>> m_stop;     // with the worker's thread
    bool m_running = false;
    bool m_closing = false;
    bool m_halted = false;

    std::optional<std::vector<std::string>> m_recorded; ///< quarantine as the database has it: compared once
    std::optional<inbox::InboxReader::Found> m_compared; ///< what that gave, a piece of it: before m_aside, or a row written just now would be gone by it
    std::vector<components::IncomingMessage> m_ready;
    std::size_t m_next = 0; ///< of them
    std::vector<inbox::TakenAside> m_aside;         ///< moved, rows to be written
    std::vector<std::string> m_finished;            ///< committed, files to be removed
    std::vector<inbox::Refusal> m_refused;          ///< committed that they are not taken in, files to be moved
    std::vector<Say> m_say;
    std::size_t m_batch;
    bool m_more = true;
    bool m_looked = false; ///< at least once
    bool m_woken = false;
    bool m_trouble = false;
    bool m_underWork = false;
    Span m_lookedAt{};
    std::optional<Span> m_underWayAt;
    std::int64_t m_waiting = 0;
    std::optional<std::int64_t> m_waitingSaid;
    Span m_waitingSaidAt{};
    FolderTrouble m_newTrouble, m_asideTrouble; ///< only the first holds anything up
    std::int64_t m_underWay = 0;
    std::optional<HeldUp> m_heldByDatabase;
    std::map<std::string, Span> m_crowdSaid;
};

} // namespace cartage::engine
