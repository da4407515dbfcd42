// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/filter.h"

#include "core/domain/escape.h"
#include "tests/fuzz/target.h"

/// What people type into a filter, or keep in a file. What is read is printed and read again as the same.
void oneInput(const std::string &bytes)
{
    using namespace cartage;
    if (bytes.empty())
        return;
    const auto list = static_cast<ListKind>(static_cast<unsigned char>(bytes[0]) % 7U);
    const auto read = parseFilter(list, std::string_view(bytes).substr(1));
    if (!read)
        return;
    const auto again = parseFilter(list, printFilter(*read));
    CARTAGE_CHECK(again && printFilter(*again) == printFilter(*read));
}
