// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/packagerecord.h"

#include "tests/fuzz/target.h"

/// Package records at a DP: anybody who can write there writes them.
void oneInput(const std::string &bytes)
{
    using namespace cartage::transport;
    const auto read = recordFromJson(bytes);
    if (read)
        CARTAGE_CHECK(recordFromJson(toJson(*read)) == read);
}
