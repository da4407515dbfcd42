// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/engine/queries.h"
#include "ui/views/view.h"

namespace cartage::ui {

class StatusStrip;

/// What the strip at the bottom says: the engine, what is active, waiting and blocked, how fast it goes, the site and its database.
struct SiteStatus {
    QString siteCode, siteName, folder;
    engine::Overview overview;
    std::vector<double> spark; ///< bytes a second of the last minutes, newest last

    /// On a reader thread.
    [[nodiscard]] static Result<SiteStatus> of(engine::Site &site);
    /// `inbox`: how what waits there moves, in words.
    void show(StatusStrip &strip, bool engineHere, const QString &inbox) const;
    /// How the database stands, and when it was read last; nothing: never.
    struct Database {
        bool readOnly = false;
        std::optional<Error> error; ///< of the last question
        std::optional<Time> checked;
    };
    static void showDatabase(StatusStrip &strip, const Database &database, Time now);
    /// What a click on a part opens.
    [[nodiscard]] static std::optional<Location> locationOf(const QString &part);
};

} // namespace cartage::ui
