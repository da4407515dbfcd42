// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace cartage {

/// Log lines: English, "message key=value", no secrets. Thread-safe. The sinks are chosen once, in app/.
/// The component is the field's name: "DistributionManager", "Engine", "Store" ...
void logDebug(std::string_view component, const std::string &line);
void logInfo(std::string_view component, const std::string &line);
void logWarning(std::string_view component, const std::string &line);
void logError(std::string_view component, const std::string &line);

/// Adds a rotating file (5 files of 5 MiB) under `folder`; called by a composition root. A log that cannot be written is
/// dropped and disturbs no work (F78); how many lines were is said as soon as one can be written again.
void logToFolder(const std::string &folder);
/// Adds standard error, for a headless engine that asks for it.
void logToStandardError();

} // namespace cartage
