// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/duties.h"
#include "core/engine/queries.h"

/// How rows become views. Only for core/engine.
namespace cartage::engine {

/// What rows are shown with, read once for all of them.
class Shown
{
public:
    Shown(Site &site, store::Connection &db);
    /// For rows of these surroundings alone.
    Shown(Site &site, store::Connection &db, Surroundings around);
    [[nodiscard]] DistributionView view(const Distribution &row) const;

private:
    [[nodiscard]] static std::optional<Sha256> manifestOf(const Package &package, int version);
    Surroundings m_around;
    SiteCode m_site;
    SiteSettings m_settings;
    bool m_engine;
    Time m_now;
};

/// Tries that failed or met an obstacle, oldest first.
[[nodiscard]] std::vector<Attempt> failedAttempts(store::Connection &db, const PackageId &package, DpKey dp);

} // namespace cartage::engine
