// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/digest.h"
#include "core/domain/order.h"
#include "core/store/database.h"

/// What comes from sites below and goes there: their status messages, and what operators have asked of their DPs.
namespace cartage::store {

/// With their ids, which must not have been seen before. `via`: the child that has told.
struct MessageFromBelow {
    StatusMessage message;
    Xxh128 guid;
    Xxh128 content;
};
void insertMessagesFromBelow(Connection &db, std::span<const MessageFromBelow> messages, const SiteCode &via, Time now);

/// False where it is there already: then nothing changes, but an outcome that is there is told again.
bool insertOrder(Connection &db, const SiteOrder &order);
/// Former orders of the same action at the same place of which nothing more comes go.
void dropFormerOrders(Connection &db, const SiteOrder &order);
/// What came to its end before then, and is known to who asked.
void retireOrders(Connection &db, Time before);
/// State, detail, time and request.
void updateOrder(Connection &db, const SiteOrder &order);
/// A later order of the same parent has come for that place.
[[nodiscard]] bool isOvertaken(Connection &db, const SiteOrder &order);
/// The same was asked of that place by this site, and is under way.
[[nodiscard]] bool isUnderWay(Connection &db, OrderAction action, const std::optional<PackageId> &package, const Target &target);
[[nodiscard]] std::optional<SiteOrder> order(Connection &db, const std::string &id, const std::optional<PackageId> &package, const Target &target);
/// Asked for and not begun: to be carried out here, or to be passed down. For each step of the engine: there are none nearly always.
[[nodiscard]] bool hasAskedOrders(Connection &db, bool here);
/// Those in this state, as they came; `here`: that are to be carried out here, else those for children.
[[nodiscard]] std::vector<SiteOrder> ordersIn(Connection &db, OrderState state, bool here, int most);
/// The newest of each place and action.
[[nodiscard]] std::vector<SiteOrder> orders(Connection &db);
/// The newest order at a package there, or at the whole DP, whichever came last.
[[nodiscard]] std::optional<SiteOrder> newestOrder(Connection &db, const PackageId &package, const Target &target);
/// Of orders of a parent, which does not know.
[[nodiscard]] std::vector<SiteOrder> untoldOrders(Connection &db, int most);
void setOrderTold(Connection &db, const SiteOrder &order);
/// The parent was restored from a backup: what it was told it may not know.
void tellOrdersAgain(Connection &db, const SiteCode &parent);
/// A child was restored from a backup: what is not known to be done is sent once more.
void askOrdersAgain(Connection &db, const SiteCode &child);

} // namespace cartage::store
