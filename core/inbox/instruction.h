// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/sitekey.h"
#include "core/domain/sending.h"

/// The form of what a site leaves in another site's inbox (docs/engine.md, "Sites"): lines of UTF-8,
///
///     cartage-instruction 1
///     id 6f9619ff-8b86-4d01-b42d-00cf4fc964ff
///     sender CEN
///     key 0123456789abcdef
///     epoch 1
///     to BER
///     sequence 17
///     generation 5
///     token 991
///     kind content
///     package CEN00001
///     target BER berlin1
///     END <128 hexadecimal digits: the sender's Ed25519 signature of everything before END>
///
/// Behind the kind stand lines of a word and fields, one space between them. In a field a space is `\s`, a line feed `\n`, a backslash `\\`, another control
/// character `\xHH`; an empty one is `\e`. A file has one form only: what is escaped without need is refused.
namespace cartage::inbox {

constexpr int instructionFormat = 1;
constexpr std::size_t longestInstruction = 1024UL * 1024;
constexpr std::size_t mostInstructionLines = 20'000;

struct InstructionLine {
    std::string word;                ///< 1 to 32 of a-z and _
    std::vector<std::string> fields; ///< at most 16; UTF-8 without NUL
    bool operator==(const InstructionLine &) const = default;
};

struct Instruction {
    std::string id;                ///< UUID, version 4, lower case
    SiteIdentity sender;
    SiteCode to;
    std::int64_t sequence = 0;     ///< rises over all that the sender has made, from 1
    std::int64_t generation = 0;   ///< of the sender's engine: a relieved one has an older
    std::int64_t token = 0;        ///< of the send request's claim
    InstructionKind kind = InstructionKind::Information;
    std::vector<InstructionLine> lines;
    bool operator==(const Instruction &) const = default;
};

[[nodiscard]] std::string writeInstruction(const Instruction &instruction, const SigningKey &key);

enum class InstructionFault {
    Unfinished,    ///< empty, or without END: it may be on its way still
    NotOne,        ///< noise, another magic
    NewerFormat,   ///< of a newer version of this program
    TooLarge,      ///< found by whoever reads the file
    BadText,       ///< not UTF-8, or control characters
    WrongValue,    ///< a line is missing, out of order, or has no value of its form
    UnknownSender, ///< no address, or one with another key
    WrongSignature,
    NotForUs,      ///< for another site
    OldEpoch,      ///< of before the sender was restored from a backup
    NoTargets,     ///< names no target, so nothing could ever complete it (Q153576)
    WrongRelation, ///< content or a removal that is not from the parent, a report that is not from a child
    OtherManifest, ///< a version that is known with another manifest
    PartDamaged,   ///< the package file is not what it says it is
    NotAFile,      ///< a folder, a link, several names for one file
    RefusedByDatabase, ///< its form is right, and the database does not take what it says
};
[[nodiscard]] std::string_view name(InstructionFault fault);

struct InstructionProblem {
    InstructionFault fault = InstructionFault::NotOne;
    std::string detail; ///< for people; escaped
    bool operator==(const InstructionProblem &) const = default;
};
struct ReadInstruction {
    Instruction instruction;
    Signature signature;
    std::size_t signedBytes = 0; ///< how many, from the beginning
};
/// The form alone: whose signature it is, is the caller's question. Any bytes; nothing over the limits above comes out. Thread-safe.
[[nodiscard]] Result<ReadInstruction, InstructionProblem> parseInstruction(std::string_view bytes);

/// The lines as one text, as they stand in the file: what the store keeps until the instruction is published.
[[nodiscard]] std::string linesText(const std::vector<InstructionLine> &lines);
[[nodiscard]] Result<std::vector<InstructionLine>, InstructionProblem> parseLines(std::string_view text);

} // namespace cartage::inbox
