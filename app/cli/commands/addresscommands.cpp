// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>

#include "app/cli/commands/arguments.h"
#include "app/cli/commands/commandline.h"
#include "app/cli/commands/json.h"
#include "app/cli/commands/output.h"
#include "core/base/sitekey.h"
#include "core/domain/escape.h"
#include "core/engine/sites.h"
#include "core/engine/sitetree.h"

namespace cartage::cli {

namespace {

Relation toRelation(const std::string &text)
{
    const auto relation = relationFromName(text);
    if (!relation)
        wrongValue("--relation", text + " is neither child nor parent");
    return *relation;
}

/// `named`: as it was given.
void checkSetting(const std::string &named, const std::string &key, const std::string &value)
{
    if (const auto right = engine::checkAddressSetting(key, value); !right)
        wrongValue(named, right.error());
}

std::vector<SendState> toSendStates(const std::vector<std::string> &texts)
{
    std::vector<SendState> states;
    for (const std::string &text : texts) {
        const auto state = sendStateFromName(text);
        if (!state) {
            std::string known;
            for (const SendState each : allSendStates())
                known += " " + std::string(name(each));
            wrongValue("--state", text + " is none of" + known);
        }
        states.push_back(*state);
    }
    return states;
}

int printKey(Context &context)
{
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const store::SiteRow &row = (*opened)->row();
    if (context.json)
        printObject({{QStringLiteral("site"), toJson(row.code.value())},
                     {QStringLiteral("key_id"), toJson(keyIdOf(row.publicKey).value_or(row.keyId))},
                     {QStringLiteral("public_key"), toJson(row.publicKey)}});
    else
        writeOut(row.publicKey + "\n");
    return 0;
}

int renewKey(Context &context)
{
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    auto answer = engine::renewKey(**opened, context.intent());
    return answer ? printAnswer(context, *answer) : fail(context, answer.error());
}

void addAdd(CommandTable &table, CLI::App *address)
{
    struct Arguments {
        std::string code, relation, inbox, key;
        int maxSendings = 3;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App *add = table.add(address, "add", "how another site's inbox is reached", [given](Context &context) {
        engine::AddressWish wish;
        wish.site = toSiteCode(given->code);
        wish.relation = toRelation(given->relation);
        wish.inbox = absolutePath(given->inbox);
        wish.key = given->key;
        wish.maxSendings = given->maxSendings;
        checkSetting("--key", "key", wish.key);
        checkSetting("--max-sendings", "max_sendings", std::to_string(wish.maxSendings));
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        auto answer = engine::addAddress(**opened, wish, context.intent());
        return answer ? printAnswer(context, *answer) : fail(context, answer.error());
    });
    add->add_option("CODE", given->code, "of the other site")->required();
    add->add_option("--relation", given->relation, "child or parent")->type_name("child|parent")->required();
    add->add_option("--inbox", given->inbox, "the other site's inbox: a folder, local or a mounted share")->type_name("DIR")->required();
    add->add_option("--key", given->key, "its public key, as `cartage site key` prints it there")->type_name("KEY")->required();
    add->add_option("--max-sendings", given->maxSendings, "at once to this address, 1 to 5")->type_name("N")->check(wholeNumber(1));
}

int list(Context &context)
{
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto views = engine::addressViews(**opened);
    if (!views)
        return fail(context, views.error());
    ArrayPrinter array;
    Table table({"site", "relation", "state", ">unsent", "last contact", "heard", "inbox"});
    for (const auto &view : *views) {
        const QJsonObject object = engine::toJson(view);
        if (context.json) {
            array.add(object);
            continue;
        }
        std::int64_t unsent = 0;
        for (const auto &[state, count] : view.requests) {
            if (state != SendState::Sent && state != SendState::Acknowledged && state != SendState::Cancelled && state != SendState::Quarantined)
                unsent += count;
        }
        table.add({view.address.site.value(), std::string(name(view.address.relation)), object[QStringLiteral("state")].toString().toStdString(),
                   std::to_string(unsent), humanTime(view.address.lastContact), humanTime(view.address.heardAt), escapePath(view.address.inbox)});
    }
    if (context.json)
        array.finish();
    else if (table.rows())
        table.print();
    else
        writeOut("No addresses. Add one: cartage address add CODE --relation child --inbox DIR --key KEY\n");
    return 0;
}

int test(Context &context, const std::string &code)
{
    const SiteCode site = toSiteCode(code);
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto report = engine::testAddress(**opened, site);
    if (!report)
        return fail(context, report.error());
    if (context.json) {
        printObject(engine::toJson(*report));
    } else {
        writeOut(report->site.value() + (report->ok ? "  ok\n" : "  not ok\n"));
        for (const auto &step : report->steps)
            writeOut("  " + step.step + "  " + (step.ok ? "ok" : errorLine(step.error.value_or(Error{}))) + "  " + std::to_string(step.took.count()) + " ms\n");
    }
    return report->ok ? 0 : 1;
}

void addSetAndRemove(CommandTable &table, CLI::App *address)
{
    struct Arguments {
        std::string code;
        std::vector<std::string> values;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App *set = table.add(address, "set", "inbox, key, max_sendings, window, timezone, rate; KEY= goes back to the default", [given](Context &context) {
        const SiteCode site = toSiteCode(given->code);
        engine::Settings settings = toSettings(given->values);
        for (auto &[key, value] : settings) {
            if (key == "inbox" && !value.empty())
                value = absolutePath(value);
            checkSetting(key, key, value);
        }
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        auto answer = engine::setAddress(**opened, site, settings, context.intent());
        return answer ? printAnswer(context, *answer) : fail(context, answer.error());
    });
    set->add_option("CODE", given->code)->required();
    set->add_option("settings", given->values, "KEY=VALUE ...")->type_name("KEY=VALUE")->expected(1, -1)->required();

    auto removed = std::make_shared<std::string>();
    table
        .add(address, "remove", "forget the site and all duties towards it (needs --yes)",
             [removed](Context &context) {
                 const SiteCode site = toSiteCode(*removed);
                 auto opened = context.site();
                 if (!opened)
                     return fail(context, opened.error());
                 auto answer = engine::removeAddress(**opened, site, context.intent());
                 return answer ? printAnswer(context, *answer) : fail(context, answer.error());
             })
        ->add_option("CODE", *removed)
        ->required();
}

int requests(Context &context, const std::string &to, const std::vector<std::string> &states)
{
    const auto site = to.empty() ? std::nullopt : std::optional(toSiteCode(to));
    const auto wanted = toSendStates(states);
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto views = engine::requestViews(**opened, site, wanted);
    if (!views)
        return fail(context, views.error());
    ArrayPrinter array;
    Table table({">request", "to", "kind", "package", ">version", "state", ">left", ">connects", "next try", "error"});
    for (const auto &view : *views) {
        if (context.json) {
            array.add(engine::toJson(view));
            continue;
        }
        const SendRequest &request = view.request;
        table.add({std::to_string(request.id), request.to.value(), std::string(name(request.kind)), request.package ? request.package->value() : "",
                   request.version ? std::to_string(request.version) : "", std::string(name(request.state)), humanBytes(request.bytesLeft),
                   std::to_string(request.connects), humanTime(request.dueAt), request.error ? errorLine(*request.error) : ""});
    }
    if (context.json)
        array.finish();
    else if (table.rows())
        table.print();
    else
        writeOut("No send requests.\n");
    return 0;
}

} // namespace

void addAddressCommands(CommandTable &table)
{
    auto renew = std::make_shared<bool>(false);
    table.add(table.root()->get_subcommand("site"), "key", "the public key of the site, for `address add` at another one",
              [renew](Context &context) { return *renew ? renewKey(context) : printKey(context); })
        ->add_flag("--renew", *renew, "makes another key; other sites have to be given it (needs --yes, and no engine)");
    CLI::App *address = table.group("address", "how other sites are reached");
    addAdd(table, address);
    table.add(address, "list", "all addresses", list);
    addSetAndRemove(table, address);
    auto tested = std::make_shared<std::string>();
    table.add(address, "test", "whether the other inbox takes files", [tested](Context &context) { return test(context, *tested); })
        ->add_option("CODE", *tested)
        ->required();

    struct Requests {
        std::string to;
        std::vector<std::string> states;
    };
    auto asked = std::make_shared<Requests>();
    CLI::App *list = table.add(table.root(), "requests", "send requests", [asked](Context &context) { return requests(context, asked->to, asked->states); });
    list->add_option("--to", asked->to, "of one address")->type_name("CODE");
    list->add_option("--state", asked->states, "in these states")->type_name("STATE");

    struct Resend {
        std::string id, to;
    };
    auto again = std::make_shared<Resend>();
    CLI::App *resend = table.add(table.root(), "resend", "send a package's newest version to a site once more, whole", [again](Context &context) {
        const PackageId id = toPackageId(again->id);
        const SiteCode to = toSiteCode(again->to);
        auto opened = context.site();
        if (!opened)
            return fail(context, opened.error());
        auto answer = engine::resend(**opened, id, to, context.intent());
        return answer ? printAnswer(context, *answer) : fail(context, answer.error());
    });
    resend->add_option("ID", again->id)->required();
    resend->add_option("--to", again->to, "the site")->type_name("CODE")->required();
}

} // namespace cartage::cli
