// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include "tests/fuzz/target.h"

/// Times of arguments, of files, of messages.
void oneInput(const std::string &bytes)
{
    using namespace cartage;
    const auto read = parseRfc3339(bytes);
    if (!read)
        return;
    const std::string text = toRfc3339(*read);
    const auto again = parseRfc3339(text);
    CARTAGE_CHECK(text.size() != 24 || !again || *again == *read); // an offset can lead out of the years that have four digits
}
