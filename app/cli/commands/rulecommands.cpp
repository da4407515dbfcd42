// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/arguments.h"
#include "app/cli/commands/commandline.h"
#include "app/cli/commands/json.h"
#include "app/cli/commands/output.h"
#include "core/domain/escape.h"
#include "core/domain/filter.h"
#include "core/domain/messagecatalogue.h"
#include "core/domain/settings.h"
#include "core/engine/statusrules.h"

namespace cartage::cli {

namespace {

struct Arguments {
    std::string name;
    std::optional<std::string> match, mark, run;
    std::vector<std::string> arguments;
    bool forward = false;
    std::optional<std::int64_t> limit;
};

const std::string &toRuleName(const std::string &text)
{
    if (!isDpName(text))
        wrongValue("NAME", "\"" + escapeText(text) + "\" is no name of a rule: 1 to 64 of letters, digits, . _ -, beginning with a letter or digit");
    return text;
}

/// Outside of quotes.
std::size_t wordsWithColon(const std::string &match)
{
    std::size_t count = 0;
    bool quoted = false, colon = false;
    for (const char each : match + ' ') {
        if (each == '"') {
            quoted = !quoted;
        } else if (!quoted && each == ' ') {
            count += colon ? 1 : 0;
            colon = false;
        } else if (!quoted && each == ':') {
            colon = true;
        }
    }
    return count;
}

/// Forms only: whether the program is there is asked with the site.
engine::RuleWish wishOf(const Arguments &given, bool argumentsGiven)
{
    engine::RuleWish wish;
    if (given.match) {
        const auto filter = parseFilter(ListKind::Messages, *given.match);
        if (!filter) {
            const auto why = filter.error().parameters.find("why");
            wrongValue("--match", "\"" + escapeText(filter.error().object) + "\": " + (why == filter.error().parameters.end() ? "cannot be read" : why->second));
        }
        if (filter->empty())
            wrongValue("--match", "is empty; severity:* means every message");
        // In a list one sees at once that nothing is found; a rule would wait in silence.
        if (wordsWithColon(*given.match) > filter->terms.size())
            wrongValue("--match", "\"" + escapeText(*given.match) + "\": a word before a colon is no key of messages; a text with a colon stands in quotes");
        wish.filter = *given.match;
    }
    if (given.run && !given.run->empty() && given.run->front() != '/')
        wrongValue("--run", "\"" + escapePath(*given.run) + "\" is not absolute: a rule runs a program by its whole path, and never by a shell");
    wish.mark = given.mark;
    wish.program = given.run;
    if (argumentsGiven)
        wish.arguments = given.arguments;
    wish.forward = given.forward;
    return wish;
}

std::string actionsOf(const engine::RuleView &view)
{
    std::string text = view.row.mark.empty() ? std::string() : "mark \"" + escapeText(view.row.mark) + '"';
    if (view.row.program.empty())
        return text;
    text += (text.empty() ? "run " : ", run ") + escapePath(view.row.program);
    for (const std::string &argument : view.row.arguments)
        text += ' ' + escapeText(argument);
    return text;
}

int printRule(Context &context, engine::Site &site, const std::string &ruleName)
{
    const auto view = engine::ruleView(site, ruleName);
    if (!view)
        return fail(context, view.error());
    if (context.json) {
        printObject(toJson(*view));
        return 0;
    }
    writeOut(view->row.name + "  " + view->row.filter + "\n  " + actionsOf(*view) + "\n");
    if (view->objection)
        writeOut("  its program would not be run: " + escapeText(view->objection->why) + "\n");
    return 0;
}

int list(Context &context)
{
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto views = engine::ruleViews(**opened);
    if (!views)
        return fail(context, views.error());
    ArrayPrinter array;
    Table table({"rule", "match", "does", ">matched", "last", ">waiting", ">left out", ">failed"});
    for (const auto &view : *views) {
        if (context.json)
            array.add(toJson(view));
        else
            table.add({view.row.name, escapeText(view.row.filter), actionsOf(view) + (view.objection ? " (" + view.objection->why + ")" : std::string()),
                       std::to_string(view.row.matched), humanTime(view.row.matchedAt), std::to_string(view.waiting), std::to_string(view.row.dropped),
                       std::to_string(view.row.failed)});
    }
    if (context.json)
        array.finish();
    else if (table.rows())
        table.print();
    else
        writeOut("No rules yet. Add one: cartage rules add NAME --match FILTER --mark TEXT\n");
    return 0;
}

int test(Context &context, const Arguments &given)
{
    toRuleName(given.name);
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto found = engine::testRule(**opened, given.name, given.limit.value_or(100));
    if (!found)
        return fail(context, found.error());
    ArrayPrinter array;
    for (const StatusMessage &message : found->messages) {
        if (context.json)
            array.add(toJson(message));
        else
            writeOut(toRfc3339(message.time) + "  " + std::string(name(message.severity)) + "  " + escapeText(message.component) + "  " + std::to_string(message.id)
                     + "  " + renderMessage(message) + "\n");
    }
    if (context.json)
        array.finish();
    else if (found->messages.empty())
        writeOut("It would match none of the latest messages.\n");
    note(context, "looked_at", "Looked at the newest " + std::to_string(found->looked) + " messages; a rule at work looks only at those that come after it was made.");
    return 0;
}

int runs(Context &context, const Arguments &given)
{
    if (!given.name.empty())
        toRuleName(given.name);
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto found = engine::ruleRuns(**opened, given.name.empty() ? std::nullopt : std::optional(given.name), given.limit.value_or(100));
    if (!found)
        return fail(context, found.error());
    ArrayPrinter array;
    for (const store::RunRow &row : *found) {
        if (context.json) {
            array.add(engine::toJson(row));
            continue;
        }
        std::string line = humanTime(row.startedAt ? row.startedAt : std::optional(row.queuedAt)) + "  " + row.ruleName + "  message " + std::to_string(row.record) + "  " + row.state;
        if (row.exitCode)
            line += ", ended with " + std::to_string(*row.exitCode);
        if (row.signal)
            line += ", signal " + std::to_string(*row.signal);
        if (row.error)
            line += ": " + errorLine(*row.error);
        writeOut(line + "\n");
        if (!row.output.empty())
            writeOut("  " + row.output + "\n");
    }
    if (context.json)
        array.finish();
    else if (found->empty())
        writeOut("No program has run yet.\n");
    return 0;
}

using Deed = Result<engine::Answer> (*)(engine::Site &, const std::string &, const engine::RuleWish &, const engine::Intent &);

void addWishing(CommandTable &table, CLI::App *rules, const std::string &word, const std::string &help, bool isNew, Deed deed)
{
    auto given = std::make_shared<Arguments>();
    auto list = std::make_shared<CLI::Option *>(nullptr);
    CLI::App *command = table.add(rules, word, help, [given, list, isNew, deed](Context &context) {
        toRuleName(given->name);
        const engine::RuleWish wish = wishOf(*given, (*list)->count() > 0);
        if (!isNew && !wish.filter && !wish.mark && !wish.program && !wish.arguments && !wish.forward)
            wrongValue("rules set", "nothing is given that is to change: --match, --mark, --run or --argument");
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        const auto answer = deed(**opened, given->name, wish, context.intent());
        if (!answer)
            return fail(context, answer.error());
        if (showsEffect(context, *answer))
            return printAnswer(context, *answer);
        printNotes(context, answer->change.notes);
        return printRule(context, **opened, given->name);
    });
    command->add_option("NAME", given->name, "1 to 64 of letters, digits, . _ -")->required();
    CLI::Option *match = command->add_option("--match", given->match, "which messages, as filters of lists: \"severity:error component:Backup*\"")->type_name("FILTER");
    if (isNew)
        match->required();
    command->add_option("--mark", given->mark, "a short text that is put on them; \"\": none")->type_name("TEXT");
    command->add_option("--run", given->run, "a program that gets each as one line of JSON on its standard input; its absolute path; \"\": none")->type_name("PROGRAM");
    *list = command->add_option("--argument", given->arguments, "of the program, as it stands; may be repeated")->type_name("TEXT")->allow_extra_args(false);
    command->add_flag("--forward", given->forward, "send them to the parent site; refused while the site has no address of one");
}

} // namespace

void addRuleCommands(CommandTable &table)
{
    CLI::App *rules = table.group("rules", "what is done with status messages: mark them, run a program");
    table.add(rules, "list", "all rules", [](Context &context) { return list(context); });
    addWishing(table, rules, "add", "a rule for messages that come from now on", true, engine::addRule);
    addWishing(table, rules, "set", "change a rule; what is not given stays", false, engine::setRule);

    auto removed = std::make_shared<Arguments>();
    table.add(rules, "remove", "take a rule away (needs --yes)", [removed](Context &context) {
             toRuleName(removed->name);
             auto opened = context.site();
             if (!opened)
                 return fail(context, opened.error());
             const auto answer = engine::removeRule(**opened, removed->name, context.intent());
             return answer ? printAnswer(context, *answer) : fail(context, answer.error());
         })
        ->add_option("NAME", removed->name)
        ->required();

    auto tested = std::make_shared<Arguments>();
    CLI::App *testing = table.add(rules, "test", "which of the latest messages a rule would match; changes nothing", [tested](Context &context) { return test(context, *tested); });
    testing->add_option("NAME", tested->name)->required();
    testing->add_option("--limit", tested->limit, "100 unless given; 0 = all")->type_name("N")->check(wholeNumber());

    auto listed = std::make_shared<Arguments>();
    CLI::App *running = table.add(rules, "runs", "programs that ran, newest first, with what they printed", [listed](Context &context) { return runs(context, *listed); });
    running->add_option("NAME", listed->name, "of this rule");
    running->add_option("--limit", listed->limit, "100 unless given; 0 = all")->type_name("N")->check(wholeNumber());
}

} // namespace cartage::cli
