// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <algorithm>

#include "app/cli/commands/arguments.h"
#include "app/cli/commands/commandline.h"
#include "app/cli/commands/json.h"
#include "app/cli/commands/output.h"
#include "core/domain/escape.h"
#include "core/domain/settings.h"

namespace cartage::cli {

namespace {

/// A line on a terminal that overwrites itself.
engine::SnapshotProgress progressOf(const Context &context)
{
    if (context.quiet || !isatty(STDERR_FILENO))
        return [](std::int64_t, std::uint64_t) { };
    return [](std::int64_t files, std::uint64_t bytes) {
        writeErr("\rread " + std::to_string(files) + " files, " + humanBytes(static_cast<std::int64_t>(bytes)) + "   ");
    };
}

int printSnapshot(const Context &context, const Result<engine::SnapshotReport> &report, bool idAlone)
{
    if (!context.quiet && isatty(STDERR_FILENO))
        writeErr("\r\033[K");
    if (!report)
        return fail(context, report.error());
    if (context.dryRun) { // without an effect: nothing would change
        engine::Answer answer;
        answer.effect = report->effect.value_or(engine::Effect());
        answer.change.notes = report->notes;
        return printAnswer(context, answer);
    }
    if (context.json)
        printObject(toJson(*report));
    else if (idAlone)
        writeOut(report->package.value() + "\n");
    else
        writeOut(report->package.value() + " " + std::to_string(report->version) + (report->changed ? "" : " unchanged") + "\n");
    printNotes(context, report->notes);
    return 0;
}

void addAdd(CommandTable &table, CLI::App *package)
{
    struct Arguments {
        std::string source, name, id, productVersion, manufacturer, priority = "normal";
    };
    auto given = std::make_shared<Arguments>();
    CLI::App *add = table.add(package, "add", "a package from a source folder; prints its id", [given](Context &context) {
        engine::PackageWish wish;
        wish.name = toPackageName(given->name);
        if (!given->id.empty())
            wish.id = toPackageId(given->id);
        wish.priority = toPriority(given->priority);
        wish.productVersion = given->productVersion;
        wish.manufacturer = given->manufacturer;
        wish.source = absolutePath(given->source);
        catchSignals(nullptr);
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        return printSnapshot(context, engine::addPackage(**opened, wish, context.intent(), context.stop(), progressOf(context)), true);
    });
    add->add_option("--source", given->source, "source folder")->required()->type_name("DIR");
    add->add_option("--name", given->name, "unique at the site")->required()->type_name("TEXT");
    add->add_option("--id", given->id, "instead of the next free one")->type_name("ID");
    add->add_option("--product-version", given->productVersion)->type_name("TEXT");
    add->add_option("--manufacturer", given->manufacturer)->type_name("TEXT");
    add->add_option("--priority", given->priority, "high, normal, low")->type_name("PRIORITY");
}

void addUpdate(CommandTable &table, CLI::App *package)
{
    struct Arguments {
        std::string id, source;
        bool rehash = false;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App *update = table.add(package, "update", "the next version, if anything changed in the source", [given](Context &context) {
        engine::UpdateWish wish;
        wish.package = toPackageId(given->id);
        if (!given->source.empty())
            wish.source = absolutePath(given->source);
        wish.rehash = given->rehash;
        catchSignals(nullptr);
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        return printSnapshot(context, engine::updatePackage(**opened, wish, context.intent(), context.stop(), progressOf(context)), false);
    });
    update->add_option("ID", given->id)->required();
    update->add_option("--source", given->source, "another source folder from now on")->type_name("DIR");
    update->add_flag("--rehash", given->rehash, "read every file, even if its times have not changed");
}

Error noVersion(const PackageId &id, int version)
{
    Error error;
    error.code = Code::NotFound;
    error.scope = Scope::Package;
    error.object = id.value();
    error.parameters["version"] = std::to_string(version);
    return error;
}

int printPackage(Context &context, engine::Site &site, const PackageId &id, std::optional<int> version = {})
{
    const auto view = engine::packageView(site, id);
    if (!view)
        return fail(context, view.error());
    const auto &kept = view->package.versions;
    const auto shown = std::find_if(kept.begin(), kept.end(), [&version](const PackageVersion &each) { return each.version == version; });
    if (version && shown == kept.end())
        return fail(context, noVersion(id, *version));
    if (context.json) {
        QJsonObject object = toJson(*view);
        if (version) {
            object[QStringLiteral("version")] = shown->version;
            object[QStringLiteral("snapshot_at")] = toJson(std::optional(shown->at));
            object[QStringLiteral("files")] = static_cast<qint64>(shown->files);
            object[QStringLiteral("bytes")] = static_cast<qint64>(shown->bytes);
        }
        printObject(object);
        return 0;
    }
    const Package &package = view->package;
    writeOut(package.id.value() + "  " + escapeText(package.name) + "\n");
    writeOut("source    " + escapePath(package.source) + "\n");
    writeOut("priority  " + std::string(name(package.priority)) + "\n");
    writeOut("targets   " + std::to_string(view->verified) + " of " + std::to_string(view->targets) + " verified, " + std::to_string(view->problems)
             + " with problems\n");
    if (package.held)
        writeOut("held      by " + escapeText(package.held->by) + " since " + humanTime(package.held->at) + "\n");
    if (package.problem)
        writeOut("problem   " + errorLine(*package.problem) + "\n");
    Table versions({">version", "made", ">files", ">size", "manifest"});
    for (const PackageVersion &made : package.versions)
        versions.add({std::to_string(made.version), humanTime(made.at), std::to_string(made.files), humanBytes(made.bytes),
                      made.manifest.hex().substr(0, 16)});
    versions.print();
    return 0;
}

int printEntries(Context &context, engine::Site &site, const PackageId &id, std::optional<int> version)
{
    ArrayPrinter array;
    const auto done = engine::eachEntry(site, id, version, [&](const content::Manifest::View &entry) {
        if (context.json) {
            array.add(toJson(entry));
        } else {
            char mode[8];
            std::snprintf(mode, sizeof mode, "%04o", entry.mode);
            writeOut(std::string(1, static_cast<char>(entry.type)) + " " + mode + "  " + std::to_string(entry.size) + "  " + escapePath(entry.path)
                     + (entry.link.empty() ? "" : " -> " + escapePath(entry.link)) + "\n");
        }
    });
    if (!done)
        return fail(context, done.error());
    if (context.json)
        array.finish();
    return 0;
}

void addShow(CommandTable &table, CLI::App *package)
{
    struct Arguments {
        std::string id;
        std::optional<int> version;
        bool files = false;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App *show = table.add(package, "show", "one package, or the files of a version", [given](Context &context) {
        const PackageId id = toPackageId(given->id);
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        if (given->files)
            return printEntries(context, **opened, id, given->version);
        return printPackage(context, **opened, id, given->version);
    });
    show->add_option("ID", given->id)->required();
    show->add_option("--version", given->version, "as of this version instead of the newest")->type_name("N")->check(wholeNumber(1));
    show->add_flag("--files", given->files, "its entries");
}

int listPackages(Context &context)
{
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto views = engine::packageViews(**opened);
    if (!views)
        return fail(context, views.error());
    if (context.json) {
        ArrayPrinter array;
        for (const auto &view : *views)
            array.add(toJson(view));
        array.finish();
        return 0;
    }
    Table table({"package", ">version", ">files", ">size", ">verified", ">targets", ">problems", "name"});
    for (const auto &view : *views) {
        const auto newest = view.package.versions.empty() ? PackageVersion() : view.package.versions.back();
        table.add({view.package.id.value(), std::to_string(newest.version), std::to_string(newest.files), humanBytes(newest.bytes),
                   std::to_string(view.verified), std::to_string(view.targets), std::to_string(view.problems), escapeText(view.package.name)});
    }
    if (table.rows())
        table.print();
    else
        writeOut("No packages yet. Make one: cartage package add --source DIR --name TEXT\n");
    return 0;
}

void addChanges(CommandTable &table, CLI::App *package)
{
    struct Arguments {
        std::string id;
        std::vector<std::string> values;
        int to = 0;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App *set = table.add(package, "set", "settings of a package", [given](Context &context) {
        const PackageId id = toPackageId(given->id);
        engine::Settings settings = toSettings(given->values);
        for (auto &[key, value] : settings) {
            if (const auto right = checkPackageSetting(key, value); !right)
                wrongValue(key, right.error());
            if (key == "source" && !value.empty())
                value = absolutePath(value);
        }
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        auto answer = engine::setPackage(**opened, id, settings, context.intent());
        if (!answer)
            return fail(context, answer.error());
        if (showsEffect(context, *answer))
            return printAnswer(context, *answer);
        printNotes(context, answer->change.notes);
        return printPackage(context, **opened, id);
    });
    set->add_option("ID", given->id)->required();
    set->add_option("settings", given->values, "KEY=VALUE ...")->type_name("KEY=VALUE")->required();

    CLI::App *rollback = table.add(package, "rollback", "a new version with an older one's content", [given](Context &context) {
        const PackageId id = toPackageId(given->id);
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        return printSnapshot(context, engine::rollbackPackage(**opened, id, given->to, context.intent()), false);
    });
    rollback->add_option("ID", given->id)->required();
    rollback->add_option("--to", given->to, "the older version")->required()->type_name("N")->check(wholeNumber(1));

    CLI::App *prune = table.add(package, "prune", "let old versions go now", [given](Context &context) {
        std::optional<PackageId> id;
        if (!given->id.empty())
            id = toPackageId(given->id);
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        auto answer = engine::prunePackages(**opened, id, context.intent());
        return answer ? printAnswer(context, *answer) : fail(context, answer.error());
    });
    prune->add_option("ID", given->id);

    CLI::App *remove = table.add(package, "remove", "take a package from all DPs, then away (needs --yes)", [given](Context &context) {
        const PackageId id = toPackageId(given->id);
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        auto answer = engine::removePackage(**opened, id, context.intent());
        return answer ? printAnswer(context, *answer) : fail(context, answer.error());
    });
    remove->add_option("ID", given->id)->required();
}

} // namespace

void addPackageCommands(CommandTable &table)
{
    CLI::App *package = table.group("package", "packages and their versions");
    addAdd(table, package);
    addUpdate(table, package);
    table.add(package, "list", "all packages", listPackages);
    addShow(table, package);
    addChanges(table, package);
}

} // namespace cartage::cli
