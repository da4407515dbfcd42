// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order.h"
#include "core/inbox/instruction.h"

/// What instructions of the kinds `order` (from a parent) and `answer` (from a child) say. Reading is strict.
namespace cartage::inbox {

/// One command of an operator above: the same action at these DPs.
struct OrderBody {
    std::string order; ///< id
    OrderAction action = OrderAction::RetryNow;
    std::string askedBy;
    SiteCode askedFrom;
    Time askedAt{};
    std::string reason;
    struct Place {
        Target target;
        std::optional<PackageId> package; ///< none: the whole DP
        bool operator==(const Place &) const = default;
    };
    std::vector<Place> places;
    bool operator==(const OrderBody &) const = default;
};

/// What became of orders.
struct AnswerBody {
    struct Outcome {
        std::string order;
        OrderBody::Place place;
        OrderState state = OrderState::Done; ///< a final one
        Time doneAt{};
        std::string detail;
        bool operator==(const Outcome &) const = default;
    };
    std::vector<Outcome> outcomes;
    bool operator==(const AnswerBody &) const = default;
};

[[nodiscard]] std::vector<InstructionLine> toLines(const OrderBody &body);
[[nodiscard]] std::vector<InstructionLine> toLines(const AnswerBody &body);
[[nodiscard]] std::optional<OrderBody> orderFrom(const std::vector<InstructionLine> &lines);
[[nodiscard]] std::optional<AnswerBody> answerFrom(const std::vector<InstructionLine> &lines);

} // namespace cartage::inbox
