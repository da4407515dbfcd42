// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/marker.h"

#include "tests/fuzz/target.h"
#include "tests/support/fakeclock.h"
#include "tests/support/simfilesystem.h"

/// The marker of a DP, dp.json. What is read is written and read again as the same.
void oneInput(const std::string &bytes)
{
    using namespace cartage;
    const test::FakeClock clock;
    test::SimFileSystem fs(clock);
    fs.writeFile("/dp/dp.json", bytes);
    const auto folder = fs.openFolder("/dp");
    const auto read = transport::readMarker(fs, *folder);
    if (!read || !*read)
        return;
    CARTAGE_CHECK(transport::writeMarker(fs, *folder, **read).has_value());
    const auto again = transport::readMarker(fs, *folder);
    CARTAGE_CHECK(again && *again == *read);
}
