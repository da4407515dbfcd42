// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inbox/orderbody.h"

#include "core/inbox/linereader.h"

namespace cartage::inbox {

namespace {

constexpr std::size_t longestId = 64;

std::string packageText(const std::optional<PackageId> &package) { return package ? package->value() : std::string(); }

std::string readId(LineReader &reader, const std::string &text)
{
    if (text.empty() || text.size() > longestId)
        reader.wrong();
    return text;
}

} // namespace

std::vector<InstructionLine> toLines(const OrderBody &body)
{
    std::vector<InstructionLine> lines;
    lines.push_back({"order",
                     {body.order, std::string(name(body.action)), body.askedBy, body.askedFrom.value(), std::to_string(toMs(body.askedAt)), body.reason}});
    for (const OrderBody::Place &place : body.places)
        lines.push_back({"at", {place.target.site.value(), place.target.dp, packageText(place.package)}});
    return lines;
}

std::vector<InstructionLine> toLines(const AnswerBody &body)
{
    std::vector<InstructionLine> lines;
    for (const AnswerBody::Outcome &outcome : body.outcomes)
        lines.push_back({"outcome",
                         {outcome.order, outcome.place.target.site.value(), outcome.place.target.dp, packageText(outcome.place.package),
                          std::string(name(outcome.state)), std::to_string(toMs(outcome.doneAt)), outcome.detail}});
    return lines;
}

std::optional<OrderBody> orderFrom(const std::vector<InstructionLine> &lines)
{
    LineReader reader(lines);
    OrderBody body;
    if (const auto *fields = reader.take("order", 6)) {
        body.order = readId(reader, fields->at(0));
        body.action = reader.known(orderActionFromName(fields->at(1)), OrderAction::RetryNow);
        body.askedBy = fields->at(2);
        body.askedFrom = reader.site(fields->at(3));
        body.askedAt = timeFromMs(reader.number(fields->at(4), 0));
        body.reason = fields->at(5);
    }
    while (reader.isNext("at")) {
        if (const auto *fields = reader.take("at", 3))
            body.places.push_back({{reader.site(fields->at(0)), reader.dp(fields->at(1))}, reader.packageOrNone(fields->at(2))});
    }
    return reader.complete() ? std::optional(std::move(body)) : std::nullopt;
}

std::optional<AnswerBody> answerFrom(const std::vector<InstructionLine> &lines)
{
    LineReader reader(lines);
    AnswerBody body;
    while (reader.isNext("outcome")) {
        const auto *fields = reader.take("outcome", 7);
        if (!fields)
            break;
        AnswerBody::Outcome outcome;
        outcome.order = readId(reader, fields->at(0));
        outcome.place = {{reader.site(fields->at(1)), reader.dp(fields->at(2))}, reader.packageOrNone(fields->at(3))};
        outcome.state = reader.known(orderStateFromName(fields->at(4)), OrderState::Done);
        outcome.doneAt = timeFromMs(reader.number(fields->at(5), 0));
        outcome.detail = fields->at(6);
        if (!isFinal(outcome.state))
            reader.wrong();
        body.outcomes.push_back(std::move(outcome));
    }
    if (body.outcomes.empty())
        reader.wrong();
    return reader.complete() ? std::optional(std::move(body)) : std::nullopt;
}

} // namespace cartage::inbox
