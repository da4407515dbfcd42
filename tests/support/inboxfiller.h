// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inbox/statusfile.h"
#include "core/io/filesystem.h"

namespace cartage::test {

/// What many clients have left in an inbox, put there at once: good files under good names in new/, nothing synced, tmp/ unused. For tests of who reads.
/// The same values for the same numbers: client `c` (from 0) has senderOf(c), its message `n` (from 1) is reportOf(c, n).
[[nodiscard]] std::string senderOf(int client);
[[nodiscard]] inbox::StatusReport reportOf(int client, std::int64_t sequence);

/// Makes INBOX/new (and tmp/) where they are missing and writes messages first..last of each of `clients` clients, client by client within one number.
/// With `sent`, SENT lines. errno of the first failure. Some 70,000 files a second on a tmpfs.
[[nodiscard]] io::IoResult<void> fillInbox(io::FileSystem &fs, const std::string &inbox, int clients, std::int64_t first, std::int64_t last,
                                           std::optional<Time> sent = {});
/// Makes `inbox` with tmp/ and new/.
[[nodiscard]] io::IoResult<void> makeInbox(io::FileSystem &fs, const std::string &inbox);

} // namespace cartage::test
