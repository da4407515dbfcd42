// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inbox/inboxname.h"

#include "tests/fuzz/target.h"

/// Names of files in an inbox.
void oneInput(const std::string &bytes)
{
    const auto read = cartage::inbox::parseInboxName(bytes);
    CARTAGE_CHECK(!read || read->text() == bytes);
}
