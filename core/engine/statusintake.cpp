// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/statusintake.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/base/logging.h"
#include "core/domain/escape.h"
#include "core/domain/errorjson.h"
#include "core/engine/statusviews.h"
#include "core/io/fileops.h"

namespace cartage::engine {

namespace {

constexpr const char *inboxFolder = "inbox";
constexpr const char *quarantineFolder = "inbox/quarantine";
constexpr Span lookUnderWork = std::chrono::seconds(2);
constexpr Span lookAtRest = std::chrono::seconds(30);
/// A batch's transaction, without its commit, stays below: the engine has other things to do in a turn.
constexpr Span longestBatch = std::chrono::milliseconds(40);
constexpr std::size_t largestBatch = 500;
constexpr std::size_t smallestBatch = 25;
/// The worker reads on while so many wait for the database.
constexpr std::size_t readAhead = 1000;
constexpr std::size_t mostAside = 200; ///< rows of bad files a turn
constexpr Span shortWait = std::chrono::seconds(10); ///< a database that is busy for less is not worth a message
constexpr Span waitingSaidEvery = std::chrono::seconds(1);
constexpr Span crowdSaidEvery = std::chrono::days(1);
constexpr std::size_t mostCrowds = 1000;
constexpr const char *waitingCount = "inbox_waiting";

} // namespace

StatusIntake::StatusIntake(Site &site, Executor &executor, components::StatusWriter messages)
    : m_site(&site),
      m_executor(&executor),
      m_messages(messages),
      m_manager(site.row().code.value(), std::move(messages)),
      m_watch(site.path("inbox/new")),
      m_reader(std::make_shared<inbox::InboxReader>(site.files(), site.environment().clock, site.path(inboxFolder))),
      m_stop(std::make_shared<std::atomic<bool>>(false)),
      m_batch(largestBatch),
      m_newTrouble{MessageId::IntakeHeldUp, MessageId::IntakeGoesOn, {}, {}},
      m_asideTrouble{MessageId::AsideHeldUp, MessageId::AsideGoesOn, {}, {}}
{
}

StatusIntake::~StatusIntake()
{
    *m_stop = true;
}

Result<void> StatusIntake::begin()
{
    auto names = m_site->database().read<std::vector<std::string>>(
        [this](store::Connection &db) -> Result<std::vector<std::string>> {
            if (auto problem = heldUpIntake(db); problem && problem->since) // an engine before this one has said so
                m_newTrouble.heldUp = HeldUp{*problem->since, problem->error.parameters["why"]};
            return store::quarantineNames(db);
        });
    if (!names)
        return failure(names.error());
    m_recorded = std::move(*names);
    return {};
}

void StatusIntake::drainWatch()
{
    if (m_watch.drain())
        m_woken = true;
}

bool StatusIntake::hasReady() const
{
    return ready() > 0 || !m_aside.empty() || !m_say.empty() || m_compared;
}

bool StatusIntake::hasPending() const
{
    if (onlyFinishes())
        return m_running || hasReady() || ((!m_finished.empty() || !m_refused.empty()) && !m_trouble);
    const bool lookDue = !m_looked || (m_woken && !m_trouble) || (!m_trouble && nextLookIn() == Span(0));
    return m_running || hasReady() || ((!m_finished.empty() || !m_refused.empty()) && !m_trouble) || (m_more && !m_trouble) || lookDue;
}

std::optional<Span> StatusIntake::nextDueIn() const
{
    if (m_running || onlyFinishes() || !m_underWayAt)
        return std::nullopt;
    return std::max(*m_underWayAt - boot(), Span(0));
}

std::optional<Span> StatusIntake::nextLookIn() const
{
    if (m_running || onlyFinishes())
        return std::nullopt;
    const Span every = m_underWork || m_trouble ? lookUnderWork : lookAtRest;
    const Span in = m_looked ? std::max(m_lookedAt + every - boot(), Span(0)) : Span(0);
    return std::min(in, nextDueIn().value_or(in));
}

void StatusIntake::halt(bool halted)
{
    if (m_halted && !halted)
        m_woken = m_more = true;
    m_halted = halted;
}

void StatusIntake::goOn(bool underWork)
{
    m_underWork = underWork;
    // While the database cannot be written nothing leaves the inbox, bad files neither.
    if (m_running || m_heldByDatabase || m_compared || ready() + m_aside.size() > readAhead)
        return;
    const bool due = nextLookIn() == Span(0);
    const bool look = due || (m_woken && !m_trouble);
    const bool finish = (!m_finished.empty() || !m_refused.empty()) && ready() == 0 && !m_trouble;
    if (onlyFinishes() ? finish : look || finish || (m_more && !m_trouble))
        submit(look);
}

void StatusIntake::submit(bool look)
{
    inbox::InboxReader::Order order;
    order.finished = std::exchange(m_finished, {});
    order.aside = std::exchange(m_refused, {});
    order.look = look;
    order.onlyFinish = onlyFinishes();
    order.recorded = std::exchange(m_recorded, std::nullopt);
    m_woken = m_woken && !look;
    m_running = true;
    struct Prepared {
        inbox::InboxReader::Found found;
        std::vector<components::IncomingMessage> messages;
    };
    auto prepared = std::make_shared<Prepared>(); // with the worker's thread; read after it has ended
    m_executor->submit(
        Executor::Place::Dps,
        [prepared, order = std::move(order), reader = m_reader, stop = m_stop] {
            prepared->found = reader->work(order, *stop);
            for (inbox::FoundMessage &each : prepared->found.messages)
                prepared->messages.push_back(components::incoming(std::move(each)));
            prepared->found.messages.clear();
        },
        [this, prepared] {
            m_ready.erase(m_ready.begin(), m_ready.begin() + static_cast<std::ptrdiff_t>(std::exchange(m_next, 0)));
            std::move(prepared->messages.begin(), prepared->messages.end(), std::back_inserter(m_ready));
            found(std::move(prepared->found));
        });
}

void StatusIntake::found(inbox::InboxReader::Found found)
{
    m_running = false;
    m_looked = true;
    m_lookedAt = boot();
    m_more = found.more;
    m_waiting = found.waiting;
    m_underWay = found.underWay;
    m_underWayAt = found.lookAgainIn ? std::optional(boot() + *found.lookAgainIn) : std::nullopt;
    m_trouble = found.trouble.has_value();
    noteTrouble(found.trouble, m_newTrouble);
    noteTrouble(found.asideTrouble, m_asideTrouble);
    noteCrowds(found.crowds);
    m_aside.insert(m_aside.end(), std::make_move_iterator(found.aside.begin()), std::make_move_iterator(found.aside.end()));
    found.aside.clear();
    if (!found.unrecorded.empty() || !found.unrecordedMessages.empty() || !found.goneFromQuarantine.empty())
        m_compared = std::move(found);
}

/// Said once when it begins, and once when it is over.
void StatusIntake::noteTrouble(const std::optional<inbox::InboxReader::Trouble> &trouble, FolderTrouble &noted)
{
    if (trouble == noted.said && (trouble || !noted.heldUp))
        return;
    const Time now = m_site->now();
    if (trouble) {
        const std::string folder = m_site->path(std::string(inboxFolder) + '/' + trouble->folder);
        const std::string error(systemErrorName(trouble->error.error));
        logWarning("Status Manager", "cannot work on folder=" + folder + " operation=" + trouble->error.operation + " error=" + error);
        m_say.push_back({noted.begins, {escapePath(folder), trouble->error.operation, error}});
        if (!noted.heldUp)
            noted.heldUp = HeldUp{now, error};
    } else if (noted.heldUp) {
        logInfo("Status Manager", "works again since=" + toRfc3339(noted.heldUp->since) + " error=" + noted.heldUp->why);
        m_say.push_back({noted.ends, {toRfc3339(noted.heldUp->since), noted.heldUp->why}});
        noted.heldUp.reset();
    }
    noted.said = trouble;
}

void StatusIntake::noteCrowds(const std::vector<inbox::InboxReader::Crowd> &crowds)
{
    for (const inbox::InboxReader::Crowd &each : crowds) {
        const auto said = m_crowdSaid.find(each.sender);
        if (said != m_crowdSaid.end() && boot() - said->second < crowdSaidEvery)
            continue;
        if (m_crowdSaid.size() >= mostCrowds)
            m_crowdSaid.clear();
        m_crowdSaid[each.sender] = boot();
        m_say.push_back({MessageId::SenderFlood, {each.sender.empty() ? "-" : each.sender, std::to_string(each.waiting)}});
    }
}

Result<void> StatusIntake::takeIn(const Lease &lease, Time now)
{
    if (!hasReady())
        return {};
    const std::size_t size = std::min(m_batch, ready());
    auto done = insert(lease, now, size, false);
    // What the database refuses is found one by one; only then each has a savepoint of its own.
    if (!done && done.error().code == Code::Internal)
        done = insert(lease, now, size, true);
    if (!done) {
        waitForDatabase(now, done.error().code);
        return failure(done.error());
    }
    inserted(size, std::move(*done));
    return {};
}

void StatusIntake::waitForDatabase(Time now, Code why)
{
    if (m_heldByDatabase)
        return;
    m_heldByDatabase = HeldUp{now, std::string(name(why))};
    logWarning("Status Manager", "cannot take in, files stay in the inbox code=" + m_heldByDatabase->why);
}

Result<StatusIntake::Inserted> StatusIntake::insert(const Lease &lease, Time now, std::size_t size, bool singly)
{
    constexpr Span patience = std::chrono::milliseconds(100);
    return m_site->database().write<Inserted>([&](store::Connection &db) -> Result<Inserted> {
        if (auto held = lease.check(db); !held)
            return failure(held.error());
        const Span begun = boot();
        Inserted answer;
        const std::span<const components::IncomingMessage> batch = std::span(m_ready).subspan(m_next, size);
        answer.taken = singly ? m_manager.takeInSingly(db, now, batch) : m_manager.takeIn(db, now, batch);
        if (m_compared)
            answer.removeFromQuarantine = m_manager.reconcile(db, now, *m_compared);
        if (ready() == size || m_aside.size() >= largestBatch) // rows of bad files delay no message
            answer.asideRecorded = std::min(m_aside.size(), mostAside);
        m_manager.recordAside(db, now, std::span(m_aside).first(answer.asideRecorded));
        for (const Say &say : m_say)
            m_messages.raise(db, now, say.id, say.strings);
        if (m_heldByDatabase && now - m_heldByDatabase->since >= shortWait)
            m_messages.raise(db, now, MessageId::IntakeGoesOn, {toRfc3339(m_heldByDatabase->since), m_heldByDatabase->why});
        const std::int64_t waiting = m_waiting + static_cast<std::int64_t>(ready() - size);
        if (m_waitingSaid != waiting && (waiting == 0 || boot() - m_waitingSaidAt >= waitingSaidEvery)) {
            store::setCount(db, waitingCount, waiting);
            answer.waiting = waiting;
        }
        answer.took = boot() - begun;
        return answer;
    }, patience);
}

void StatusIntake::inserted(std::size_t size, Inserted inserted)
{
    if (m_heldByDatabase)
        logInfo("Status Manager", "takes in again");
    m_heldByDatabase.reset();
    if (inserted.waiting) {
        m_waitingSaid = inserted.waiting;
        m_waitingSaidAt = boot();
    }
    m_next += size;
    if (m_next == m_ready.size())
        m_ready.clear();
    if (m_ready.empty())
        m_next = 0;
    std::move(inserted.taken.finished.begin(), inserted.taken.finished.end(), std::back_inserter(m_finished));
    std::move(inserted.taken.refused.begin(), inserted.taken.refused.end(), std::back_inserter(m_refused));
    m_aside.erase(m_aside.begin(), m_aside.begin() + static_cast<std::ptrdiff_t>(inserted.asideRecorded));
    m_say.clear();
    m_compared.reset();
    removeFromQuarantine(inserted.removeFromQuarantine);
    if (inserted.took > longestBatch)
        m_batch = std::max(m_batch / 2, smallestBatch);
    else if (inserted.took < longestBatch / 2)
        m_batch = std::min(m_batch * 2, largestBatch);
}

/// A kill between the commit and the end of a release has left them.
void StatusIntake::removeFromQuarantine(const std::vector<std::string> &names)
{
    if (names.empty())
        return;
    const auto folder = m_site->files().openFolderAt(m_site->root(), quarantineFolder);
    for (const std::string &name : names) {
        if (folder)
            static_cast<void>(m_site->files().removeFile(*folder, name));
    }
}

void StatusIntake::close()
{
    m_closing = true;
    *m_stop = true;
    m_stop = std::make_shared<std::atomic<bool>>(false);
}

} // namespace cartage::engine
