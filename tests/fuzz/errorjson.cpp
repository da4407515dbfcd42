// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/errorjson.h"

#include "tests/fuzz/target.h"

/// Errors as rows keep them.
void oneInput(const std::string &bytes)
{
    using namespace cartage;
    const auto read = errorFromJson(bytes);
    if (read)
        CARTAGE_CHECK(errorFromJson(errorToJson(*read)).has_value());
}
