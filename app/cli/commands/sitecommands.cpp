// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/arguments.h"
#include "app/cli/commands/commandline.h"
#include "app/cli/commands/json.h"
#include "app/cli/commands/output.h"
#include "core/domain/escape.h"
#include "core/domain/settings.h"
#include "core/io/fileops.h"

namespace cartage::cli {

namespace {

int printSite(Context &context, engine::Site &site)
{
    const auto view = engine::siteView(site);
    if (!view)
        return fail(context, view.error());
    if (context.json) {
        printObject(toJson(*view, site.folder()));
        return 0;
    }
    writeOut("site      " + view->row.code.value() + "  " + escapeText(view->row.name) + "\n");
    writeOut("folder    " + escapePath(site.folder()) + "\n");
    writeOut("library   " + escapePath(view->row.libraryPath) + "  " + humanBytes(static_cast<std::int64_t>(view->libraryBytes.value_or(0))) + "\n");
    writeOut("database  " + humanBytes(static_cast<std::int64_t>(view->databaseBytes)) + ", schema " + std::to_string(view->schema) + "\n");
    writeOut("packages  " + std::to_string(view->packages) + "\n");
    writeOut("DPs       " + std::to_string(view->dps) + "\n");
    const engine::EngineView &engine = view->engine;
    writeOut("engine    " + (engine.running ? "at work: pid " + std::to_string(engine.pid) + " on " + engine.host : std::string("none")) + "\n");
    for (const auto &[state, count] : view->distributions) {
        if (count)
            writeOut("          " + std::to_string(count) + " " + std::string(name(state)) + "\n");
    }
    return 0;
}

void addInit(CommandTable &table, CLI::App *site)
{
    struct Arguments {
        std::string code, name, parent, library;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App *init = table.add(site, "init", "make a site in an absent or empty folder", [given](Context &context) {
        engine::NewSite wish{toSiteCode(given->code), given->name, std::nullopt, {}};
        if (!isPackageName(given->name))
            wrongValue("--name", "is not a name (1 to 255 characters, no control characters)");
        if (!given->parent.empty())
            wish.parent = toSiteCode(given->parent);
        if (wish.parent == wish.code)
            wrongValue("--parent", "is the code of the site itself; a site is not its own parent");
        if (!given->library.empty())
            wish.library = absolutePath(given->library);
        if (context.dryRun) {
            auto there = context.files().openFolder(context.siteFolder());
            bool empty = true;
            if (there)
                (void)context.files().list(*there, [&](const io::FolderEntry &) { return empty = false; });
            if (!empty) {
                Error error;
                error.code = Code::Exists;
                error.object = error.path = context.siteFolder();
                return fail(context, error);
            }
            engine::Answer answer;
            answer.effect.lines = {"Makes site " + wish.code.value() + " in " + escapePath(context.siteFolder()) + "."};
            return printAnswer(context, answer);
        }
        auto made = engine::Site::create(context.environment(), context.siteFolder(), wish);
        if (!made)
            return fail(context, made.error());
        return printSite(context, **made);
    });
    init->add_option("--code", given->code, "three characters A-Z 0-9")->required()->type_name("CODE");
    init->add_option("--name", given->name, "name for people")->required()->type_name("TEXT");
    init->add_option("--parent", given->parent, "code of the parent site")->type_name("CODE");
    init->add_option("--library", given->library, "content library elsewhere than in the site's folder")->type_name("DIR");
}

void addSet(CommandTable &table, CLI::App *site)
{
    auto values = std::make_shared<std::vector<std::string>>();
    CLI::App *set = table.add(site, "set", "settings of the site; KEY= goes back to the default", [values](Context &context) {
        const engine::Settings settings = toSettings(*values);
        for (const auto &[key, value] : settings) {
            if (const auto right = checkSiteSetting(key, value); !right)
                wrongValue(key, right.error());
        }
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        if (!settings.empty()) {
            auto answer = engine::setSite(**opened, settings, context.intent());
            if (!answer)
                return fail(context, answer.error());
            if (showsEffect(context, *answer))
                return printAnswer(context, *answer);
            printNotes(context, answer->change.notes);
        }
        const auto now = engine::siteSettings(**opened);
        if (!now)
            return fail(context, now.error());
        QJsonObject object;
        for (const auto &[key, value] : settingTexts(*now)) {
            const bool isCount = value.find_first_not_of("0123456789") == std::string::npos;
            object[QString::fromStdString(key)] = value.empty() ? QJsonValue(QJsonValue::Null) : isCount ? QJsonValue(QString::fromStdString(value).toLongLong()) : toJson(value);
            if (!context.json)
                writeOut(key + "=" + value + "\n");
        }
        if (context.json)
            printObject(object);
        return 0;
    });
    set->add_option("settings", *values, "KEY=VALUE ...")->type_name("KEY=VALUE")->expected(0, -1);
}

int check(Context &context, bool deep)
{
    catchSignals(nullptr);
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    auto transport = context.transport();
    if (!transport)
        return fail(context, transport.error());
    const auto report = engine::checkSite(**opened, **transport, deep, context.stop());
    if (!report)
        return fail(context, report.error());
    for (const std::string &dp : report->notChecked)
        note(context, "not_checked", escapeText(dp));
    if (context.json) {
        ArrayPrinter array;
        for (const engine::Finding &finding : report->findings)
            array.add(toJson(finding));
        array.finish();
    } else {
        for (const engine::Finding &finding : report->findings)
            writeOut(finding.code + "  " + escapeText(finding.object) + "  " + escapePath(finding.path) + "  " + finding.text + " " + finding.advice + "\n");
        if (report->findings.empty())
            writeOut("nothing found\n");
    }
    return report->findings.empty() ? 0 : 1;
}

int health(Context &context, const std::string &metrics)
{
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto health = engine::health(**opened);
    if (!health)
        return fail(context, health.error());
    if (!metrics.empty() && !context.dryRun) {
        const auto site = engine::siteView(**opened);
        if (!site)
            return fail(context, site.error());
        const std::string path = absolutePath(metrics);
        const auto [folderPath, fileName] = io::splitPath(path);
        auto folder = context.files().openFolder(folderPath.empty() ? "/" : std::string(folderPath));
        const auto written = folder ? io::replaceFileDurably(context.files(), *folder, fileName, engine::metricsText(*health, *site), 0644)
                                    : io::IoResult<void>(failure(folder.error()));
        if (!written) {
            Error error;
            error.code = written.error().error == ENOSPC ? Code::NoSpace : Code::IoError;
            error.operation = written.error().operation;
            error.systemError = written.error().error;
            error.path = error.object = path;
            return fail(context, error);
        }
    }
    QJsonArray past;
    for (const std::string &each : health->pastLimit)
        past.append(toJson(each));
    QJsonArray silent;
    for (const std::string &each : health->silentSites)
        silent.append(toJson(each));
    const QJsonObject object{{QStringLiteral("oldest_owed"), toJson(health->oldestOwed)},
                             {QStringLiteral("oldest_inbox_file"), toJson(health->oldestInboxFile)},
                             {QStringLiteral("last_backup"), toJson(health->lastBackup)},
                             {QStringLiteral("last_validation"), toJson(health->lastValidation)},
                             {QStringLiteral("site_free_bytes"), static_cast<qint64>(health->siteFreeBytes)},
                             {QStringLiteral("library_free_bytes"), static_cast<qint64>(health->libraryFreeBytes)},
                             {QStringLiteral("oldest_owed_below"), toJson(health->oldestOwedBelow)},
                             {QStringLiteral("oldest_request"), toJson(health->oldestRequest)},
                             {QStringLiteral("silent_sites"), silent},
                             {QStringLiteral("engine_running"), health->engineRunning},
                             {QStringLiteral("distributions"), toJson(health->distributions)},
                             {QStringLiteral("past_limit"), past}};
    if (context.json) {
        printObject(object);
    } else {
        writeOut("oldest owed duty    " + humanTime(health->oldestOwed) + "\n");
        writeOut("oldest inbox file   " + humanTime(health->oldestInboxFile) + "\n");
        if (health->oldestRequest)
            writeOut("oldest sending      " + humanTime(health->oldestRequest) + "\n");
        if (health->oldestOwedBelow)
            writeOut("oldest owed below   " + humanTime(health->oldestOwedBelow) + "\n");
        for (const std::string &each : health->silentSites)
            writeOut("site that is silent " + each + "\n");
        writeOut("last backup         " + humanTime(health->lastBackup) + "\n");
        writeOut("last validation     " + humanTime(health->lastValidation) + "\n");
        writeOut("free on site disk   " + humanBytes(static_cast<std::int64_t>(health->siteFreeBytes)) + "\n");
        writeOut("free in library     " + humanBytes(static_cast<std::int64_t>(health->libraryFreeBytes)) + "\n");
        writeOut(std::string("engine              ") + (health->engineRunning ? "at work" : "none") + "\n");
        for (const std::string &each : health->pastLimit)
            writeOut("past its limit: " + each + "\n");
    }
    return health->pastLimit.empty() ? 0 : 1;
}

} // namespace

void addSiteCommands(CommandTable &table)
{
    CLI::App *site = table.group("site", "the site: make, look at, check, back up");
    addInit(table, site);
    table.add(site, "info", "what and where the site is", [](Context &context) {
        auto opened = context.site();
        return opened ? printSite(context, **opened) : fail(context, opened.error());
    });
    addSet(table, site);

    auto deep = std::make_shared<bool>(false);
    table.add(site, "check", "the invariant checker", [deep](Context &context) { return check(context, *deep); })
        ->add_flag("--deep", *deep, "hash library and DPs");

    auto backup = std::make_shared<std::string>();
    table
        .add(site, "backup", "database and keys into FILE",
             [backup](Context &context) {
                 const std::string file = absolutePath(*backup);
                 auto opened = context.site();
                 if (!opened)
                     return fail(context, opened.error());
                 auto answer = engine::backupSite(**opened, file, context.intent());
                 return answer ? printAnswer(context, *answer) : fail(context, answer.error());
             })
        ->add_option("FILE", *backup, "must not exist")
        ->required();

    auto restore = std::make_shared<std::string>();
    table
        .add(site, "restore", "a site from a backup (over a site: needs --yes and no engine)",
             [restore](Context &context) {
                 auto answer = engine::restoreSite(context.environment(), context.siteFolder(), absolutePath(*restore), context.intent());
                 return answer ? printAnswer(context, *answer) : fail(context, answer.error());
             })
        ->add_option("FILE", *restore, "made by `site backup`")
        ->required();

    auto metrics = std::make_shared<std::string>();
    table.add(site, "health", "oldest duty, last backup, free space; 1 when something is past its limit",
              [metrics](Context &context) { return health(context, *metrics); })
        ->add_option("--metrics", *metrics, "write Prometheus text to FILE")
        ->type_name("FILE");
}

} // namespace cartage::cli
