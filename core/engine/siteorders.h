// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include "core/domain/order.h"
#include "core/engine/change.h"
#include "core/engine/lease.h"

/// What operators ask of DPs of sites below, and how the engine of such a site does it.
namespace cartage::engine {

/// The newest of each place and action, as they came; with `to` those alone that lead to that site or are for it.
[[nodiscard]] Result<std::vector<SiteOrder>> orderViews(Site &site, const std::optional<SiteCode> &to);
[[nodiscard]] QJsonObject toJson(const SiteOrder &order);

/// Has what lies at DPs of sites below validated there: what becomes of it is told later. Nothing where the scope names none.
Result<std::optional<Answer>> orderValidation(Site &site, const ScopeNames &scope, const Intent &intent);

// ---- only for core/engine ----

/// What an action on these rows of this site does (in core/engine/actions.cpp).
[[nodiscard]] Result<Plan> planAction(Site &site, store::Connection &db, OrderAction action, const ScopeNames &scope, const Intent &intent);
/// The same for a scope that may name DPs of sites below: these become orders.
[[nodiscard]] Result<Plan> planWithOrders(Site &site, store::Connection &db, OrderAction action, const ScopeNames &scope, const Intent &intent);

struct OrdersDone {
    bool any = false;     ///< something was done
    bool running = false; ///< validations are under way
};
/// At the site that has the DPs: what was asked above is done by the same plans as an operator's here, under the name of who asked, once: the outcome is written
/// in the transaction of the change. `site_locked` where the lease is gone. Control thread of the engine.
Result<OrdersDone> carryOutOrders(Site &site, const Lease &lease);

} // namespace cartage::engine
