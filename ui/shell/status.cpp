// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/text/format.h"
#include "ui/widgets/statusstrip.h"

namespace cartage::ui {

namespace {

/// For lupdate, which looks for a class.
class Said
{
    Q_DECLARE_TR_FUNCTIONS(SiteStatus)
};

constexpr State active[] = {State::Transferring, State::Verifying, State::Publishing, State::Removing};
constexpr State waiting[] = {State::Waiting, State::Retrying, State::Paused};
constexpr State blocked[] = {State::Blocked, State::Failed, State::Damaged};

template <std::size_t N>
std::int64_t sum(const std::map<State, std::int64_t> &counts, const State (&states)[N])
{
    std::int64_t all = 0;
    for (const State state : states) {
        const auto found = counts.find(state);
        all += found == counts.end() ? 0 : found->second;
    }
    return all;
}

template <std::size_t N>
Location distributions(const State (&states)[N])
{
    Location location{QStringLiteral("distributions"), {}, {}, {}};
    for (const State state : states)
        location.chips.push_back({QStringLiteral("state"), QString::fromLatin1(name(state).data()), false});
    return location;
}

} // namespace

Result<SiteStatus> SiteStatus::of(engine::Site &site)
{
    const auto counts = engine::stateCounts(site);
    if (!counts)
        return failure(counts.error());
    const auto engine = engine::engineView(site);
    if (!engine)
        return failure(engine.error());
    SiteStatus status;
    status.siteCode = QString::fromStdString(site.row().code.value());
    status.folder = format::shownPath(site.folder());
    status.engineRunning = engine->running;
    if (engine->running)
        status.engine = Said::tr("%1, pid %2").arg(format::shown(engine->program), QString::number(engine->pid));
    status.counts = *counts;
    const auto problems = engine::problems(site, {});
    if (!problems)
        return failure(problems.error());
    status.problems = static_cast<std::int64_t>(problems->size());
    status.needYou = std::count_if(problems->begin(), problems->end(), [](const engine::ProblemView &each) {
        return each.severity == Severity::Error && !each.row.anyStopped && !each.acknowledged;
    });
    return status;
}

void SiteStatus::show(StatusStrip &strip, bool engineHere) const
{
    const auto left = StatusStrip::Side::Left, right = StatusStrip::Side::Right;
    const QString engineText = engineHere ? Said::tr("Engine here") : engineRunning ? Said::tr("Engine: %1").arg(engine) : Said::tr("No engine");
    strip.setPart(QStringLiteral("engine"), left, engineHere || engineRunning ? Mark::Installed : Mark::Warning, engineText, true);
    strip.setPart(QStringLiteral("active"), left, Mark::Transferring, Said::tr("%1 active").arg(format::number(sum(counts, active))));
    strip.setPart(QStringLiteral("waiting"), left, Mark::Waiting, Said::tr("%1 waiting").arg(format::number(sum(counts, waiting))));
    strip.setPart(QStringLiteral("blocked"), left, Mark::Blocked, Said::tr("%1 blocked").arg(format::number(sum(counts, blocked))));
    strip.setPart(QStringLiteral("site"), right, std::nullopt, QStringLiteral("%1 · %2").arg(siteCode, folder));
}

std::optional<Location> SiteStatus::locationOf(const QString &part)
{
    if (part == QStringLiteral("active"))
        return distributions(active);
    if (part == QStringLiteral("waiting"))
        return distributions(waiting);
    if (part == QStringLiteral("blocked"))
        return distributions(blocked);
    if (part == QStringLiteral("engine") || part == QStringLiteral("site"))
        return Location{QStringLiteral("overview"), {}, {}, {}};
    return std::nullopt;
}

} // namespace cartage::ui
