// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/workers.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/engine/carryout.h"

namespace cartage::engine {

namespace {

/// One metadata operation of a share that answers takes milliseconds; one that takes a minute does not answer.
constexpr Span metadataDeadline = std::chrono::seconds(60);

} // namespace

void Workers::submit(components::WorkItem item)
{
    Run run;
    run.control = std::make_shared<transport::WorkControl>(*m_clock);
    run.control->rate = item.rate;
    run.report = std::make_shared<std::optional<components::Report>>();
    run.ended = std::make_shared<std::atomic<bool>>(false);
    run.begun = m_clock->boot();
    run.item = item;
    const std::int64_t number = item.number;
    auto work = [item = std::move(item), control = run.control, report = run.report, ended = run.ended, transport = m_transport,
                 library = m_library] {
        *report = carryOut(item, *transport, *library, *control);
        *ended = true;
    };
    Run &kept = m_running.emplace(number, std::move(run)).first->second;
    kept.id = m_executor->submit(Executor::Place::Dps, std::move(work), [this, number] { finished(number); });
}

void Workers::finished(std::int64_t number)
{
    const auto found = m_running.find(number);
    CARTAGE_CHECK(found != m_running.end() && found->second.report->has_value());
    Run &run = found->second;
    components::Outcome outcome;
    outcome.item = std::move(run.item);
    outcome.report = std::move(**run.report);
    outcome.took = m_clock->boot() - run.begun;
    outcome.bytesTotal = run.control->bytesTotal();
    outcome.bytesDone = run.control->bytes();
    outcome.filesTotal = run.control->filesTotal();
    outcome.filesDone = run.control->files();
    m_outcomes.push_back(std::move(outcome));
    m_running.erase(found);
}

void Workers::requestStop(std::int64_t number)
{
    const auto found = m_running.find(number);
    if (found != m_running.end())
        found->second.control->requestStop();
}

void Workers::requestStopOfAll()
{
    for (auto &[number, run] : m_running)
        run.control->requestStop();
}

/// While bytes are to be moved a slow line is no dead line; before and after that each operation is a small one.
Span Workers::deadlineOf(const Run &run)
{
    const bool moves = run.control->bytesTotal() > 0 || run.control->verifying();
    return moves ? std::max(run.item.stall, metadataDeadline) : metadataDeadline;
}

void Workers::writeOffStuck()
{
    const Span now = m_clock->boot();
    for (auto it = m_running.begin(); it != m_running.end();) {
        Run &run = it->second;
        const Span deadline = deadlineOf(run);
        // One that waits in the executor's queue has not begun to move, and is nobody's fault.
        if (run.item.dp == DpKey() || now - std::max(run.control->lastMove(), run.begun) < deadline || *run.ended) {
            ++it;
            continue;
        }
        run.control->requestStop();
        m_executor->abandon(run.id);
        components::Outcome outcome;
        outcome.item = run.item;
        outcome.report = components::Abandoned{deadline > metadataDeadline};
        outcome.took = now - run.begun;
        m_outcomes.push_back(std::move(outcome));
        m_writtenOff.push_back(std::move(run));
        it = m_running.erase(it);
    }
}

bool Workers::hasMoving(Span span) const
{
    const Span since = m_clock->boot() - span;
    return std::any_of(m_running.begin(), m_running.end(), [since](const auto &entry) { return entry.second.control->lastMove() >= since; });
}

std::vector<components::WorkItem> Workers::takeReturned()
{
    std::vector<components::WorkItem> returned;
    std::erase_if(m_writtenOff, [&](Run &run) {
        if (!*run.ended)
            return false;
        returned.push_back(std::move(run.item));
        return true;
    });
    return returned;
}

void Workers::gather()
{
    m_executor->deliver();
}

std::vector<store::Progress> Workers::takeProgress()
{
    std::vector<store::Progress> all;
    for (auto &[number, run] : m_running) {
        const auto *order = std::get_if<transport::StageOrder>(&run.item.order);
        const std::int64_t bytes = run.control->bytes();
        const bool verifying = run.control->verifying();
        if (!order || (bytes == run.saidBytes && verifying == run.saidVerifying))
            continue;
        run.saidBytes = bytes;
        run.saidVerifying = verifying;
        all.push_back({run.item.package, run.item.dp, run.item.token, verifying ? State::Verifying : State::Transferring,
                       run.control->bytesTotal(), bytes, run.control->filesTotal(), run.control->files()});
    }
    return all;
}

} // namespace cartage::engine
