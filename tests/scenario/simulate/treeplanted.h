// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/store/database.h"
#include "tests/support/forwardingfiles.h"

namespace cartage::test {

class SiteTree;

/// A mistake that Scheduler, Sender or Despooler could have made, put between an engine and its files or its database. The simulation of trees has to find it.
struct PlantedTreeBug {
    std::string name;
    std::function<std::unique_ptr<ForwardingFiles>(SiteTree &tree, int site, io::FileSystem &below)> files;
    std::function<void(store::Connection &db)> database;
};

[[nodiscard]] const std::vector<PlantedTreeBug> &plantedTreeBugs();

} // namespace cartage::test
