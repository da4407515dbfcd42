// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/planning.h"

#include <QCoreApplication>

#include "core/engine/componentviews.h"
#include "core/engine/listing.h"
#include "ui/text/componentwords.h"
#include "ui/text/format.h"
#include "ui/text/statuswords.h"

namespace cartage::ui {

namespace {

struct Words_ {
    Q_DECLARE_TR_FUNCTIONS(Planned)
};

/// More are not listed one by one.
constexpr std::size_t mostRows = 12, mostParts = 50;

Result<engine::Answer> look(engine::Session::Desk &desk, const Deed &deed, const Target &target)
{
    engine::Intent intent;
    intent.command = deed.command;
    intent.dryRun = true;
    auto outcome = deed.carryOut(desk, target, intent);
    if (!outcome)
        return failure(outcome.error());
    if (outcome->answer.refusal && outcome->answer.refusal->code != Code::ConfirmationNeeded)
        return failure(*outcome->answer.refusal);
    return std::move(outcome->answer);
}

QString dash(std::int64_t n) { return n == 0 ? format::missing() : format::number(n); }

QString packageName(engine::Site &site, const PackageId &id)
{
    const auto view = engine::packageView(site, id);
    return view ? format::shown(view->package.name) : QString::fromStdString(id.value());
}

Result<void> planDps(engine::Session::Desk &desk, engine::Site &site, const PlanWish &wish, Planned &plan)
{
    Target kept = wish.targets.front();
    kept.scope.dps.clear();
    plan.columns = {Words_::tr("DP"), Words_::tr("Last contact"), Words_::tr("Packages"), Words_::tr("Only copy"), Words_::tr("Lies there")};
    plan.red = {3};
    std::int64_t packages = 0;
    for (const std::string &dp : wish.targets.front().scope.dps) {
        const auto view = engine::dpView(site, dp);
        if (!view)
            return failure(view.error());
        engine::Intent alone;
        alone.dryRun = true;
        alone.command = "dp remove";
        const auto answer = engine::removeDps(site, {dp}, false, alone);
        if (!answer)
            return failure(answer.error());
        const engine::Effect &effect = answer->effect;
        const QString key = QString::fromStdString(dp);
        const bool ticked = !wish.unticked.contains(key);
        plan.parts.push_back({key, format::shown(dp),
                              {view->dp.lastContact ? format::past(*view->dp.lastContact, site.now()) : format::missing(), format::number(view->packages),
                               dash(static_cast<std::int64_t>(effect.lastCopies.size())), format::bytes(effect.bytesToDelete).text()},
                              ticked});
        if (!ticked)
            continue;
        kept.scope.dps.push_back(dp);
        packages += view->packages;
        plan.bytes += effect.bytesToDelete;
        if (plan.typed.isEmpty() && !effect.lastCopies.empty())
            plan.typed = key;
    }
    if (kept.scope.dps.empty())
        return {};
    plan.targets = {kept};
    const auto answers = lookAtAll(desk, *wish.deed, plan.targets);
    if (!answers)
        return failure(answers.error());
    plan.effect = answers->front().effect;
    for (const engine::Change::Row &row : answers->front().change.rows)
        plan.retrying += row.was == State::Retrying ? 1 : 0;
    plan.touched = static_cast<std::int64_t>(kept.scope.dps.size());
    // Two that hold a package's only copies together: neither does alone.
    if (!plan.effect.lastCopies.empty() && plan.typed.isEmpty())
        plan.typed = QString::fromStdString(kept.scope.dps.front());
    plan.total = wish.deed->object(static_cast<int>(plan.touched));
    plan.totals = {QString(), format::number(packages), dash(static_cast<std::int64_t>(plan.effect.lastCopies.size())), format::bytes(plan.bytes).text()};
    return {};
}

Result<void> planPackages(engine::Session::Desk &desk, engine::Site &site, const PlanWish &wish, Planned &plan)
{
    const bool versions = wish.deed->key == QStringLiteral("package-prune");
    plan.columns = versions ? QStringList{Words_::tr("Package"), Words_::tr("Old versions")}
                            : QStringList{Words_::tr("Package"), Words_::tr("Distributions"), Words_::tr("To be deleted")};
    std::int64_t counted = 0;
    for (const Target &target : wish.targets) {
        std::vector<Target> one{target};
        const auto answers = lookAtAll(desk, *wish.deed, one);
        if (!answers)
            return failure(answers.error());
        const engine::Answer &answer = answers->front();
        const std::int64_t count = versions ? static_cast<std::int64_t>(answer.effect.lines.size()) : answer.effect.distributions;
        const PackageId &id = target.scope.packages.front();
        const QString key = QString::fromStdString(id.value());
        const bool ticked = !wish.unticked.contains(key);
        plan.parts.push_back({key, packageName(site, id), versions ? QStringList{dash(count)} : QStringList{dash(count), format::bytes(answer.effect.bytesToDelete).text()}, ticked});
        if (!ticked)
            continue;
        counted += count;
        addTo(plan.effect, answer.effect);
        for (const engine::Change::Row &row : answer.change.rows)
            plan.retrying += row.was == State::Retrying ? 1 : 0;
        if (!versions || count > 0)
            plan.targets.push_back(one.front());
    }
    plan.touched = static_cast<std::int64_t>(plan.targets.size());
    plan.bytes = plan.effect.bytesToDelete;
    plan.total = wish.deed->object(static_cast<int>(plan.touched));
    plan.totals = versions ? QStringList{dash(counted)} : QStringList{dash(counted), format::bytes(plan.bytes).text()};
    return {};
}

/// Rows of a plan by what they have in common.
struct Groups {
    enum class By { Row, Dp, Package };
    By by = By::Row;
    struct Group {
        QString key;
        PackageId package;
        std::string dp;
        State was = State::Waiting;
        std::int64_t rows = 0, atWork = 0;
    };
    std::vector<Group> all;

    [[nodiscard]] QString keyOf(const engine::Change::Row &row) const
    {
        if (by == By::Row)
            return QString::number(row.id);
        return QString::fromStdString(by == By::Dp ? row.dp : row.package.value());
    }
    explicit Groups(const std::vector<engine::Change::Row> &rows)
    {
        std::set<std::string> dps;
        std::set<PackageId> packages;
        for (const engine::Change::Row &row : rows) {
            dps.insert(row.dp);
            packages.insert(row.package);
        }
        by = rows.size() <= mostRows ? By::Row : dps.size() <= packages.size() ? By::Dp : By::Package;
        std::map<QString, std::size_t> known;
        for (const engine::Change::Row &row : rows) {
            const auto [place, isNew] = known.try_emplace(keyOf(row), all.size());
            if (isNew)
                all.push_back({place->first, row.package, row.dp, row.was, 0, 0});
            Group &group = all[place->second];
            ++group.rows;
            group.atWork += row.was == State::Transferring || row.was == State::Verifying ? 1 : 0;
        }
    }
};

void describe(engine::Site &site, const Groups &groups, const PlanWish &wish, Planned &plan)
{
    using By = Groups::By;
    plan.columns = groups.by == By::Row ? QStringList{Words_::tr("Package"), Words_::tr("DP"), Words_::tr("State")}
                                        : QStringList{groups.by == By::Dp ? Words_::tr("DP") : Words_::tr("Package"), Words_::tr("Distributions"), Words_::tr("At work")};
    for (const Groups::Group &group : groups.all) {
        if (plan.parts.size() == mostParts) {
            plan.more = static_cast<std::int64_t>(groups.all.size() - mostParts);
            break;
        }
        const QString name = groups.by == By::Dp ? format::shown(group.dp) : packageName(site, group.package);
        plan.parts.push_back({group.key, name, groups.by == By::Row ? QStringList{format::shown(group.dp), format::stateName(group.was)} : QStringList{format::number(group.rows), dash(group.atWork)},
                              !wish.unticked.contains(group.key)});
    }
}

Result<void> planDistributions(engine::Session::Desk &desk, engine::Site &site, const PlanWish &wish, Planned &plan)
{
    auto targets = asOne(desk, wish.targets);
    if (!targets)
        return failure(targets.error());
    plan.targets = *targets;
    auto answers = lookAtAll(desk, *wish.deed, plan.targets);
    if (!answers)
        return failure(answers.error());
    std::vector<engine::Change::Row> rows;
    for (engine::Answer &answer : *answers)
        rows.insert(rows.end(), answer.change.rows.begin(), answer.change.rows.end());
    const Groups groups(rows);
    describe(site, groups, wish, plan);
    // Once something is left out, what is meant is just the rows that are left.
    if (!wish.unticked.empty()) {
        std::erase_if(rows, [&](const engine::Change::Row &row) { return wish.unticked.contains(groups.keyOf(row)); });
        std::vector<engine::RowId> ids;
        for (const engine::Change::Row &row : rows)
            ids.push_back(row.id);
        plan.targets.clear();
        answers->clear();
        if (!ids.empty()) {
            Target rest;
            rest.scope.rows = std::make_shared<const std::vector<engine::RowId>>(std::move(ids));
            plan.targets = {rest};
            answers = lookAtAll(desk, *wish.deed, plan.targets);
            if (!answers)
                return failure(answers.error());
        }
    }
    for (const engine::Answer &answer : *answers) {
        addTo(plan.effect, answer.effect);
        plan.touched += answer.change.changed; // a whole DP that is held may owe nothing
    }
    std::int64_t atWork = 0;
    for (const engine::Change::Row &row : rows) {
        plan.retrying += row.was == State::Retrying ? 1 : 0;
        atWork += row.was == State::Transferring || row.was == State::Verifying ? 1 : 0;
    }
    plan.bytes = plan.effect.bytesToDelete;
    plan.total = wish.deed->object(static_cast<int>(plan.touched));
    plan.totals = groups.by == Groups::By::Row ? QStringList{QString(), QString()} : QStringList{format::number(plan.touched), dash(atWork)};
    return {};
}

/// Things in quarantine: the first ones by name, the rest by number.
Result<void> planQuarantined(engine::Session::Desk &desk, engine::Site &site, const PlanWish &wish, Planned &plan)
{
    plan.columns = {Words_::tr("Name"), Words_::tr("Reason"), Words_::tr("Size")};
    std::vector<engine::RowId> ids;
    for (const Target &target : wish.targets)
        ids.insert(ids.end(), target.quarantined->begin(), target.quarantined->end());
    plan.more = std::max<std::int64_t>(0, std::ssize(ids) - static_cast<std::int64_t>(mostParts));
    const std::vector<engine::RowId> first(ids.begin(), ids.end() - plan.more);
    const auto page = engine::listPage(site, ListKind::Quarantine, first);
    if (!page)
        return failure(page.error());
    std::int64_t listed = 0;
    for (const auto &row : *page) {
        const auto *view = row ? std::get_if<engine::QuarantineView>(&*row) : nullptr;
        if (!view)
            continue;
        const QString key = QString::number(view->id);
        const bool ticked = !wish.unticked.contains(key);
        listed += ticked ? view->size.value_or(0) : 0;
        const QString size = view->size ? format::bytes(*view->size).text() : format::missing();
        plan.parts.push_back({key, format::shownPath(view->name), {statuswords::reason(view->reason), size}, ticked});
    }
    std::erase_if(ids, [&wish](engine::RowId id) { return wish.unticked.contains(QString::number(id)); });
    plan.total = wish.deed->object(static_cast<int>(ids.size()));
    if (ids.empty())
        return {};
    Target rest;
    rest.quarantined = std::make_shared<const std::vector<engine::RowId>>(std::move(ids));
    plan.targets = {rest};
    const auto answers = lookAtAll(desk, *wish.deed, plan.targets);
    if (!answers)
        return failure(answers.error());
    plan.effect = answers->front().effect;
    plan.touched = answers->front().change.changed;
    if (plan.more == 0) // of those that are not listed it is not known
        plan.bytes = listed;
    plan.totals = {QString(), plan.bytes > 0 ? format::bytes(plan.bytes).text() : QString()};
    return {};
}

Result<void> planComponents(engine::Session::Desk &desk, engine::Site &site, const PlanWish &wish, Planned &plan)
{
    plan.columns = {Words_::tr("Component"), Words_::tr("State")};
    const auto views = engine::componentViews(site);
    if (!views)
        return failure(views.error());
    for (const Target &target : wish.targets) {
        const std::string &component = target.components.front();
        const QString key = QString::fromStdString(component);
        const auto view = std::find_if(views->rows.begin(), views->rows.end(), [&component](const engine::ComponentView &each) { return each.component == component; });
        plan.parts.push_back({key, format::shown(component), {view == views->rows.end() ? format::missing() : componentwords::state(*view, site.now())}, !wish.unticked.contains(key)});
        if (plan.parts.back().ticked)
            plan.targets.push_back(target);
    }
    const auto answers = lookAtAll(desk, *wish.deed, plan.targets);
    if (!answers)
        return failure(answers.error());
    for (const engine::Answer &answer : *answers) {
        addTo(plan.effect, answer.effect);
        plan.touched += answer.change.changed;
    }
    plan.total = wish.deed->object(static_cast<int>(plan.touched));
    plan.totals = {QString()};
    return {};
}

void findLosses(engine::Site &site, Planned &plan)
{
    std::sort(plan.effect.lastCopies.begin(), plan.effect.lastCopies.end());
    plan.effect.lastCopies.erase(std::unique(plan.effect.lastCopies.begin(), plan.effect.lastCopies.end()), plan.effect.lastCopies.end());
    for (const PackageId &id : plan.effect.lastCopies) {
        Planned::Loss loss{id, QString::fromStdString(id.value()), 0, 0};
        if (const auto view = engine::packageView(site, id)) {
            loss.name = format::shown(view->package.name);
            const auto newest = std::max_element(view->package.versions.begin(), view->package.versions.end(),
                                                 [](const PackageVersion &a, const PackageVersion &b) { return a.version < b.version; });
            if (newest != view->package.versions.end()) {
                loss.version = newest->version;
                loss.bytes = newest->bytes;
            }
        }
        plan.losses.push_back(std::move(loss));
    }
    if (plan.losses.empty())
        plan.typed.clear();
    else if (plan.typed.isEmpty())
        plan.typed = QString::fromStdString(plan.losses.front().package.value());
}

} // namespace

void addTo(engine::Effect &sum, const engine::Effect &effect)
{
    sum.distributions += effect.distributions;
    sum.packages += effect.packages;
    sum.dps += effect.dps;
    sum.bytesToSend += effect.bytesToSend;
    sum.bytesToDelete += effect.bytesToDelete;
    sum.running += effect.running;
    sum.childSites += effect.childSites;
    sum.lastCopies.insert(sum.lastCopies.end(), effect.lastCopies.begin(), effect.lastCopies.end());
    sum.lines.insert(sum.lines.end(), effect.lines.begin(), effect.lines.end());
}

Result<std::vector<engine::Answer>> lookAtAll(engine::Session::Desk &desk, const Deed &deed, std::vector<Target> &targets)
{
    std::vector<engine::Answer> answers;
    for (Target &target : targets) {
        auto answer = look(desk, deed, target);
        if (!answer)
            return failure(answer.error());
        target.plan = answer->effect.plan;
        answers.push_back(std::move(*answer));
    }
    return answers;
}

Result<Planned> planOf(engine::Session::Desk &desk, const PlanWish &wish)
{
    const auto site = desk.site();
    if (!site)
        return failure(site.error());
    Planned plan;
    plan.at = (*site)->now();
    const auto done = wish.deed->of == Deed::Of::Dps        ? planDps(desk, **site, wish, plan)
                      : wish.deed->of == Deed::Of::Packages ? planPackages(desk, **site, wish, plan)
                      : wish.deed->of == Deed::Of::Components ? planComponents(desk, **site, wish, plan)
                      : wish.deed->of == Deed::Of::Sites ? planSites(desk, **site, wish, plan)
                      : wish.deed->of == Deed::Of::Quarantined ? planQuarantined(desk, **site, wish, plan)
                                                            : planDistributions(desk, **site, wish, plan);
    if (!done)
        return failure(done.error());
    findLosses(**site, plan);
    return plan;
}

} // namespace cartage::ui
