// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commandline.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <cstring>

#include "app/cli/commands/output.h"
#include "core/domain/escape.h"

namespace cartage::cli {

namespace {

void addGlobalOptions(CLI::App &app, Context &context)
{
    app.add_option("--site", context.siteOption, "folder of the site (else $CARTAGE_SITE)")->type_name("DIR")->group("Global options");
    app.add_flag("--json", context.json, "the result as JSON")->group("Global options");
    app.add_flag("--quiet", context.quiet, "no notes, no progress")->group("Global options");
    app.add_flag("--yes", context.yes, "carry a destructive command out")->group("Global options");
    app.add_flag("--dry-run", context.dryRun, "print the effect, change nothing")->group("Global options");
    app.add_option("--plan", context.plan, "carry out just the plan that was shown")->type_name("ID")->group("Global options");
}

/// "retries clear", from the root's child down to the command.
std::string wordsOf(const CLI::App *command, const CLI::App *root)
{
    std::string words;
    for (const CLI::App *at = command; at && at != root; at = at->get_parent())
        words = at->get_name() + (words.empty() ? "" : " ") + words;
    return words;
}

/// What was given, by option, for the audit.
std::string argumentsOf(const CLI::App *command)
{
    QJsonObject arguments;
    for (const CLI::Option *option : command->get_options()) {
        if (option->count() == 0 || option->get_name() == "--help")
            continue;
        QJsonArray values;
        for (const std::string &value : option->results())
            values.append(QString::fromStdString(isValidUtf8(value) ? value : escapePath(value)));
        const QString name = QString::fromStdString(option->get_single_name());
        arguments[name] = values.size() == 1 ? values.first() : QJsonValue(values);
    }
    return jsonLine(arguments);
}

const CLI::App *deepest(const CLI::App *app)
{
    while (!app->get_subcommands().empty())
        app = app->get_subcommands().front();
    return app;
}

int usageFailure(const Context &context, const std::string &text)
{
    return fail(context, usageError("", text));
}

} // namespace

CLI::App *CommandTable::add(CLI::App *parent, const std::string &name, const std::string &help, Action action)
{
    CLI::App *command = parent->add_subcommand(name, help);
    m_actions[command] = std::move(action);
    return command;
}

CLI::App *CommandTable::group(const std::string &name, const std::string &help)
{
    CLI::App *command = m_root->add_subcommand(name, help);
    command->require_subcommand(1);
    return command;
}

const CommandTable::Action *CommandTable::actionOf(const CLI::App *command) const
{
    const auto found = m_actions.find(command);
    return found == m_actions.end() ? nullptr : &found->second;
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    Context context;
    for (int i = 1; i < argc && std::strcmp(argv[i], "--") != 0; ++i)
        context.json = context.json || std::strcmp(argv[i], "--json") == 0; // a wrong command line is answered in the form that was asked for

    CLI::App app("Cartage distributes software packages to distribution points (DPs), keeps them right, and shows what is where, what failed, and why.",
                 "cartage");
    app.set_version_flag("--version", "cartage " CARTAGE_VERSION);
    app.fallthrough();
    app.require_subcommand(1);
    addGlobalOptions(app, context);
    CommandTable table(app);
    addSiteCommands(table);
    addPackageCommands(table);
    addDpCommands(table);
    addDistributionCommands(table);
    addRunCommand(table);
    addViewCommands(table);
    addMessageCommands(table);
    addSampleCommands(table);

    try {
        app.parse(argc, argv);
    } catch (const CLI::Success &help) {
        return app.exit(help);
    } catch (const CLI::ParseError &error) {
        return usageFailure(context, error.what());
    }
    const CLI::App *command = deepest(&app);
    const CommandTable::Action *action = table.actionOf(command);
    if (!action)
        return usageFailure(context, wordsOf(command, &app) + " needs a command");
    context.command = wordsOf(command, &app);
    context.arguments = argumentsOf(command);
    try {
        return (*action)(context);
    } catch (const CLI::ParseError &error) {
        return usageFailure(context, error.what());
    }
}

} // namespace cartage::cli
