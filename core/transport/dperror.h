// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/dpvisit.h"

namespace cartage::transport {

struct Meaning {
    Code code = Code::IoError;
    Scope scope = Scope::Distribution;
    bool lookAgain = false; ///< the DP itself may be gone: open it anew before blaming the row
};
/// What an errno means at a DP. `rootOpen`: false while the root itself is being opened.
[[nodiscard]] Meaning meaningOf(int systemError, Doing doing, bool rootOpen);

/// What a publish step answers when a client holds the file, or when the DP forbids it.
[[nodiscard]] bool isRefusal(int systemError);
/// The line to the DP is gone or the medium fails: nothing that is tried now has a better chance.
[[nodiscard]] bool isOutage(int systemError);

} // namespace cartage::transport
