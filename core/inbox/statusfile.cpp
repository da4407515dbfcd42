// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inbox/statusfile.h"

#include <algorithm>

#include "core/domain/escape.h"
#include "core/inbox/formtext.h"
#include "core/inbox/inboxname.h"

namespace cartage::inbox {

namespace {

constexpr std::string_view magic = "cartage-status ";
constexpr std::string_view endKey = "END ";
constexpr std::string_view sentKey = "SENT ";
constexpr std::size_t longestMachine = 255;  // characters
constexpr std::size_t longestComponent = 64; // characters
constexpr std::size_t digestDigits = 32;

// ---- writing ----

void appendText(std::string &into, std::string_view key, std::string_view text)
{
    into += key;
    appendEscaped(into, text, Spaces::AsTheyAre);
    into += '\n';
}

void appendPlain(std::string &into, std::string_view key, std::string_view value)
{
    into += key;
    into += value;
    into += '\n';
}

std::string timeText(Time time)
{
    using namespace std::chrono;
    constexpr Time first = sys_days(year(0) / 1 / 1);
    constexpr Time last = sys_days(year(10000) / 1 / 1) - Span(1);
    return toRfc3339(std::clamp(time, first, last));
}

// ---- reading ----

StatusProblem problem(StatusFault fault, std::string detail)
{
    return {fault, std::move(detail)};
}

std::string atLine(int line, const std::string &what)
{
    return "line " + std::to_string(line) + ": " + what;
}

/// UTF-8 without control characters but line feeds; the first line that is not.
std::optional<StatusProblem> textProblem(std::string_view bytes)
{
    bool control = false;
    unsigned char all = 0;
    for (const char c : bytes) {
        control |= isControl(c);
        all |= static_cast<unsigned char>(c);
    }
    if (!control && (all < 0x80 || isValidUtf8(bytes)))
        return std::nullopt;
    for (int line = 1; !bytes.empty(); ++line) {
        const std::string_view text = bytes.substr(0, bytes.find('\n'));
        if (std::any_of(text.begin(), text.end(), isControl))
            return problem(StatusFault::BadText, atLine(line, "has a control character"));
        if (!isValidUtf8(text))
            return problem(StatusFault::BadText, atLine(line, "is not UTF-8"));
        bytes.remove_prefix(std::min(bytes.size(), text.size() + 1));
    }
    return problem(StatusFault::BadText, "is not UTF-8");
}

/// Just the form that toRfc3339 writes.
std::optional<Time> strictTime(std::string_view text)
{
    constexpr std::string_view form = "0000-00-00T00:00:00.000Z";
    if (text.size() != form.size())
        return std::nullopt;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (form[i] == '0' ? !digit : text[i] != form[i])
            return std::nullopt;
    }
    return text[17] == '6' ? std::nullopt : parseRfc3339(text); // no second 60: it would be read as another time
}

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Reads the lines between the magic and END, one after the other; each step takes the line that must come next.
class FieldReader final
{
public:
    FieldReader(std::string_view lines, StatusReport &report) : m_rest(lines), m_report(&report) { }

    /// Up to where the lines end; `whole` says that END follows, so that all must be there.
    std::optional<StatusProblem> read(bool whole)
    {
        using Step = bool (FieldReader::*)(std::string_view);
        struct Field {
            std::string_view key;
            Step step;
            const char *form;
        };
        static constexpr Field once[] = {
            {"id ", &FieldReader::readGuid, "a UUID of version 4 in lower case"},
            {"sender ", &FieldReader::readSender, "32 hexadecimal digits in lower case"},
            {"sequence ", &FieldReader::readSequence, "a whole number from 1, of at most 16 digits"},
            {"machine ", &FieldReader::readMachine, "1 to 255 characters"},
            {"time ", &FieldReader::readTime, "a time like 2026-11-20T03:07:52.972Z"},
            {"message ", &FieldReader::readMessage, "a whole number from 0 to 2147483647"},
            {"severity ", &FieldReader::readSeverity, "information, warning or error"},
            {"component ", &FieldReader::readComponent, "1 to 64 characters"},
        };
        for (const Field &field : once) {
            if (!nextLine())
                return whole ? std::optional(missing(field.key)) : std::nullopt;
            if (!m_line.starts_with(field.key))
                return problem(StatusFault::WrongValue, atLine(m_number, shown(m_line) + " stands where " + std::string(field.key) + "must"));
            if (!(this->*field.step)(m_line.substr(field.key.size())))
                return problem(StatusFault::WrongValue, atLine(m_number, std::string(field.key) + "is not " + field.form));
        }
        return readRepeated();
    }

private:
    bool nextLine()
    {
        if (m_rest.empty())
            return false;
        const std::size_t end = m_rest.find('\n');
        m_line = m_rest.substr(0, end);
        m_rest.remove_prefix(end + 1);
        ++m_number;
        return true;
    }
    StatusProblem missing(std::string_view key) const
    {
        return problem(StatusFault::WrongValue, atLine(m_number + 1, std::string(key) + "is missing"));
    }
    std::optional<StatusProblem> readRepeated()
    {
        while (nextLine()) {
            constexpr std::string_view stringKey = "string ";
            constexpr std::string_view attributeKey = "attribute ";
            const bool isString = m_line.starts_with(stringKey) && m_report->attributes.empty();
            if (!isString && !m_line.starts_with(attributeKey))
                return problem(StatusFault::WrongValue, atLine(m_number, shown(m_line) + " is no field, or comes too late"));
            if (isString ? m_report->strings.size() == mostStrings : m_report->attributes.size() == mostAttributes)
                return problem(StatusFault::WrongValue, atLine(m_number, isString ? "more than 10 strings" : "more than 32 attributes"));
            if (isString ? !readString(m_line.substr(stringKey.size())) : !readAttribute(m_line.substr(attributeKey.size())))
                return problem(StatusFault::WrongValue, atLine(m_number, isString ? "string has a wrong escape" : "attribute has no number, or a wrong escape"));
        }
        return std::nullopt;
    }

    bool readGuid(std::string_view value)
    {
        m_report->guid = value;
        return isGuid(value);
    }
    bool readSender(std::string_view value)
    {
        m_report->sender = value;
        return isHex128(value);
    }
    bool readSequence(std::string_view value)
    {
        const auto number = wholeNumber(value, 1, highestSequence);
        m_report->sequence = number.value_or(0);
        return number.has_value();
    }
    static bool readShort(std::string_view value, std::size_t most, std::string &into)
    {
        auto text = unescaped(value, Spaces::AsTheyAre);
        if (!text || text->empty() || characters(*text) > most)
            return false;
        into = std::move(*text);
        return true;
    }
    bool readMachine(std::string_view value) { return readShort(value, longestMachine, m_report->machine); }
    bool readComponent(std::string_view value) { return readShort(value, longestComponent, m_report->component); }
    bool readTime(std::string_view value)
    {
        const auto time = strictTime(value);
        m_report->time = time.value_or(Time{});
        return time.has_value();
    }
    bool readMessage(std::string_view value)
    {
        const auto number = wholeNumber(value, 0, INT32_MAX);
        m_report->id = static_cast<int>(number.value_or(0));
        return number.has_value();
    }
    bool readSeverity(std::string_view value)
    {
        const auto severity = severityFromName(value);
        m_report->severity = severity.value_or(Severity::Information);
        return severity.has_value();
    }
    bool readString(std::string_view value)
    {
        auto text = unescaped(value, Spaces::AsTheyAre);
        if (!text)
            return false;
        m_report->strings.push_back(std::move(*text));
        return true;
    }
    bool readAttribute(std::string_view value)
    {
        const std::size_t space = value.find(' ');
        if (space == std::string_view::npos)
            return false;
        const auto number = wholeNumber(value.substr(0, space), 0, INT32_MAX);
        auto text = unescaped(value.substr(space + 1), Spaces::AsTheyAre);
        if (!number || !text)
            return false;
        m_report->attributes.push_back({static_cast<int>(*number), std::move(*text)});
        return true;
    }

    std::string_view m_rest;
    std::string_view m_line;
    int m_number = 1; // the magic's
    StatusReport *m_report;
};

/// The first line: nothing when it is that of our format.
std::optional<StatusProblem> magicProblem(std::string_view bytes)
{
    if (bytes.size() < magic.size() ? !magic.starts_with(bytes) : !bytes.starts_with(magic))
        return problem(StatusFault::NotAMessage, "it begins with " + shown(bytes.substr(0, bytes.find('\n'))));
    const std::size_t end = bytes.find('\n');
    if (end == std::string_view::npos) {
        constexpr std::size_t longestFirstLine = 64;
        if (bytes.size() > longestFirstLine)
            return problem(StatusFault::NotAMessage, "its first line does not end");
        return problem(StatusFault::Unfinished, bytes.empty() ? "it is empty" : "it ends in the first line");
    }
    const std::string_view text = bytes.substr(magic.size(), end - magic.size());
    const auto version = wholeNumber(text, 1, INT32_MAX);
    if (!version)
        return problem(StatusFault::NotAMessage, "the version of its form is " + shown(text));
    if (*version > statusFormat)
        return problem(StatusFault::NewerFormat, "its form has version " + std::to_string(*version) + ", this program reads up to " + std::to_string(statusFormat));
    return std::nullopt;
}

/// SENT or nothing.
std::optional<StatusProblem> readTail(std::string_view tail, std::optional<Time> &sent)
{
    if (tail.empty())
        return std::nullopt;
    const std::size_t end = tail.find('\n');
    if (end == std::string_view::npos && tail.size() < sentLine(Time{}).size())
        return problem(StatusFault::Unfinished, "it ends behind END");
    const std::string_view line = tail.substr(0, end);
    if (line.starts_with(sentKey))
        sent = strictTime(line.substr(sentKey.size()));
    if (!sent || end == std::string_view::npos || end + 1 != tail.size())
        return problem(StatusFault::WrongValue, "behind END stands " + shown(line));
    return std::nullopt;
}

/// Without END: what is there may still become a message, or never.
StatusProblem unfinishedProblem(std::string_view bytes, std::size_t fields)
{
    StatusReport report;
    const std::size_t lastLine = bytes.rfind('\n') + 1; // what follows is no line yet
    if (const auto text = textProblem(bytes.substr(0, lastLine)))
        return *text;
    if (const auto wrong = FieldReader(bytes.substr(fields, lastLine - fields), report).read(false))
        return *wrong;
    return problem(StatusFault::Unfinished, "it has no END");
}

} // namespace

std::string_view name(StatusFault fault)
{
    switch (fault) {
    case StatusFault::Unfinished: return "unfinished";
    case StatusFault::NotAMessage: return "not_a_message";
    case StatusFault::NewerFormat: return "newer_format";
    case StatusFault::TooLarge: return "too_large";
    case StatusFault::WrongChecksum: return "wrong_checksum";
    case StatusFault::BadText: return "bad_text";
    case StatusFault::WrongValue: return "wrong_value";
    }
    return "";
}

std::string makeGuid(Random &random)
{
    std::string text = random.hex(digestDigits / 2);
    text[12] = '4';
    text[16] = "89ab"[upperHexDigit(text[16] >= 'a' ? static_cast<char>(text[16] - 'a' + 'A') : text[16]) % 4];
    for (const std::size_t at : {20U, 16U, 12U, 8U})
        text.insert(at, "-");
    return text;
}

std::string encodeStatusFile(const StatusReport &report)
{
    std::string text;
    text.reserve(512);
    appendPlain(text, magic, std::to_string(statusFormat));
    appendPlain(text, "id ", report.guid);
    appendPlain(text, "sender ", report.sender);
    appendPlain(text, "sequence ", std::to_string(report.sequence));
    appendText(text, "machine ", report.machine);
    appendPlain(text, "time ", timeText(report.time));
    appendPlain(text, "message ", std::to_string(report.id));
    appendPlain(text, "severity ", cartage::name(report.severity));
    appendText(text, "component ", report.component);
    for (const std::string &each : report.strings)
        appendText(text, "string ", each);
    for (const StatusMessage::Attribute &each : report.attributes)
        appendText(text, "attribute " + std::to_string(each.id) + " ", each.value);
    const std::string digest = xxh128(asBytes(text)).hex();
    appendPlain(text, endKey, digest);
    return text;
}

std::string sentLine(Time now)
{
    return std::string(sentKey) + timeText(now) + "\n";
}

Result<ReadStatus, StatusProblem> parseStatusFile(std::string_view bytes)
{
    if (bytes.size() > longestStatusFile)
        return failure(problem(StatusFault::TooLarge, std::to_string(bytes.size()) + " bytes; at most " + std::to_string(longestStatusFile)));
    if (auto wrong = magicProblem(bytes))
        return failure(std::move(*wrong));
    const std::size_t fields = bytes.find('\n') + 1;
    const std::size_t before = bytes.find("\nEND ", fields - 1);
    const std::size_t digestAt = before + 1 + endKey.size();
    if (before == std::string_view::npos || bytes.size() <= digestAt + digestDigits)
        return failure(unfinishedProblem(bytes, fields));
    const std::string_view message = bytes.substr(0, before + 1);
    const std::string_view digest = bytes.substr(digestAt, digestDigits);
    if (!isHex128(digest) || bytes[digestAt + digestDigits] != '\n')
        return failure(problem(StatusFault::WrongChecksum, "END has none of its form"));

    ReadStatus result;
    result.content = xxh128(asBytes(message));
    if (Xxh128::fromHex(digest) != result.content)
        return failure(problem(StatusFault::WrongChecksum, "END has " + std::string(digest) + ", the content " + result.content.hex()));
    if (auto wrong = textProblem(message))
        return failure(std::move(*wrong));
    if (auto wrong = FieldReader(message.substr(fields), result.report).read(true))
        return failure(std::move(*wrong));
    if (auto wrong = readTail(bytes.substr(digestAt + digestDigits + 1), result.sent))
        return failure(std::move(*wrong));
    return result;
}

} // namespace cartage::inbox
