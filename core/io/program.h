// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/io/filesystem.h"

/// A program of an operator's that is run once with an input: never by a shell, with a small environment, no descriptor of ours, in a process group of its own.
namespace cartage::io {

/// Why a rule must not run it: not absolute, missing, no regular file, not executable, or others than root and the user of
/// this process could put another in its place: it, a folder or a link on its way belongs to another user, or its group or everybody can write it (a folder with
/// the sticky bit set apart).
struct ProgramObjection {
    std::string why;     ///< for people
    int systemError = 0; ///< errno where a call said so
};
[[nodiscard]] std::optional<ProgramObjection> objectionTo(const std::string &program);

struct ProgramOrder {
    std::string program; ///< absolute
    std::vector<std::string> arguments;
    std::vector<std::string> environment; ///< all of it: NAME=value
    std::string input;
    Span limit = std::chrono::seconds(60);
    std::size_t keepOutput = 4096; ///< the last bytes of what it prints
};
struct ProgramEnd {
    enum class How { Exited, Signalled, TimedOut, Stopped, NotBegun };
    How how = How::NotBegun;
    int exitCode = 0;
    int signal = 0;
    int systemError = 0; ///< of NotBegun
    std::string why;     ///< of NotBegun
    std::string output;  ///< standard output and standard error, raw
};
/// Returns when the program has ended, the time is over, or `stop` is raised; what is then left of its process group is killed. A child that leaves the
/// group is left alone, and not waited for. At most a second longer than the limit, except where the kernel itself does not let go of it.
[[nodiscard]] ProgramEnd runProgram(const ProgramOrder &order, const Clock &clock, const std::atomic<bool> &stop);

} // namespace cartage::io
