// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/components/scheduler.h"

namespace cartage::components {

/// Also where nothing has changed: a child that says nothing for longer than that is not reached, or does not run.
inline constexpr Span reportsAtLeastEvery = std::chrono::minutes(15);

/// Tells the parent how things stand here and below: what has changed, behind what is on its way to it, and all of it every quarter of an hour, so that it knows
/// the age of what it knows; that replaces what was not sent yet. Gives whether something was written.
bool planReport(store::Connection &db, const store::SiteRow &site, const Scheduler &scheduler, Time now);

} // namespace cartage::components
