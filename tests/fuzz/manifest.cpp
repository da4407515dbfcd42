// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/content/manifest.h"

#include "tests/fuzz/target.h"

/// Manifests of a library that others may have written in. What is taken is walked to its end and has no path that leads out.
void oneInput(const std::string &bytes)
{
    using namespace cartage::content;
    const auto read = Manifest::parse(bytes);
    if (!read)
        return;
    CARTAGE_CHECK((*read)->bytes() == bytes);
    std::int64_t entries = 0;
    for (Manifest::Cursor cursor(**read); !cursor.atEnd(); cursor.next()) {
        const Manifest::View view = cursor.current();
        CARTAGE_CHECK(!view.path.empty() && view.path.front() != 0x2F && view.path.find("../") == std::string_view::npos);
        ++entries;
    }
    CARTAGE_CHECK(entries == (*read)->entries());
}
