// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/dpvisit.h"

namespace cartage::transport {

ProbeOutcome probeDp(Services &services, const DpAddress &dp, bool abilities, WorkControl &control);
Result<Transport::InstallOutcome> installDp(Services &services, const DpAddress &dp, bool takeOver, WorkControl &control);

} // namespace cartage::transport
