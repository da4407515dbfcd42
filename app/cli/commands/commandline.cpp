// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commandline.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include "app/cli/commands/output.h"
#include "app/common/clientcommands.h"
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

} // namespace

CLI::App *CommandTable::add(CLI::App *parent, const std::string &name, const std::string &help, Action action)
{
    return m_tree->add(parent, name, help, [action = std::move(action), context = m_context] { return action(*context); });
}

int main(int argc, char **argv)
{
    keepStandardStreams();
    QCoreApplication application(argc, argv);
    Context context;
    CLI::App app("Cartage distributes software packages to distribution points (DPs), keeps them right, and shows what is where, what failed, and why.",
                 "cartage");
    app.set_version_flag("--version", "cartage " CARTAGE_VERSION);
    app.fallthrough();
    app.require_subcommand(1);
    addGlobalOptions(app, context);
    CommandTree tree(app);
    CommandTable table(tree, context);
    addSiteCommands(table);
    addAddressCommands(table);
    addPackageCommands(table);
    addDpCommands(table);
    addDistributionCommands(table);
    addRunCommand(table);
    addViewCommands(table);
    addMessageCommands(table);
    addRuleCommands(table);
    addComponentCommands(table);
    addSampleCommands(table);
    addClientsCommand(table);
    addQuarantineCommands(table);
    CLI::App *client = tree.group("client", "status messages of this machine: queue them, bring them to a site's inbox");
    addClientCommands(tree, client, context, context.dryRun);
    return carryOut(tree, context, argc, argv, [&context](const CLI::App &command) { context.arguments = argumentsOf(&command); });
}

} // namespace cartage::cli
