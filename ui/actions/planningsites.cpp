// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <algorithm>

#include "core/engine/sitetree.h"
#include "ui/actions/planning.h"
#include "ui/text/format.h"
#include "ui/text/sitewords.h"

namespace cartage::ui {

namespace {

struct Words_ {
    Q_DECLARE_TR_FUNCTIONS(Planned)
};

/// Packages that one site is sent once more: each is a part that can be left out.
Result<void> planResend(engine::Session::Desk &desk, engine::Site &site, const PlanWish &wish, Planned &plan)
{
    plan.columns = {Words_::tr("Package"), Words_::tr("Site"), Words_::tr("Version"), Words_::tr("Size")};
    auto all = bySitesPackages(desk, *wish.deed, wish.targets);
    if (!all)
        return failure(all.error());
    for (Target &target : *all) {
        const PackageId &id = target.scope.packages.front();
        const QString key = QString::fromStdString(target.site + ' ' + id.value());
        const auto view = engine::packageView(site, id);
        const bool known = view && !view->package.versions.empty();
        const bool ticked = !wish.unticked.contains(key);
        plan.parts.push_back({key, view ? format::shown(view->package.name) : QString::fromStdString(id.value()),
                              {QString::fromStdString(target.site), known ? format::number(view->package.versions.back().version) : format::missing(),
                               known ? format::bytes(view->package.versions.back().bytes).text() : format::missing()},
                              ticked});
        if (ticked)
            plan.targets.push_back(std::move(target));
    }
    const auto answers = lookAtAll(desk, *wish.deed, plan.targets);
    if (!answers)
        return failure(answers.error());
    for (const engine::Answer &answer : *answers)
        addTo(plan.effect, answer.effect);
    plan.touched = std::ssize(plan.targets);
    plan.total = wish.deed->object(static_cast<int>(plan.touched));
    plan.totals = {QString(), QString(), format::bytes(plan.effect.bytesToSend).text()};
    return {};
}

/// Each neighbour with what lies behind it, and the duties that end with it.
Result<void> planRemove(engine::Session::Desk &desk, engine::Site &site, const PlanWish &wish, Planned &plan)
{
    plan.columns = {Words_::tr("Site"), Words_::tr("Sites"), Words_::tr("DPs"), Words_::tr("Packages"), Words_::tr("Waiting")};
    const auto tree = engine::siteTree(site);
    if (!tree)
        return failure(tree.error());
    for (const Target &target : wish.targets) {
        const QString key = QString::fromStdString(target.site);
        std::int64_t sites = 0, dps = 0, packages = 0, waiting = 0;
        QString called = key;
        for (const engine::SiteNode &node : *tree) {
            if (node.via.value() != target.site)
                continue;
            ++sites;
            dps += node.dps;
            packages += node.packages;
            waiting += node.outbox;
            if (node.code.value() == target.site)
                called = sitewords::nameOf(node);
        }
        const bool ticked = !wish.unticked.contains(key);
        plan.parts.push_back({key, called, {format::number(sites), format::number(dps), format::number(packages), format::number(waiting)}, ticked});
        if (ticked)
            plan.targets.push_back(target);
    }
    const auto answers = lookAtAll(desk, *wish.deed, plan.targets);
    if (!answers)
        return failure(answers.error());
    for (const engine::Answer &answer : *answers)
        addTo(plan.effect, answer.effect);
    const auto duties = engine::remoteViews(site, {});
    if (!duties)
        return failure(duties.error());
    for (const Target &target : plan.targets)
        plan.effect.distributions += std::count_if(duties->begin(), duties->end(), [&target](const engine::RemoteView &view) { return view.target.via.value() == target.site; });
    plan.touched = std::ssize(plan.targets);
    plan.total = wish.deed->object(static_cast<int>(plan.touched));
    plan.totals = {format::number(plan.effect.childSites), QString(), QString(), QString()};
    return {};
}

} // namespace

Result<void> planSites(engine::Session::Desk &desk, engine::Site &site, const PlanWish &wish, Planned &plan)
{
    return wish.deed->key == QStringLiteral("site-resend") ? planResend(desk, site, wish, plan) : planRemove(desk, site, wish, plan);
}

} // namespace cartage::ui
