// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/escape.h"

#include "tests/fuzz/target.h"

/// Names from foreign disks on their way to people and back.
void oneInput(const std::string &bytes)
{
    using namespace cartage;
    const std::string shown = escapePath(bytes);
    CARTAGE_CHECK(isValidUtf8(shown) && isValidUtf8(escapeText(bytes)));
    CARTAGE_CHECK(unescapePath(shown) == bytes);
    (void)unescapePath(bytes);
    (void)foldName(bytes);
}
