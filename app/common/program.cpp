// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/program.h"

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "core/domain/escape.h"

namespace cartage::cli {

namespace {

/// "retries clear", from the root's child down to the command.
std::string wordsOf(const CLI::App *command, const CLI::App *root)
{
    std::string words;
    for (const CLI::App *at = command; at && at != root; at = at->get_parent())
        words = at->get_name() + (words.empty() ? "" : " ") + words;
    return words;
}

const CLI::App *deepest(const CLI::App *app)
{
    while (!app->get_subcommands().empty())
        app = app->get_subcommands().front();
    return app;
}

int usageFailure(const Voice &voice, const std::string &text)
{
    return fail(voice, usageError("", text));
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

} // namespace

int finish(const Voice &voice, int code)
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
    return fail(voice, error);
}

CLI::App *CommandTree::add(CLI::App *parent, const std::string &name, const std::string &help, Action action)
{
    CLI::App *command = parent->add_subcommand(name, help);
    m_actions[command] = std::move(action);
    return command;
}

CLI::App *CommandTree::group(const std::string &name, const std::string &help)
{
    CLI::App *command = m_root->add_subcommand(name, help);
    command->require_subcommand(1);
    return command;
}

const CommandTree::Action *CommandTree::actionOf(const CLI::App *command) const
{
    const auto found = m_actions.find(command);
    return found == m_actions.end() ? nullptr : &found->second;
}

int carryOut(CommandTree &tree, Voice &voice, int argc, char **argv, const std::function<void(const CLI::App &)> &before)
{
    for (int i = 1; i < argc && std::strcmp(argv[i], "--") != 0; ++i)
        voice.json = voice.json || std::strcmp(argv[i], "--json") == 0; // a wrong command line is answered in the form that was asked for
    CLI::App &app = *tree.root();
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success &help) {
        return finish(voice, app.exit(help));
    } catch (const CLI::ParseError &error) {
        return usageFailure(voice, whyNotUnderstood(app, error));
    }
    const CLI::App *command = deepest(&app);
    const CommandTree::Action *action = tree.actionOf(command);
    if (!action)
        return usageFailure(voice, wordsOf(command, &app) + " needs a command");
    voice.command = wordsOf(command, &app);
    if (before)
        before(*command);
    try {
        return finish(voice, (*action)());
    } catch (const CLI::ParseError &error) {
        return usageFailure(voice, error.what());
    }
}

} // namespace cartage::cli
