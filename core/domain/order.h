// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sending.h"

/// What an operator of one site has asked of a DP of a site below, as values (docs/engine.md, "Sites").
namespace cartage {

enum class OrderAction {
    ClearRetries,
    RetryNow,
    Hold,
    Release,
    Cancel,
    Validate,
    Redistribute,    ///< what differs is repaired
    RedistributeAll, ///< all files anew
};
[[nodiscard]] std::string_view name(OrderAction action);
[[nodiscard]] std::optional<OrderAction> orderActionFromName(std::string_view text);

enum class OrderState {
    Asked,      ///< waits here: for the Sender, or to be carried out
    Passed,     ///< a send request has it
    Taken,      ///< the child has it
    Running,    ///< is being carried out (validate)
    Done,       ///< something changed, or was read
    Unchanged,  ///< there was nothing to change
    Refused,    ///< `detail` says why
    Gone,       ///< there is no such DP, or it is not given that package
    Superseded, ///< a later one had come before it
};
[[nodiscard]] std::string_view name(OrderState state);
[[nodiscard]] std::optional<OrderState> orderStateFromName(std::string_view text);
/// The audit keeps what was done; an order is shown for so long after its end, or until the next of its kind.
constexpr Span ordersKept = std::chrono::days(90);
/// Nothing more comes of it.
[[nodiscard]] bool isFinal(OrderState state);

/// One action at one DP: at one package there, or (hold and release) at the whole DP. The id is the same at every site on its way.
struct SiteOrder {
    std::string id; ///< UUID; of one command, so that several targets may share it
    OrderAction action = OrderAction::RetryNow;
    std::optional<PackageId> package; ///< none: the whole DP
    Target target;
    std::optional<SiteCode> via;      ///< the child that leads there; none: it is to be carried out here
    std::string askedBy;              ///< the operator
    SiteCode askedFrom;               ///< and the operator's site
    Time askedAt{};                   ///< by that site's clock
    std::string reason;
    std::optional<SiteCode> from;     ///< the parent that has told of it; none: it was asked here
    std::int64_t epoch = 0, sequence = 0; ///< of the parent's instruction
    std::int64_t number = 0;          ///< rises over all that this site knows
    OrderState state = OrderState::Asked;
    std::string detail;               ///< for people
    std::optional<Time> doneAt;       ///< by the clock of the site that has done it
    std::optional<std::int64_t> request; ///< that the engine works on (validate)
    bool operator==(const SiteOrder &) const = default;
};

/// Beside what it was for: whoever asked in the evening sees it the next morning, and after a day how things stand says more. `orders` keeps it.
constexpr Span orderShownBeside = std::chrono::hours(24);
/// The order while it is under way and for that long after its end; by when it was asked where the other site's clock is ahead.
[[nodiscard]] std::optional<SiteOrder> currentOrder(std::optional<SiteOrder> newest, Time now);

} // namespace cartage
