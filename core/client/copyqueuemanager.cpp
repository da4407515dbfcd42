// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/copyqueuemanager.h"

#include <algorithm>
#include <cerrno>

#include "core/domain/escape.h"
#include "core/inbox/inboxname.h"

namespace cartage::client {

namespace {

/// Messages that share one sync of new/ and one of the counter; so many may come twice after a kill.
constexpr std::size_t batch = 64;
/// How long another process that brings is waited for: it may be about to end. Where its inbox hangs, this one's messages are as safe as its own.
constexpr Span bringPatience = std::chrono::seconds(10);

Code codeOf(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return Code::InboxNotThere;
    case EROFS:
    case EACCES:
    case EPERM:
        return Code::InboxNotWritable;
    case ENOSPC:
    case EDQUOT:
        return Code::InboxFull;
    default:
        return Code::InboxFailing;
    }
}

/// What is wrong with one name only; the next message may go.
bool isOfOneMessage(const inbox::Publisher::Problem &problem)
{
    return problem.error.error == EEXIST;
}

/// The same of the spool: this one's file is damaged, or the disk or its rights do not let it be read. The lock, the counter and the folders concern all.
bool isOfOneMessage(const Error &error, const std::string &item)
{
    return error.code == Code::SpoolDamaged || error.path == "queue/" + item;
}

} // namespace

Error CopyQueueManager::errorOf(const inbox::Publisher::Problem &problem) const
{
    Error error;
    error.code = codeOf(problem.error.error);
    error.operation = problem.error.operation;
    error.systemError = problem.error.error;
    error.path = problem.path;
    error.object = m_inbox;
    return error;
}

void CopyQueueManager::keep(std::int64_t number, const Error &why, Outcome &outcome)
{
    std::string reason(name(why.code));
    if (!why.operation.empty())
        reason += ": " + why.operation + (why.path.empty() ? "" : " of " + escapePath(why.path)) + ": " + systemErrorName(why.systemError);
    m_log("kept " + Spool::nameOf(number) + " (" + reason + ")");
    if (!outcome.why)
        outcome.why = why;
}

CopyQueueManager::Step CopyQueueManager::bringItem(inbox::Publisher &publisher, std::int64_t number, std::vector<std::int64_t> &brought, Outcome &outcome)
{
    const std::string item = Spool::nameOf(number);
    m_log("validating " + item);
    const auto read = m_spool->read(number);
    if (!read) {
        keep(number, read.error(), outcome);
        return isOfOneMessage(read.error(), item) ? Step::Stays : Step::RoundEnds;
    }
    if (!*read)
        return Step::Went;
    const inbox::StatusReport &report = (*read)->read.report;
    m_log("servicing " + item + " (id " + report.guid + ", message " + std::to_string(report.id) + ")");
    const auto published = publisher.publish(
        (*read)->bytes + inbox::sentLine(m_world.clock.wall()), [&] { return inbox::makeStatusName(report.sender, m_world.random).text(); },
        [&](int tries, const std::string &name) { m_log("copying " + item + " to " + name + ", try " + std::to_string(tries)); });
    if (!published) {
        keep(number, errorOf(published.error()), outcome);
        return isOfOneMessage(published.error()) ? Step::Stays : Step::RoundEnds;
    }
    m_log("copied " + item + " to " + published->name);
    brought.push_back(number);
    return Step::Went;
}

bool CopyQueueManager::settle(inbox::Publisher &publisher, std::vector<std::int64_t> &brought, Outcome &outcome)
{
    if (brought.empty())
        return true;
    std::optional<Error> why;
    if (const auto synced = publisher.sync(); !synced)
        why = errorOf(synced.error());
    else if (const auto retired = m_spool->retire(brought); !retired)
        why = retired.error();
    if (why)
        keep(brought.front(), *why, outcome);
    else
        outcome.delivered += static_cast<std::int64_t>(brought.size());
    brought.clear();
    return !why;
}

bool CopyQueueManager::reserve(std::int64_t number, Outcome &outcome)
{
    const auto reserved = m_spool->reserve(number);
    if (!reserved)
        keep(number, reserved.error(), outcome);
    return reserved.has_value();
}

CopyQueueManager::Outcome CopyQueueManager::bringOnce(const std::atomic<bool> &stop)
{
    Outcome outcome;
    const auto held = m_spool->bringing(bringPatience);
    if (!held) {
        outcome.why = held.error();
        return outcome;
    }
    if (!*held) {
        Error busy;
        busy.code = Code::SpoolBusy;
        busy.object = m_spool->folder();
        busy.parameters["seconds"] = std::to_string(bringPatience / std::chrono::seconds(1));
        outcome.why = busy;
        return outcome;
    }
    const auto numbers = m_spool->queued();
    if (!numbers) {
        outcome.why = numbers.error();
        return outcome;
    }
    if (numbers->empty())
        return outcome;
    auto publisher = inbox::Publisher::open(m_world.files, m_inbox);
    if (!publisher) {
        keep(numbers->front(), errorOf(publisher.error()), outcome);
        return outcome;
    }
    std::vector<std::int64_t> brought;
    for (const std::int64_t number : *numbers) {
        if (number == numbers->back() && (!settle(*publisher, brought, outcome) || !reserve(number, outcome)))
            break;
        const Step step = bringItem(*publisher, number, brought, outcome);
        if (step == Step::RoundEnds || stop)
            break;
        if (brought.size() == batch && !settle(*publisher, brought, outcome))
            break;
    }
    settle(*publisher, brought, outcome);
    return outcome;
}

Span CopyQueueManager::delayAfter(int rounds, Random &random)
{
    constexpr Span first = std::chrono::seconds(1);
    constexpr Span most = std::chrono::minutes(1);
    const Span whole = std::min(most, first * (std::int64_t(1) << std::clamp(rounds - 1, 0, 10)));
    return Span(random.uniform(whole.count() / 2, whole.count()));
}

CopyQueueManager::Outcome CopyQueueManager::bring(Span wait, const std::atomic<bool> &stop)
{
    const Span end = m_world.clock.boot() + wait;
    Outcome all;
    for (int round = 1;; ++round) {
        const Outcome once = bringOnce(stop);
        all.delivered += once.delivered;
        all.why = once.why;
        const auto left = m_spool->left();
        const Span rest = end - m_world.clock.boot();
        if ((left && left->queued == 0) || rest <= Span(0) || stop)
            return all;
        const Span delay = std::min(delayAfter(round, m_world.random), rest);
        m_log("waiting " + std::to_string(delay.count()) + " ms before round " + std::to_string(round + 1));
        m_world.pause(delay);
    }
}

} // namespace cartage::client
