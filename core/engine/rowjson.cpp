// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/jsonparts.h"
#include "core/engine/siteorders.h"

#include "core/domain/escape.h"
#include "core/domain/messagecatalogue.h"

namespace cartage::engine {

using namespace json;

AdviceContext contextOf(const DistributionView &view)
{
    return {view.row.package.value(), view.told ? view.told->site.value() + "/" + view.dpName : view.dpName, view.repairAsks};
}

AdviceContext contextOf(const ProblemView &view)
{
    const store::ProblemRow &row = view.row;
    return {row.packages.size() == 1 ? row.packages.front() : std::string(), row.dps.size() == 1 ? row.dps.front() : std::string(), view.repairAsks};
}

std::string errorLine(const Error &error, const AdviceContext &about)
{
    return describe(error, about);
}

QJsonObject toJson(const PackageView &view)
{
    const Package &package = view.package;
    QJsonArray versions;
    for (const PackageVersion &version : package.versions) {
        versions.append(QJsonObject{{key("version"), version.version},
                                    {key("at"), toJson(std::optional(version.at))},
                                    {key("files"), number(version.files)},
                                    {key("bytes"), number(version.bytes)},
                                    {key("manifest_sha256"), toJson(version.manifest.hex())}});
    }
    const PackageVersion newest = package.versions.empty() ? PackageVersion() : package.versions.back();
    const std::optional<Time> at = package.versions.empty() ? std::nullopt : std::optional(newest.at);
    return {{key("package"), toJson(package.id.value())},
            {key("name"), toJson(package.name)},
            {key("version"), newest.version},
            {key("product_version"), textOrNull(package.productVersion)},
            {key("manufacturer"), textOrNull(package.manufacturer)},
            {key("priority"), named(name(package.priority))},
            {key("source"), pathJson(package.source)},
            {key("snapshot_at"), toJson(at)},
            {key("files"), number(newest.files)},
            {key("bytes"), number(newest.bytes)},
            {key("targets"), number(view.targets)},
            {key("verified"), number(view.verified)},
            {key("problems"), number(view.problems)},
            {key("held"), mark(package.held)},
            {key("error"), toJson(package.problem)},
            {key("versions"), versions}};
}

QJsonObject toJson(const DpView &view)
{
    const Dp &dp = view.dp;
    const DpSettings &settings = dp.settings;
    return {{key("dp"), toJson(dp.name)},
            {key("dp_id"), toJson(dp.guid)},
            {key("site"), textOrNull(view.site)},
            {key("known_at"), QJsonValue(QJsonValue::Null)},
            {key("path"), pathJson(dp.path)},
            {key("state"), named(name(stateOf(dp)))},
            {key("stale"), view.stale},
            {key("groups"), texts(dp.groups)},
            {key("packages"), number(view.packages)},
            {key("verified"), number(view.verified)},
            {key("problems"), number(view.problems)},
            {key("free_bytes"), dp.freeBytes < 0 ? QJsonValue(QJsonValue::Null) : number(dp.freeBytes)},
            {key("total_bytes"), dp.totalBytes < 0 ? QJsonValue(QJsonValue::Null) : number(dp.totalBytes)},
            {key("filesystem"), textOrNull(dp.fileSystem)},
            {key("abilities"), parsed(dp.abilities)},
            {key("last_contact"), toJson(dp.lastContact)},
            {key("failing_since"), toJson(dp.failingSince)},
            {key("breaker"), breaker(dp)},
            {key("held"), mark(dp.held)},
            {key("window"), toJson(settings.window.text())},
            {key("rate"), number(settings.rate)},
            {key("verify"), key(settings.verifyLater ? "later" : "full")},
            {key("error"), toJson(dp.condition)}};
}

QJsonObject toJson(const DistributionView &view)
{
    const Distribution &row = view.row;
    const bool hasProof = row.installedVersion && row.proof;
    return {{key("package"), toJson(row.package.value())},
            {key("name"), toJson(view.packageName)},
            {key("dp"), toJson(view.dpName)},
            {key("site"), toJson(view.site.value())},
            {key("known_at"), view.told ? toJson(view.told->knownAt) : QJsonValue(QJsonValue::Null)},
            {key("state"), named(name(row.state))},
            {key("waits_for"), view.waitsFor ? named(name(*view.waitsFor)) : QJsonValue(QJsonValue::Null)},
            {key("wanted_version"), row.wantedVersion > 0 ? QJsonValue(row.wantedVersion) : QJsonValue(QJsonValue::Null)},
            {key("installed_version"), orNull(row.installedVersion)},
            {key("mixed"), row.mixed},
            {key("attempt"), row.attempt},
            {key("attempts_max"), view.attemptsMax},
            {key("next_due"), row.state == State::Waiting || row.state == State::Retrying ? toJson(row.dueAt) : QJsonValue(QJsonValue::Null)},
            {key("bytes_total"), number(row.bytesTotal)},
            {key("bytes_done"), number(row.bytesDone)},
            {key("files_total"), number(row.filesTotal)},
            {key("files_done"), number(row.filesDone)},
            {key("verified_at"), hasProof ? toJson(std::optional(row.proof->at)) : QJsonValue(QJsonValue::Null)},
            {key("verified_how"), hasProof ? named(name(row.proof->kind)) : QJsonValue(QJsonValue::Null)},
            {key("manifest_sha256"), hash(view.manifest)},
            {key("held"), mark(view.held)},
            {key("stopped"), mark(row.stopped)},
            {key("error"), toJson(view.error, contextOf(view))},
            {key("updated_at"), toJson(std::optional(row.updatedAt))}};
}

QJsonObject toJson(const RetryView &view)
{
    const DistributionView &distribution = view.distribution;
    const Distribution &row = distribution.row;
    return {{key("package"), toJson(row.package.value())},
            {key("name"), toJson(distribution.packageName)},
            {key("dp"), toJson(distribution.dpName)},
            {key("site"), toJson(distribution.site.value())},
            {key("state"), named(name(row.state))},
            {key("attempt"), row.attempt},
            {key("attempts_max"), distribution.told ? QJsonValue(QJsonValue::Null) : QJsonValue(distribution.attemptsMax)},
            {key("failing_since"), toJson(row.failingSince)},
            {key("next_due"), row.state == State::Waiting || row.state == State::Retrying ? toJson(row.dueAt) : QJsonValue(QJsonValue::Null)},
            {key("last_error"), toJson(distribution.error, contextOf(distribution))},
            {key("history"), attemptsJson(view.history)},
            {key("known_at"), distribution.told ? toJson(distribution.told->knownAt) : QJsonValue(QJsonValue::Null)},
            {key("order"), view.order ? QJsonValue(toJson(*view.order)) : QJsonValue(QJsonValue::Null)}};
}

QJsonObject toJson(const ProblemView &view)
{
    const store::ProblemRow &row = view.row;
    const Advice advice = adviseOn(row.error, contextOf(view));
    QJsonValue acknowledged = QJsonValue::Null;
    if (view.acknowledged) {
        acknowledged = QJsonObject{{key("by"), toJson(view.acknowledged->by)},
                                   {key("until"), toJson(view.acknowledged->until)},
                                   {key("reason"), textOrNull(view.acknowledged->reason)}};
    }
    return {{key("problem"), toJson(view.key)},
            {key("code"), named(name(row.code))},
            {key("severity"), named(name(view.severity))},
            {key("scope"), named(name(view.scope))},
            {key("object"), toJson(row.object)},
            {key("site"), textOrNull(row.site)},
            {key("packages"), texts(row.packages)},
            {key("dps"), texts(row.dps)},
            {key("distributions"), number(row.distributions)},
            {key("since"), toJson(row.since)},
            {key("last_try"), toJson(row.lastTry)},
            {key("next_try"), toJson(row.nextTry)},
            {key("resolves"), named(name(view.resolves))},
            {key("acknowledged"), acknowledged},
            {key("text"), toJson(advice.text)},
            {key("advice"), toJson(advice.toDo)}};
}

QJsonObject toJson(const StatusMessage &message)
{
    QJsonArray attributes;
    for (const auto &attribute : message.attributes)
        attributes.append(QJsonObject{{key("id"), attribute.id}, {key("value"), toJson(attribute.value)}});
    return {{key("record_id"), number(message.recordId)},
            {key("message_guid"), toJson(message.guid)},
            {key("id"), message.id},
            {key("severity"), named(name(message.severity))},
            {key("component"), toJson(message.component)},
            {key("site"), toJson(message.site)},
            {key("machine"), toJson(message.machine)},
            {key("sender"), textOrNull(message.sender)},
            {key("sequence"), message.sequence ? number(*message.sequence) : QJsonValue(QJsonValue::Null)},
            {key("time"), toJson(std::optional(message.time))},
            {key("received"), toJson(message.received)},
            {key("strings"), texts(message.strings)},
            {key("attributes"), attributes},
            {key("mark"), textOrNull(message.mark)},
            {key("text"), toJson(renderMessage(message))}};
}

QJsonObject toJson(const store::AuditRow &row)
{
    return {{key("time"), toJson(std::optional(row.at))},
            {key("actor"), toJson(row.actor)},
            {key("host"), toJson(row.host)},
            {key("via"), toJson(row.via)},
            {key("action"), toJson(row.action)},
            {key("arguments"), parsed(row.arguments)},
            {key("reason"), row.reason ? textOrNull(*row.reason) : QJsonValue(QJsonValue::Null)},
            {key("changed"), number(row.changed)},
            {key("refused"), number(row.refused)}};
}

} // namespace cartage::engine
