// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>

#include "app/common/terminal.h"

namespace CLI {
class App;
}

namespace cartage::cli {

/// The commands of a program and what each does, while they are put together.
class CommandTree final
{
public:
    explicit CommandTree(CLI::App &root) : m_root(&root) { }
    using Action = std::function<int()>; ///< gives the exit code; runs after everything has been parsed
    CLI::App *add(CLI::App *parent, const std::string &name, const std::string &help, Action action);
    /// A word that only groups commands.
    CLI::App *group(const std::string &name, const std::string &help);
    [[nodiscard]] CLI::App *root() const { return m_root; }
    [[nodiscard]] const Action *actionOf(const CLI::App *command) const;

private:
    CLI::App *m_root;
    std::map<const CLI::App *, Action> m_actions;
};

/// Reads the arguments, tells `before` which command they name, carries it out; the exit code. A wrong command line is answered in the voice's form.
int carryOut(CommandTree &tree, Voice &voice, int argc, char **argv, const std::function<void(const CLI::App &command)> &before = {});
/// A result that did not reach the reader is not a success; one that the reader did not want is.
int finish(const Voice &voice, int code);

} // namespace cartage::cli
