// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/componentviews.h"
#include "core/engine/exporting.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <array>
#include <variant>

#include "core/engine/json.h"
#include "core/engine/newfile.h"
#include "core/engine/sitetree.h"

namespace cartage::engine {

namespace {

constexpr std::size_t pageRows = 256;
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

Error interrupted()
{
    Error error;
    error.code = Code::Interrupted;
    error.operation = "export";
    error.scope = Scope::Command;
    return error;
}

QJsonValue fieldOf(const QJsonObject &row, const std::string &column)
{
    QJsonValue value = row;
    for (const QString &part : QString::fromStdString(column).split(QLatin1Char('.')))
        value = value.toObject().value(part);
    return value;
}

std::string textOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return {};
    case QJsonValue::Bool:
        return value.toBool() ? "true" : "false";
    case QJsonValue::Double:
        return std::to_string(value.toInteger());
    case QJsonValue::String:
        return value.toString().toStdString();
    case QJsonValue::Array: {
        std::string joined;
        for (const QJsonValue &each : value.toArray())
            joined += (joined.empty() ? "" : "; ") + textOf(each);
        return joined;
    }
    case QJsonValue::Object:
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact).toStdString();
    }
    return {};
}

/// Rows one after the other into a file that is not there until it is whole.
class RowWriter
{
public:
    RowWriter(NewFile file, ListKind list, ExportForm form, const ExportProgress &progress, const std::atomic<bool> &stop)
        : m_file(std::move(file))
        , m_columns(exportColumns(list))
        , m_form(form)
        , m_progress(progress)
        , m_stop(stop)
    { }
    Result<void> begin(std::int64_t all)
    {
        m_all = all;
        if (m_form == ExportForm::JsonLines)
            return {};
        std::string head(m_form == ExportForm::Csv ? byteOrderMark : std::string_view());
        for (const std::string &column : m_columns)
            head += (&column == &m_columns.front() ? "" : ",") + csvCell(column);
        return m_file.write(head + "\r\n");
    }
    Result<void> add(const QJsonObject &row)
    {
        if (m_stop)
            return failure(interrupted());
        ++m_done;
        return m_file.write(m_form == ExportForm::JsonLines ? QJsonDocument(row).toJson(QJsonDocument::Compact).toStdString() + "\n" : csvLine(m_columns, row));
    }
    void tell() const
    {
        if (m_progress)
            m_progress(m_done, m_all);
    }
    Result<std::int64_t> finish()
    {
        if (m_stop)
            return failure(interrupted());
        if (const auto finished = m_file.finish(); !finished)
            return failure(finished.error());
        return m_done;
    }

private:
    NewFile m_file;
    const std::vector<std::string> &m_columns;
    ExportForm m_form;
    const ExportProgress &m_progress;
    const std::atomic<bool> &m_stop;
    std::int64_t m_done = 0, m_all = 0;
};

const std::string &keyOf(const ProblemView &problem) { return problem.key; }
const std::string &keyOf(const PackageView &package) { return package.package.id.value(); }
/// This site's own, and those of sites below.
using AnyDp = std::variant<DpView, BelowDp>;
std::string keyOf(const AnyDp &dp)
{
    const auto *below = std::get_if<BelowDp>(&dp);
    return below ? below->dp.site.value() + "/" + below->dp.name : std::get<DpView>(dp).dp.name;
}
bool passes(const Filter &filter, const AnyDp &dp, Time now)
{
    return std::visit([&](const auto &view) { return engine::passes(filter, view, now); }, dp);
}
QJsonObject toJson(const AnyDp &dp)
{
    return std::visit([](const auto &view) { return engine::toJson(view); }, dp);
}
/// As the list has them.
Result<std::vector<AnyDp>> allDps(Site &site, const Filter &filter)
{
    auto own = dpViews(site);
    auto below = belowDps(site);
    if (!own || !below)
        return failure(own ? below.error() : own.error());
    std::vector<AnyDp> all;
    if (passesNames(filter, "site", std::array{site.row().code.value(), site.row().name}))
        all.assign(own->begin(), own->end());
    all.insert(all.end(), below->begin(), below->end());
    return all;
}
const std::string &keyOf(const ComponentView &component) { return component.component; }
const std::string &keyOf(const SiteNode &site) { return site.code.value(); }

template <class View>
Result<std::int64_t> writeViews(RowWriter &writer, Result<std::vector<View>> views, const ListQuery &query, Time now)
{
    if (!views)
        return failure(views.error());
    std::map<std::string, std::size_t, std::less<>> places;
    for (std::size_t i = 0; i < query.shown.size(); ++i)
        places.emplace(query.shown[i], i);
    const auto placeOf = [&places](const View &view) {
        const auto place = places.find(keyOf(view));
        return place == places.end() ? places.size() : place->second;
    };
    std::stable_sort(views->begin(), views->end(), [&placeOf](const View &a, const View &b) { return placeOf(a) < placeOf(b); });
    if (const auto begun = writer.begin(static_cast<std::int64_t>(views->size())); !begun)
        return failure(begun.error());
    for (const View &view : *views) {
        if (!passes(query.filter, view, now))
            continue;
        if (const auto added = writer.add(toJson(view)); !added)
            return failure(added.error());
    }
    return writer.finish();
}

Result<std::int64_t> writeRows(Site &site, RowWriter &writer, ListKind list, const std::vector<RowId> &rows)
{
    if (const auto begun = writer.begin(static_cast<std::int64_t>(rows.size())); !begun)
        return failure(begun.error());
    for (std::size_t at = 0; at < rows.size(); at += pageRows) {
        const auto from = rows.begin() + static_cast<std::ptrdiff_t>(at);
        const auto page = listPage(site, list, {from, from + static_cast<std::ptrdiff_t>(std::min(pageRows, rows.size() - at))});
        if (!page)
            return failure(page.error());
        for (const std::optional<ListRow> &row : *page) {
            if (!row)
                continue;
            if (const auto added = writer.add(std::visit([](const auto &view) { return engine::toJson(view); }, *row)); !added)
                return failure(added.error());
        }
        writer.tell();
    }
    return writer.finish();
}

} // namespace

const std::vector<std::string> &exportColumns(ListKind list)
{
    static const std::vector<std::string> problems{"problem", "code", "severity", "scope", "object", "packages", "dps", "distributions", "since", "last_try", "next_try",
                                                   "resolves", "acknowledged.by", "acknowledged.until", "acknowledged.reason", "text", "advice"};
    static const std::vector<std::string> distributions{"package", "name", "dp", "site", "state", "waits_for", "wanted_version", "installed_version", "mixed", "attempt",
                                                        "attempts_max", "next_due", "bytes_total", "bytes_done", "files_total", "files_done", "verified_at",
                                                        "verified_how", "manifest_sha256", "known_at", "held.by", "held.reason", "held.at", "stopped.by", "stopped.reason",
                                                        "stopped.at", "error.code", "error.operation", "error.path", "error.errno_name", "error.resolves", "error.text",
                                                        "error.advice", "updated_at"};
    static const std::vector<std::string> packages{"package", "name", "version", "product_version", "manufacturer", "priority", "source", "snapshot_at", "files", "bytes",
                                                   "targets", "verified", "problems", "held.by", "held.reason", "held.at", "error.code", "error.text"};
    static const std::vector<std::string> dps{"dp", "path", "state", "stale", "groups", "packages", "verified", "problems", "free_bytes", "total_bytes", "filesystem",
                                              "last_contact", "failing_since", "breaker.state", "breaker.next_probe", "held.by", "held.reason", "held.at", "window",
                                              "rate", "verify", "error.code", "error.text", "site", "known_at"};
    static const std::vector<std::string> retries{"package", "name", "dp", "site", "state", "attempt", "attempts_max", "failing_since", "next_due", "last_error.code",
                                                  "last_error.operation", "last_error.path", "last_error.errno_name", "last_error.text", "last_error.advice", "known_at",
                                                  "order.action", "order.asked_by", "order.asked_at", "order.state", "order.done_at"};
    static const std::vector<std::string> messages{"record_id", "message_guid", "id", "severity", "component", "site", "machine", "time", "received", "text"};
    static const std::vector<std::string> activity{"time", "actor", "host", "via", "action", "arguments", "reason", "changed", "refused"};
    static const std::vector<std::string> clients{"sender", "machine", "first", "last", "skew_ms", "errors_24h", "missing", "received", "repeated", "highest", "cloned"};
    static const std::vector<std::string> quarantine{"quarantine", "name", "kind", "sender", "reason", "detail", "type", "bytes", "received", "message_guid"};
    static const std::vector<std::string> components{"component", "of_site", "state", "halted.by", "halted.reason", "halted.at", "status", "counts.error", "counts.warning",
                                                     "counts.information"};
    static const std::vector<std::string> sites{"site", "name", "parent", "via", "link", "link_since", "dps", "outbox", "outbox_bytes", "outbox_oldest", "unanswered",
                                                "acknowledged_at", "told_at", "packages", "in_step", "failing", "error.code", "error.path", "error.text", "via_link",
                                                "held_line.site", "held_line.to", "held_line.waits_for", "held_line.until"};
    switch (list) {
    case ListKind::Problems:
        return problems;
    case ListKind::Distributions:
        return distributions;
    case ListKind::Packages:
        return packages;
    case ListKind::Dps:
        return dps;
    case ListKind::Retries:
        return retries;
    case ListKind::Messages:
        return messages;
    case ListKind::Activity:
        return activity;
    case ListKind::Clients:
        return clients;
    case ListKind::Quarantine:
        return quarantine;
    case ListKind::Components:
        return components;
    case ListKind::Sites:
        return sites;
    }
    return distributions;
}

std::string csvCell(const std::string &text)
{
    const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    const std::string safe = formula ? "'" + text : text;
    if (safe.find_first_of(",\"\r\n") == std::string::npos)
        return safe;
    std::string quoted = "\"";
    for (const char each : safe) {
        if (each == '"')
            quoted += '"';
        quoted += each;
    }
    return quoted + '"';
}

std::string csvLine(const std::vector<std::string> &columns, const QJsonObject &row)
{
    std::string line;
    for (const std::string &column : columns)
        line += (&column == &columns.front() ? "" : ",") + csvCell(textOf(fieldOf(row, column)));
    return line + "\r\n";
}

Result<std::int64_t> exportList(Site &site, const ListQuery &query, ExportForm form, const std::string &file, const ExportProgress &progress,
                                const std::atomic<bool> &stop)
{
    auto made = NewFile::make(site, file);
    if (!made)
        return failure(made.error());
    RowWriter writer(std::move(*made), query.list, form, progress, stop);
    switch (query.list) {
    case ListKind::Problems:
        return writeViews(writer, problems(site, {}), query, site.now());
    case ListKind::Packages:
        return writeViews(writer, packageViews(site), query, site.now());
    case ListKind::Dps:
        return writeViews(writer, allDps(site, query.filter), query, site.now());
    case ListKind::Components: {
        auto views = componentViews(site);
        return writeViews(writer, views ? Result<std::vector<ComponentView>>(std::move(views->rows)) : failure(views.error()), query, site.now());
    }
    case ListKind::Sites:
        return writeViews(writer, siteTree(site), query, site.now());
    case ListKind::Distributions:
    case ListKind::Retries:
    case ListKind::Messages:
    case ListKind::Activity:
    case ListKind::Clients:
    case ListKind::Quarantine:
        break;
    }
    const auto shape = listShape(site, query, stop);
    return shape ? writeRows(site, writer, query.list, shape->rows) : Result<std::int64_t>(failure(shape.error()));
}

Result<std::int64_t> exportRows(Site &site, ListKind list, const std::vector<RowId> &rows, ExportForm form, const std::string &file, const ExportProgress &progress,
                                const std::atomic<bool> &stop)
{
    auto made = NewFile::make(site, file);
    if (!made)
        return failure(made.error());
    RowWriter writer(std::move(*made), list, form, progress, stop);
    return writeRows(site, writer, list, rows);
}

} // namespace cartage::engine
