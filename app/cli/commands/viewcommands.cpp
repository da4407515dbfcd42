// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/arguments.h"
#include "app/cli/commands/commandline.h"
#include "app/cli/commands/json.h"
#include "app/cli/commands/output.h"
#include "core/domain/advice.h"
#include "core/domain/escape.h"
#include "core/engine/sites.h"

namespace cartage::cli {

namespace {

int status(Context &context, const ScopeArguments &scope)
{
    const engine::ScopeNames names = scope.names(false);
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    ArrayPrinter array;
    Table table({"package", "DP", "state", ">wanted", ">there", ">attempt", "next try", "what"});
    const auto own = engine::ownScope(**opened, names);
    if (!own)
        return fail(context, own.error());
    const auto showOwn = [&](const engine::DistributionView &view) {
        if (context.json) {
            array.add(toJson(view));
            return;
        }
        const Distribution &row = view.row;
        std::string what;
        if (view.error)
            what = adviseOn(*view.error, contextOf(view)).text;
        else if (view.waitsFor)
            what = "waits for " + std::string(name(*view.waitsFor));
        else if (isAtWork(row.state))
            what = humanBytes(row.bytesDone) + " of " + humanBytes(row.bytesTotal);
        else if (row.proof)
            what = "verified " + humanTime(row.proof->at);
        table.add({row.package.value(), view.dpName, std::string(name(row.state)), row.wantedVersion ? std::to_string(row.wantedVersion) : "-",
                   row.installedVersion ? std::to_string(*row.installedVersion) : "-", std::to_string(row.attempt),
                   row.state == State::Waiting || row.state == State::Retrying ? humanTime(row.dueAt) : "-", escapeText(what)});
    };
    const auto done = *own ? engine::eachDistribution(**opened, **own, showOwn) : Result<void>();
    const auto below = done ? engine::remoteViews(**opened, names) : failure(done.error());
    if (!below)
        return fail(context, below.error());
    for (const engine::RemoteView &view : *below) {
        const QJsonObject object = engine::toJson(view);
        if (context.json) {
            array.add(object);
            continue;
        }
        const RemoteTarget &target = view.target;
        const std::string asked = view.order ? askedText(*view.order) + "; " : std::string();
        const AdviceContext about{target.package.value(), target.target.site.value() + "/" + target.target.dp, false};
        const bool owed = !view.fulfilled && !target.gone;
        const std::string waits = owed && target.heldUp ? engine::waitsText(*target.heldUp) + "; " : std::string();
        const std::string error = owed && target.error ? waits + escapeText(adviseOn(*target.error, about).text) + " " : waits;
        table.add({target.package.value(), target.target.site.value() + "/" + target.target.dp, object[QStringLiteral("state")].toString().toStdString(),
                   target.wantedVersion ? std::to_string(target.wantedVersion) : "-",
                   target.installedVersion ? std::to_string(*target.installedVersion) : "-", std::to_string(target.attempt),
                   owed && target.heldUp ? humanTime(target.heldUp->until) : "-", error + asked + (target.gone ? "no such DP there; " : view.fulfilled ? "verified; " : "") + knownText(target.receivedAt)});
    }
    if (!done)
        return fail(context, done.error());
    if (context.json)
        array.finish();
    else if (table.rows())
        table.print();
    else
        writeOut("No distributions. Give a package to a DP: cartage distribute ID --dp DP\n");
    return 0;
}

int trail(Context &context, const std::string &id, const std::string &dp, const std::string &to)
{
    const PackageId package = toPackageId(id);
    toDpName(dp);
    const auto at = to.empty() ? std::nullopt : std::optional(toSiteCode(to));
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto events = engine::trail(**opened, package, dp, at);
    if (!events)
        return fail(context, events.error());
    ArrayPrinter array;
    for (const auto &event : *events) {
        if (context.json)
            array.add(toJson(event));
        else
            writeOut(toRfc3339(event.time) + "  " + event.site + "  " + event.component + "  " + (event.messageId ? std::to_string(*event.messageId) + "  " : "")
                     + escapeText(event.text) + "\n");
    }
    if (context.json)
        array.finish();
    else if (events->empty())
        writeOut("Nothing has happened to this package at this distribution point.\n");
    return 0;
}

int problems(Context &context, const std::vector<std::string> &codes)
{
    std::vector<Code> wanted;
    for (const std::string &code : codes)
        wanted.push_back(toCode(code));
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto views = engine::problems(**opened, wanted);
    if (!views)
        return fail(context, views.error());
    ArrayPrinter array;
    bool error = false;
    for (const auto &view : *views) {
        error = error || view.severity == Severity::Error;
        if (context.json) {
            array.add(toJson(view));
            continue;
        }
        const Advice advice = adviseOn(view.row.error, contextOf(view));
        const bool needsYou = view.resolves == Resolves::Operator;
        writeOut(std::string(name(view.severity)) + "  " + std::string(name(view.row.code)) + "  " + escapeText(view.row.object) + "  "
                 + std::to_string(view.row.distributions) + (view.row.distributions == 1 ? " distribution" : " distributions") + ", since "
                 + humanTime(view.row.since) + (needsYou ? ", needs you" : ", goes on by itself") + "\n");
        writeOut("  what        " + escapeText(advice.text) + "\n");
        writeOut("  effect      " + escapeText(advice.effect) + "\n");
        writeOut("  to do       " + escapeText(advice.toDo) + "\n");
        writeOut("  by itself   " + escapeText(advice.byItself) + "\n");
        if (view.acknowledged)
            writeOut("  acknowledged by " + escapeText(view.acknowledged->by) + " " + escapeText(view.acknowledged->reason) + "\n");
    }
    if (context.json)
        array.finish();
    else if (views->empty())
        writeOut("No problems.\n");
    return error ? 1 : 0;
}

void addProblems(CommandTable &table)
{
    struct Arguments {
        std::vector<std::string> codes;
        std::string key, until, reason;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App *list = table.add(table.root(), "problems", "failures grouped by cause, with advice",
                               [given](Context &context) { return problems(context, given->codes); });
    list->add_option("--code", given->codes, "of this code")->type_name("CODE");

    CLI::App *ack = table.add(list, "ack", "acknowledge a problem", [given](Context &context) {
        std::optional<Time> until;
        if (!given->until.empty()) {
            until = parseRfc3339(given->until);
            if (!until) // a span means: from now on for that long
                until = context.clock().wall() + (context.clock().wall() - toTime(given->until, context.clock().wall()));
        }
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        engine::Intent intent = context.intent();
        intent.reason = isValidUtf8(given->reason) ? given->reason : escapeText(given->reason);
        auto answer = engine::acknowledge(**opened, given->key, until, intent);
        return answer ? printAnswer(context, *answer) : fail(context, answer.error());
    });
    ack->add_option("KEY", given->key, "as `problems` shows it")->required();
    ack->add_option("--until", given->until, "until then; a span: for that long")->type_name("T");
    ack->add_option("--reason", given->reason)->type_name("TEXT");

    CLI::App *unack = table.add(list, "unack", "take an acknowledgement back", [given](Context &context) {
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        auto answer = engine::unacknowledge(**opened, given->key, context.intent());
        return answer ? printAnswer(context, *answer) : fail(context, answer.error());
    });
    unack->add_option("KEY", given->key)->required();
}

void addAudit(CommandTable &table)
{
    struct Arguments {
        std::string actor, since, until;
        std::int64_t limit = 0;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App *audit = table.add(table.root(), "audit", "operators' actions, newest first", [given](Context &context) {
        store::AuditFilter filter;
        filter.actor = given->actor;
        filter.limit = given->limit;
        if (!given->since.empty())
            filter.since = toTime(given->since, context.clock().wall());
        if (!given->until.empty())
            filter.until = toTime(given->until, context.clock().wall());
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        const auto rows = engine::audit(**opened, filter);
        if (!rows)
            return fail(context, rows.error());
        ArrayPrinter array;
        Table text({"time", "who", "action", ">changed", ">refused", "arguments", "reason"});
        for (const auto &row : *rows) {
            if (context.json)
                array.add(toJson(row));
            else
                text.add({toRfc3339(row.at), escapeText(row.actor), row.action, std::to_string(row.changed), std::to_string(row.refused),
                          escapeText(row.arguments), escapeText(row.reason.value_or(""))});
        }
        if (context.json)
            array.finish();
        else
            text.print();
        return 0;
    });
    audit->add_option("--actor", given->actor)->type_name("NAME");
    audit->add_option("--since", given->since)->type_name("T");
    audit->add_option("--until", given->until)->type_name("T");
    audit->add_option("--limit", given->limit, "all unless given; 0 = all")->type_name("N")->check(wholeNumber());
}

int evidence(Context &context, const std::vector<std::string> &idTexts)
{
    const std::vector<PackageId> ids = toPackageIds(idTexts);
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto views = engine::evidence(**opened, ids);
    if (!views)
        return fail(context, views.error());
    ArrayPrinter array;
    for (const auto &view : *views) {
        if (context.json) {
            array.add(toJson(view));
            continue;
        }
        const Distribution &row = view.distribution.row;
        writeOut(row.package.value() + "  " + view.distribution.dpName + "  " + std::string(name(row.state)) + "  version "
                 + (row.installedVersion ? std::to_string(*row.installedVersion) : "-") + "  "
                 + (row.proof ? std::string(name(row.proof->kind)) + " " + toRfc3339(row.proof->at) : "not proven") + "\n");
        for (const Attempt &attempt : view.attempts)
            writeOut("  attempt " + std::to_string(attempt.number) + "  version " + std::to_string(attempt.version) + "  " + toRfc3339(attempt.started) + "  "
                     + attempt.outcome + (attempt.error ? "  " + errorLine(*attempt.error) : "") + "\n");
        for (const auto &action : view.actions)
            writeOut("  action  " + toRfc3339(action.at) + "  " + escapeText(action.actor) + "  " + action.action + "\n");
    }
    if (context.json)
        array.finish();
    return 0;
}

} // namespace

void addViewCommands(CommandTable &table)
{
    auto scope = std::make_shared<ScopeArguments>();
    scope->addTo(table.add(table.root(), "status", "distributions: what is where", [scope](Context &context) { return status(context, *scope); }), true);

    struct TrailArguments {
        std::string id, dp, to;
    };
    auto given = std::make_shared<TrailArguments>();
    CLI::App *trailCommand = table.add(table.root(), "trail", "all that happened to one package on its way to one DP",
                                       [given](Context &context) { return trail(context, given->id, given->dp, given->to); });
    trailCommand->add_option("ID", given->id)->required();
    trailCommand->add_option("--dp", given->dp)->required()->type_name("DP");
    trailCommand->add_option("--to", given->to, "the site that has the DP, where several have one of that name")->type_name("CODE");

    addProblems(table);
    addAudit(table);
    auto ids = std::make_shared<std::vector<std::string>>();
    table.add(table.root(), "evidence", "distributions with proofs, attempts and actions, for an auditor",
              [ids](Context &context) { return evidence(context, *ids); })
        ->add_option("ID", *ids);
}

} // namespace cartage::cli
