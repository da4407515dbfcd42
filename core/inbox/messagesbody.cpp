// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inbox/messagesbody.h"

#include <algorithm>

#include "core/inbox/linereader.h"

namespace cartage::inbox {

namespace {

constexpr std::size_t longestName = 4096; ///< bytes of a component, a machine, a client's id

bool isUuid(std::string_view text)
{
    constexpr std::string_view form = "00000000-0000-0000-0000-000000000000";
    const auto fits = [](char c, char wanted) { return wanted == '-' ? c == '-' : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return text.size() == form.size() && std::equal(text.begin(), text.end(), form.begin(), fits);
}

void readMessage(LineReader &reader, const std::vector<std::string> &fields, MessagesBody::Line &line)
{
    StatusMessage &message = line.message;
    message.guid = fields[0];
    message.id = static_cast<int>(reader.number(fields[1], 0, INT32_MAX));
    message.severity = reader.known(severityFromName(fields[2]), Severity::Information);
    message.component = fields[3];
    message.site = reader.site(fields[4]).value();
    message.machine = fields[5];
    message.time = reader.known(parseRfc3339(fields[6]), Time{});
    message.sender = fields[7];
    if (!message.sender.empty())
        message.sequence = reader.number(fields[8], 0);
    else if (!fields[8].empty())
        reader.wrong();
    if (!fields[9].empty())
        line.content = reader.known(Xxh128::fromHex(fields[9]), Xxh128());
    if (!isUuid(message.guid) || std::max({message.component.size(), message.machine.size(), message.sender.size()}) > longestName)
        reader.wrong();
}

} // namespace

std::vector<InstructionLine> toLines(const MessagesBody &body)
{
    std::vector<InstructionLine> lines;
    lines.push_back({"upto", {std::to_string(body.upTo)}});
    for (const MessagesBody::Line &each : body.messages) {
        const StatusMessage &message = each.message;
        lines.push_back({"message",
                         {message.guid, std::to_string(message.id), std::string(cartage::name(message.severity)), message.component, message.site, message.machine,
                          toRfc3339(message.time), message.sender, message.sender.empty() ? std::string() : std::to_string(message.sequence.value_or(0)),
                          each.content ? each.content->hex() : std::string()}});
        if (!message.strings.empty())
            lines.push_back({"strings", message.strings});
        for (const StatusMessage::Attribute &attribute : message.attributes)
            lines.push_back({"attribute", {std::to_string(attribute.id), attribute.value}});
    }
    return lines;
}

std::size_t bytesOf(const MessagesBody::Line &line)
{
    const auto lines = toLines(MessagesBody{1, {line}});
    return linesText({lines.begin() + 1, lines.end()}).size();
}

std::optional<MessagesBody> messagesFrom(const std::vector<InstructionLine> &lines)
{
    LineReader reader(lines);
    MessagesBody body;
    if (const auto *fields = reader.take("upto", 1))
        body.upTo = reader.number(fields->at(0), 1);
    while (reader.isNext("message")) {
        MessagesBody::Line line;
        if (const auto *fields = reader.take("message", 10))
            readMessage(reader, *fields, line);
        if (const InstructionLine *strings = reader.takeIf("strings"))
            line.message.strings = strings->fields;
        while (reader.isNext("attribute")) {
            if (const auto *fields = reader.take("attribute", 2))
                line.message.attributes.push_back({static_cast<int>(reader.number(fields->at(0), 0, INT32_MAX)), fields->at(1)});
        }
        const StatusMessage &message = line.message;
        if (message.strings.size() > mostMessageStrings || message.attributes.size() > mostMessageAttributes || bytesOf(line) > longestMessage)
            reader.wrong();
        body.messages.push_back(std::move(line));
    }
    if (body.messages.empty())
        reader.wrong();
    return reader.complete() ? std::optional(std::move(body)) : std::nullopt;
}

} // namespace cartage::inbox
