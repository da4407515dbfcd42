// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVariant>

#include <string>
#include <vector>

#include "core/store/distributionrepository.h"

namespace cartage::store {

/// What a selection makes of a statement on `distribution d`. Lists are bound as JSON arrays, so that a handful of texts serves every selection.
struct Narrowing {
    std::string index; ///< "INDEXED BY ..." or nothing: there are no statistics that the query planner could go by
    std::string where; ///< " WHERE ..." or nothing
    std::vector<QVariant> values;
};
[[nodiscard]] Narrowing narrowing(const Selection &selection);

/// The text that eachDistribution runs.
[[nodiscard]] std::string rowsQuery(const Narrowing &narrow);

} // namespace cartage::store
