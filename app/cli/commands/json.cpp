// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/json.h"

#include <QJsonDocument>

#include "core/domain/escape.h"
#include "core/domain/messagecatalogue.h"

namespace cartage::cli {

namespace {

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

QJsonValue number(std::int64_t value)
{
    return QJsonValue(static_cast<qint64>(value));
}

template <class T>
QJsonValue orNull(const std::optional<T> &value)
{
    if (!value)
        return QJsonValue::Null;
    return number(static_cast<std::int64_t>(*value));
}

QJsonValue textOrNull(const std::string &text)
{
    return text.empty() ? QJsonValue(QJsonValue::Null) : toJson(text);
}

QJsonValue named(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

template <class T>
QJsonValue hash(const std::optional<T> &digest)
{
    return digest ? toJson(digest->hex()) : QJsonValue(QJsonValue::Null);
}

QJsonArray texts(const std::vector<std::string> &values)
{
    QJsonArray array;
    for (const std::string &value : values)
        array.append(toJson(value));
    return array;
}

QJsonArray ids(const std::vector<PackageId> &values)
{
    QJsonArray array;
    for (const PackageId &value : values)
        array.append(toJson(value.value()));
    return array;
}

QJsonValue mark(const std::optional<Distribution::Mark> &value)
{
    if (!value)
        return QJsonValue::Null;
    return QJsonObject{{key("by"), toJson(value->by)}, {key("reason"), textOrNull(value->reason)}, {key("at"), toJson(std::optional(value->at))}};
}

QJsonValue breaker(const Dp &dp)
{
    return QJsonObject{{key("state"), named(name(dp.breaker))}, {key("failures"), dp.failures}, {key("next_probe"), toJson(dp.nextProbe)}};
}

QJsonObject attemptJson(const Attempt &attempt)
{
    return {{key("attempt"), attempt.number},
            {key("version"), attempt.version},
            {key("started"), toJson(std::optional(attempt.started))},
            {key("ended"), toJson(attempt.ended)},
            {key("outcome"), toJson(attempt.outcome)},
            {key("bytes"), number(attempt.bytes)},
            {key("wait_ms"), number(attempt.wait.count())},
            {key("error"), toJson(attempt.error)}};
}

QJsonArray attemptsJson(const std::vector<Attempt> &attempts)
{
    QJsonArray array;
    for (const Attempt &attempt : attempts)
        array.append(attemptJson(attempt));
    return array;
}

QJsonValue parsed(const std::string &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(text));
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue(QJsonObject());
}

} // namespace

QJsonValue toJson(const std::string &text)
{
    return QString::fromStdString(isValidUtf8(text) ? text : escapeText(text));
}

QJsonValue toJson(std::optional<Time> time)
{
    return time ? toJson(toRfc3339(*time)) : QJsonValue(QJsonValue::Null);
}

QJsonValue pathJson(const std::string &bytes)
{
    return bytes.empty() ? QJsonValue(QJsonValue::Null) : toJson(escapePath(bytes));
}

void addPath(QJsonObject &object, const std::string &bytes)
{
    object[key("path")] = pathJson(bytes);
    object[key("path_base64")] = escapePath(bytes) == bytes ? QJsonValue(QJsonValue::Null)
                                                            : QJsonValue(QString::fromLatin1(QByteArray::fromStdString(bytes).toBase64()));
}

AdviceContext contextOf(const engine::DistributionView &view)
{
    return {view.row.package.value(), view.dpName, view.repairAsks};
}

AdviceContext contextOf(const engine::ProblemView &view)
{
    const store::ProblemRow &row = view.row;
    return {row.packages.size() == 1 ? row.packages.front() : std::string(), row.dps.size() == 1 ? row.dps.front() : std::string(), view.repairAsks};
}

QJsonObject toJson(const Error &error, const AdviceContext &about)
{
    const Advice advice = adviseOn(error, about);
    QJsonObject object{{key("code"), named(name(error.code))},
                       {key("kind"), named(name(error.kind()))},
                       {key("operation"), textOrNull(error.operation)},
                       {key("errno"), error.systemError ? QJsonValue(error.systemError) : QJsonValue(QJsonValue::Null)},
                       {key("errno_name"), textOrNull(systemErrorName(error.systemError))},
                       {key("scope"), named(name(error.scope))},
                       {key("object"), textOrNull(error.object)},
                       {key("resolves"), named(name(resolvesOf(error, about.repairAsks)))},
                       {key("text"), toJson(advice.text)},
                       {key("advice"), toJson(advice.toDo)}};
    addPath(object, error.path);
    if (!error.names.empty()) {
        QJsonArray names;
        for (const std::string &each : error.names)
            names.append(pathJson(each));
        object[key("names")] = names;
    }
    return object;
}

std::string errorLine(const Error &error, const AdviceContext &about)
{
    return describe(error, about);
}

QJsonValue toJson(const std::optional<Error> &error, const AdviceContext &about)
{
    return error ? QJsonValue(toJson(*error, about)) : QJsonValue(QJsonValue::Null);
}

QJsonObject toJson(const engine::Effect &effect)
{
    return {{key("plan"), textOrNull(effect.plan)},
            {key("distributions"), number(effect.distributions)},
            {key("packages"), number(effect.packages)},
            {key("dps"), number(effect.dps)},
            {key("bytes_to_send"), number(effect.bytesToSend)},
            {key("bytes_to_delete"), number(effect.bytesToDelete)},
            {key("running"), number(effect.running)},
            {key("last_copies"), ids(effect.lastCopies)},
            {key("child_sites"), number(effect.childSites)},
            {key("lines"), texts(effect.lines)}};
}

QJsonObject toJson(const engine::Change &change)
{
    QJsonArray rows;
    for (const auto &row : change.rows) {
        rows.append(QJsonObject{{key("package"), toJson(row.package.value())},
                                {key("dp"), toJson(row.dp)},
                                {key("site"), toJson(row.package.value().substr(0, 3))},
                                {key("was"), named(name(row.was))},
                                {key("now"), named(name(row.now))}});
    }
    QJsonArray notes;
    for (const auto &note : change.notes)
        notes.append(QJsonObject{{key("code"), toJson(note.code)}, {key("text"), toJson(note.text)}});
    return {{key("changed"), number(change.changed)},
            {key("unchanged"), number(change.unchanged)},
            {key("refused"), number(change.refused)},
            {key("rows"), rows},
            {key("notes"), notes}};
}

QJsonObject toJson(const std::map<State, std::int64_t> &counts)
{
    QJsonObject object;
    for (const State state : allStates()) {
        const auto found = counts.find(state);
        object[QString::fromUtf8(name(state).data(), static_cast<qsizetype>(name(state).size()))] = number(found == counts.end() ? 0 : found->second);
    }
    return object;
}

QJsonObject toJson(const engine::SiteView &site, const std::string &folder)
{
    const engine::EngineView &engine = site.engine;
    return {{key("site"), toJson(site.row.code.value())},
            {key("name"), toJson(site.row.name)},
            {key("path"), pathJson(folder)},
            {key("site_id"), toJson(site.row.siteId)},
            {key("schema"), site.schema},
            {key("program_version"), key(CARTAGE_VERSION)},
            {key("library_path"), pathJson(site.row.libraryPath)},
            {key("library_bytes"), orNull(site.libraryBytes)},
            {key("database_bytes"), number(static_cast<std::int64_t>(site.databaseBytes))},
            {key("packages"), number(site.packages)},
            {key("dps"), number(site.dps)},
            {key("distributions"), toJson(site.distributions)},
            {key("parent"), site.row.parent ? toJson(site.row.parent->value()) : QJsonValue(QJsonValue::Null)},
            {key("public_key"), toJson(site.row.publicKey)},
            {key("engine"), QJsonObject{{key("running"), engine.running},
                                        {key("host"), textOrNull(engine.host)},
                                        {key("pid"), engine.running ? number(engine.pid) : QJsonValue(QJsonValue::Null)},
                                        {key("since"), toJson(engine.since)},
                                        {key("here"), engine.here}}}};
}

QJsonObject toJson(const engine::SnapshotReport &report)
{
    return {{key("package"), toJson(report.package.value())},
            {key("name"), toJson(report.name)},
            {key("version"), report.version},
            {key("changed"), report.changed},
            {key("files"), number(report.files)},
            {key("bytes"), number(report.bytes)},
            {key("new_files"), number(report.newFiles)},
            {key("changed_files"), number(report.changedFiles)},
            {key("removed_files"), number(report.removedFiles)},
            {key("new_bytes"), number(report.newBytes)},
            {key("manifest_sha256"), toJson(report.manifest.hex())}};
}

QJsonObject toJson(const engine::PackageView &view)
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

QJsonObject toJson(const content::Manifest::View &entry)
{
    char mode[8];
    std::snprintf(mode, sizeof mode, "%04o", entry.mode);
    const bool isFile = entry.type == content::EntryType::File;
    const auto ms = std::chrono::floor<Span>(std::chrono::nanoseconds(entry.mtimeNs));
    QJsonObject object{{key("type"), key(isFile ? "file" : entry.type == content::EntryType::Folder ? "folder" : "link")},
                       {key("size"), isFile ? number(static_cast<std::int64_t>(entry.size)) : QJsonValue(QJsonValue::Null)},
                       {key("mode"), key(mode)},
                       {key("mtime"), toJson(std::optional(Time(ms)))},
                       {key("sha256"), isFile ? toJson(entry.sha256.hex()) : QJsonValue(QJsonValue::Null)},
                       {key("link"), pathJson(std::string(entry.link))}};
    addPath(object, std::string(entry.path));
    return object;
}

QJsonObject toJson(const engine::DpView &view)
{
    const Dp &dp = view.dp;
    const DpSettings &settings = dp.settings;
    return {{key("dp"), toJson(dp.name)},
            {key("dp_id"), toJson(dp.guid)},
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

QJsonObject toJson(const engine::DpTestReport &report)
{
    QJsonArray steps;
    for (const auto &step : report.steps) {
        steps.append(QJsonObject{{key("step"), toJson(step.step)},
                                 {key("ok"), step.ok},
                                 {key("took_ms"), number(step.took.count())},
                                 {key("error"), toJson(step.error)}});
    }
    return {{key("dp"), toJson(report.dp)}, {key("ok"), report.ok}, {key("steps"), steps}};
}

QJsonObject toJson(const engine::DistributionView &view)
{
    const Distribution &row = view.row;
    const bool hasProof = row.installedVersion && row.proof;
    return {{key("package"), toJson(row.package.value())},
            {key("name"), toJson(view.packageName)},
            {key("dp"), toJson(view.dpName)},
            {key("site"), toJson(row.package.value().substr(0, 3))},
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

QJsonObject toJson(const engine::RetryView &view)
{
    const engine::DistributionView &distribution = view.distribution;
    const Distribution &row = distribution.row;
    return {{key("package"), toJson(row.package.value())},
            {key("name"), toJson(distribution.packageName)},
            {key("dp"), toJson(distribution.dpName)},
            {key("site"), toJson(row.package.value().substr(0, 3))},
            {key("state"), named(name(row.state))},
            {key("attempt"), row.attempt},
            {key("attempts_max"), distribution.attemptsMax},
            {key("failing_since"), toJson(row.failingSince)},
            {key("next_due"), row.state == State::Waiting || row.state == State::Retrying ? toJson(row.dueAt) : QJsonValue(QJsonValue::Null)},
            {key("last_error"), toJson(distribution.error, contextOf(distribution))},
            {key("history"), attemptsJson(view.history)}};
}

QJsonObject toJson(const engine::TrailEvent &event)
{
    QJsonObject object{{key("time"), toJson(std::optional(event.time))},
                       {key("seq"), number(event.seq)},
                       {key("component"), toJson(event.component)},
                       {key("kind"), toJson(event.kind)},
                       {key("message_id"), orNull(event.messageId)},
                       {key("attempt"), orNull(event.attempt)},
                       {key("version"), orNull(event.version)},
                       {key("actor"), textOrNull(event.actor)},
                       {key("text"), toJson(event.text)},
                       {key("error"), toJson(event.error)}};
    object[key("path")] = pathJson(event.path);
    return object;
}

QJsonObject toJson(const engine::ProblemView &view)
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

QJsonObject toJson(const engine::DifferenceReport &report)
{
    const transport::FileDifference &difference = report.difference;
    static constexpr const char *findings[] = {"missing", "differs", "extra", "unreadable"};
    QJsonObject object{{key("package"), toJson(report.package.value())},
                       {key("dp"), toJson(report.dp)},
                       {key("finding"), key(findings[static_cast<int>(difference.finding)])},
                       {key("expected_sha256"), hash(difference.expected)},
                       {key("found_sha256"), hash(difference.found)},
                       {key("size"), difference.path.empty() ? QJsonValue(QJsonValue::Null) : number(static_cast<std::int64_t>(difference.size))},
                       {key("error"), toJson(difference.error)}};
    addPath(object, difference.path);
    return object;
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
            {key("time"), toJson(std::optional(message.time))},
            {key("received"), toJson(message.received)},
            {key("strings"), texts(message.strings)},
            {key("attributes"), attributes},
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

QJsonObject toJson(const engine::EvidenceView &view)
{
    QJsonObject object = toJson(view.distribution);
    object[key("attempts")] = attemptsJson(view.attempts);
    QJsonArray actions;
    for (const store::AuditRow &row : view.actions)
        actions.append(toJson(row));
    object[key("actions")] = actions;
    return object;
}

QJsonObject toJson(const engine::Finding &finding)
{
    QJsonObject object{{key("code"), toJson(finding.code)},
                       {key("scope"), named(name(finding.scope))},
                       {key("object"), textOrNull(finding.object)},
                       {key("text"), toJson(finding.text)},
                       {key("advice"), toJson(finding.advice)}};
    addPath(object, finding.path);
    return object;
}

} // namespace cartage::cli
