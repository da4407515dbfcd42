// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/statusviews.h"

#include <cerrno>
#include <map>

#include "core/domain/escape.h"
#include "core/engine/change.h"
#include "core/engine/jsonparts.h"
#include "core/engine/listings.h"
#include "core/store/journalrepository.h"
#include "core/store/siterepository.h"
#include "core/store/statusquestions.h"

namespace cartage::engine {

namespace {

constexpr const char *quarantineFolder = "inbox/quarantine";
constexpr Span errorsOf = std::chrono::hours(24);

ClientView viewOf(const store::ClientRecord &record)
{
    ClientView view;
    view.id = record.key;
    view.sender = record.sender;
    view.machine = record.machine;
    view.firstAt = record.firstAt;
    view.lastAt = record.lastAt;
    view.skew = record.skew;
    view.highest = record.highest;
    view.received = record.received;
    view.repeated = record.repeated;
    view.errors24h = record.errors;
    view.missing = record.missing;
    view.clonedAt = record.clonedAt;
    return view;
}

QuarantineView viewOf(store::QuarantineRecord record)
{
    return {record.id, std::move(record.name), std::move(record.kind), std::move(record.sender), std::move(record.reason), std::move(record.detail),
            std::move(record.type), record.size, record.receivedAt, std::move(record.guid)};
}

void addGaps(store::Connection &db, const std::optional<std::vector<RowId>> &clients, std::vector<ClientView> &views)
{
    std::map<RowId, ClientView *> byId;
    for (ClientView &view : views)
        byId.emplace(view.id, &view);
    store::eachGap(db, clients, [&byId](const store::GapRecord &gap) {
        if (const auto of = byId.find(gap.client); of != byId.end())
            of->second->gaps.push_back({gap.first, gap.last, gap.since});
    });
}

Error unknown(std::string object)
{
    return refusalError(Code::NotFound, std::move(object));
}

} // namespace

std::vector<std::string_view> marksOf(const ClientView &client, Time now)
{
    std::vector<std::string_view> marks;
    const auto add = [&marks](bool is, std::string_view word) {
        if (is)
            marks.push_back(word);
    };
    add(client.missing > 0, "gaps");
    add(client.clonedAt.has_value(), "cloned");
    add(client.errors24h > 0, "errors");
    add(client.skew && *client.skew >= skewSpoken, "ahead");
    add(client.skew && *client.skew <= -skewSpoken, "behind");
    add(now - client.lastAt > silentAfter, "silent");
    add(client.repeated > 0, "repeated");
    return marks;
}

std::vector<ClientView> clientViewsByKey(store::Connection &db, const std::vector<RowId> &ids, Time now)
{
    std::vector<ClientView> views;
    for (const store::ClientRecord &record : store::clientsByKey(db, ids, now - errorsOf))
        views.push_back(viewOf(record));
    addGaps(db, ids, views);
    return views;
}

std::vector<QuarantineView> quarantineViewsById(store::Connection &db, const std::vector<RowId> &ids)
{
    std::vector<QuarantineView> views;
    for (store::QuarantineRecord &record : store::quarantinedById(db, ids))
        views.push_back(viewOf(std::move(record)));
    return views;
}

Result<std::vector<ClientView>> clientViews(Site &site)
{
    const Time now = site.now();
    return site.database().read<std::vector<ClientView>>([now](store::Connection &db) -> Result<std::vector<ClientView>> {
        std::vector<ClientView> views;
        store::eachClient(db, {store::ClientOrder::Machine, false, true, true, now - errorsOf}, [&views](const store::ClientRecord &record) {
            views.push_back(viewOf(record));
            return true;
        });
        addGaps(db, std::nullopt, views);
        return views;
    });
}

Result<ClientView> clientView(Site &site, const std::string &sender)
{
    const Time now = site.now();
    return site.database().read<ClientView>([&sender, now](store::Connection &db) -> Result<ClientView> {
        const auto key = store::clientKey(db, sender);
        auto found = key ? clientViewsByKey(db, {*key}, now) : std::vector<ClientView>();
        return found.empty() ? Result<ClientView>(failure(unknown(sender))) : std::move(found.front());
    });
}

Result<std::vector<QuarantineView>> quarantineViews(Site &site)
{
    return site.database().read<std::vector<QuarantineView>>([](store::Connection &db) -> Result<std::vector<QuarantineView>> {
        std::vector<QuarantineView> views;
        store::eachQuarantined(db, store::QuarantineOrder::Received, true, [&views](store::QuarantineRecord record) {
            views.push_back(viewOf(std::move(record)));
            return true;
        });
        return views;
    });
}

Result<QuarantineView> quarantineView(Site &site, RowId id)
{
    return site.database().read<QuarantineView>([id](store::Connection &db) -> Result<QuarantineView> {
        auto found = quarantineViewsById(db, {id});
        return found.empty() ? Result<QuarantineView>(failure(unknown(std::to_string(id)))) : std::move(found.front());
    });
}

Result<std::string> quarantinePreview(Site &site, RowId id, std::size_t most)
{
    const auto view = quarantineView(site, id);
    if (!view)
        return failure(view.error());
    const std::string path = site.path(std::string(quarantineFolder) + "/" + view->name);
    const auto failed = [&path](const io::IoError &error) { return failure(pathError(error, path, Scope::Site)); };
    io::FileSystem &files = site.files();
    const auto folder = files.openFolderAt(site.root(), quarantineFolder);
    if (!folder)
        return failed(folder.error());
    // What is no file is not opened: a pipe or a device might do something.
    const auto there = files.statusAt(*folder, view->name);
    if (!there)
        return failed(there.error());
    if (there->type != io::FileType::Regular)
        return std::string();
    const auto file = files.openForReading(*folder, view->name);
    const auto status = file ? files.status(*file) : failure(file.error());
    if (!status)
        return failed(status.error());
    if (status->type != io::FileType::Regular)
        return std::string();
    std::string bytes(std::min<std::uint64_t>(most, status->size), '\0');
    const auto read = io::readFully(files, *file, std::as_writable_bytes(std::span(bytes)));
    if (!read)
        return failed(read.error());
    bytes.resize(*read);
    return bytes;
}

QJsonObject toJson(const ClientView &view)
{
    using json::key;
    QJsonArray gaps;
    for (const ClientView::Gap &gap : view.gaps)
        gaps.append(QJsonObject{{key("first"), json::number(gap.first)}, {key("last"), json::number(gap.last)}, {key("since"), toJson(std::optional(gap.since))}});
    return {{key("sender"), toJson(view.sender)},
            {key("machine"), toJson(view.machine)},
            {key("first"), toJson(std::optional(view.firstAt))},
            {key("last"), toJson(std::optional(view.lastAt))},
            {key("skew_ms"), view.skew ? json::number(view.skew->count()) : QJsonValue(QJsonValue::Null)},
            {key("errors_24h"), json::number(view.errors24h)},
            {key("missing"), json::number(view.missing)},
            {key("gaps"), gaps},
            {key("received"), json::number(view.received)},
            {key("repeated"), json::number(view.repeated)},
            {key("highest"), json::number(view.highest)},
            {key("cloned"), toJson(view.clonedAt)}};
}

QJsonObject toJson(const QuarantineView &view)
{
    using json::key;
    return {{key("quarantine"), json::number(view.id)},
            {key("name"), toJson(escapePath(view.name))},
            {key("kind"), toJson(view.kind)},
            {key("sender"), json::textOrNull(view.sender)},
            {key("reason"), toJson(view.reason)},
            {key("detail"), json::textOrNull(view.detail)},
            {key("type"), toJson(view.type)},
            {key("bytes"), json::orNull(view.size)},
            {key("received"), toJson(std::optional(view.received))},
            {key("message_guid"), json::textOrNull(view.guid)}};
}

std::optional<store::ProblemRow> heldUpIntake(store::Connection &db)
{
    const auto newest = [&](MessageId id, Severity severity) {
        return store::newestOwn(db, store::site(db).code.value(), severity, "StatusManager", static_cast<int>(id));
    };
    const auto begun = newest(MessageId::IntakeHeldUp, Severity::Error);
    const auto ended = newest(MessageId::IntakeGoesOn, Severity::Information);
    if (!begun || (ended && ended->recordId > begun->recordId))
        return std::nullopt;
    store::ProblemRow problem;
    problem.code = Code::IntakeHeldUp;
    problem.object = "inbox";
    problem.since = begun->time;
    problem.error.code = problem.code;
    problem.error.scope = Scope::Site;
    problem.error.object = problem.object;
    if (begun->strings.size() == 3) {
        problem.error.operation = begun->strings[1];
        problem.error.parameters = {{"folder", begun->strings[0]}, {"why", begun->strings[2]}};
    }
    return problem;
}

} // namespace cartage::engine
