// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/domain/sending.h"
#include "core/store/database.h"

/// Other sites: how they are reached, which there are below, and their DPs.
namespace cartage::store {

void insertAddress(Connection &db, const Address &address);
/// What operators set: inbox, key, limits, window, rate.
void updateAddress(Connection &db, const Address &address);
/// How it went to reach it: contact, failures, error, next try.
void updateContact(Connection &db, const Address &address);
/// With everything that is owed to the site, and what is known of the sites behind it; of a parent what it has asked for, too.
void deleteAddress(Connection &db, const SiteCode &site);
[[nodiscard]] std::optional<Address> address(Connection &db, const SiteCode &site);
[[nodiscard]] std::vector<Address> addresses(Connection &db);
[[nodiscard]] std::optional<Address> parentAddress(Connection &db);
/// Something signed by it has come.
void heardFrom(Connection &db, const SiteCode &site, std::int64_t epoch, Time now);

/// Lists of a report are taken in unless newer ones were: false then. A new epoch begins anew.
[[nodiscard]] bool takeLists(Connection &db, const SiteCode &site, std::int64_t epoch, std::int64_t sequence, Time reportedAt);
/// Sites that the last lists of this child named; whether they are reached through it or not.
[[nodiscard]] std::set<SiteCode> listedBy(Connection &db, const SiteCode &child);
void setListed(Connection &db, const SiteCode &child, const std::set<SiteCode> &sites);
/// All that is known below this child. Sites that were known by way of another child move, with what is wanted there.
/// Gives whether duties at those sites went by another child until now: what that one had told counts no more.
bool replaceBelow(Connection &db, const SiteCode &child, const std::vector<RemoteSite> &sites, const std::vector<RemoteDp> &dps);
[[nodiscard]] std::vector<RemoteSite> remoteSites(Connection &db);
[[nodiscard]] std::optional<RemoteSite> remoteSite(Connection &db, const SiteCode &site);
[[nodiscard]] std::vector<RemoteDp> remoteDps(Connection &db);
[[nodiscard]] std::vector<RemoteDp> remoteDpsOf(Connection &db, const SiteCode &site);
[[nodiscard]] std::vector<RemoteDp> remoteDpsVia(Connection &db, const SiteCode &child);
[[nodiscard]] std::optional<RemoteDp> remoteDp(Connection &db, const Target &target);

/// One of several instructions that tell one list.
struct ReportPart {
    std::int64_t list = 0; ///< rises with each report of that site
    int number = 1, of = 1;
    std::string lines;
};

/// How things stood when a child's lists were taken in last.
struct Settled {
    std::int64_t own = 0;  ///< this site's epoch; 0: never yet
    std::int64_t peer = 0; ///< the child's epoch; -1: it goes on from another state
    std::int64_t joined = 0; ///< since when it has this site as its parent, as it says; 0: not told
};
[[nodiscard]] Settled settled(Connection &db, const SiteCode &child);
void setSettled(Connection &db, const SiteCode &child, const Settled &settled);
/// The other site counts epochs and sequences anew: nothing that was signed with the former key is compared with what comes.
void countAnew(Connection &db, const SiteCode &site);

/// What was last reported to this address.
struct Reported {
    std::string digest;     ///< of the lists
    std::optional<Time> at; ///< when all was told, and not just what had changed
};
[[nodiscard]] Reported reportedTo(Connection &db, const SiteCode &site);
void setReportedTo(Connection &db, const SiteCode &site, const Reported &reported);

/// The last record id of a status message that this parent has acknowledged.
[[nodiscard]] std::int64_t messagesUpTo(Connection &db, const SiteCode &site);
void setMessagesUpTo(Connection &db, const SiteCode &site, std::int64_t record);

/// Keeps one part of a list that is larger than an instruction (parts of an older list go). Lines of all parts, in order, once the last of them has come: then
/// the parts go, too.
[[nodiscard]] std::vector<std::string> keepReportPart(Connection &db, const SiteCode &site, std::int64_t epoch, const ReportPart &part);

} // namespace cartage::store
