// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/order.h"

#include <algorithm>
#include <array>

namespace cartage {

namespace {

constexpr std::array actionNames{std::string_view("clear_retries"), std::string_view("retry_now"), std::string_view("hold"),
                                 std::string_view("release"),       std::string_view("cancel"),    std::string_view("validate"),
                                 std::string_view("redistribute"),  std::string_view("redistribute_all")};
constexpr std::array stateNames{std::string_view("asked"),     std::string_view("passed"),  std::string_view("taken"),
                                std::string_view("running"),   std::string_view("done"),    std::string_view("unchanged"),
                                std::string_view("refused"),   std::string_view("gone"),    std::string_view("superseded")};

template <class Enum, std::size_t Count>
std::optional<Enum> fromName(const std::array<std::string_view, Count> &names, std::string_view text)
{
    const auto found = std::find(names.begin(), names.end(), text);
    return found == names.end() ? std::nullopt : std::optional(static_cast<Enum>(found - names.begin()));
}

} // namespace

std::string_view name(OrderAction action) { return actionNames.at(static_cast<std::size_t>(action)); }
std::optional<OrderAction> orderActionFromName(std::string_view text) { return fromName<OrderAction>(actionNames, text); }
std::string_view name(OrderState state) { return stateNames.at(static_cast<std::size_t>(state)); }
std::optional<OrderState> orderStateFromName(std::string_view text) { return fromName<OrderState>(stateNames, text); }

bool isFinal(OrderState state) { return state >= OrderState::Done; }

std::optional<SiteOrder> currentOrder(std::optional<SiteOrder> newest, Time now)
{
    if (!newest || !newest->doneAt)
        return newest;
    const Time ended = *newest->doneAt > now ? newest->askedAt : *newest->doneAt;
    return now - ended < orderShownBeside ? newest : std::nullopt;
}

} // namespace cartage
