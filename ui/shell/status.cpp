// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status.h"

#include <QCoreApplication>

#include "ui/text/format.h"
#include "ui/text/sentences.h"
#include "ui/widgets/statusstrip.h"

namespace cartage::ui {

namespace {

/// For lupdate, which looks for a class.
class Said
{
    Q_DECLARE_TR_FUNCTIONS(SiteStatus)
};

constexpr Span sparkRange = std::chrono::minutes(10);
constexpr int sparkSteps = 36; ///< two pixels each
constexpr Span fresh = std::chrono::seconds(10); ///< the database is looked at every two seconds: below this the age is no news

constexpr State active[] = {State::Transferring, State::Verifying, State::Publishing};
constexpr State waiting[] = {State::Waiting};
constexpr State blocked[] = {State::Blocked};

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
    auto overview = engine::overview(site);
    if (!overview)
        return failure(overview.error());
    const auto sent = engine::throughput(site, sparkRange, sparkSteps);
    if (!sent)
        return failure(sent.error());
    std::vector<double> spark(sparkSteps, 0.0);
    for (const engine::Throughput::Series &each : sent->series) {
        for (std::size_t i = 0; i < std::min(spark.size(), each.bytesPerSecond.size()); ++i)
            spark[i] += each.bytesPerSecond[i];
    }
    return SiteStatus{QString::fromStdString(site.row().code.value()), QString::fromStdString(site.row().name), format::shownPath(site.folder()), std::move(*overview), std::move(spark)};
}

void SiteStatus::show(StatusStrip &strip, bool engineHere, const QString &inbox) const
{
    const auto left = StatusStrip::Side::Left, right = StatusStrip::Side::Right;
    const engine::EngineView &engine = overview.engine;
    const QString elsewhere = Said::tr("Engine: %1").arg(Said::tr("%1, pid %2").arg(format::shown(engine.program), QString::number(engine.pid)));
    strip.setPart(QStringLiteral("engine"), left, engineHere || engine.running ? Mark::Installed : Mark::Warning,
                  engineHere ? Said::tr("Engine here") : engine.running ? elsewhere : Said::tr("No engine"), true);
    strip.setPart(QStringLiteral("active"), left, Mark::Transferring, Said::tr("%1 active").arg(format::number(overview.active)));
    strip.setPart(QStringLiteral("waiting"), left, Mark::Waiting, Said::tr("%1 waiting").arg(format::number(overview.waiting)));
    strip.setPart(QStringLiteral("blocked"), left, Mark::Blocked, Said::tr("%1 blocked").arg(format::number(overview.blocked)));
    const QString rate = overview.active > 0 && overview.bytesPerSecond > 0 ? format::rate(static_cast<double>(overview.bytesPerSecond)).text() : QString();
    const QString left_ = overview.bytesPerSecond > 0 ? format::eta(Span(overview.bytesLeft / overview.bytesPerSecond * 1000)) : QString();
    strip.setPart(QStringLiteral("rate"), left, std::nullopt, rate.isEmpty() || left_.isEmpty() ? rate : QStringLiteral("%1, %2").arg(rate, left_));
    strip.setSpark(QStringLiteral("rate"), spark);
    strip.setPart(QStringLiteral("inbox"), left, std::nullopt, Said::tr("inbox %1").arg(format::number(overview.inboxFiles)));
    strip.setPartToolTip(QStringLiteral("inbox"), Said::tr("Messages that wait in the inbox: %1").arg(inbox));
    strip.setPart(QStringLiteral("site"), right, std::nullopt, siteCode);
    strip.setPartToolTip(QStringLiteral("site"), siteName.isEmpty() ? folder : QStringLiteral("%1, %2").arg(format::shown(siteName.toStdString()), folder));
    strip.setGoFirst({QStringLiteral("checked"), QStringLiteral("database"), QStringLiteral("inbox"), QStringLiteral("rate"), QStringLiteral("site")});
}

void SiteStatus::showDatabase(StatusStrip &strip, const Database &database, Time now)
{
    const auto right = StatusStrip::Side::Right;
    const QString state = database.error ? sentences::kindOf(*database.error) : database.readOnly ? Said::tr("database read-only") : Said::tr("database OK");
    strip.setPart(QStringLiteral("database"), right, database.error ? std::optional(Mark::Error) : std::nullopt, state, database.error.has_value());
    const QString checked = !database.checked ? QString()
                            : now - *database.checked < fresh ? Said::tr("checked just now")
                                                              : Said::tr("checked %1").arg(format::past(*database.checked, now));
    strip.setPart(QStringLiteral("checked"), right, std::nullopt, checked);
    strip.setPartToolTip(QStringLiteral("checked"), Said::tr("When the database was read last. A click reads all anew."));
}

std::optional<Location> SiteStatus::locationOf(const QString &part)
{
    if (part == QStringLiteral("active") || part == QStringLiteral("rate"))
        return distributions(active);
    if (part == QStringLiteral("waiting"))
        return distributions(waiting);
    if (part == QStringLiteral("blocked"))
        return distributions(blocked);
    if (part == QStringLiteral("inbox"))
        return Location{QStringLiteral("components"), {}, {}, QStringLiteral("StatusManager")};
    if (part == QStringLiteral("site") || part == QStringLiteral("database"))
        return Location{QStringLiteral("overview"), {}, {}, {}};
    return std::nullopt;
}

} // namespace cartage::ui
