// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

#include "core/client/spool.h"
#include "core/inbox/publish.h"

namespace cartage::client {

/// Brings the messages of a spool to the inbox of a site, oldest first. A message leaves the spool only when it lies, synced, in the inbox's new/: a taken
/// name means a new name, and after fifty of them, or where the inbox takes nothing, the message stays (Q301352). After a kill one that lies there may be
/// brought again, with the same id. Never deletes a message, never looks at what lies in the inbox. One thread; may hang as long as the inbox does, and
/// holds then nothing that a reporter needs.
class CopyQueueManager final
{
public:
    using Log = std::function<void(const std::string &line)>; ///< one line a step: "copying 0000000000000017 to status-... try 1"
    CopyQueueManager(World world, Spool &spool, std::string inbox, Log log)
        : m_world(std::move(world)), m_spool(&spool), m_inbox(std::move(inbox)), m_log(std::move(log))
    { }

    struct Outcome {
        std::int64_t delivered = 0; ///< by this process
        std::optional<Error> why;   ///< the first reason why something stays
    };
    /// One round over what is in the queue.
    Outcome bringOnce(const std::atomic<bool> &stop);
    /// Round after round at growing, uneven distances until the queue is empty or `wait` has passed since the call.
    Outcome bring(Span wait, const std::atomic<bool> &stop);

    /// Between round `rounds` and the next: one second, doubled each time up to a minute, of which the last half is random. Thousands of clients that find a
    /// full inbox do not come back together.
    [[nodiscard]] static Span delayAfter(int rounds, Random &random);

private:
    enum class Step { Went, Stays, RoundEnds };
    Step bringItem(inbox::Publisher &publisher, std::int64_t number, std::vector<std::int64_t> &brought, Outcome &outcome);
    bool reserve(std::int64_t number, Outcome &outcome);
    bool settle(inbox::Publisher &publisher, std::vector<std::int64_t> &brought, Outcome &outcome);
    void keep(std::int64_t number, const Error &why, Outcome &outcome);
    [[nodiscard]] Error errorOf(const inbox::Publisher::Problem &problem) const;

    World m_world;
    Spool *m_spool;
    std::string m_inbox;
    Log m_log;
};

} // namespace cartage::client
