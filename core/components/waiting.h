// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "core/domain/sending.h"
#include "core/store/database.h"

/// What targets of sites below wait for: what they have told of it, and what holds them up on their way from here.
namespace cartage::components {

/// Keeps what it has read: lives no longer than one read or transaction.
class BelowTargets final
{
public:
    /// `engineAtWork`: here; without one nothing is sent.
    BelowTargets(store::Connection &db, SiteCode own, Time now, bool engineAtWork);

    /// What is owed and was not told of in the version that is wanted now is Waiting (Removing), held up here or by the child that has not told; where a child is
    /// silent that is the error of what it has told no error of. What is fulfilled (`manifest`: of the wanted version) or gone stays as it was told.
    [[nodiscard]] RemoteTarget asKnown(RemoteTarget target, const std::optional<Sha256> &manifest);

    struct Found {
        std::optional<HeldUp> heldUp; ///< nothing: it is being sent
        std::optional<Error> error;
    };
    /// What holds up a version (0: a removal) on its way to that child and until it tells of it; nothing where the address is gone. The same for all its targets.
    [[nodiscard]] const Found *onTheWay(const SiteCode &child, const PackageId &package, int wantedVersion);
    /// The error of a child that has told nothing for too long.
    [[nodiscard]] std::optional<Error> silenceOf(const SiteCode &child) const;

private:
    [[nodiscard]] Found whatHolds(const Address &address, const PackageId &package, int wantedVersion);
    [[nodiscard]] Found notSent(const Address &address, const Forward &forward);
    [[nodiscard]] Found notTold(const Address &address) const;
    [[nodiscard]] Found found(WaitsFor by, const Address &address, std::optional<Time> until = {}, std::optional<Error> error = {}) const;

    store::Connection *m_db;
    SiteCode m_own;
    Time m_now;
    bool m_works; ///< an engine, and none of its components that send is halted
    std::string m_timezone;
    std::map<SiteCode, Address> m_addresses;
    std::map<std::tuple<SiteCode, PackageId, int>, Found> m_found;
};

} // namespace cartage::components
