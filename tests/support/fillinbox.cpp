// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// fill-inbox INBOX CLIENTS LAST [FIRST]: messages FIRST (1) to LAST of each of CLIENTS clients lie in INBOX/new. For tests and measurements from outside.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "core/io/posixfilesystem.h"
#include "tests/support/inboxfiller.h"

int main(int argc, char **argv)
{
    if (argc < 4) {
        std::fputs("fill-inbox INBOX CLIENTS LAST [FIRST]\n", stderr);
        return 2;
    }
    const auto fs = cartage::io::makePosixFileSystem();
    const auto filled = cartage::test::fillInbox(*fs, argv[1], std::atoi(argv[2]), argc > 4 ? std::atoll(argv[4]) : 1, std::atoll(argv[3]));
    if (!filled) {
        std::fprintf(stderr, "fill-inbox: %s: %s\n", filled.error().operation, std::strerror(filled.error().error));
        return 6;
    }
    return 0;
}
