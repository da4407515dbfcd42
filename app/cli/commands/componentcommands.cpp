// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/arguments.h"
#include "app/cli/commands/commandline.h"
#include "app/cli/commands/json.h"
#include "app/cli/commands/output.h"
#include "core/domain/component.h"
#include "core/domain/escape.h"
#include "core/engine/componentviews.h"

namespace cartage::cli {

namespace {

std::string countOf(const engine::ComponentView &view, Severity severity) { return std::to_string(view.counts[static_cast<std::size_t>(severity)]); }

int list(Context &context)
{
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto views = engine::componentViews(**opened);
    if (!views)
        return fail(context, views.error());
    ArrayPrinter array;
    Table table({"component", "state", "status", ">errors", ">warnings", ">information", "set by", "why"});
    for (const auto &view : views->rows) {
        if (context.json) {
            array.add(engine::toJson(view));
            continue;
        }
        const bool halted = view.state != ComponentState::Running && view.changed;
        table.add({escapeText(view.component), view.ofSite ? std::string(name(view.state)) : "at clients", std::string(name(view.status)), countOf(view, Severity::Error),
                   countOf(view, Severity::Warning), countOf(view, Severity::Information), halted ? escapeText(view.changed->by) : "",
                   halted ? escapeText(view.changed->reason) : ""});
    }
    if (context.json)
        array.finish();
    else
        table.print();
    if (!views->all)
        note(context, "not_all", "Clients name more components, or more kinds of messages, than are counted here.");
    return 0;
}

int printComponent(Context &context, engine::Site &site, const std::string &component)
{
    const auto views = engine::componentViews(site);
    if (!views)
        return fail(context, views.error());
    for (const auto &view : views->rows) {
        if (foldName(view.component) != foldName(component))
            continue;
        if (context.json) {
            printObject(engine::toJson(view));
            return 0;
        }
        writeOut(escapeText(view.component) + "  " + (view.ofSite ? std::string(name(view.state)) : "at clients") + "  " + std::string(name(view.status)) + "\n");
        for (const auto &[limit, value] : limitValues(view.limits))
            writeOut("  " + limit + "=" + std::to_string(value) + "\n");
        break;
    }
    return 0;
}

using Deed = Result<engine::Answer> (*)(engine::Site &, const std::string &, const engine::Intent &);

void addHalting(CommandTable &table, CLI::App *components, const std::string &word, const std::string &help, Deed deed)
{
    struct Arguments {
        std::string name, reason;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App *command = table.add(components, word, help, [given, deed](Context &context) {
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        engine::Intent intent = context.intent();
        intent.reason = isValidUtf8(given->reason) ? given->reason : escapeText(given->reason);
        const auto answer = deed(**opened, given->name, intent);
        return answer ? printAnswer(context, *answer) : fail(context, answer.error());
    });
    command->add_option("NAME", given->name, "as components list shows it")->required();
    command->add_option("--reason", given->reason, "why, for the audit")->type_name("TEXT");
}

} // namespace

void addComponentCommands(CommandTable &table)
{
    CLI::App *components = table.group("components", "what works at the site: state, messages of 24 hours against thresholds; start, pause, stop");
    table.add(components, "list", "all components, those that only clients name too", [](Context &context) { return list(context); });

    struct Arguments {
        std::string name;
        std::vector<std::string> values;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App *set = table.add(components, "set", "from how many messages in 24 hours on it is a warning, or critical; 0: never, KEY= goes back to the default", [given](Context &context) {
        const engine::Settings settings = toSettings(given->values);
        for (const auto &[key, value] : settings) {
            if (const auto right = checkLimit(key, value); !right)
                wrongValue(key, right.error());
        }
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        const auto answer = engine::setComponent(**opened, given->name, settings, context.intent());
        if (!answer)
            return fail(context, answer.error());
        if (showsEffect(context, *answer))
            return printAnswer(context, *answer);
        printNotes(context, answer->change.notes);
        return printComponent(context, **opened, given->name);
    });
    set->add_option("NAME", given->name, "as components list shows it")->required();
    set->add_option("settings", given->values, "KEY=VALUE ...")->type_name("KEY=VALUE")->required();

    addHalting(table, components, "start", "lets a component go on", engine::startComponent);
    addHalting(table, components, "pause", "what it is at comes to its end, nothing new is begun", engine::pauseComponent);
    addHalting(table, components, "stop", "what it is at ends at its next block and keeps what it has, nothing new is begun", engine::stopComponent);
}

} // namespace cartage::cli
