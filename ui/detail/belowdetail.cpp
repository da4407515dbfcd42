// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <algorithm>

#include "core/domain/advice.h"
#include "core/domain/escape.h"
#include "core/engine/sitetree.h"
#include "ui/detail/detailparts.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"
#include "ui/text/sitewords.h"

namespace cartage::ui::detailparts {

namespace {

/// For lupdate, which looks for a class.
class Said
{
    Q_DECLARE_TR_FUNCTIONS(Detail)
};

Error gone(const Subject &subject)
{
    Error error;
    error.code = Code::NotFound;
    error.object = subject.site + "/" + subject.dp;
    return error;
}

QString version(const std::optional<int> &number) { return number && *number > 0 ? format::number(*number) : format::missing(); }

QString waitsAt(const RemoteTarget &target)
{
    if (!target.heldUp)
        return {};
    const QString at = QString::fromStdString(target.heldUp->at.value());
    return target.heldUp->to ? Said::tr("%1, on the way to %2").arg(at, QString::fromStdString(target.heldUp->to->value())) : at;
}

/// When it goes on: a window opens, a time has come, a next try.
QString goesOn(const RemoteTarget &target, Time now)
{
    if (!target.heldUp || !target.heldUp->until)
        return {};
    const Time until = *target.heldUp->until;
    return until > now ? QStringLiteral("%1, %2").arg(format::future(until, now), format::clock(until, now)) : format::future(until, now);
}

bool isAt(const engine::RemoteView &view, const Subject &subject)
{
    return view.target.target.site.value() == subject.site && foldName(view.target.target.dp) == foldName(subject.dp);
}

} // namespace

Result<Detail> ofBelow(engine::Site &site, const Subject &subject, const DetailWish &wish, Time now)
{
    engine::ScopeNames scope;
    scope.packages = {subject.package};
    const auto views = engine::remoteViews(site, scope);
    if (!views)
        return failure(views.error());
    const auto view = std::find_if(views->begin(), views->end(), [&](const engine::RemoteView &each) { return isAt(each, subject); });
    if (view == views->end())
        return failure(gone(subject));
    const RemoteTarget &target = view->target;
    const State state = sitewords::stateOf(*view);
    const std::optional<Error> error = isOwed(state) && target.state == state ? target.error : std::nullopt;
    Detail detail;
    detail.mark = markOf(state, error && resolvesOf(error->code) == Resolves::Operator);
    detail.hue = adviceHue(*detail.mark);
    detail.title = subject.title;
    detail.facts = Said::tr("%1 · version %2 wanted, clients read version %3").arg(format::stateName(state), version(target.wantedVersion), version(target.installedVersion));
    if (error) {
        const Advice words = sentences::adviceOn(*error, {target.package.value(), subject.site + "/" + target.target.dp, false});
        detail.advice = {{Said::tr("What"), format::shown(words.text)}, {Said::tr("Effect"), format::shown(words.effect)}, {Said::tr("To do"), format::shown(words.toDo)}, {Said::tr("By itself"), format::shown(words.byItself)}};
        detail.rawError = rawOf(*error);
        detail.code = error->code;
        detail.space = spaceOf(*error, target.target.dp);
    }
    detail.values = {{Said::tr("State"), format::stateName(state)},
                     {Said::tr("Site"), QString::fromStdString(target.target.site.value())},
                     {Said::tr("Asked"), at(target.askedAt, now)},
                     {Said::tr("Known as of"), at(target.receivedAt, now)},
                     {Said::tr("Waits at"), isOwed(state) ? waitsAt(target) : QString()},
                     {Said::tr("Goes on"), isOwed(state) ? goesOn(target, now) : QString()},
                     {Said::tr("Tries"), target.attempt > 0 ? format::number(target.attempt) : QString()},
                     {Said::tr("Proven"), target.proof ? at(target.proof->at, now) : format::missing()},
                     {Said::tr("Asked of it"), view->order ? sitewords::order(*view->order, now) : QString()}};
    detail.values.removeIf([](const auto &each) { return each.second.isEmpty() || each.second == format::missing(); });
    detail.links = {{Said::tr("Show the site"), {QStringLiteral("sites"), {}, {}, QString::fromStdString(subject.site)}}};
    auto story = trailTab(site, subject.package, subject.dp, SiteCode(subject.site), wish, now);
    if (!story)
        return failure(story.error());
    detail.tabs = {std::move(*story)};
    return detail;
}

Result<Detail> ofDpBelow(engine::Site &site, const Subject &subject, const DetailWish &, Time now)
{
    const auto all = engine::belowDps(site);
    if (!all)
        return failure(all.error());
    const auto view = std::find_if(all->begin(), all->end(), [&](const engine::BelowDp &each) { return each.dp.site.value() == subject.site && each.dp.name == subject.dp; });
    if (view == all->end())
        return failure(gone(subject));
    Detail detail;
    detail.mark = sitewords::dpMark(view->dp.state);
    detail.hue = adviceHue(*detail.mark);
    detail.title = subject.title;
    detail.facts = Said::tr("%1 · %2 proven").arg(sitewords::dpState(view->dp.state), format::ofTotal(view->verified, view->packages));
    QStringList groups;
    for (const std::string &group : view->dp.groups)
        groups << format::shown(group);
    detail.values = {{Said::tr("Site"), QString::fromStdString(subject.site)}, {Said::tr("Reached through"), QString::fromStdString(view->dp.via.value())}, {Said::tr("Groups"), groups.isEmpty() ? format::missing() : groups.join(QStringLiteral(", "))},
                     {Said::tr("Known as of"), at(view->knownAt, now)}};
    detail.links = {{Said::tr("Show the site"), {QStringLiteral("sites"), {}, {}, QString::fromStdString(subject.site)}}};
    auto company = companyOf(site, Said::tr("What it has"), {{QStringLiteral("dp"), subject.title, false}}, view->packages, false);
    if (!company)
        return failure(company.error());
    if (!company->first.empty())
        detail.related = {company->related};
    return detail;
}

} // namespace cartage::ui::detailparts
