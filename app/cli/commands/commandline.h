// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "app/cli/commands/context.h"
#include "app/common/program.h"

namespace CLI {
class App;
}

namespace cartage::cli {

/// Reads the arguments, carries the command out, gives the exit code (docs/cli.md).
int main(int argc, char **argv);

/// Commands that work in a context: each group of them adds its own.
class CommandTable
{
public:
    CommandTable(CommandTree &tree, Context &context) : m_tree(&tree), m_context(&context) { }
    using Action = std::function<int(Context &)>;
    /// A command below `parent`; the action runs after everything has been parsed.
    CLI::App *add(CLI::App *parent, const std::string &name, const std::string &help, Action action);
    /// A word that only groups commands.
    CLI::App *group(const std::string &name, const std::string &help) { return m_tree->group(name, help); }
    [[nodiscard]] CLI::App *root() const { return m_tree->root(); }

private:
    CommandTree *m_tree;
    Context *m_context;
};

void addSiteCommands(CommandTable &table);
void addPackageCommands(CommandTable &table);
void addAddressCommands(CommandTable &table);
void addDpCommands(CommandTable &table);
void addDistributionCommands(CommandTable &table);
void addViewCommands(CommandTable &table);
void addMessageCommands(CommandTable &table);
void addClientsCommand(CommandTable &table);
void addQuarantineCommands(CommandTable &table);
void addRunCommand(CommandTable &table);
void addSampleCommands(CommandTable &table);
void addRuleCommands(CommandTable &table);
void addComponentCommands(CommandTable &table);

} // namespace cartage::cli
