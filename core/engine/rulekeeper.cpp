// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/rulekeeper.h"

#include <QJsonDocument>
#include <algorithm>

#include "core/base/logging.h"
#include "core/domain/escape.h"
#include "core/engine/json.h"
#include "core/engine/messagetest.h"
#include "core/store/componentrepository.h"
#include "core/store/journalrepository.h"
#include "core/store/statusrepository.h"

namespace cartage::engine {

namespace {

constexpr std::int64_t looksInOneStep = 200;
/// The control thread has other things to do, however many rules there are; one message is looked at in any case.
constexpr Span longestStep = std::chrono::milliseconds(20);
constexpr std::int64_t mostWaiting = 1000;
constexpr std::int64_t fewWaiting = mostWaiting / 2;
constexpr std::int64_t runsKept = 1000;
constexpr int mostInAMinute = 10;
constexpr Span minute = std::chrono::minutes(1);
constexpr Span saidEvery = std::chrono::hours(1);
constexpr Span programLimit = std::chrono::seconds(60);
/// Longer than a run can take unless the kernel holds it.
constexpr Span givenUpAfter = std::chrono::seconds(90);
constexpr const char *lookedTo = "rules_looked_to";
constexpr const char *fullSaid = "rules_full_said";

std::int64_t countOf(store::Connection &db, const std::string &name)
{
    const auto counts = store::counts(db);
    const auto found = counts.find(name);
    return found == counts.end() ? 0 : found->second;
}

/// What a rule's run says of itself must not run a program again.
bool isOfRuns(const StatusMessage &message)
{
    return message.id == static_cast<int>(MessageId::RuleProgramFailed) || message.id == static_cast<int>(MessageId::RuleRunsDropped)
           || message.id == static_cast<int>(MessageId::RuleRunInterrupted);
}

std::string lineOf(const StatusMessage &message)
{
    return QJsonDocument(toJson(message)).toJson(QJsonDocument::Compact).toStdString() + "\n";
}

std::string whatBecame(const store::RunRow &row, const io::ProgramEnd &end)
{
    if (row.error)
        return "it could not be begun, " + end.why + (end.systemError ? " (" + systemErrorName(end.systemError) + ")" : std::string());
    if (row.state == "timed_out")
        return "it was ended after " + std::to_string(std::chrono::duration_cast<std::chrono::seconds>(programLimit).count()) + " seconds";
    return row.signal ? "it was ended by signal " + std::to_string(*row.signal) : "it ended with " + std::to_string(row.exitCode.value_or(0));
}

void describe(const io::ProgramEnd &end, const std::string &program, store::RunRow &row)
{
    using How = io::ProgramEnd::How;
    row.output = escapeText(end.output);
    switch (end.how) {
    case How::Exited:
        row.state = end.exitCode == 0 ? "done" : "failed";
        row.exitCode = end.exitCode;
        break;
    case How::Signalled:
        row.state = "failed";
        row.signal = end.signal;
        break;
    case How::TimedOut:
        row.state = "timed_out";
        break;
    case How::Stopped:
        row.state = "interrupted";
        break;
    case How::NotBegun:
        row.state = "failed";
        row.error = Error{};
        row.error->code = Code::ProgramRefused;
        row.error->object = escapePath(program);
        row.error->path = program;
        row.error->systemError = end.systemError;
        row.error->parameters["why"] = end.why;
        break;
    }
}

} // namespace

RuleKeeper::RuleKeeper(Site &site, Executor &executor, components::StatusWriter messages)
    : m_site(&site)
    , m_executor(&executor)
    , m_messages(std::move(messages))
{ }

void RuleKeeper::recover(store::Connection &db, Time now) const
{
    for (store::RunRow &row : store::runningRuns(db)) {
        row.state = "interrupted";
        store::endRun(db, row, now);
        const auto rule = store::ruleByName(db, row.ruleName);
        m_messages.raise(db, now, MessageId::RuleRunInterrupted, {row.ruleName, rule ? rule->program : std::string(), std::to_string(row.record)});
    }
}

void RuleKeeper::reload(store::Connection &db)
{
    m_rules.clear();
    for (store::RuleRow &row : store::rules(db)) {
        if (auto filter = parseFilter(ListKind::Messages, row.filter))
            m_rules.push_back({std::move(row), std::move(*filter)});
        else
            logWarning("StatusManager", "rule left out, its filter cannot be read name=" + row.name);
    }
    m_state = store::componentState(db, statusManagerName);
    if (m_state == ComponentState::Stopped && m_run)
        m_run->stop = true;
    m_upTo = std::max(m_upTo, countOf(db, lookedTo));
    m_more = !m_rules.empty();
    m_anyWaiting = !m_rules.empty() && store::waitingRuns(db) > 0;
    m_nextStart.reset();
}

void RuleKeeper::stop()
{
    m_closing = true;
    if (m_run)
        m_run->stop = true;
}

bool RuleKeeper::mayBegin(Time now) const
{
    return m_state == ComponentState::Running && !m_closing && !m_run && m_anyWaiting && (!m_nextStart || *m_nextStart <= now);
}

bool RuleKeeper::wantsStep(Time now) const
{
    return (m_run && m_run->ended) || (m_more && m_state == ComponentState::Running && !m_closing) || mayBegin(now);
}

std::optional<RuleKeeper::Progress> RuleKeeper::step(store::Connection &db, Time now) const
{
    if (m_rules.empty() && !m_run)
        return std::nullopt;
    Progress progress;
    progress.upTo = m_upTo;
    progress.anyWaiting = m_anyWaiting;
    progress.nextStart = m_nextStart;
    if (m_run && m_run->ended) {
        recordRun(db, now, *m_run);
        progress.recorded = true;
    }
    if (m_state != ComponentState::Running || m_closing || m_rules.empty())
        return progress;
    lookAtMessages(db, now, progress);
    if (progress.anyWaiting && (!m_run || progress.recorded))
        chooseRun(db, now, progress);
    return progress;
}

void RuleKeeper::lookAtMessages(store::Connection &db, Time now, Progress &progress) const
{
    std::int64_t from = m_rules.front().row.afterRecord;
    for (const Rule &rule : m_rules)
        from = std::min(from, rule.row.afterRecord);
    from = std::max(from, m_upTo);
    std::vector<StatusMessage> messages = store::messagesAfter(db, from, looksInOneStep);
    if (messages.empty())
        return;
    const Clock &clock = m_site->environment().clock;
    const Span begun = clock.boot();
    PackageTitles titles; // once for all rules
    std::vector<std::pair<const Rule *, MessageTest>> tests;
    for (const Rule &rule : m_rules) {
        if (titles.empty())
            titles = titlesFor(db, rule.filter);
        tests.emplace_back(&rule, MessageTest(titles, rule.filter, now));
    }
    Found found;
    found.waiting = store::waitingRuns(db);
    for (StatusMessage &message : messages) {
        std::vector<const Rule *> matching;
        const MessageText text(message);
        for (const auto &[rule, test] : tests) {
            if (message.recordId > rule->row.afterRecord && test.passes(text))
                matching.push_back(rule);
        }
        lookAt(db, now, message, matching, found);
        progress.upTo = message.recordId;
        if (clock.boot() - begun >= longestStep)
            break;
    }
    for (const auto &[mark, ids] : found.marked)
        store::markMessages(db, ids, mark);
    for (const auto &[key, count] : found.matched)
        store::ruleMatched(db, key, count, found.dropped[key], now);
    for (const auto &[key, count] : found.dropped) {
        if (const Rule *rule = count > 0 ? ruleOf(key) : nullptr)
            sayFull(db, now, *rule, found.waiting);
    }
    progress.more = store::newestMessage(db) > progress.upTo;
    progress.anyWaiting = found.waiting > 0;
    store::setCount(db, lookedTo, progress.upTo);
}

void RuleKeeper::lookAt(store::Connection &db, Time now, StatusMessage &message, const std::vector<const Rule *> &rules, Found &found) const
{
    for (const Rule *rule : rules) {
        ++found.matched[rule->row.key];
        if (!rule->row.mark.empty() && message.mark.empty()) {
            message.mark = rule->row.mark;
            found.marked[message.mark].push_back(message.recordId);
        }
    }
    for (const Rule *rule : rules) {
        if (rule->row.program.empty() || isOfRuns(message))
            continue;
        if (found.waiting >= mostWaiting) {
            ++found.dropped[rule->row.key];
            continue;
        }
        store::insertRun(db, rule->row.key, message.recordId, lineOf(message), now);
        ++found.waiting;
    }
}

/// Once, until half of the queue is free again.
void RuleKeeper::sayFull(store::Connection &db, Time now, const Rule &rule, std::int64_t waiting) const
{
    if (countOf(db, fullSaid) != 0)
        return;
    store::setCount(db, fullSaid, 1);
    m_messages.raise(db, now, MessageId::RuleRunsDropped, {rule.row.name, std::to_string(waiting)});
}

/// Whoever starts and stops the engine all the time gets no more than ten a minute either: starts are rows.
void RuleKeeper::chooseRun(store::Connection &db, Time now, Progress &progress) const
{
    const std::vector<Time> starts = store::latestStarts(db, mostInAMinute);
    const bool many = static_cast<int>(starts.size()) == mostInAMinute && starts.back() > now - minute && starts.back() <= now;
    progress.nextStart = many ? std::optional(starts.back() + minute) : std::nullopt;
    if (many)
        return;
    progress.begun = store::nextRun(db);
    progress.anyWaiting = progress.begun.has_value();
    if (!progress.begun)
        return;
    store::startRun(db, progress.begun->id, now);
    if (store::waitingRuns(db) < fewWaiting && countOf(db, fullSaid) != 0)
        store::setCount(db, fullSaid, 0);
}

void RuleKeeper::recordRun(store::Connection &db, Time now, const Run &run) const
{
    store::RunRow row = run.row;
    describe(run.end, run.program, row);
    store::endRun(db, row, now);
    store::forgetRuns(db, runsKept);
    if (row.state == "interrupted") {
        m_messages.raise(db, now, MessageId::RuleRunInterrupted, {row.ruleName, run.program, std::to_string(row.record)});
        return;
    }
    if (row.state == "done" || !ruleOf(row.rule))
        return;
    const store::Failures failures = store::ruleFailed(db, row.rule);
    if (failures.saidAt && *failures.saidAt <= now && now - *failures.saidAt < saidEvery)
        return;
    store::failuresSaid(db, row.rule, now);
    m_messages.raise(db, now, MessageId::RuleProgramFailed, {row.ruleName, std::to_string(failures.unsaid), run.program, whatBecame(row, run.end)});
}

void RuleKeeper::committed(const Progress &progress)
{
    m_upTo = progress.upTo;
    m_more = progress.more;
    m_anyWaiting = progress.anyWaiting;
    m_nextStart = progress.nextStart;
    if (progress.recorded) {
        m_run.reset();
        m_more = !m_rules.empty(); // it may have said something
    }
    if (!progress.begun)
        return;
    m_run = std::make_shared<Run>();
    m_run->row = *progress.begun;
    m_run->begun = m_site->environment().clock.boot();
    if (const Rule *rule = ruleOf(m_run->row.rule)) {
        m_run->program = rule->row.program;
        m_run->order.arguments = rule->row.arguments;
    }
    m_run->order.program = m_run->program;
    m_run->order.input = m_run->row.message;
    m_run->order.limit = programLimit;
    m_run->order.environment = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "CARTAGE_SITE=" + m_site->folder(),
                                "CARTAGE_RULE=" + m_run->row.ruleName};
    // With those at DPs: like them it may hang in a dead share, and what runs there has no part in the database's open files.
    m_run->id = m_executor->submit(
        Executor::Place::Dps, [run = m_run, &clock = m_site->environment().clock] { run->end = io::runProgram(run->order, clock, run->stop); },
        [run = m_run] { run->ended = true; });
}

void RuleKeeper::look()
{
    if (!m_run || m_run->ended || m_site->environment().clock.boot() - m_run->begun < givenUpAfter)
        return;
    m_executor->abandon(m_run->id);
    auto left = std::make_shared<Run>(); // the worker may come back and write into the other
    left->row = m_run->row;
    left->program = m_run->program;
    left->end.how = io::ProgramEnd::How::TimedOut;
    left->ended = true;
    m_run = std::move(left);
}

const RuleKeeper::Rule *RuleKeeper::ruleOf(std::int64_t key) const
{
    const auto found = std::find_if(m_rules.begin(), m_rules.end(), [key](const Rule &rule) { return rule.row.key == key; });
    return found == m_rules.end() ? nullptr : &*found;
}

} // namespace cartage::engine
