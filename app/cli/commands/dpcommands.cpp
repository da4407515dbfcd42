// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/arguments.h"
#include "app/cli/commands/commandline.h"
#include "app/cli/commands/json.h"
#include "app/cli/commands/output.h"
#include "core/domain/escape.h"
#include "core/domain/settings.h"
#include "core/engine/sitetree.h"

namespace cartage::cli {

namespace {

int printDp(Context &context, engine::Site &site, const std::string &dpName)
{
    const auto view = engine::dpView(site, dpName);
    if (!view)
        return fail(context, view.error());
    if (context.json) {
        printObject(toJson(*view));
        return 0;
    }
    const Dp &dp = view->dp;
    writeOut(dp.name + "  " + std::string(name(stateOf(dp))) + (view->stale ? ", stale" : "") + "\n");
    writeOut("folder        " + escapePath(dp.path) + "  " + escapeText(dp.fileSystem) + "\n");
    std::string groups;
    for (const std::string &group : dp.groups)
        groups += (groups.empty() ? "" : ", ") + group;
    writeOut("groups        " + (groups.empty() ? "-" : groups) + "\n");
    writeOut("packages      " + std::to_string(view->verified) + " of " + std::to_string(view->packages) + " verified, "
             + std::to_string(view->problems) + " with problems\n");
    writeOut("free          " + humanBytes(dp.freeBytes) + " of " + humanBytes(dp.totalBytes) + "\n");
    writeOut("last contact  " + humanTime(dp.lastContact) + "\n");
    writeOut("window        " + dp.settings.window.text() + "\n");
    if (dp.held)
        writeOut("held          by " + escapeText(dp.held->by) + " since " + humanTime(dp.held->at) + "\n");
    if (dp.condition)
        writeOut("condition     " + errorLine(*dp.condition) + "\n");
    if (!dp.abilities.empty())
        writeOut("abilities     " + dp.abilities + "\n");
    return 0;
}

int printBelow(Context &context, const engine::BelowDp &view)
{
    if (context.json) {
        printObject(engine::toJson(view));
        return 0;
    }
    std::string groups;
    for (const std::string &group : view.dp.groups)
        groups += (groups.empty() ? "" : ", ") + group;
    writeOut(view.dp.site.value() + "/" + view.dp.name + "  " + view.dp.state + "\n");
    writeOut("site          " + view.dp.site.value() + ", through " + view.dp.via.value() + "; " + knownText(view.knownAt) + "\n");
    writeOut("groups        " + (groups.empty() ? "-" : groups) + "\n");
    writeOut("packages      " + std::to_string(view.verified) + " of " + std::to_string(view.packages) + " verified, " + std::to_string(view.failing) + " with problems\n");
    return 0;
}

int finishPackages(const Context &context, ArrayPrinter &array, const Table &table)
{
    if (context.json)
        array.finish();
    else if (table.rows())
        table.print();
    else
        writeOut("No packages are given to this distribution point.\n");
    return 0;
}

int printDistributionsBelow(Context &context, engine::Site &site, const engine::BelowDp &dp)
{
    engine::ScopeNames scope;
    scope.to = dp.dp.site;
    scope.dps = {dp.dp.name};
    const auto views = engine::remoteViews(site, scope);
    if (!views)
        return fail(context, views.error());
    ArrayPrinter array;
    Table table({"package", "state", ">wanted", ">there", "name"});
    for (const engine::RemoteView &view : *views) {
        const QJsonObject object = engine::toJson(view);
        const RemoteTarget &target = view.target;
        if (context.json)
            array.add(object);
        else
            table.add({target.package.value(), object[QStringLiteral("state")].toString().toStdString(), std::to_string(target.wantedVersion),
                       target.installedVersion ? std::to_string(*target.installedVersion) : "-", escapeText(view.packageName)});
    }
    return finishPackages(context, array, table);
}

int printDistributions(Context &context, engine::Site &site, const std::string &dpName)
{
    engine::ScopeNames scope;
    scope.dps = {dpName};
    ArrayPrinter array;
    Table table({"package", "state", ">wanted", ">there", "name"});
    const auto done = engine::eachDistribution(site, scope, [&](const engine::DistributionView &view) {
        if (context.json)
            array.add(toJson(view));
        else
            table.add({view.row.package.value(), std::string(name(view.row.state)), std::to_string(view.row.wantedVersion),
                       view.row.installedVersion ? std::to_string(*view.row.installedVersion) : "-", escapeText(view.packageName)});
    });
    if (!done)
        return fail(context, done.error());
    return finishPackages(context, array, table);
}

int show(Context &context, const std::string &dpName, const std::string &to, bool packages)
{
    toDpName(dpName);
    const auto at = to.empty() ? std::nullopt : std::optional(toSiteCode(to));
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto below = engine::belowDp(**opened, dpName, at);
    if (!below)
        return fail(context, below.error());
    if (*below)
        return packages ? printDistributionsBelow(context, **opened, **below) : printBelow(context, **below);
    return packages ? printDistributions(context, **opened, dpName) : printDp(context, **opened, dpName);
}

void addAdd(CommandTable &table, CLI::App *dp)
{
    struct Arguments {
        std::string name, path;
        std::vector<std::string> groups;
        bool takeOver = false;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App *add = table.add(dp, "add", "a folder as a distribution point; writes its marker", [given](Context &context) {
        engine::DpWish wish;
        wish.name = toDpName(given->name);
        wish.path = absolutePath(given->path);
        for (const std::string &group : given->groups)
            wish.groups.push_back(toGroupName(group));
        wish.takeOver = given->takeOver;
        auto transport = context.transport();
        if (!transport)
            return fail(context, transport.error());
        engine::Site &site = **context.site();
        auto answer = engine::addDp(site, **transport, wish, context.intent());
        if (!answer)
            return fail(context, answer.error());
        if (showsEffect(context, *answer))
            return printAnswer(context, *answer);
        printNotes(context, answer->change.notes);
        return printDp(context, site, wish.name);
    });
    add->add_option("--name", given->name, "1 to 64 of letters, digits, . _ -")->required()->type_name("DP");
    add->add_option("--path", given->path, "an existing folder")->required()->type_name("DIR");
    add->add_option("--group", given->groups, "groups it joins")->type_name("GROUP");
    add->add_flag("--take-over", given->takeOver, "take back a DP of this site that the database does not know, or whose marker was deleted");
}

void addSet(CommandTable &table, CLI::App *dp)
{
    struct Arguments {
        std::string name;
        std::vector<std::string> values;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App *set = table.add(dp, "set", "settings of a DP; KEY= goes back to the default", [given](Context &context) {
        toDpName(given->name);
        engine::Settings settings = toSettings(given->values);
        for (auto &[key, value] : settings) {
            if (const auto right = checkDpSetting(key, value); !right)
                wrongValue(key, right.error());
            if (key == "path" && !value.empty())
                value = absolutePath(value);
        }
        auto transport = context.transport();
        if (!transport)
            return fail(context, transport.error());
        engine::Site &site = **context.site();
        auto answer = engine::setDp(site, **transport, given->name, settings, context.intent());
        if (!answer)
            return fail(context, answer.error());
        if (showsEffect(context, *answer))
            return printAnswer(context, *answer);
        printNotes(context, answer->change.notes);
        return printDp(context, site, given->name);
    });
    set->add_option("DP", given->name)->required();
    set->add_option("settings", given->values, "KEY=VALUE ...")->type_name("KEY=VALUE")->required();
}

int list(Context &context, bool staleOnly)
{
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto views = engine::dpViews(**opened);
    // What is stale is each site's own to judge.
    const auto below = views && !staleOnly ? engine::belowDps(**opened) : Result<std::vector<engine::BelowDp>>();
    if (!views || !below)
        return fail(context, views ? below.error() : views.error());
    ArrayPrinter array;
    Table table({"DP", "state", ">verified", ">packages", ">problems", ">free", "last contact", "folder"});
    for (const auto &view : *views) {
        if (staleOnly && !view.stale)
            continue;
        if (context.json)
            array.add(toJson(view));
        else
            table.add({view.dp.name, std::string(name(stateOf(view.dp))) + (view.stale ? " stale" : ""), std::to_string(view.verified),
                       std::to_string(view.packages), std::to_string(view.problems), humanBytes(view.dp.freeBytes), humanTime(view.dp.lastContact),
                       escapePath(view.dp.path)});
    }
    for (const auto &view : *below) {
        if (context.json)
            array.add(engine::toJson(view));
        else
            table.add({view.dp.site.value() + "/" + view.dp.name, view.dp.state, std::to_string(view.verified), std::to_string(view.packages),
                       std::to_string(view.failing), "-", knownText(view.knownAt), "-"});
    }
    if (context.json)
        array.finish();
    else if (table.rows())
        table.print();
    else
        writeOut(staleOnly ? "No distribution point is stale.\n" : "No distribution points yet. Add one: cartage dp add --name DP --path DIR\n");
    return 0;
}

int test(Context &context, const std::vector<std::string> &names)
{
    catchSignals(nullptr);
    for (const std::string &each : names)
        toDpName(each);
    auto transport = context.transport();
    if (!transport)
        return fail(context, transport.error());
    const auto reports = engine::testDps(**context.site(), **transport, names, context.stop());
    if (!reports)
        return fail(context, reports.error());
    bool allOk = true;
    ArrayPrinter array;
    for (const auto &report : *reports) {
        allOk = allOk && report.ok;
        if (context.json) {
            array.add(toJson(report));
            continue;
        }
        writeOut(report.dp + (report.ok ? "  ok\n" : "  not ok\n"));
        for (const auto &step : report.steps)
            writeOut("  " + step.step + "  " + (step.ok ? "ok" : errorLine(step.error.value_or(Error{}))) + "  " + std::to_string(step.took.count()) + " ms\n");
    }
    if (context.json)
        array.finish();
    return allOk ? 0 : 1;
}

} // namespace

void addDpCommands(CommandTable &table)
{
    CLI::App *dp = table.group("dp", "distribution points");
    addAdd(table, dp);
    addSet(table, dp);

    auto stale = std::make_shared<bool>(false);
    table.add(dp, "list", "all distribution points", [stale](Context &context) { return list(context, *stale); })
        ->add_flag("--stale", *stale, "those without contact for stale_after");

    struct Shown {
        std::string name;
        std::string to;
        bool packages = false;
    };
    auto shown = std::make_shared<Shown>();
    CLI::App *one = table.add(dp, "show", "one distribution point, here or of a site below",
                              [shown](Context &context) { return show(context, shown->name, shown->to, shown->packages); });
    one->add_option("DP", shown->name)->required();
    one->add_option("--to", shown->to, "of that site below")->type_name("CODE");
    one->add_flag("--packages", shown->packages, "the distributions to it");

    auto tested = std::make_shared<std::vector<std::string>>();
    table.add(dp, "test", "marker, a file written, read and deleted, space, abilities", [tested](Context &context) { return test(context, *tested); })
        ->add_option("DP", *tested)
        ->required();

    struct Removed {
        std::vector<std::string> names;
        bool forget = false;
    };
    auto removed = std::make_shared<Removed>();
    CLI::App *remove = table.add(dp, "remove", "take our content away, then the DP (needs --yes)", [removed](Context &context) {
        for (const std::string &each : removed->names)
            toDpName(each);
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        auto answer = engine::removeDps(**opened, removed->names, removed->forget, context.intent());
        return answer ? printAnswer(context, *answer) : fail(context, answer.error());
    });
    remove->add_option("DP", removed->names)->required();
    remove->add_flag("--forget", removed->forget, "at once; what lies there stays");
}

} // namespace cartage::cli
