// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inbox/instruction.h"

#include <algorithm>
#include <array>

#include "core/domain/escape.h"
#include "core/inbox/formtext.h"

namespace cartage::inbox {

namespace {

constexpr std::string_view magic = "cartage-instruction ";
constexpr std::string_view endKey = "END ";
constexpr std::size_t mostFields = 16;
constexpr std::size_t longestWord = 32;
constexpr std::size_t keyIdDigits = 16;
constexpr std::size_t signatureDigits = 128;
constexpr std::int64_t highestNumber = 9'999'999'999'999'999;

constexpr std::array faultNames{
    std::string_view("unfinished"),      std::string_view("not_an_instruction"), std::string_view("newer_format"),   std::string_view("too_large"),
    std::string_view("bad_text"),        std::string_view("wrong_value"),        std::string_view("unknown_sender"), std::string_view("wrong_signature"),
    std::string_view("not_for_us"),      std::string_view("old_epoch"),          std::string_view("no_targets"),     std::string_view("wrong_relation"),
    std::string_view("other_manifest"),  std::string_view("part_damaged"),       std::string_view("not_a_file"),     std::string_view("refused_by_database"),
};

// ---- writing ----

void appendField(std::string &into, std::string_view text)
{
    into += text.empty() ? " \\e" : " ";
    appendEscaped(into, text, Spaces::Escaped);
}

void appendLine(std::string &into, std::string_view word, std::string_view value)
{
    into += word;
    into += ' ';
    into += value;
    into += '\n';
}

// ---- reading ----

InstructionProblem problem(InstructionFault fault, std::string detail) { return {fault, std::move(detail)}; }

bool isLowerHex(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// What appendField wrote and nothing else: one form a text.
std::optional<std::string> fieldFrom(std::string_view text)
{
    if (text == "\\e")
        return std::string();
    auto field = unescaped(text, Spaces::Escaped);
    return field && field->empty() ? std::nullopt : std::move(field);
}

bool isWord(std::string_view text)
{
    return !text.empty() && text.size() <= longestWord && std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

bool hasControl(std::string_view bytes)
{
    return std::any_of(bytes.begin(), bytes.end(), isControl);
}

std::optional<InstructionLine> parseLine(std::string_view text)
{
    InstructionLine line;
    std::size_t end = text.find(' ');
    line.word = text.substr(0, end);
    if (!isWord(line.word))
        return std::nullopt;
    while (end != std::string_view::npos) {
        text.remove_prefix(end + 1);
        end = text.find(' ');
        auto field = fieldFrom(text.substr(0, end));
        if (!field || line.fields.size() == mostFields)
            return std::nullopt;
        line.fields.push_back(std::move(*field));
    }
    return line;
}

/// The lines of the head, each once and in order; `rest` is left behind them.
class HeadReader final
{
public:
    HeadReader(std::string_view rest, Instruction &into) : m_rest(rest), m_into(&into) { }

    std::optional<InstructionProblem> read()
    {
        using Step = bool (HeadReader::*)(std::string_view);
        static constexpr std::pair<std::string_view, Step> steps[] = {
            {"id", &HeadReader::readId},
            {"sender", &HeadReader::readSender},
            {"key", &HeadReader::readKey},
            {"epoch", &HeadReader::readEpoch},
            {"to", &HeadReader::readTo},
            {"sequence", &HeadReader::readSequence},
            {"generation", &HeadReader::readGeneration},
            {"token", &HeadReader::readToken},
            {"kind", &HeadReader::readKind},
        };
        for (const auto &[word, step] : steps) {
            const std::size_t end = m_rest.find('\n');
            const std::string_view line = m_rest.substr(0, end);
            if (end == std::string_view::npos || !line.starts_with(word) || line.size() <= word.size() || line[word.size()] != ' ')
                return problem(InstructionFault::WrongValue, shown(line) + " stands where " + std::string(word) + " must");
            if (!(this->*step)(line.substr(word.size() + 1)))
                return problem(InstructionFault::WrongValue, std::string(word) + " has no value of its form");
            m_rest.remove_prefix(end + 1);
        }
        return std::nullopt;
    }
    [[nodiscard]] std::string_view rest() const { return m_rest; }

private:
    static bool readCode(std::string_view value, SiteCode &into)
    {
        const auto code = parseSiteCode(value);
        if (!code || code->value() != value)
            return false;
        into = *code;
        return true;
    }
    static bool readNumber(std::string_view value, std::int64_t least, std::int64_t &into)
    {
        const auto number = wholeNumber(value, least, highestNumber);
        into = number.value_or(0);
        return number.has_value();
    }
    bool readId(std::string_view value)
    {
        m_into->id = value;
        return isGuid(value);
    }
    bool readSender(std::string_view value) { return readCode(value, m_into->sender.code); }
    bool readKey(std::string_view value)
    {
        m_into->sender.keyId = value;
        return value.size() == keyIdDigits && isLowerHex(value);
    }
    bool readEpoch(std::string_view value) { return readNumber(value, 1, m_into->sender.epoch); }
    bool readTo(std::string_view value) { return readCode(value, m_into->to); }
    bool readSequence(std::string_view value) { return readNumber(value, 1, m_into->sequence); }
    bool readGeneration(std::string_view value) { return readNumber(value, 0, m_into->generation); }
    bool readToken(std::string_view value) { return readNumber(value, 0, m_into->token); }
    bool readKind(std::string_view value)
    {
        const auto kind = instructionKindFromName(value);
        m_into->kind = kind.value_or(InstructionKind::Information);
        return kind.has_value();
    }

    std::string_view m_rest;
    Instruction *m_into;
};

/// The first line; nothing when it is that of our format.
std::optional<InstructionProblem> magicProblem(std::string_view bytes)
{
    if (bytes.empty())
        return problem(InstructionFault::Unfinished, "it is empty");
    if (!bytes.starts_with(magic))
        return magic.starts_with(bytes) ? problem(InstructionFault::Unfinished, "it ends in the first line")
                                        : problem(InstructionFault::NotOne, "it begins with " + shown(bytes.substr(0, bytes.find('\n'))));
    const std::size_t end = bytes.find('\n');
    const std::string_view text = bytes.substr(magic.size(), std::min<std::size_t>(end, bytes.size()) - magic.size());
    if (end == std::string_view::npos)
        return problem(InstructionFault::Unfinished, "it ends in the first line");
    const auto version = wholeNumber(text, 1, INT32_MAX);
    if (!version)
        return problem(InstructionFault::NotOne, "the version of its form is " + shown(text));
    if (*version > instructionFormat)
        return problem(InstructionFault::NewerFormat,
                       "its form has version " + std::to_string(*version) + ", this program reads up to " + std::to_string(instructionFormat));
    return std::nullopt;
}

} // namespace

std::string_view name(InstructionFault fault) { return faultNames.at(static_cast<std::size_t>(fault)); }

std::string linesText(const std::vector<InstructionLine> &lines)
{
    std::string text;
    for (const InstructionLine &line : lines) {
        text += line.word;
        for (const std::string &field : line.fields)
            appendField(text, field);
        text += '\n';
    }
    return text;
}

Result<std::vector<InstructionLine>, InstructionProblem> parseLines(std::string_view text)
{
    std::vector<InstructionLine> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos)
            return failure(problem(InstructionFault::WrongValue, "the last line does not end"));
        auto line = parseLine(text.substr(0, end));
        if (!line || lines.size() == mostInstructionLines)
            return failure(problem(InstructionFault::WrongValue, shown(text.substr(0, end)) + " is no line of an instruction, or one too many"));
        lines.push_back(std::move(*line));
        text.remove_prefix(end + 1);
    }
    return lines;
}

std::string writeInstruction(const Instruction &instruction, const SigningKey &key)
{
    std::string text = std::string(magic) + std::to_string(instructionFormat) + '\n';
    appendLine(text, "id", instruction.id);
    appendLine(text, "sender", instruction.sender.code.value());
    appendLine(text, "key", instruction.sender.keyId);
    appendLine(text, "epoch", std::to_string(instruction.sender.epoch));
    appendLine(text, "to", instruction.to.value());
    appendLine(text, "sequence", std::to_string(instruction.sequence));
    appendLine(text, "generation", std::to_string(instruction.generation));
    appendLine(text, "token", std::to_string(instruction.token));
    appendLine(text, "kind", cartage::name(instruction.kind));
    text += linesText(instruction.lines);
    const Signature signature = key.sign(asBytes(text));
    return text + std::string(endKey) + signature.hex() + '\n';
}

Result<ReadInstruction, InstructionProblem> parseInstruction(std::string_view bytes)
{
    if (bytes.size() > longestInstruction)
        return failure(problem(InstructionFault::TooLarge, std::to_string(bytes.size()) + " bytes"));
    if (const auto wrong = magicProblem(bytes))
        return failure(*wrong);
    // END is the last line and nothing follows it: its place is known from the end.
    constexpr std::size_t endLine = endKey.size() + signatureDigits + 1;
    const bool ended = bytes.size() > endLine && bytes[bytes.size() - endLine - 1] == '\n' && bytes.substr(bytes.size() - endLine).starts_with(endKey)
                       && bytes.back() == '\n';
    if (!ended)
        return failure(problem(InstructionFault::Unfinished, "it has no END"));
    ReadInstruction read;
    read.signedBytes = bytes.size() - endLine;
    const auto signature = Signature::fromHex(bytes.substr(read.signedBytes + endKey.size(), signatureDigits));
    if (!signature || !isLowerHex(bytes.substr(read.signedBytes + endKey.size(), signatureDigits)))
        return failure(problem(InstructionFault::WrongValue, "END has no signature"));
    read.signature = *signature;
    const std::string_view text = bytes.substr(0, read.signedBytes);
    if (hasControl(text) || !isValidUtf8(text))
        return failure(problem(InstructionFault::BadText, "it is not UTF-8 without control characters"));
    HeadReader head(text.substr(text.find('\n') + 1), read.instruction);
    if (const auto wrong = head.read())
        return failure(*wrong);
    auto lines = parseLines(head.rest());
    if (!lines)
        return failure(lines.error());
    read.instruction.lines = std::move(*lines);
    return read;
}

} // namespace cartage::inbox
