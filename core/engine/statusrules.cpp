// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/statusrules.h"

#include <algorithm>

#include "core/domain/escape.h"
#include "core/domain/filter.h"
#include "core/domain/settings.h"
#include "core/engine/change.h"
#include "core/engine/jsonparts.h"
#include "core/engine/messagetest.h"
#include "core/store/addressrepository.h"
#include "core/store/listing.h"

namespace cartage::engine {

namespace {

constexpr std::int64_t looksAtMost = 10'000;
constexpr std::int64_t looksAtOnce = 500;
constexpr std::size_t longestMark = 64; ///< characters
constexpr std::size_t mostRules = 100;
constexpr std::size_t mostArguments = 64;
constexpr std::size_t longestArgument = 4096;

Error wrong(const std::string &part, const std::string &why)
{
    Error error = refusalError(Code::WrongValue, part);
    error.parameters["why"] = why;
    return error;
}

Result<std::string> checkedFilter(const std::string &text)
{
    auto filter = parseFilter(ListKind::Messages, text);
    if (!filter) {
        const auto why = filter.error().parameters.find("why");
        return failure(wrong("match", "\"" + escapeText(filter.error().object) + "\": " + (why == filter.error().parameters.end() ? "cannot be read" : why->second)));
    }
    if (filter->empty())
        return failure(wrong("match", "is empty; severity:* means every message"));
    return printFilter(*filter);
}

Result<void> checkMark(const std::string &mark)
{
    const auto characters = std::count_if(mark.begin(), mark.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; });
    if (!isValidUtf8(mark) || escapeText(mark) != mark || characters > static_cast<std::ptrdiff_t>(longestMark))
        return failure(wrong("mark", "may be at most " + std::to_string(longestMark) + " characters, none of them a control character"));
    return {};
}

Result<void> checkArguments(const std::vector<std::string> &arguments)
{
    if (arguments.size() > mostArguments)
        return failure(wrong("argument", "there may be at most " + std::to_string(mostArguments)));
    for (const std::string &argument : arguments) {
        if (argument.size() > longestArgument || !isValidUtf8(argument) || argument.find('\0') != std::string::npos)
            return failure(wrong("argument", "\"" + escapeText(argument.substr(0, 40)) + "\" may be at most 4096 bytes of UTF-8"));
    }
    return {};
}

Result<void> checkProgram(const std::string &program)
{
    const auto objection = io::objectionTo(program);
    if (!objection)
        return {};
    Error error = refusalError(Code::ProgramRefused, escapePath(program));
    error.path = program;
    error.systemError = objection->systemError;
    error.parameters["why"] = objection->why;
    return failure(error);
}

/// The wish over what there is.
Result<void> apply(store::Connection &db, const RuleWish &wish, store::RuleRow &row)
{
    if (wish.forward && !store::parentAddress(db)) {
        Error error = refusalError(Code::StateForbids, "forward");
        error.parameters["why"] = "messages cannot be forwarded: this site has no address of a parent site";
        return failure(error);
    }
    if (wish.filter) {
        auto filter = checkedFilter(*wish.filter);
        if (!filter)
            return failure(filter.error());
        row.filter = std::move(*filter);
    }
    if (wish.mark) {
        if (auto checked = checkMark(*wish.mark); !checked)
            return checked;
        row.mark = *wish.mark;
    }
    if (wish.arguments) {
        if (auto checked = checkArguments(*wish.arguments); !checked)
            return checked;
        row.arguments = *wish.arguments;
    }
    if (wish.program) {
        if (!wish.program->empty()) {
            if (auto checked = checkProgram(*wish.program); !checked)
                return checked;
        }
        row.program = *wish.program;
        if (row.program.empty())
            row.arguments.clear();
    }
    if (row.program.empty() && !row.arguments.empty())
        return failure(wrong("argument", "belongs to a program; name it with --run"));
    if (row.mark.empty() && row.program.empty())
        return failure(wrong(row.name, "does nothing: give it a mark, or a program to run"));
    return {};
}

std::string factsOf(const store::RuleRow &row)
{
    std::string facts = row.filter + '\n' + row.mark + '\n' + row.program;
    for (const std::string &argument : row.arguments)
        facts += '\n' + argument;
    return facts;
}

void describe(const store::RuleRow &row, Plan &plan)
{
    plan.effect.lines.push_back("Rule " + row.name + " looks at messages from now on: " + row.filter);
    if (!row.mark.empty())
        plan.effect.lines.push_back("It marks them: " + row.mark);
    if (row.program.empty())
        return;
    std::string line = "It runs for each: " + escapePath(row.program);
    for (const std::string &argument : row.arguments)
        line += ' ' + escapeText(argument);
    plan.effect.lines.push_back(line);
}

void noteForwarding(const RuleWish &wish, Plan &plan)
{
    if (wish.forward)
        plan.notes.push_back(makeNote("forwarded", "All status messages go to the parent site; the rule changes nothing about that."));
}

Result<store::RuleRow> resolveRule(store::Connection &db, const std::string &name)
{
    auto row = store::ruleByName(db, name);
    if (!row)
        return failure(refusalError(Code::NotFound, name));
    return std::move(*row);
}

RuleView viewOf(store::Connection &db, store::RuleRow row)
{
    RuleView view;
    view.waiting = store::waitingRuns(db, row.key);
    if (!row.program.empty())
        view.objection = io::objectionTo(row.program);
    view.row = std::move(row);
    return view;
}

} // namespace

Result<std::vector<RuleView>> ruleViews(Site &site)
{
    return site.database().read<std::vector<RuleView>>([](store::Connection &db) -> Result<std::vector<RuleView>> {
        std::vector<RuleView> views;
        for (store::RuleRow &row : store::rules(db))
            views.push_back(viewOf(db, std::move(row)));
        return views;
    });
}

Result<RuleView> ruleView(Site &site, const std::string &name)
{
    return site.database().read<RuleView>([&name](store::Connection &db) -> Result<RuleView> {
        auto row = resolveRule(db, name);
        if (!row)
            return failure(row.error());
        return viewOf(db, std::move(*row));
    });
}

Result<Answer> addRule(Site &site, const std::string &name, const RuleWish &wish, const Intent &intent)
{
    return carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        store::RuleRow row;
        row.name = name;
        row.addedAt = site.now();
        if (!isDpName(name))
            return failure(wrong("NAME", "may be 1 to 64 of letters, digits, . _ -, beginning with a letter or digit"));
        if (!wish.filter)
            return failure(wrong("match", "is missing"));
        if (auto applied = apply(db, wish, row); !applied)
            return failure(applied.error());
        Plan plan;
        if (const auto known = store::ruleByName(db, name)) {
            if (factsOf(*known) != factsOf(row))
                return failure(refusalError(Code::Exists, "the rule " + known->name));
            plan.unchanged = 1;
            plan.notes.push_back(makeNote("unchanged", "The rule " + known->name + " is there already."));
            return plan;
        }
        if (store::rules(db).size() >= mostRules) {
            Error error = refusalError(Code::StateForbids, "the site");
            error.parameters["why"] = "it has " + std::to_string(mostRules) + " rules, which is as many as there may be";
            return failure(error);
        }
        plan.otherChanges = 1;
        plan.others = name + '\n' + factsOf(row);
        describe(row, plan);
        noteForwarding(wish, plan);
        plan.leavesWork = true;
        plan.apply = [&site, row](store::Connection &inner, std::int64_t) mutable -> Result<void> {
            raise(site, inner, say(MessageId::RuleChanged, {site.environment().actor, row.name, "added"})); // before it: a rule does not match its own beginning
            row.afterRecord = store::newestMessage(inner);
            store::insertRule(inner, row);
            return {};
        };
        return plan;
    });
}

Result<Answer> setRule(Site &site, const std::string &name, const RuleWish &wish, const Intent &intent)
{
    return carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        auto row = resolveRule(db, name);
        if (!row)
            return failure(row.error());
        const std::string before = factsOf(*row);
        if (auto applied = apply(db, wish, *row); !applied)
            return failure(applied.error());
        Plan plan;
        const bool same = factsOf(*row) == before;
        plan.otherChanges = same ? 0 : 1;
        plan.unchanged = same ? 1 : 0;
        plan.others = row->name + '\n' + before + '>' + factsOf(*row);
        describe(*row, plan);
        noteForwarding(wish, plan);
        plan.messages.push_back(say(MessageId::RuleChanged, {site.environment().actor, row->name, "changed"}));
        plan.apply = [changed = *row](store::Connection &inner, std::int64_t) -> Result<void> {
            store::updateRule(inner, changed);
            return {};
        };
        return plan;
    });
}

Result<Answer> removeRule(Site &site, const std::string &name, const Intent &intent)
{
    return carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        auto row = resolveRule(db, name);
        if (!row)
            return failure(row.error());
        Plan plan;
        plan.destructive = true;
        plan.otherChanges = 1;
        plan.others = row->name + '\n' + factsOf(*row);
        plan.effect.lines.push_back("Rule " + row->name + " goes, with what is known of its runs; marks that it has made stay.");
        if (const std::int64_t waiting = store::waitingRuns(db, row->key); waiting > 0)
            plan.effect.lines.push_back("Runs of its program that wait and will not be begun: " + std::to_string(waiting) + ".");
        plan.messages.push_back(say(MessageId::RuleChanged, {site.environment().actor, row->name, "removed"}));
        plan.apply = [key = row->key](store::Connection &inner, std::int64_t) -> Result<void> {
            store::deleteRule(inner, key);
            return {};
        };
        return plan;
    });
}

Result<RuleTest> testRule(Site &site, const std::string &name, std::int64_t limit)
{
    return site.database().read<RuleTest>([&](store::Connection &db) -> Result<RuleTest> {
        const auto row = resolveRule(db, name);
        if (!row)
            return failure(row.error());
        const auto filter = parseFilter(ListKind::Messages, row->filter);
        if (!filter)
            return failure(filter.error());
        const PackageTitles titles = titlesFor(db, *filter);
        const MessageTest test(titles, *filter, site.now());
        RuleTest found;
        const std::int64_t newest = store::newestMessage(db);
        for (std::int64_t to = newest; to > 0 && found.looked < looksAtMost; to -= looksAtOnce) {
            const std::int64_t from = std::max<std::int64_t>(0, to - looksAtOnce);
            auto messages = store::messagesAfter(db, from, to - from);
            std::erase_if(messages, [to](const StatusMessage &message) { return message.recordId > to; });
            found.looked += std::ssize(messages);
            for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
                if (test.passes(*message))
                    found.messages.push_back(*message);
                if (limit > 0 && std::ssize(found.messages) == limit)
                    return found;
            }
        }
        return found;
    });
}

Result<std::vector<store::RunRow>> ruleRuns(Site &site, const std::optional<std::string> &name, std::int64_t limit)
{
    return site.database().read<std::vector<store::RunRow>>([&](store::Connection &db) -> Result<std::vector<store::RunRow>> {
        std::int64_t key = 0;
        if (name) {
            const auto row = resolveRule(db, *name);
            if (!row)
                return failure(row.error());
            key = row->key;
        }
        return store::runs(db, key, limit);
    });
}

QJsonObject toJson(const RuleView &view)
{
    using namespace json;
    return {{key("rule"), toJson(view.row.name)},
            {key("match"), toJson(view.row.filter)},
            {key("mark"), textOrNull(view.row.mark)},
            {key("run"), pathJson(view.row.program)},
            {key("arguments"), texts(view.row.arguments)},
            {key("added_at"), toJson(std::optional(view.row.addedAt))},
            {key("matched"), number(view.row.matched)},
            {key("last_matched"), toJson(view.row.matchedAt)},
            {key("waiting"), number(view.waiting)},
            {key("dropped"), number(view.row.dropped)},
            {key("failed"), number(view.row.failed)},
            {key("objection"), view.objection ? toJson(view.objection->why) : QJsonValue(QJsonValue::Null)}};
}

QJsonObject toJson(const store::RunRow &row)
{
    using namespace json;
    return {{key("run_id"), number(row.id)},
            {key("rule"), toJson(row.ruleName)},
            {key("record_id"), number(row.record)},
            {key("state"), toJson(row.state)},
            {key("queued"), toJson(std::optional(row.queuedAt))},
            {key("started"), toJson(row.startedAt)},
            {key("ended"), toJson(row.endedAt)},
            {key("exit_code"), orNull(row.exitCode)},
            {key("signal"), orNull(row.signal)},
            {key("output"), toJson(row.output)},
            {key("error"), toJson(row.error)}};
}

} // namespace cartage::engine
