// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/components/sender.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/base/check.h"
#include "core/domain/escape.h"
#include "core/store/addressrepository.h"
#include "core/store/forwardrepository.h"

namespace cartage::components {

namespace {

constexpr Span unanswered = std::chrono::minutes(10); ///< then the instruction alone is repeated; later at growing distances
constexpr Span longestUnanswered = std::chrono::hours(24);
constexpr Span failingFor = std::chrono::hours(1); ///< then it is said
constexpr Span clearsAgain = std::chrono::minutes(10);
constexpr Span saysAgain = std::chrono::hours(24); ///< that reports are too large: the next one is, too
constexpr int opensBreaker = 3;
const RetryPolicy retry{std::chrono::seconds(30), std::chrono::minutes(10), INT32_MAX};

bool needsPart(const SendRequest &request) { return request.manifest && request.base != request.manifest && !request.partThere; }

/// Of an instruction that has not been answered for so long: twice as far off as the last time.
Span repeatsAfter(Span waited) { return std::clamp(waited, unanswered, longestUnanswered); }

bool isOfAddress(const Error &error)
{
    switch (error.code) {
    case Code::AddressNotThere:
    case Code::AddressNotWritable:
    case Code::AddressFull:
    case Code::AddressNotResponding:
    case Code::AddressFailing:
        return true;
    default:
        return false;
    }
}

Error notResponding(const Address &address)
{
    Error error;
    error.code = Code::AddressNotResponding;
    error.scope = Scope::Site;
    error.object = address.site.value();
    error.path = address.inbox;
    return error;
}

} // namespace

Sender::Sender(const store::SiteRow &site, StatusWriter messages, Random &random, std::shared_ptr<const SigningKey> key, std::string owner)
    : m_site(site.identity()), m_messages(std::move(messages)), m_random(&random), m_key(std::move(key)), m_owner(std::move(owner))
{
    CARTAGE_CHECK(m_key);
    // The key that signs; the site's own id, which its DPs know it by, stays when the key is renewed.
    m_site.keyId = keyIdOf(m_key->publicKey()).value_or(m_site.keyId);
}

void Sender::recover(store::Connection &db, std::int64_t generation, Time now) { store::releaseClaims(db, generation, now); }

void Sender::repeatUnanswered(store::Connection &db, Time now, const SiteCode &site)
{
    const Time before = now - unanswered; // published last
    for (SendRequest &request : store::sendRequests(db, {site, {SendState::Sent}})) {
        const Time sent = request.sentAt.value_or(now);
        if (sent > before || request.dueAt.value_or(now) > before + repeatsAfter(before - sent))
            continue;
        request.dueAt = now;
        store::updateRequest(db, request);
    }
}

void Sender::plan(store::Connection &db, std::int64_t generation, Time now, const std::string &timezone, AtWork atWork, SiteDecision &decision)
{
    clear(db, generation, now, timezone, atWork, decision);
    std::vector<SendRequest> due = store::dueRequests(db, now, mostSendings);
    if (due.empty())
        return;
    bool gaveUp = false;
    for (const SendRequest &request : due)
        gaveUp = store::giveUpUnanswered(db, request, now) || gaveUp;
    if (gaveUp)
        due = store::dueRequests(db, now, mostSendings);
    // Package files take hours, instructions a moment: neither takes the other's room.
    struct Room {
        std::map<SiteCode, int> running;
        int all = 0;
    };
    std::array<Room, 2> rooms;
    for (const SendRequest &request : store::claimedRequests(db)) {
        Room &room = rooms.at(needsPart(request));
        ++room.running[request.to];
        ++room.all;
    }
    std::map<SiteCode, Address> addresses;
    for (Address &address : store::addresses(db))
        addresses.emplace(address.site, std::move(address));
    std::set<SiteCode> hanging;
    std::set<std::pair<SiteCode, PackageId>> unwanted; // was read as it is no more
    for (SendRequest &request : due) {
        const Address &address = addresses.at(request.to);
        if (request.package && unwanted.contains({request.to, *request.package}))
            continue;
        if (atWork.stuck.contains({request.to, address.inbox})) { // a try hangs there still: another one would, too, and counts as if it had
            if (hanging.insert(request.to).second)
                notReached(db, now, request.to, notResponding(address));
            decision.any = true;
            continue;
        }
        if (isPointless(db, request)) {
            store::cancelUnwanted(db, request.to, *request.package, now);
            unwanted.emplace(request.to, *request.package);
            decision.any = decision.again = true;
            continue;
        }
        const int most = address.failures > 0 ? 1 : address.maxSendings;
        Room &room = rooms.at(needsPart(request));
        if (room.all >= mostSendings || room.running[request.to] >= most || (needsPart(request) && atWork.clearing.contains(request.to)))
            continue;
        if (!address.window.isOpen(now, address.zone(timezone))) {
            request.dueAt = address.window.nextChange(now, address.zone(timezone));
            store::updateRequest(db, request);
            decision.any = decision.again = true;
            continue;
        }
        if (putOffContent(db, now, request)) {
            decision.any = decision.again = true;
            continue;
        }
        const auto file = needsPart(request) ? store::partFile(db, *request.manifest, request.base) : std::nullopt;
        const std::int64_t token = store::takeToken(db);
        if (!store::claimRequest(db, request.id, claimOf(generation, token), now, !needsPart(request) || file))
            continue;
        request.token = token;
        request.generation = generation;
        ++room.running[request.to];
        ++room.all;
        decision.any = true;
        begin(request, file, address, db, now, decision);
    }
}

bool Sender::isPointless(store::Connection &db, const SendRequest &request)
{
    return request.kind == InstructionKind::Content && request.package && needsPart(request) && !request.sentAt && !store::isWanted(db, request.to, *request.package, false);
}

void Sender::clear(store::Connection &db, std::int64_t generation, Time now, const std::string &timezone, AtWork &atWork, SiteDecision &decision)
{
    for (const SiteCode &site : store::sitesWithAbandonedParts(db)) {
        const auto address = store::address(db, site);
        const auto again = m_clearAgain.find(site);
        const bool later = again != m_clearAgain.end() && now < again->second;
        const bool busy = !address || atWork.clearing.contains(site) || atWork.stuck.contains({site, address->inbox});
        if (busy || address->failures > 0 || later || !address->window.isOpen(now, address->zone(timezone)))
            continue;
        const auto parts = store::abandonedParts(db, site);
        if (parts.empty())
            continue; // another sending brings the same
        atWork.clearing.insert(site);
        decision.clear.push_back({site, address->inbox, parts, generation});
        decision.any = true;
    }
}

/// Content goes over a line once: while a request brings it, another one for the same package waits for the answer, and then has nothing to bring.
bool Sender::putOffContent(store::Connection &db, Time now, SendRequest &request)
{
    if (!request.package || !needsPart(request))
        return false;
    const auto forward = request.forward ? store::forward(db, *request.forward) : std::nullopt;
    if (forward && forward->whole && store::firstRequest(db, forward->id) == request.id) // the child lacks something, or an operator wants it sent now
        return false;
    const auto known = store::childVersion(db, request.to, *request.package);
    if (known && known->manifest == request.manifest) {
        request.base = request.manifest;
        store::setRequestBase(db, request.id, *request.base);
        return false;
    }
    if (!store::isContentUnderWay(db, request.to, *request.package, request.id))
        return false;
    request.dueAt = now + unanswered;
    store::updateRequest(db, request);
    return true;
}

void Sender::begin(const SendRequest &request, const std::optional<store::PartFile> &file, const Address &address, store::Connection &db, Time now, SiteDecision &decision)
{
    if (!needsPart(request))
        return publish(request, address, db, now, decision);
    TransmitOrder order;
    order.request = request.id;
    order.token = request.token;
    order.to = request.to;
    order.inbox = address.inbox;
    order.manifest = *request.manifest;
    order.base = request.base;
    if (file) {
        order.known = content::PackageFile{file->part, static_cast<std::uint64_t>(file->bytes)};
        store::setRequestPart(db, request.id, *file); // before any of it lies at the other end: whoever takes that away must know of it
    }
    const auto forward = request.forward ? store::forward(db, *request.forward) : std::nullopt;
    order.doubtful = forward && forward->whole && request.syncPoint == 0;
    order.syncPoint = request.syncPoint;
    order.rate = address.rate;
    decision.transmit.push_back(std::move(order));
}

void Sender::publish(const SendRequest &request, const Address &address, store::Connection &db, Time now, SiteDecision &decision)
{
    std::string lines = request.lines;
    if (request.base)
        lines += inbox::linesText({{"base", {request.base->hex()}}});
    if (request.manifest && request.base != request.manifest && request.part)
        lines += inbox::linesText({{"part", {request.part->hex(), std::to_string(request.partBytes)}}});
    const auto read = inbox::parseLines(lines + request.targets);
    inbox::Instruction instruction;
    instruction.id = request.instruction;
    instruction.sender = m_site;
    instruction.sender.epoch = store::site(db).epoch; // it may have risen
    instruction.to = request.to;
    instruction.sequence = request.sequence;
    instruction.generation = request.generation;
    instruction.token = request.token;
    instruction.kind = request.kind;
    if (read)
        instruction.lines = *read;
    std::string bytes = inbox::writeInstruction(instruction, *m_key);
    if (read && bytes.size() <= inbox::longestInstruction)
        decision.publish.push_back({request.id, request.token, request.to, address.inbox, std::move(bytes), request.generation});
    else if (request.kind == InstructionKind::Report)
        leaveOut(db, now, request, bytes.size());
    else
        putAside(db, now, request);
}

/// Nobody asks for it: the next one is made anew and may fit. To keep it would fill the disk.
void Sender::leaveOut(store::Connection &db, Time now, const SendRequest &report, std::size_t bytes)
{
    store::deleteRequest(db, report.id);
    const auto said = m_leftOut.find(report.to);
    if (said != m_leftOut.end() && now >= said->second && now - said->second < saysAgain)
        return;
    m_leftOut[report.to] = now;
    m_messages.raise(db, now, MessageId::SendingFails,
                     {std::string(name(report.kind)), report.to.value(), toRfc3339(report.createdAt), std::string(name(Code::InstructionRefused)), "write",
                      std::to_string(bytes) + " bytes"});
}

/// One that nobody could read: it is not sent, and nothing else waits for it.
void Sender::putAside(store::Connection &db, Time now, SendRequest request)
{
    Error error;
    error.code = Code::InstructionRefused;
    error.scope = Scope::Site;
    error.object = request.to.value();
    error.parameters["text"] = "it is larger than an instruction can be";
    request.state = SendState::Quarantined;
    request.acknowledgedAt = now;
    request.dueAt.reset();
    request.error = error;
    store::updateRequest(db, request);
    if (request.forward)
        store::setForwardState(db, *request.forward, ForwardState::Refused, now);
    m_messages.raise(db, now, MessageId::SendingFails,
                     {std::string(name(request.kind)), request.to.value(), toRfc3339(request.createdAt), std::string(name(error.code)), "write", std::string()},
                     {request.package, {}, request.version > 0 ? std::optional(request.version) : std::nullopt});
}

void Sender::record(store::Connection &db, std::int64_t generation, Time now, const TransmitOrder &order, const TransmitOutcome &outcome, SiteDecision &decision)
{
    auto request = store::sendRequest(db, order.request);
    decision.any = true;
    if (!request || request->token != order.token || request->generation != generation)
        return; // somebody else has it, or it is gone: what was sent is the same whoever sends it
    if (outcome.part) {
        store::putPartFile(db, {outcome.part->hash, order.manifest, order.base, static_cast<std::int64_t>(outcome.part->bytes)});
        request->part = outcome.part->hash;
        request->partBytes = static_cast<std::int64_t>(outcome.part->bytes);
        request->bytesTotal = request->partBytes;
    }
    if (outcome.error && outcome.error->code == Code::ContentDamaged && request->package) { // to be healed: then it can be sent
        decision.damaged.push_back({*request->package, *outcome.error});
        decision.rowsMoved = true;
    }
    if (isElsewhere(db, generation, now, *request, order.inbox))
        return;
    if (outcome.error)
        return failed(db, generation, now, *request, *outcome.error);
    if (outcome.baseLost) // all of it is sent
        store::setRequestBase(db, request->id, {});
    if (!outcome.complete) {
        request->state = SendState::Pending;
        request->dueAt = now;
        static_cast<void>(store::updateClaimed(db, *request, claimOf(generation, order.token)));
        return;
    }
    request->state = SendState::Sending;
    request->partThere = true;
    request->bytesLeft = 0;
    request->syncPoint = request->partBytes;
    if (!store::updateClaimed(db, *request, claimOf(generation, order.token)))
        return;
    if (const auto address = store::address(db, request->to))
        publish(*request, *address, db, now, decision);
}

void Sender::record(store::Connection &db, std::int64_t generation, Time now, const PublishOrder &order, const PublishOutcome &outcome, SiteDecision &decision)
{
    auto request = store::sendRequest(db, order.request);
    decision.any = true;
    if (!request || request->token != order.token || request->generation != generation)
        return;
    if (isElsewhere(db, generation, now, *request, order.inbox))
        return;
    if (outcome.error)
        return failed(db, generation, now, *request, *outcome.error);
    const bool first = !request->sentAt; // else the instruction alone is repeated
    request->state = SendState::Sent;
    request->attempt = 0;
    if (first)
        request->sentAt = now;
    const bool offered = request->error && request->error->code == Code::InstructionRefused; // refused there; whether it is now its answer tells
    if (!offered) {
        request->failingSince.reset();
        request->error.reset();
    }
    if (isAnswered(request->kind))
        request->dueAt = now + repeatsAfter(now - *request->sentAt);
    if (!store::updateClaimed(db, *request, claimOf(generation, order.token)))
        return;
    m_failing.erase(request->id);
    reached(db, now, request->to);
    if (first && request->kind == InstructionKind::Content && request->package)
        m_messages.raise(db, now, MessageId::ContentSent,
                         {request->package->value(), std::to_string(request->version), request->to.value(), std::to_string(request->base == request->manifest ? 0 : request->partBytes)},
                         {request->package, {}, request->version});
    if (!isAnswered(request->kind))
        store::deleteRequest(db, request->id);
}

void Sender::record(store::Connection &db, Time now, const ClearOrder &order, const ClearOutcome &outcome, SiteDecision &decision)
{
    decision.any = true;
    if (outcome.error) {
        m_clearAgain[order.to] = now + clearsAgain;
        return;
    }
    m_clearAgain.erase(order.to);
    store::forgetParts(db, order.to, order.parts);
}

/// The address was given another inbox meanwhile: what was done at the former one, or failed there, is nothing here.
bool Sender::isElsewhere(store::Connection &db, std::int64_t generation, Time now, SendRequest request, const std::string &inbox)
{
    const auto address = store::address(db, request.to);
    if (!address || address->inbox == inbox)
        return false;
    request.state = SendState::Pending;
    request.dueAt = now;
    request.partThere = false;
    request.bytesLeft = request.bytesTotal;
    request.syncPoint = 0;
    request.sentAt.reset();
    static_cast<void>(store::updateClaimed(db, request, claimOf(generation, request.token)));
    return true;
}

void Sender::failed(store::Connection &db, std::int64_t generation, Time now, SendRequest request, const Error &error)
{
    ++request.attempt;
    request.state = SendState::Retrying;
    request.error = error;
    if (!request.failingSince)
        request.failingSince = now;
    request.dueAt = now + retry.delay(request.attempt, *m_random);
    if (!store::updateClaimed(db, request, claimOf(generation, request.token)))
        return;
    if (isOfAddress(error))
        notReached(db, now, request.to, error);
    sayFailing(db, now, request, error);
}

/// What the address does not say: the disk here, or a package file alone that finds no room there. Once for each request.
void Sender::sayFailing(store::Connection &db, Time now, const SendRequest &request, const Error &error)
{
    const auto address = store::address(db, request.to);
    const bool said = isOfAddress(error) && address && address->failures >= opensBreaker;
    if (said || now - request.failingSince.value_or(now) < failingFor || !m_failing.insert(request.id).second)
        return;
    m_messages.raise(db, now, MessageId::SendingFails,
                     {std::string(name(request.kind)), request.to.value(), toRfc3339(*request.failingSince), std::string(name(error.code)), error.operation,
                      escapePath(error.path)},
                     {request.package, {}, request.version > 0 ? std::optional(request.version) : std::nullopt});
}

void Sender::reached(store::Connection &db, Time now, const SiteCode &site)
{
    auto address = store::address(db, site);
    if (!address)
        return;
    if (address->failures >= opensBreaker)
        m_messages.raise(db, now, MessageId::AddressReachedAgain, {site.value(), toRfc3339(address->failingSince.value_or(now))});
    const bool was = address->failures > 0;
    address->lastContact = now;
    address->failures = 0;
    address->failingSince.reset();
    address->nextTry.reset();
    address->error.reset();
    store::updateContact(db, *address);
    if (!was)
        return;
    // What waited for the address need not wait for its own time.
    for (SendRequest &request : store::sendRequests(db, {site, {SendState::Retrying}})) {
        const bool unreached = request.error && (request.error->code == Code::AddressNotThere || request.error->code == Code::AddressNotResponding);
        if (unreached) { // a full disk is full still
            request.dueAt = now;
            store::updateRequest(db, request);
        }
    }
}

void Sender::notReached(store::Connection &db, Time now, const SiteCode &site, const Error &error)
{
    auto address = store::address(db, site);
    if (!address)
        return;
    ++address->failures;
    if (!address->failingSince)
        address->failingSince = now;
    address->error = error;
    // A try that hangs takes a worker with it: the next one waits from the first on.
    if (address->failures >= opensBreaker || error.code == Code::AddressNotResponding)
        address->nextTry = now + probeDelay(address->failures - opensBreaker + 1);
    store::updateContact(db, *address);
    if (address->failures == opensBreaker)
        m_messages.raise(db, now, MessageId::AddressNotReached,
                         {site.value(), address->inbox, std::string(name(error.code)), error.operation, systemErrorName(error.systemError)});
}

} // namespace cartage::components
