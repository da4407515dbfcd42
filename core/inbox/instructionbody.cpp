// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inbox/instructionbody.h"

#include <algorithm>
#include <array>

#include "core/inbox/linereader.h"

namespace cartage::inbox {

namespace {

constexpr std::size_t longestError = 64UL * 1024; ///< of a row, as JSON
constexpr std::size_t mostTargets = 1000; ///< in one instruction, which then is far below its limits
constexpr std::size_t mostGroups = 12;    ///< of a DP
constexpr std::array resultNames{std::string_view("done"), std::string_view("need"), std::string_view("withdrawn"), std::string_view("refused")};

std::string text(std::int64_t number) { return std::to_string(number); }
std::string text(Time time) { return std::to_string(toMs(time)); }

void append(std::vector<InstructionLine> &lines, std::string word, std::vector<std::string> fields) { lines.push_back({std::move(word), std::move(fields)}); }

void appendInformation(std::vector<InstructionLine> &lines, const PackageInformation &information)
{
    const PackageVersion &version = information.version;
    append(lines, "package",
           {information.package.value(), information.name, information.productVersion, information.manufacturer, std::string(cartage::name(information.priority))});
    append(lines, "version",
           {text(version.version), text(version.epoch), version.manifest.hex(), text(version.files), text(version.entries), text(version.bytes), text(version.at)});
}

PackageInformation readInformation(LineReader &reader)
{
    PackageInformation information;
    if (const auto *fields = reader.take("package", 5)) {
        information.package = reader.package(fields->at(0));
        information.name = fields->at(1);
        information.productVersion = fields->at(2);
        information.manufacturer = fields->at(3);
        information.priority = reader.known(priorityFromName(fields->at(4)), Priority::Normal);
        if (!isPackageName(information.name))
            reader.wrong();
    }
    if (const auto *fields = reader.take("version", 7)) {
        PackageVersion &version = information.version;
        version.version = static_cast<int>(reader.number(fields->at(0), 1, INT32_MAX));
        version.epoch = reader.number(fields->at(1), 1);
        version.manifest = reader.hash(fields->at(2));
        version.files = reader.number(fields->at(3), 0);
        version.entries = reader.number(fields->at(4), 0);
        version.bytes = reader.number(fields->at(5), 0);
        version.at = timeFromMs(reader.number(fields->at(6), 0));
    }
    return information;
}

void appendTargets(std::vector<InstructionLine> &lines, std::string_view word, const std::vector<Target> &targets)
{
    for (const Target &target : targets)
        append(lines, std::string(word), {target.site.value(), target.dp});
}

std::vector<Target> readTargets(LineReader &reader, std::string_view word)
{
    std::vector<Target> targets;
    while (reader.isNext(word)) {
        if (const auto *fields = reader.take(word, 2))
            targets.push_back({reader.site(fields->at(0)), reader.dp(fields->at(1))});
    }
    auto sorted = targets;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
        reader.wrong();
    return targets;
}

bool isDpState(std::string_view text)
{
    constexpr std::array states{DpState::Ok, DpState::Slow, DpState::NotResponding, DpState::Blocked, DpState::Held, DpState::Removing};
    return std::any_of(states.begin(), states.end(), [text](DpState state) { return cartage::name(state) == text; });
}

template <class Value>
std::optional<Value> finished(const LineReader &reader, Value value)
{
    return reader.complete() ? std::optional(std::move(value)) : std::nullopt;
}

std::vector<std::string> rowFields(const ReportBody::RowLine &row)
{
    return {row.site.value(),
            row.dp,
            row.package.value(),
            std::string(cartage::name(row.state)),
            text(row.wantedVersion),
            text(row.attempt),
            text(row.installedVersion.value_or(0)),
            row.installedManifest ? row.installedManifest->hex() : std::string(),
            row.proof ? std::string(cartage::name(row.proof->kind)) : std::string(),
            row.proof ? text(row.proof->at) : std::string("0"),
            row.error,
            text(row.at),
            std::to_string(row.answers.epoch),
            std::to_string(row.answers.sequence),
            text(row.askedVersion)};
}

ReportBody::RowLine readRow(LineReader &reader, const std::vector<std::string> &fields)
{
    ReportBody::RowLine row;
    row.site = reader.site(fields[0]);
    row.dp = reader.dp(fields[1]);
    row.package = reader.package(fields[2]);
    row.state = reader.known(stateFromName(fields[3]), State::Waiting);
    row.wantedVersion = static_cast<int>(reader.number(fields[4], 0, INT32_MAX));
    row.attempt = static_cast<int>(reader.number(fields[5], 0, INT32_MAX));
    if (const auto version = static_cast<int>(reader.number(fields[6], 0, INT32_MAX)); version > 0)
        row.installedVersion = version;
    row.installedManifest = reader.maybeHash(fields[7]);
    const Time provenAt = timeFromMs(reader.number(fields[9], 0));
    if (!fields[8].empty())
        row.proof = Proof{reader.known(proofKindFromName(fields[8]), ProofKind::ReadBack), provenAt};
    row.error = fields[10];
    if (row.error.size() > longestError)
        reader.wrong();
    row.at = timeFromMs(reader.number(fields[11], 0));
    row.answers = {reader.number(fields[12], 0), reader.number(fields[13], 0)};
    row.askedVersion = static_cast<int>(reader.number(fields[14], 0, INT32_MAX));
    return row;
}

HeldUp readHeldUp(LineReader &reader, const std::vector<std::string> &fields)
{
    HeldUp heldUp;
    heldUp.by = reader.known(waitsForFromName(fields[0]), WaitsFor::Turn);
    heldUp.at = reader.site(fields[1]);
    if (!fields[2].empty())
        heldUp.to = reader.site(fields[2]);
    if (const Time until = timeFromMs(reader.number(fields[3], 0)); until != Time{})
        heldUp.until = until;
    return heldUp;
}

} // namespace

std::string_view name(AcknowledgementBody::Result result) { return resultNames.at(static_cast<std::size_t>(result)); }

std::vector<InstructionLine> toLines(const PackageInformation &information)
{
    std::vector<InstructionLine> lines;
    appendInformation(lines, information);
    return lines;
}

std::vector<InstructionLine> toLines(const ContentBody &body)
{
    std::vector<InstructionLine> lines;
    appendInformation(lines, body.information);
    if (body.base)
        append(lines, "base", {body.base->hex()});
    if (body.part)
        append(lines, "part", {body.part->hash.hex(), std::to_string(body.part->bytes)});
    appendTargets(lines, "target", body.targets);
    return lines;
}

std::vector<std::vector<Target>> inParts(const std::vector<Target> &targets)
{
    std::vector<std::vector<Target>> parts;
    for (std::size_t at = 0; at < targets.size(); at += mostTargets) {
        const auto begin = targets.begin() + static_cast<std::ptrdiff_t>(at);
        parts.emplace_back(begin, targets.size() - at > mostTargets ? begin + static_cast<std::ptrdiff_t>(mostTargets) : targets.end());
    }
    return parts;
}

std::vector<InstructionLine> toLines(const RemovalBody &body)
{
    std::vector<InstructionLine> lines;
    append(lines, "remove", {body.package.value()});
    appendTargets(lines, "target", body.targets);
    return lines;
}

std::vector<InstructionLine> toLines(const AcknowledgementBody &body)
{
    std::vector<InstructionLine> lines;
    append(lines, "answers", {body.instruction, std::string(name(body.result)), body.package.value(), text(body.version), body.detail});
    if (body.has)
        append(lines, "has", {text(body.has->version), body.has->manifest.hex()});
    if (body.epochs)
        append(lines, "epochs", {text(body.epochs->of), text(body.epochs->seen)});
    appendTargets(lines, "gone", body.gone);
    return lines;
}

std::vector<InstructionLine> toLines(const ReportBody &body)
{
    std::vector<InstructionLine> lines;
    append(lines, "report", {text(body.at), body.whole ? "whole" : "rows"});
    if (body.joined > 0)
        append(lines, "joined", {text(body.joined)});
    if (body.list > 0)
        append(lines, "part", {text(body.list), text(body.part), text(body.of)});
    for (const auto &site : body.sites)
        append(lines, "site", {site.code.value(), site.parent.value(), site.name});
    for (const auto &dp : body.dps) {
        append(lines, "dp", {dp.site.value(), dp.name, dp.state});
        lines.back().fields.insert(lines.back().fields.end(), dp.groups.begin(), dp.groups.end());
    }
    for (const auto &row : body.rows) {
        append(lines, "row", rowFields(row));
        if (row.heldUp)
            append(lines, "waits",
                   {std::string(cartage::name(row.heldUp->by)), row.heldUp->at.value(), row.heldUp->to ? row.heldUp->to->value() : std::string(),
                    row.heldUp->until ? text(*row.heldUp->until) : std::string("0")});
        if (row.knownAt)
            append(lines, std::string(knownWord), {text(*row.knownAt)});
    }
    return lines;
}

std::vector<InstructionLine> toLines(const std::vector<Target> &targets)
{
    std::vector<InstructionLine> lines;
    appendTargets(lines, "target", targets);
    return lines;
}

std::optional<PackageInformation> informationFrom(const std::vector<InstructionLine> &lines)
{
    LineReader reader(lines);
    PackageInformation information = readInformation(reader);
    return finished(reader, std::move(information));
}

std::optional<ContentBody> contentFrom(const std::vector<InstructionLine> &lines)
{
    LineReader reader(lines);
    ContentBody body;
    body.information = readInformation(reader);
    if (reader.isNext("base")) {
        if (const auto *fields = reader.take("base", 1))
            body.base = reader.hash(fields->at(0));
    }
    if (reader.isNext("part")) {
        if (const auto *fields = reader.take("part", 2))
            body.part = {reader.hash(fields->at(0)), static_cast<std::uint64_t>(reader.number(fields->at(1), 1))};
    }
    if (!body.part && body.base != body.information.version.manifest)
        reader.wrong();
    body.targets = readTargets(reader, "target");
    return finished(reader, std::move(body));
}

std::optional<RemovalBody> removalFrom(const std::vector<InstructionLine> &lines)
{
    LineReader reader(lines);
    RemovalBody body;
    if (const auto *fields = reader.take("remove", 1))
        body.package = reader.package(fields->at(0));
    body.targets = readTargets(reader, "target");
    return finished(reader, std::move(body));
}

std::optional<AcknowledgementBody> acknowledgementFrom(const std::vector<InstructionLine> &lines)
{
    LineReader reader(lines);
    AcknowledgementBody body;
    if (const auto *fields = reader.take("answers", 5)) {
        body.instruction = fields->at(0);
        const auto result = std::find(resultNames.begin(), resultNames.end(), fields->at(1));
        if (result == resultNames.end())
            reader.wrong();
        else
            body.result = static_cast<AcknowledgementBody::Result>(result - resultNames.begin());
        body.package = reader.packageOrNone(fields->at(2)).value_or(PackageId());
        body.version = static_cast<int>(reader.number(fields->at(3), 0, INT32_MAX));
        body.detail = fields->at(4);
    }
    if (reader.isNext("has")) {
        if (const auto *fields = reader.take("has", 2)) {
            body.has.emplace();
            body.has->version = static_cast<int>(reader.number(fields->at(0), 1, INT32_MAX));
            body.has->manifest = reader.hash(fields->at(1));
        }
    }
    if (reader.isNext("epochs")) {
        if (const auto *fields = reader.take("epochs", 2))
            body.epochs = AcknowledgementBody::Epochs{reader.number(fields->at(0), 1), reader.number(fields->at(1), 1, mostEpochSeen)};
    }
    body.gone = readTargets(reader, "gone");
    return finished(reader, std::move(body));
}

std::optional<ReportBody> reportFrom(const std::vector<InstructionLine> &lines)
{
    constexpr std::size_t dpFields = 3;
    constexpr int mostParts = 1000;
    LineReader reader(lines);
    ReportBody body;
    if (const auto *fields = reader.take("report", 2)) {
        body.at = timeFromMs(reader.number(fields->at(0), 0));
        body.whole = fields->at(1) == "whole";
        if (!body.whole && fields->at(1) != "rows")
            reader.wrong();
    }
    if (reader.isNext("joined")) {
        if (const auto *fields = reader.take("joined", 1))
            body.joined = reader.number(fields->at(0), 1);
    }
    if (reader.isNext("part")) {
        if (const auto *fields = reader.take("part", 3)) {
            body.list = reader.number(fields->at(0), 1);
            body.of = static_cast<int>(reader.number(fields->at(2), 2, mostParts));
            body.part = static_cast<int>(reader.number(fields->at(1), 1, body.of));
        }
        if (!body.whole)
            reader.wrong();
    }
    // All of it is told on to the next parent, where a thousand sites and DPs fit into one instruction: each field has its form and length.
    while (reader.isNext("site")) {
        if (const auto *fields = reader.take("site", 3)) {
            body.sites.push_back({reader.site(fields->at(0)), reader.site(fields->at(1)), fields->at(2)});
            const std::string &name = fields->at(2); // empty until that site has told it
            if (!name.empty() && !isPackageName(name)) // it has the form of a package's
                reader.wrong();
        }
    }
    while (const InstructionLine *line = reader.takeIf("dp")) {
        if (line->fields.size() < dpFields || line->fields.size() > dpFields + mostGroups || !isDpState(line->fields[2])) {
            reader.wrong();
            break;
        }
        body.dps.push_back({reader.site(line->fields[0]), reader.dp(line->fields[1]), line->fields[2], {}});
        for (auto group = line->fields.begin() + dpFields; group != line->fields.end(); ++group)
            body.dps.back().groups.push_back(reader.dp(*group)); // a group's name has the same form
    }
    while (reader.isNext("row")) {
        if (const auto *fields = reader.take("row", 15))
            body.rows.push_back(readRow(reader, *fields));
        if (const auto *fields = reader.isNext("waits") && !body.rows.empty() ? reader.take("waits", 4) : nullptr)
            body.rows.back().heldUp = readHeldUp(reader, *fields);
        if (const auto *fields = reader.isNext(knownWord) && !body.rows.empty() ? reader.take(knownWord, 1) : nullptr)
            body.rows.back().knownAt = timeFromMs(reader.number(fields->at(0), 1));
    }
    return finished(reader, std::move(body));
}

} // namespace cartage::inbox
