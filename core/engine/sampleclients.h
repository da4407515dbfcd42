// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/site.h"

/// What the sample's clients have left in its inbox: real status messages, published as clients publish them, for the Status Manager to take in. Of one
/// client two messages are missing, one's clock is ahead, two machines share one spool, one id was used twice, and one file was changed on its way.
namespace cartage::engine {

Result<void> leaveSampleMessages(Site &site);

} // namespace cartage::engine
