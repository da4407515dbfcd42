// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <set>

#include "ui/actions/deed.h"

namespace cartage::ui {

/// What an action would do, before it is done: the engine's own plan, and what it touches in parts that can be left out.
struct Planned {
    /// A distribution point, a package, or where there are few a distribution.
    struct Part {
        QString key, name;
        QStringList cells; ///< of the columns behind the name
        bool ticked = true;
    };
    /// A package that would be at no distribution point any more.
    struct Loss {
        PackageId package;
        QString name;
        int version = 0;
        std::int64_t bytes = 0;
    };
    std::vector<Target> targets; ///< each with the plan that was shown
    engine::Effect effect;       ///< of all of them
    QStringList columns;         ///< the first is the name's
    std::vector<Part> parts;
    std::int64_t more = 0;       ///< parts that are not listed and go along
    QString total;
    QStringList totals;
    std::set<int> red;           ///< columns whose numbers tell of a loss
    std::vector<Loss> losses;
    QString typed;               ///< what has to be typed because a last copy goes
    std::int64_t touched = 0;    ///< of what the deed's object counts
    std::int64_t retrying = 0;   ///< of the distributions
    std::int64_t bytes = 0;      ///< that lie at what goes
    Time at{};
};

struct PlanWish {
    std::shared_ptr<const Deed> deed;
    std::vector<Target> targets;
    std::set<QString> unticked; ///< keys of parts
};
[[nodiscard]] Result<Planned> planOf(engine::Session::Desk &desk, const PlanWish &wish);

// ---- only for planning*.cpp ----

/// Of all targets; each keeps its plan. A refusal is an error but for the confirmation that is missing still.
[[nodiscard]] Result<std::vector<engine::Answer>> lookAtAll(engine::Session::Desk &desk, const Deed &deed, std::vector<Target> &targets);
void addTo(engine::Effect &sum, const engine::Effect &effect);
[[nodiscard]] Result<void> planSites(engine::Session::Desk &desk, engine::Site &site, const PlanWish &wish, Planned &plan);

} // namespace cartage::ui
