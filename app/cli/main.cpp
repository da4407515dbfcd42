// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commandline.h"

int main(int argc, char **argv)
{
    return cartage::cli::main(argc, argv);
}
