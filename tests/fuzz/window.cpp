// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/window.h"

#include "tests/fuzz/target.h"

/// Windows of settings and of files that are imported.
void oneInput(const std::string &bytes)
{
    using namespace cartage;
    const auto read = Window::parse(bytes);
    if (!read)
        return;
    const auto again = Window::parse(read->text());
    CARTAGE_CHECK(again && *again == *read);
    (void)read->isOpen(timeFromMs(1'795'140'000'000), "Europe/Berlin");
}
