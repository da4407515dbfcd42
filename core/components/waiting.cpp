// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/components/waiting.h"

#include "core/domain/component.h"
#include "core/domain/settings.h"
#include "core/store/addressrepository.h"
#include "core/store/belowquestions.h"
#include "core/store/componentrepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/sendrepository.h"
#include "core/store/siterepository.h"

namespace cartage::components {

namespace {

Error ofSite(Error error, const SiteCode &site)
{
    error.scope = Scope::Site;
    error.object = site.value();
    return error;
}

std::optional<Error> silenceOf(const Address &address, Time now)
{
    if (!store::isSilent(address, now))
        return std::nullopt;
    Error error;
    error.code = Code::SiteNotHeard;
    if (address.heardAt)
        error.parameters["last"] = toRfc3339(*address.heardAt);
    return ofSite(std::move(error), address.site);
}

bool runs(store::Connection &db, const char *component) { return store::componentState(db, component) == ComponentState::Running; }

} // namespace

BelowTargets::BelowTargets(store::Connection &db, SiteCode own, Time now, bool engineAtWork)
    : m_db(&db), m_own(std::move(own)), m_now(now), m_works(engineAtWork && runs(db, schedulerName) && runs(db, senderName)),
      m_timezone(siteSettingsFrom(store::settings(db)).timezone)
{
    for (Address &address : store::addresses(db))
        m_addresses.emplace(address.site, std::move(address));
}

BelowTargets::Found BelowTargets::found(WaitsFor by, const Address &address, std::optional<Time> until, std::optional<Error> error) const
{
    if (error)
        error = ofSite(std::move(*error), address.site);
    return {HeldUp{by, m_own, address.site, until}, std::move(error)};
}

RemoteTarget BelowTargets::asKnown(RemoteTarget target, const std::optional<Sha256> &manifest)
{
    if (target.gone || isFulfilled(target, manifest))
        return target;
    // The same number of another epoch has another manifest.
    const bool other = target.state == State::Installed && manifest && target.installedManifest != manifest;
    if (target.state && target.toldWanted == target.wantedVersion && !other) {
        auto silence = isOwed(*target.state) && !target.error ? silenceOf(target.via) : std::nullopt;
        if (silence) {
            target.error = std::move(silence);
            target.heldUp = HeldUp{WaitsFor::Site, m_own, target.via, {}};
        }
        return target;
    }
    target.state = target.wantedVersion == 0 ? State::Removing : State::Waiting;
    target.toldWanted = target.wantedVersion;
    target.attempt = 0;
    target.error.reset();
    target.heldUp.reset();
    if (const Found *found = onTheWay(target.via, target.package, target.wantedVersion)) {
        target.error = found->error;
        target.heldUp = found->heldUp;
    }
    return target;
}

const BelowTargets::Found *BelowTargets::onTheWay(const SiteCode &child, const PackageId &package, int wantedVersion)
{
    const auto address = m_addresses.find(child);
    if (address == m_addresses.end())
        return nullptr;
    const auto [known, fresh] = m_found.try_emplace({child, package, wantedVersion});
    if (fresh)
        known->second = whatHolds(address->second, package, wantedVersion);
    return &known->second;
}

std::optional<Error> BelowTargets::silenceOf(const SiteCode &child) const
{
    const auto address = m_addresses.find(child);
    return address == m_addresses.end() ? std::nullopt : components::silenceOf(address->second, m_now);
}

BelowTargets::Found BelowTargets::whatHolds(const Address &address, const PackageId &package, int wantedVersion)
{
    const auto forward = store::newestForward(*m_db, address.site, package, wantedVersion == 0 ? ForwardKind::Removal : ForwardKind::Content);
    if (!forward || forward->version != wantedVersion)
        return notTold(address);
    switch (forward->state) {
    case ForwardState::Pending:
    case ForwardState::Requested:
    case ForwardState::Refused:
        return notSent(address, *forward);
    case ForwardState::Delivered:
    case ForwardState::Complete:
    case ForwardState::Withdrawn:
    case ForwardState::Superseded:
        return notTold(address);
    }
    return notTold(address);
}

/// The link first: while it fails nothing else matters.
BelowTargets::Found BelowTargets::notSent(const Address &address, const Forward &forward)
{
    const auto request = store::lastOfForward(*m_db, forward.id);
    if (forward.state == ForwardState::Refused)
        return found(WaitsFor::Operator, address, {}, request ? request->error : std::nullopt);
    if (request && request->sentAt)
        return notTold(address);
    if (!m_works)
        return found(WaitsFor::Engine, address);
    if (request && (request->state == SendState::Claimed || request->state == SendState::Connecting || request->state == SendState::Sending))
        return {{}, request->error};
    // Its own error before that of the address: an instruction that gets through makes that one good for a moment.
    if (request && request->error)
        return found(WaitsFor::Site, address, request->dueAt, request->error);
    if (address.failures > 0)
        return found(WaitsFor::Site, address, address.nextTry, address.error);
    const std::string &zone = address.zone(m_timezone);
    if (!address.window.isOpen(m_now, zone))
        return found(WaitsFor::OpenWindow, address, address.window.nextChange(m_now, zone));
    if (!request && forward.notBefore && *forward.notBefore > m_now)
        return found(WaitsFor::DueTime, address, forward.notBefore);
    return found(WaitsFor::Turn, address);
}

BelowTargets::Found BelowTargets::notTold(const Address &address) const
{
    return found(WaitsFor::Site, address, {}, address.failures > 0 ? address.error : components::silenceOf(address, m_now));
}

} // namespace cartage::components
