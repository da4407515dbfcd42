// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/dpvisit.h"

namespace cartage::transport {

/// Compares what lies at a DP with a manifest; only reads. With content: on the medium (cache dropped), by SHA-256.
ValidateOutcome validatePackage(Services &services, const ValidateOrder &order, WorkControl &control);

} // namespace cartage::transport
