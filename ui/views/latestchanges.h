// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/rowsmodel.h"

namespace cartage::ui {

/// What changed last as rows of two lines and a time: mark of what came of it, what happened to what, and one fact.
[[nodiscard]] std::vector<Row> latestChangeRows(const std::vector<engine::ChangeView> &changes, Time now);

} // namespace cartage::ui
