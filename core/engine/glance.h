// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/queries.h"

/// What a console wants to know of a site before it shows it.
namespace cartage::engine {

struct Glance {
    std::string code, name;
    bool sample = false;          ///< made by createSample: it may be removed in one go
    bool engineByConsole = false; ///< the setting `engine`: a console works it while it is open
    EngineView engine;
};
[[nodiscard]] Result<Glance> glance(Site &site);
/// Opens it for that only.
[[nodiscard]] Result<Glance> glance(const Environment &environment, const std::string &folder);
/// Whether this process may change the site's database. Of a site that was opened for writing.
[[nodiscard]] Result<bool> isWritable(Site &site);

} // namespace cartage::engine
