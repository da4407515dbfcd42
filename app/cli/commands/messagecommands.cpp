// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <ctime>

#include "app/cli/commands/arguments.h"
#include "app/cli/commands/commandline.h"
#include "app/cli/commands/json.h"
#include "app/cli/commands/output.h"
#include "core/domain/escape.h"
#include "core/domain/messagecatalogue.h"
#include "core/engine/statusviews.h"

namespace cartage::cli {

namespace {

struct Arguments {
    std::vector<int> ids;
    std::string severity, component, package, dp, from, mark, sender, since, until;
    std::optional<std::int64_t> limit;
    bool follow = false;
};

std::string lineOf(const StatusMessage &message)
{
    return toRfc3339(message.time) + "  " + escapeText(message.site) + "  " + std::string(name(message.severity)) + "  " + escapeText(message.component) + "  "
        + std::to_string(message.id) + "  " + renderMessage(message) + "\n";
}

/// Whether whoever read the output has closed it; a write would only tell with the next message.
bool isOutputClosed()
{
    pollfd output{STDOUT_FILENO, 0, 0};
    return poll(&output, 1, 0) > 0 && (output.revents & POLLERR) != 0;
}

/// What is there, as without --follow but oldest first; then new messages as they come, until a signal.
int follow(Context &context, engine::Site &site, store::MessageFilter filter)
{
    catchSignals(nullptr);
    std::int64_t seen = -1;
    bool first = true;
    while (!context.stop() && !isOutputClosed()) {
        if (const std::int64_t version = site.database().dataVersion(); version != seen) {
            seen = version;
            auto fresh = engine::messages(site, filter);
            if (!fresh)
                return fail(context, fresh.error());
            if (first)
                std::reverse(fresh->begin(), fresh->end());
            first = false;
            filter.oldestFirst = true;
            filter.limit = 0;
            for (const StatusMessage &message : *fresh) {
                writeOut(context.json ? jsonLine(toJson(message)) + "\n" : lineOf(message));
                filter.afterRecord = std::max(filter.afterRecord, message.recordId);
            }
            std::fflush(stdout);
        }
        const timespec step{0, 200'000'000};
        nanosleep(&step, nullptr);
    }
    return 0;
}

/// A package or DP that is gone has its messages still; one that never was is a mistake.
Result<void> checkKnown(engine::Site &site, const store::MessageFilter &filter)
{
    if (filter.package) {
        const auto known = engine::packageView(site, *filter.package);
        store::MessageFilter about;
        about.package = filter.package;
        about.limit = 1;
        const auto any = engine::messages(site, about);
        if (!known && any && any->empty())
            return failure(known.error());
    }
    if (!filter.dp.empty()) {
        const auto known = engine::dpView(site, filter.dp);
        store::MessageFilter about;
        about.dp = filter.dp;
        about.limit = 1;
        const auto any = engine::messages(site, about);
        if (!known && any && any->empty())
            return failure(known.error());
    }
    if (!filter.sender.empty()) {
        store::MessageFilter about;
        about.sender = filter.sender;
        about.limit = 1;
        const auto any = engine::messages(site, about); // a client of a site below has no account here
        if (const auto known = engine::clientView(site, filter.sender); !known && any && any->empty())
            return failure(known.error());
    }
    return {};
}

int messages(Context &context, const Arguments &given)
{
    store::MessageFilter filter;
    filter.ids = given.ids;
    if (!given.severity.empty())
        filter.severity = toSeverity(given.severity);
    filter.component = given.component;
    filter.mark = given.mark;
    filter.sender = given.sender;
    if (!given.from.empty())
        filter.site = toSiteCode(given.from).value();
    if (!given.package.empty())
        filter.package = toPackageId(given.package);
    if (!given.dp.empty())
        filter.dp = toDpName(given.dp);
    if (!given.since.empty())
        filter.since = toTime(given.since, context.clock().wall());
    if (!given.until.empty())
        filter.until = toTime(given.until, context.clock().wall());
    filter.limit = given.limit.value_or(100);
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    if (const auto known = checkKnown(**opened, filter); !known)
        return fail(context, known.error());
    if (given.follow)
        return follow(context, **opened, filter);
    const auto found = engine::messages(**opened, filter);
    if (!found)
        return fail(context, found.error());
    ArrayPrinter array;
    for (const StatusMessage &message : *found) {
        if (context.json)
            array.add(toJson(message));
        else
            writeOut(lineOf(message));
    }
    if (context.json)
        array.finish();
    else if (found->empty())
        writeOut("No messages.\n");
    return 0;
}

QJsonObject entryJson(const CatalogueEntry &entry)
{
    QJsonArray attributes;
    for (const int attribute : entry.attributes)
        attributes.append(attribute);
    return {{QStringLiteral("id"), entry.id},
            {QStringLiteral("component"), toJson(entry.component)},
            {QStringLiteral("severity"), toJson(std::string(name(entry.severity)))},
            {QStringLiteral("type"), toJson(entry.type)},
            {QStringLiteral("text"), toJson(entry.text)},
            {QStringLiteral("attributes"), attributes},
            {QStringLiteral("cause"), toJson(entry.cause)},
            {QStringLiteral("remedy"), toJson(entry.remedy)}};
}

int catalogue(Context &context, std::optional<int> id)
{
    ArrayPrinter array;
    bool any = false;
    for (const CatalogueEntry &entry : messageCatalogue()) {
        if (id && entry.id != *id)
            continue;
        any = true;
        if (context.json) {
            array.add(entryJson(entry));
            continue;
        }
        writeOut(std::to_string(entry.id) + "  " + std::string(name(entry.severity)) + "  " + entry.component + "\n  " + entry.text + "\n");
        if (id)
            writeOut("  cause   " + entry.cause + "\n  remedy  " + entry.remedy + "\n");
    }
    if (!any) {
        Error error;
        error.code = Code::NotFound;
        error.object = "message " + std::to_string(id.value_or(0));
        return fail(context, error);
    }
    if (context.json)
        array.finish();
    return 0;
}

} // namespace

void addMessageCommands(CommandTable &table)
{
    auto given = std::make_shared<Arguments>();
    CLI::App *command = table.add(table.root(), "messages", "status messages, newest first", [given](Context &context) { return messages(context, *given); });
    command->add_option("--id", given->ids, "message number")->type_name("N")->check(wholeNumber());
    command->add_option("--severity", given->severity, "this or worse: information, warning, error")->type_name("S");
    command->add_option("--component", given->component)->type_name("C");
    command->add_option("--package", given->package)->type_name("ID");
    command->add_option("--dp", given->dp)->type_name("DP");
    command->add_option("--from", given->from, "of this site: the own one, or one below")->type_name("CODE");
    command->add_option("--mark", given->mark, "that a rule has put on them")->type_name("TEXT");
    command->add_option("--sender", given->sender, "client that sent them")->type_name("ID");
    command->add_option("--since", given->since, "RFC 3339, or a span before now")->type_name("T");
    command->add_option("--until", given->until)->type_name("T");
    command->add_option("--limit", given->limit, "100 unless given; 0 = all")->type_name("N")->check(wholeNumber());
    command->add_flag("--follow", given->follow, "as they come, oldest first, until a signal");

    auto id = std::make_shared<std::optional<int>>();
    table.add(command, "catalogue", "what messages mean", [id](Context &context) { return catalogue(context, *id); })
        ->add_option("N", *id, "message number")
        ->check(wholeNumber());
}

} // namespace cartage::cli
