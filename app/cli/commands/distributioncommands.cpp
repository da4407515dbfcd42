// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/arguments.h"
#include "app/cli/commands/commandline.h"
#include "app/cli/commands/json.h"
#include "app/cli/commands/output.h"
#include "core/domain/escape.h"
#include "core/engine/siteorders.h"
#include "core/engine/sites.h"

namespace cartage::cli {

namespace {

using Targeting = Result<engine::Answer> (*)(engine::Site &, const std::vector<PackageId> &, const engine::TargetNames &, const engine::Intent &);

void addTargeting(CommandTable &table, const std::string &name, const std::string &help, Targeting operation)
{
    struct Arguments {
        std::vector<std::string> ids;
        TargetArguments targets;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App *command = table.add(table.root(), name, help, [given, operation](Context &context) {
        std::vector<std::string> idTexts = given->ids;
        const engine::TargetNames targets = given->targets.names(idTexts);
        const std::vector<PackageId> ids = toPackageIds(idTexts);
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        auto answer = operation(**opened, ids, targets, context.intent());
        return answer ? printAnswer(context, *answer) : fail(context, answer.error());
    });
    command->add_option("ID", given->ids, "packages");
    given->targets.addTo(command);
}

using Scoped = std::function<Result<engine::Answer>(engine::Site &, const engine::ScopeNames &, const engine::Intent &)>;

CLI::App *addScoped(CommandTable &table, CLI::App *parent, const std::string &name, const std::string &help, bool below, Scoped operation)
{
    auto scope = std::make_shared<ScopeArguments>();
    CLI::App *command = table.add(parent, name, help, [scope, operation = std::move(operation)](Context &context) {
        const engine::ScopeNames names = scope->names(true);
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        auto answer = operation(**opened, names, context.intent());
        return answer ? printAnswer(context, *answer) : fail(context, answer.error());
    });
    scope->addTo(command, below);
    return command;
}

void addReasoned(CommandTable &table, CLI::App *parent, const std::string &name, const std::string &help, Result<engine::Answer> (*operation)(engine::Site &, const engine::ScopeNames &, const engine::Intent &))
{
    auto reason = std::make_shared<std::string>();
    CLI::App *command = addScoped(table, parent, name, help, true,
                                  [reason, operation](engine::Site &site, const engine::ScopeNames &scope, const engine::Intent &intent) {
                                      engine::Intent withReason = intent;
                                      withReason.reason = isValidUtf8(*reason) ? *reason : escapeText(*reason);
                                      return operation(site, scope, withReason);
                                  });
    command->add_option("--reason", *reason, "why, for the audit")->type_name("TEXT");
}

int listRetries(Context &context, const ScopeArguments &scope, bool history)
{
    const engine::ScopeNames names = scope.names(false);
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto views = engine::retryViews(**opened, names, history);
    if (!views)
        return fail(context, views.error());
    ArrayPrinter array;
    Table table({"package", "DP", "state", ">attempt", "failing since", "next try", "last error"});
    for (const auto &view : *views) {
        if (context.json) {
            array.add(toJson(view));
            continue;
        }
        const Distribution &row = view.distribution.row;
        const std::string error = view.distribution.error ? errorLine(*view.distribution.error, contextOf(view.distribution)) : "";
        if (const auto &told = view.distribution.told) {
            table.add({row.package.value(), told->site.value() + "/" + view.distribution.dpName, std::string(name(row.state)), std::to_string(row.attempt), "-", "-",
                       (view.order ? askedText(*view.order) + "; " : "") + knownText(told->knownAt) + (error.empty() ? "" : "; " + error)});
            continue;
        }
        table.add({row.package.value(), view.distribution.dpName, std::string(name(row.state)),
                   std::to_string(row.attempt) + " of " + std::to_string(view.distribution.attemptsMax), humanTime(row.failingSince), humanTime(row.dueAt), error});
        if (!history)
            continue;
        for (const Attempt &attempt : view.history)
            table.add({"", "", attempt.outcome, std::to_string(attempt.number), humanTime(attempt.started), humanTime(attempt.ended),
                       attempt.error ? errorLine(*attempt.error, contextOf(view.distribution)) : ""});
    }
    if (context.json)
        array.finish();
    else if (table.rows())
        table.print();
    else
        writeOut("Nothing is being retried.\n");
    return 0;
}

void addRetries(CommandTable &table)
{
    CLI::App *retries = table.group("retries", "the retry history: look, stop the trying, try now");
    struct Arguments {
        ScopeArguments scope;
        bool history = false;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App *list = table.add(retries, "list", "what failed and when it is tried again",
                               [given](Context &context) { return listRetries(context, given->scope, given->history); });
    given->scope.addTo(list, true);
    list->add_flag("--history", given->history, "with the attempts that failed");
    addReasoned(table, retries, "clear", "stop the trying (needs --yes)", engine::clearRetries);
    addReasoned(table, retries, "stop", "the same as clear (needs --yes)", engine::clearRetries);
    addScoped(table, retries, "now", "try now", true, engine::retryNow);
}

int validate(Context &context, const ScopeArguments &scope)
{
    const engine::ScopeNames all = scope.names(true);
    catchSignals(nullptr);
    auto transport = context.transport();
    if (!transport)
        return fail(context, transport.error());
    const auto own = engine::ownScope(**context.site(), all);
    const auto below = own ? engine::orderValidation(**context.site(), all, context.intent()) : failure(own.error());
    if (!below)
        return fail(context, below.error());
    if (*below && !*own && context.dryRun)
        return printAnswer(context, **below);
    if (*below) {
        for (const engine::Note &each : (*below)->change.notes)
            note(context, each.code, each.text);
    }
    if (!*own && *below) { // what becomes of it is told later
        if (context.json)
            ArrayPrinter().finish();
        return 0;
    }
    const engine::ScopeNames &names = *own ? **own : all; // what nobody has is refused as such
    if (context.dryRun)
        return printPreview(context, engine::previewValidate(**context.site(), names));
    const auto report = engine::validate(**context.site(), **transport, names, context.stop());
    if (!report)
        return fail(context, report.error());
    ArrayPrinter array;
    for (const auto &difference : report->differences) {
        const QJsonObject object = toJson(difference);
        if (context.json)
            array.add(object);
        else
            writeOut(object[QStringLiteral("finding")].toString().toStdString() + "  " + difference.package.value() + "  " + difference.dp + "  "
                     + object[QStringLiteral("path")].toString().toStdString() + "\n");
    }
    if (context.json)
        array.finish();
    else if (report->differences.empty())
        writeOut(std::to_string(report->validated) + " validated, nothing differs\n");
    for (const auto &[dp, error] : report->notRead)
        note(context, "not_read", dp + ": " + errorLine(error));
    return report->differences.empty() ? 0 : 1;
}

int listOrders(Context &context, const std::string &to)
{
    const auto site = to.empty() ? std::nullopt : std::optional(toSiteCode(to));
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto views = engine::orderViews(**opened, site);
    if (!views)
        return fail(context, views.error());
    ArrayPrinter array;
    Table table({"action", "package", "DP", "asked by", "asked", "state", "done", "what"});
    for (const SiteOrder &order : *views) {
        if (context.json) {
            array.add(engine::toJson(order));
            continue;
        }
        table.add({std::string(name(order.action)), order.package ? order.package->value() : "", order.target.site.value() + "/" + order.target.dp,
                   escapeText(order.askedBy) + " at " + order.askedFrom.value(), humanTime(order.askedAt), std::string(name(order.state)), humanTime(order.doneAt),
                   escapeText(order.detail)});
    }
    if (context.json)
        array.finish();
    else if (table.rows())
        table.print();
    else
        writeOut("Nothing was asked of distribution points of other sites.\n");
    return 0;
}

void addOrders(CommandTable &table)
{
    auto to = std::make_shared<std::string>();
    table.add(table.root(), "orders", "what was asked of DPs of sites below, and what became of it", [to](Context &context) { return listOrders(context, *to); })
        ->add_option("--to", *to, "of one site below")
        ->type_name("CODE");
}

} // namespace

void addDistributionCommands(CommandTable &table)
{
    addTargeting(table, "distribute", "give packages to DPs or groups", engine::distribute);
    addTargeting(table, "undistribute", "take packages away from DPs or groups (needs --yes)", engine::undistribute);
    addRetries(table);
    addReasoned(table, table.root(), "hold", "pause until released; SCOPE of only --dp: the whole DP", engine::hold);
    addReasoned(table, table.root(), "release", "end a hold", engine::release);
    addReasoned(table, table.root(), "cancel", "stop what is being transferred, and the trying", engine::cancel);

    auto scope = std::make_shared<ScopeArguments>();
    scope->addTo(table.add(table.root(), "validate", "read what lies on DPs and compare hashes",
                           [scope](Context &context) { return validate(context, *scope); }),
                 true);
    addOrders(table);

    auto force = std::make_shared<bool>(false);
    addScoped(table, table.root(), "redistribute", "repair what differs", true,
              [force](engine::Site &site, const engine::ScopeNames &names, const engine::Intent &intent) {
                  return engine::redistribute(site, names, *force, intent);
              })
        ->add_flag("--force", *force, "copy all files");
}

} // namespace cartage::cli
