// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inbox/statusfile.h"

#include "core/domain/escape.h"
#include "tests/fuzz/target.h"

/// What a client, or anybody, leaves in an inbox. What is taken is written again as the same bytes.
void oneInput(const std::string &bytes)
{
    using namespace cartage::inbox;
    const auto read = parseStatusFile(bytes);
    if (!read) {
        CARTAGE_CHECK(!name(read.error().fault).empty() && cartage::isValidUtf8(read.error().detail));
        return;
    }
    std::string again = encodeStatusFile(read->report);
    if (read->sent)
        again += sentLine(*read->sent);
    CARTAGE_CHECK(again == bytes);
}
