// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/engine/queries.h"
#include "ui/views/view.h"

namespace cartage::ui {

class StatusStrip;

/// What the strip at the bottom says: the engine, what is active, waiting and blocked, and the site.
struct SiteStatus {
    QString siteCode, siteName, folder;
    engine::Overview overview;

    /// On a reader thread.
    [[nodiscard]] static Result<SiteStatus> of(engine::Site &site);
    void show(StatusStrip &strip, bool engineHere) const;
    /// What a click on a part opens.
    [[nodiscard]] static std::optional<Location> locationOf(const QString &part);
};

} // namespace cartage::ui
