// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "app/cli/commands/context.h"

namespace CLI {
class App;
}

namespace cartage::cli {

/// Reads the arguments, carries the command out, gives the exit code (docs/cli.md).
int main(int argc, char **argv);

/// The tree of commands while it is being put together: each group of commands adds its own.
class CommandTable
{
public:
    explicit CommandTable(CLI::App &root) : m_root(&root) { }
    using Action = std::function<int(Context &)>;
    /// A command below `parent`; the action runs after everything has been parsed.
    CLI::App *add(CLI::App *parent, const std::string &name, const std::string &help, Action action);
    /// A word that only groups commands.
    CLI::App *group(const std::string &name, const std::string &help);
    [[nodiscard]] CLI::App *root() const { return m_root; }
    [[nodiscard]] const Action *actionOf(const CLI::App *command) const;

private:
    CLI::App *m_root;
    std::map<const CLI::App *, Action> m_actions;
};

void addSiteCommands(CommandTable &table);
void addPackageCommands(CommandTable &table);
void addDpCommands(CommandTable &table);
void addDistributionCommands(CommandTable &table);
void addViewCommands(CommandTable &table);
void addMessageCommands(CommandTable &table);
void addQuarantineCommands(CommandTable &table);
void addRunCommand(CommandTable &table);
void addSampleCommands(CommandTable &table);

} // namespace cartage::cli
