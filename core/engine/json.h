// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <optional>
#include <string>

#include "core/content/snapshot.h"
#include "core/domain/json.h"
#include "core/domain/values.h"
#include "core/engine/operations.h"
#include "core/engine/queries.h"
#include "core/engine/statusviews.h"

/// The results of docs/cli.md, "Results": every field named there, always there; null where unknown. What the command line prints and the console exports.
namespace cartage::engine {

using cartage::addPath;
using cartage::pathJson;
using cartage::toJson;

/// What the advice on the error of a row, or of a problem, may name.
[[nodiscard]] AdviceContext contextOf(const DistributionView &view);
[[nodiscard]] AdviceContext contextOf(const ProblemView &view);
/// "WHAT on WHAT: WHY. WHAT TO DO."
[[nodiscard]] std::string errorLine(const Error &error, const AdviceContext &about = {});

[[nodiscard]] QJsonObject toJson(const Effect &effect);
[[nodiscard]] QJsonObject toJson(const Change &change);
[[nodiscard]] QJsonObject toJson(const SiteView &site, const std::string &folder);
[[nodiscard]] QJsonObject toJson(const SnapshotReport &report);
[[nodiscard]] QJsonObject toJson(const PackageView &view);
[[nodiscard]] QJsonObject toJson(const content::Manifest::View &entry);
[[nodiscard]] QJsonObject toJson(const DpView &view);
[[nodiscard]] QJsonObject toJson(const DpTestReport &report);
[[nodiscard]] QJsonObject toJson(const DistributionView &view);
[[nodiscard]] QJsonObject toJson(const RetryView &view);
[[nodiscard]] QJsonObject toJson(const TrailEvent &event);
[[nodiscard]] QJsonObject toJson(const ProblemView &view);
[[nodiscard]] QJsonObject toJson(const DifferenceReport &report);
[[nodiscard]] QJsonObject toJson(const StatusMessage &message);
[[nodiscard]] QJsonObject toJson(const store::AuditRow &row);
[[nodiscard]] QJsonObject toJson(const ClientView &view);
[[nodiscard]] QJsonObject toJson(const QuarantineView &view);
[[nodiscard]] QJsonObject toJson(const EvidenceView &view);
[[nodiscard]] QJsonObject toJson(const Finding &finding);
[[nodiscard]] QJsonObject toJson(const std::map<State, std::int64_t> &counts);

} // namespace cartage::engine
