// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commandline.h"

#include <fcntl.h>

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <cerrno>
#include <cstdio>
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

/// The parser misses a command before it looks at the word that is none.
std::string whyNotUnderstood(const CLI::App &app, const CLI::ParseError &error)
{
    const std::vector<std::string> unknown = app.remaining(true);
    const bool missing = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError);
    if (missing && !unknown.empty())
        return (unknown.front().starts_with('-') ? "there is no option " : "there is no command ") + escapeText(unknown.front());
    return escapeText(error.what());
}

/// A result that did not reach the reader is not a success; one that the reader did not want is.
int finish(const Context &context, int code)
{
    errno = 0;
    if (std::fflush(stdout) == 0 && !std::ferror(stdout))
        return code;
    if (errno == EPIPE)
        return code;
    Error error;
    error.code = errno == ENOSPC ? Code::NoSpace : Code::IoError;
    error.scope = Scope::Command;
    error.operation = "write";
    error.systemError = errno != 0 ? errno : EIO;
    error.path = error.object = "standard output";
    return fail(context, error);
}

/// What is opened later must not become the standard output of a caller that closed it.
void keepStandardStreams()
{
    for (int stream = 0; stream <= 2; ++stream) {
        if (fcntl(stream, F_GETFD) < 0)
            static_cast<void>(open("/dev/null", O_RDWR)); // the lowest free number: this one
    }
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
    keepStandardStreams();
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
    addQuarantineCommands(table);

    try {
        app.parse(argc, argv);
    } catch (const CLI::Success &help) {
        return finish(context, app.exit(help));
    } catch (const CLI::ParseError &error) {
        return usageFailure(context, whyNotUnderstood(app, error));
    }
    const CLI::App *command = deepest(&app);
    const CommandTable::Action *action = table.actionOf(command);
    if (!action)
        return usageFailure(context, wordsOf(command, &app) + " needs a command");
    context.command = wordsOf(command, &app);
    context.arguments = argumentsOf(command);
    try {
        return finish(context, (*action)(context));
    } catch (const CLI::ParseError &error) {
        return usageFailure(context, error.what());
    }
}

} // namespace cartage::cli
