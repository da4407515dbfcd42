// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <string>

#include "core/base/clock.h"

/// What a program of the command line asks of the process it is.
namespace cartage::cli {

/// What is opened later must not become the standard output of a caller that closed it.
void keepStandardStreams();
/// Catches SIGINT and SIGTERM from here on; `onSignal` (async-signal-safe, may be null) is called in the handler.
void catchSignals(void (*onSignal)());
/// Raised by a signal that is caught; `signalNumber` tells which.
[[nodiscard]] const std::atomic<bool> &stopFlag();
[[nodiscard]] int signalNumber();
/// Lets the calling thread wait; comes back early when a signal was caught.
void pauseUnlessStopped(Span span, const Clock &clock);
/// What this machine calls itself.
[[nodiscard]] std::string machineName();
/// Absolute and without "." or ".." components.
[[nodiscard]] std::string absolutePath(const std::string &path);

} // namespace cartage::cli
