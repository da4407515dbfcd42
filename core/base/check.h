// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <cstdlib>

/// For our own invariants, in every build: going on with a broken one would spoil data that is still whole.
#define CARTAGE_CHECK(condition)                                                                                                                \
    do {                                                                                                                                        \
        if (!(condition)) {                                                                                                                     \
            std::fprintf(stderr, "%s:%d: check failed: %s\n", __FILE__, __LINE__, #condition);                                                  \
            std::abort();                                                                                                                       \
        }                                                                                                                                       \
    } while (false)
