// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/digest.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/domain/values.h"

/// The form of a status message that a client leaves in an inbox (docs/engine.md, "Inboxes and names"): lines of UTF-8,
///
///     cartage-status 1
///     id 6f9619ff-8b86-4d01-b42d-00cf4fc964ff
///     sender 0123456789abcdef0123456789abcdef
///     sequence 17
///     machine BERLIN-PC-0042
///     time 2026-11-20T03:07:52.972Z
///     message 10006
///     severity error
///     component Software Distribution
///     string a value with \n for a line break, \\ for a backslash, \xHH for other control bytes
///     attribute 400 CEN00001
///     END 0123456789abcdef0123456789abcdef
///     SENT 2026-11-20T03:08:01.004Z
///
/// `string` (at most 10) and `attribute` (at most 32) repeat, all others occur once, in this order. END carries the XXH3-128 of all bytes before its line.
/// SENT is the client's clock when it brought the file; it may be missing and is not part of the message. Texts hold any characters but NUL; bidirectional
/// and other invisible ones are text, and escaped where people see them. There is one way to write a message: what is read gives the same bytes again.
namespace cartage::inbox {

constexpr std::size_t longestStatusFile = 64 * 1024; ///< bytes
constexpr int statusFormat = 1;
constexpr std::size_t mostStrings = 10;
constexpr std::size_t mostAttributes = 32;
constexpr std::int64_t highestSequence = 9'999'999'999'999'999; ///< sixteen digits: the name of a file in a spool

struct StatusReport {
    std::string guid;   ///< UUID version 4, lower case
    std::string sender; ///< 32 hexadecimal digits, lower case
    std::int64_t sequence = 0; ///< 1 to highestSequence
    std::string machine; ///< 1 to 255 characters
    Time time{};
    int id = 0; ///< 0 to 2^31-1
    Severity severity = Severity::Information;
    std::string component; ///< 1 to 64 characters
    std::vector<std::string> strings;
    std::vector<StatusMessage::Attribute> attributes;
    bool operator==(const StatusReport &) const = default;
};

/// A new id for a message: 122 random bits.
[[nodiscard]] std::string makeGuid(Random &random);
/// Without SENT: what a spool keeps. Writes what it is given (times cut to the years 0000 to 9999); a report that breaks a limit gives bytes that
/// parseStatusFile refuses, so who makes reports reads them back before they count as one.
[[nodiscard]] std::string encodeStatusFile(const StatusReport &report);
/// The line that a client adds when it brings the file.
[[nodiscard]] std::string sentLine(Time now);

enum class StatusFault {
    Unfinished,    ///< so far it may become a message: empty, or without END
    NotAMessage,   ///< noise, another magic
    NewerFormat,   ///< of a newer version of this program
    TooLarge,      ///< over longestStatusFile; found by whoever reads the file
    WrongChecksum,
    BadText,       ///< not UTF-8, or control characters
    WrongValue,    ///< a field is missing, twice, out of order, or has no value of its form
};
[[nodiscard]] std::string_view name(StatusFault fault);

struct StatusProblem {
    StatusFault fault = StatusFault::NotAMessage;
    std::string detail; ///< for people: which line, what about it; escaped
};
struct ReadStatus {
    StatusReport report;
    Xxh128 content; ///< that of END: the identity of the message's content
    std::optional<Time> sent;
};
/// Any bytes; never more than the limits above come out. Thread-safe.
[[nodiscard]] Result<ReadStatus, StatusProblem> parseStatusFile(std::string_view bytes);

} // namespace cartage::inbox
