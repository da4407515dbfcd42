// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/components/scheduler.h"
#include "core/inbox/messagesbody.h"

/// Status messages go up: those of a site, of its clients and of sites below it, to its parent. Decides only, in the caller's transaction.
namespace cartage::components {

/// Hands the next batch to the Sender: behind the last record that the parent has acknowledged, one batch at a time, behind packages. True where there was one.
bool planMessages(store::Connection &db, const Scheduler &scheduler, Time now);
/// How far the parent is behind, in record ids; 0 while a batch is on its way.
[[nodiscard]] std::int64_t messagesToPass(store::Connection &db);
constexpr std::int64_t messagesInBatch = 500; ///< at the most; each has 34 lines at the most

/// At the parent: each comes in once, by its id, whatever comes again or in another order. What a child says of sites that are not behind it is left out, so that
/// nothing goes in circles.
void takeMessages(store::Connection &db, const SiteCode &own, const SiteCode &from, const inbox::MessagesBody &body, Time now);
/// At the child: the parent has refused the batch. Its halves go instead of it, until one message alone is refused: that one is offered again later, and the
/// others go on. False where it is left as it is: one message, or too many were refused already.
bool splitMessages(store::Connection &db, const Scheduler &scheduler, const SendRequest &refused, Time now);
/// At the child: the parent has the batch.
void messagesTaken(store::Connection &db, const SendRequest &request);
/// The parent was restored from a backup: it may lack what it had acknowledged. All that is kept here goes up again; what it has it knows.
void passMessagesAgain(store::Connection &db, const SiteCode &parent);

} // namespace cartage::components
