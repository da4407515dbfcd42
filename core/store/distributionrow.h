// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/distribution.h"
#include "core/store/statement.h"

namespace cartage::store {

/// The columns that rowFrom reads, of `distribution d`.
inline constexpr const char *distributionColumns = R"(
    d.package_id, d.dp_key, d.installed_version, d.installed_epoch, d.installed_manifest, d.proof_kind, d.proof_at, d.mixed, d.state, d.wanted_version,
    d.attempt, d.due_at, d.waiting_since, d.error, d.failing_since, d.token, d.after_publish, d.force, d.publish_only, d.held_by, d.held_reason,
    d.held_at, d.stopped_by, d.stopped_reason, d.stopped_at, d.bytes_total, d.bytes_done, d.files_total, d.files_done, d.updated_at, d.stage_left)";
[[nodiscard]] Distribution rowFrom(const Statement &row);

} // namespace cartage::store
