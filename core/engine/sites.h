// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <map>

#include "core/domain/order.h"
#include "core/engine/change.h"
#include "core/transport/addressdriver.h"

/// What operators do and ask about other sites.
namespace cartage::engine {

struct AddressWish {
    SiteCode site;
    Relation relation = Relation::Child;
    std::string inbox; ///< absolute
    std::string key;   ///< public, base64
    int maxSendings = 3;
};
/// `exists` for a site that has one with other values (the same values: unchanged), for a second parent; wrong_value for our own code and a text that is no key,
/// or another site's; state_forbids for a parent that is below this site; path_in_use for our own inbox; address_other_site where the folder says that it is the
/// inbox of another site, or of one with another key. A folder that is not there yet is taken as it is named.
Result<Answer> addAddress(Site &site, const AddressWish &wish, const Intent &intent);
/// inbox, key, max_sendings, window, timezone, rate; refused as addAddress is. In another inbox everything that is not answered is sent anew, at once.
Result<Answer> setAddress(Site &site, const SiteCode &code, const Settings &settings, const Intent &intent);
/// With all duties towards that site and those behind it.
Result<Answer> removeAddress(Site &site, const SiteCode &code, const Intent &intent); // destructive

struct AddressView {
    Address address;
    std::string name; ///< as the site has told; empty: not yet
    int sitesBelow = 0, dpsBelow = 0; ///< the site itself counts
    std::map<SendState, std::int64_t> requests;
    std::optional<Time> oldest; ///< unsent request
    std::optional<std::int64_t> messagesBehind; ///< a parent: how many status messages it has not acknowledged, at most
};
[[nodiscard]] Result<std::vector<AddressView>> addressViews(Site &site);
[[nodiscard]] QJsonObject toJson(const AddressView &view);

struct AddressTestReport {
    SiteCode site;
    bool ok = false;
    std::vector<transport::ProbeOutcome::Step> steps;
};
/// Done by the caller: it only writes and takes away one file of its own in the other inbox's tmp/.
[[nodiscard]] Result<AddressTestReport> testAddress(Site &site, const SiteCode &code);
[[nodiscard]] QJsonObject toJson(const AddressTestReport &report);

struct RequestView {
    SendRequest request;
    std::vector<Target> targets;
    std::optional<Forward> forward;
};
[[nodiscard]] Result<std::vector<RequestView>> requestViews(Site &site, const std::optional<SiteCode> &to, const std::vector<SendState> &states);
[[nodiscard]] QJsonObject toJson(const RequestView &view);

/// The newest version once more, whole, to the child or to the one that leads to that site; refused where none of its targets is there.
Result<Answer> resend(Site &site, const PackageId &package, const SiteCode &to, const Intent &intent);

/// A package at a DP of a site below, as it was told.
struct RemoteView {
    RemoteTarget target;
    std::string packageName;
    std::optional<Sha256> manifest; ///< of the wanted version
    bool fulfilled = false;
    std::optional<SiteOrder> order; ///< the newest that an operator has given for it, or for its whole DP
};
/// The scope without names of DPs that only sites below have; nothing where it named no others. not_found for a site that is not known below.
[[nodiscard]] Result<std::optional<ScopeNames>> ownScope(Site &site, const ScopeNames &scope);
/// Those of the scope's packages, DPs and states; by package, site, DP. not_found for a site that nobody tells of.
[[nodiscard]] Result<std::vector<RemoteView>> remoteViews(Site &site, const ScopeNames &scope);
/// "waits for site POT at BER", "waits for window at BER for POT until 2026-11-22T19:00:00.000Z"
[[nodiscard]] std::string waitsText(const HeldUp &heldUp);
/// The fields of a distribution, with asked_at and known_at.
[[nodiscard]] QJsonObject toJson(const RemoteView &view);

/// Another key signs what goes to other sites; they believe nothing of this one until they are given it. What DPs know the site by stays. Refused (site_locked)
/// while an engine works. Where it was interrupted the key does not fit: the same once more makes another.
Result<Answer> renewKey(Site &site, const Intent &intent); // destructive
/// The second half of a renewal, after its commit or at the next start: the key that fits takes the former one's place. Fails where none waits.
Result<void> takeNewKey(Site &site, const std::string &publicKey);

// ---- only for core/engine ----

struct Below {
    std::vector<RemoteDp> dps;
    std::vector<std::string> left; ///< names of this site's own DPs, or of none
};
[[nodiscard]] bool isOfGroup(const RemoteDp &dp, const std::string &group);
/// DPs of sites below that these names stand for (`alsoGone`: those that are there no more, too); not_found with `to` for what is not there; wrong_value for a name that two sites have.
/// The one of that name (ignoring case); nothing where there is none, wrong_value where several sites have one.
[[nodiscard]] Result<std::optional<RemoteDp>> namedBelow(const std::vector<RemoteDp> &dps, const std::string &name);
[[nodiscard]] Result<Below> resolveBelow(store::Connection &db, const TargetNames &names, bool alsoGone = false);
/// What changes at those DPs.
struct AskedBelow {
    RemoteTarget target;
};
[[nodiscard]] std::vector<AskedBelow> planBelow(store::Connection &db, const std::vector<Package> &packages, const std::vector<RemoteDp> &dps, bool give, Costs &costs, Plan &plan);
void askBelow(store::Connection &db, const std::vector<AskedBelow> &asked, Time now);

} // namespace cartage::engine
