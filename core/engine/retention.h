// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/components/statusmessages.h"
#include "core/domain/values.h"

/// Old status messages go, in small steps. Counted by the setting that let them go: `retired_<setting>` and, of clients, `retired_client_<setting>` in
/// status_count, in the transaction that deletes.
namespace cartage::engine {

/// How far a day's walk has come. A value: the transaction of a step may be rolled back.
struct Retirement {
    bool underWay = false;
    std::int64_t left = 0;             ///< of the day's share: twice what came in since the last walk began
    std::int64_t upTo = 0;             ///< record id that was looked at last
    bool messagesDone = false;
    std::optional<std::string> seen{}; ///< id that was looked at last, nothing: all were
    std::optional<std::int64_t> senders{}; ///< key, likewise
};
/// Looks at some messages in the order of their receipt, from the oldest to the first that is younger than the shortest limit, and forgets ids that were seen
/// more than a year ago and before any message that may still be there, and senders that have been silent for a year and have no message left. True: there is more to do today. At the end of a day's walk one message says what went.
[[nodiscard]] bool retireStep(store::Connection &db, Time now, const MessageKeeping &keeping, const components::StatusWriter &messages, Retirement &walk);

} // namespace cartage::engine
