// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/components/scheduler.h"
#include "core/inbox/orderbody.h"

/// What operators ask of DPs of sites below goes down from site to site, and what became of it comes up. Decides only, in the caller's transaction; what is to
/// be done at an own DP is left as a row for the engine.
namespace cartage::components {

/// Orders for children become send requests, in the order in which they were asked; outcomes that the parent does not know become an answer. True if anything
/// was written.
bool planOrders(store::Connection &db, const Scheduler &scheduler, Time now);

/// From the parent. Each comes in once, by its id; for a place for which a later one has come before it, it is superseded; a DP that does not exist is answered so.
void takeOrder(store::Connection &db, const SiteCode &own, const inbox::Instruction &instruction, const inbox::OrderBody &body, Time now);
/// From a child; it may speak of orders alone that were given to it.
void takeAnswer(store::Connection &db, const SiteCode &from, const inbox::AnswerBody &body);

/// What became of the instruction itself: the child has the order, or has put it aside; the parent has the answer.
void orderTaken(store::Connection &db, const SendRequest &request);
void orderPutAside(store::Connection &db, const SendRequest &request, const std::string &why, Time now);
void answerTaken(store::Connection &db, const SendRequest &request);

} // namespace cartage::components
