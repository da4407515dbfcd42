// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/jsonparts.h"

namespace cartage::engine {

using namespace json;

QJsonObject toJson(const Effect &effect)
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

QJsonObject toJson(const Change &change)
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

QJsonObject toJson(const SiteView &site, const std::string &folder)
{
    const EngineView &engine = site.engine;
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

QJsonObject toJson(const SnapshotReport &report)
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

QJsonObject toJson(const DpTestReport &report)
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

QJsonObject toJson(const TrailEvent &event)
{
    QJsonObject object{{key("time"), toJson(std::optional(event.time))},
                       {key("seq"), number(event.seq)},
                       {key("component"), toJson(event.component)},
                       {key("kind"), toJson(event.kind)},
                       {key("message_id"), orNull(event.messageId)},
                       {key("attempt"), orNull(event.attempt)},
                       {key("version"), orNull(event.version)},
                       {key("actor"), textOrNull(event.actor)},
                       {key("site"), textOrNull(event.site)},
                       {key("text"), toJson(event.text)},
                       {key("error"), toJson(event.error)}};
    object[key("path")] = pathJson(event.path);
    return object;
}

QJsonObject toJson(const DifferenceReport &report)
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

QJsonObject toJson(const EvidenceView &view)
{
    QJsonObject object = toJson(view.distribution);
    object[key("attempts")] = attemptsJson(view.attempts);
    QJsonArray actions;
    for (const store::AuditRow &row : view.actions)
        actions.append(toJson(row));
    object[key("actions")] = actions;
    return object;
}

QJsonObject toJson(const Finding &finding)
{
    QJsonObject object{{key("code"), toJson(finding.code)},
                       {key("scope"), named(name(finding.scope))},
                       {key("object"), textOrNull(finding.object)},
                       {key("text"), toJson(finding.text)},
                       {key("advice"), toJson(finding.advice)}};
    addPath(object, finding.path);
    return object;
}

} // namespace cartage::engine
