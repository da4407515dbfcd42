// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/store/database.h"
#include "core/transport/transport.h"
#include "tests/support/forwardingfiles.h"
#include "tests/support/simfilesystem.h"

namespace cartage::test {

/// What a planted bug remembers from one engine to the next.
struct PlantedState {
    explicit PlantedState(SimFileSystem &simulated)
        : files(simulated)
    { }
    SimFileSystem &files;
};

/// A mistake that the product could have made, put between it and its files, its transport or its database. The simulation has to find it.
struct PlantedBug {
    std::string name;
    std::function<std::unique_ptr<ForwardingFiles>(io::FileSystem &below, PlantedState &state)> files;
    std::function<std::unique_ptr<transport::Transport>(std::unique_ptr<transport::Transport> below, PlantedState &state)> transport;
    std::function<void(store::Connection &db)> database;
};

[[nodiscard]] const std::vector<PlantedBug> &plantedBugs();

} // namespace cartage::test
