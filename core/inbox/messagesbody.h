// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/digest.h"
#include "core/domain/values.h"
#include "core/inbox/instruction.h"

/// What an instruction of the kind `messages` says: status messages of the sender, of its clients and of sites below it. Reading is strict.
namespace cartage::inbox {

/// Of one message: more is not read, and cut before it is sent.
constexpr std::size_t mostMessageStrings = 16, mostMessageAttributes = 32;
constexpr std::size_t longestMessage = 128UL * 1024; ///< bytes of its lines; a client's is shorter

struct MessagesBody {
    struct Line {
        StatusMessage message;         ///< without record id, receipt and mark: those are each site's own
        std::optional<Xxh128> content; ///< of a client's: by it the same message is known that came in elsewhere, too
        bool operator==(const Line &) const = default;
    };
    std::int64_t upTo = 0; ///< the sender's record id of the last one
    std::vector<Line> messages;
    bool operator==(const MessagesBody &) const = default;
};

[[nodiscard]] std::vector<InstructionLine> toLines(const MessagesBody &body);
[[nodiscard]] std::size_t bytesOf(const MessagesBody::Line &line);
[[nodiscard]] std::optional<MessagesBody> messagesFrom(const std::vector<InstructionLine> &lines);

} // namespace cartage::inbox
