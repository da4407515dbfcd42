// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include "app/common/clientcommands.h"
#include "app/common/process.h"

using namespace cartage::cli;

/// `cartage client` for machines that have nothing else of Cartage.
int main(int argc, char **argv)
{
    keepStandardStreams();
    QCoreApplication application(argc, argv);
    Voice voice;
    voice.program = "cartage-client";
    bool dryRun = false;
    CLI::App app("Cartage's client: keeps this machine's status messages in a spool until they lie in the inbox of a site.", "cartage-client");
    app.set_version_flag("--version", "cartage-client " CARTAGE_VERSION);
    app.fallthrough();
    app.require_subcommand(1);
    app.add_flag("--json", voice.json, "the result as JSON")->group("Global options");
    app.add_flag("--quiet", voice.quiet, "no notes, no progress")->group("Global options");
    app.add_flag("--dry-run", dryRun, "print the effect, change nothing")->group("Global options");
    CommandTree tree(app);
    addClientCommands(tree, &app, voice, dryRun);
    return carryOut(tree, voice, argc, argv);
}
