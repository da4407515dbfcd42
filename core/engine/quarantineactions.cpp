// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/statusviews.h"

#include <cerrno>
#include <memory>
#include <utility>

#include "core/components/statusmanager.h"
#include "core/domain/escape.h"
#include "core/engine/change.h"
#include "core/engine/sitelayout.h"
#include "core/inbox/inboxname.h"
#include "core/inbox/takein.h"
#include "core/io/fileops.h"
#include "core/store/addressrepository.h"

namespace cartage::engine {

namespace {

constexpr const char *quarantineFolder = "inbox/quarantine";
constexpr const char *newFolder = "inbox/new";
constexpr std::size_t mostNotes = 20;
constexpr const char *instructionKind = "instruction";
constexpr std::size_t copiedAtOnce = 1024 * 1024;
/// The id that a message came with whose id another one has; an attribute of our own.
constexpr int formerIdAttribute = 20000;

struct Judged {
    store::QuarantineRow row;
    std::optional<Error> refusal;
    std::optional<components::IncomingMessage> underOtherId; ///< else it goes back to new/
    std::string sender;
    std::string instructionOf; ///< code of the site that signed it; empty: a message
};

Error refusalOf(const store::QuarantineRow &row, const std::string &reason, const std::string &detail)
{
    Error error = refusalError(Code::StateForbids, std::to_string(row.id));
    error.path = row.name;
    error.parameters["state"] = reason;
    error.parameters["why"] = "it stays in quarantine, " + reason + (detail.empty() ? std::string() : " (" + detail + ")");
    if (!detail.empty())
        error.parameters["detail"] = detail;
    return error;
}

Result<std::vector<store::QuarantineRow>> rowsOf(store::Connection &db, const std::vector<RowId> &ids)
{
    std::vector<store::QuarantineRow> rows;
    for (const RowId id : ids) {
        auto row = store::quarantineRow(db, id);
        if (!row)
            return failure(refusalError(Code::NotFound, std::to_string(id)));
        rows.push_back(std::move(*row));
    }
    return rows;
}

std::string touched(const std::vector<store::QuarantineRow> &rows)
{
    std::string text;
    for (const store::QuarantineRow &row : rows)
        text += std::to_string(row.id) + ' ' + escapePath(row.name) + '\n';
    return text;
}

/// As the Despooler would judge it now.
void judgeInstruction(Site &site, store::Connection &db, const io::Handle &folder, Judged &judged)
{
    inbox::TakeInOrder order;
    order.own = site.row().code;
    for (const Address &address : store::addresses(db))
        order.correspondents.push_back({address.site, address.keyId, address.publicKey});
    const auto taken = inbox::judgeInstruction(site.files(), folder, judged.row.name, order);
    if (!taken)
        judged.refusal = refusalOf(judged.row, "gone", {});
    else if (taken->problem)
        judged.refusal = refusalOf(judged.row, std::string(inbox::name(taken->problem->fault)), taken->problem->detail);
    else
        judged.instructionOf = taken->instruction->sender.code.value();
}

/// As the reader would judge it now.
Judged judge(Site &site, store::Connection &db, const io::Handle &folder, store::QuarantineRow row)
{
    Judged judged{std::move(row), {}, {}, {}, {}};
    if (judged.row.kind == instructionKind) {
        judgeInstruction(site, db, folder, judged);
        return judged;
    }
    io::FileSystem &fs = site.files();
    const auto found = fs.statusAt(folder, judged.row.name); // first: opening a pipe or a device would be noticed at its other end
    if (found && found->type != io::FileType::Regular) {
        judged.refusal = refusalOf(judged.row, judged.row.reason, {});
        return judged;
    }
    const auto bytes = io::readFile(fs, folder, judged.row.name, inbox::longestStatusFile);
    if (!bytes) {
        const bool gone = bytes.error().error == ENOENT;
        judged.refusal = refusalOf(judged.row, gone ? "gone" : judged.row.reason, {});
        return judged;
    }
    auto read = inbox::parseStatusFile(*bytes);
    if (!read) {
        judged.refusal = refusalOf(judged.row, std::string(inbox::name(read.error().fault)), read.error().detail);
        return judged;
    }
    judged.sender = read->report.sender;
    const Xxh128 guid = components::uuidBytes(read->report.guid).value_or(Xxh128());
    const auto seen = store::seenContents(db, std::span(&guid, 1));
    if (const auto known = seen.find(guid); known != seen.end() && known->second != read->content) {
        read->report.attributes.push_back({formerIdAttribute, read->report.guid});
        const Xxh128 other = components::otherId(guid, read->content);
        const auto status = fs.statusAt(folder, judged.row.name);
        const Time brought = status ? Time(std::chrono::duration_cast<Span>(std::chrono::nanoseconds(status->mtimeNs))) : site.now();
        judged.underOtherId = components::incoming({judged.row.name, std::move(*read), brought});
        judged.underOtherId->message.guid = other;
        judged.underOtherId->message.guidText = components::uuidText(other);
    }
    return judged;
}

using Moves = std::vector<std::pair<std::string, std::string>>; ///< name in quarantine, name in new/

/// They lie in quarantine again.
void takeBack(Site &site, const io::Handle &quarantine, Moves &moved)
{
    io::FileSystem &fs = site.files();
    const auto from = fs.openFolderAt(site.root(), newFolder);
    for (const auto &[name, given] : moved) {
        if (from)
            static_cast<void>(io::renameToFree(fs, *from, given, quarantine, name));
    }
    moved.clear();
}

/// The last step before the commit. Where one of them cannot go, none goes.
Result<void> putBack(Site &site, const io::Handle &quarantine, const std::vector<Judged> &all, Moves &moved)
{
    io::FileSystem &fs = site.files();
    const auto into = fs.openFolderAt(site.root(), newFolder);
    if (!into)
        return failure(pathError(into.error(), site.path(newFolder), Scope::Site));
    for (const Judged &each : all) {
        if (each.refusal || each.underOtherId)
            continue;
        Random &random = site.environment().random;
        // Under a fresh name it is on its way to whoever reads its kind.
        const std::string name = each.instructionOf.empty() ? inbox::makeStatusName(each.sender, random).text()
                                                            : inbox::makeInstructionName(site.row().siteId, random);
        if (const auto renamed = io::renameToFree(fs, quarantine, each.row.name, *into, name); !renamed) {
            takeBack(site, quarantine, moved);
            return failure(pathError(renamed.error(), site.path(std::string(quarantineFolder) + '/' + each.row.name), Scope::Site));
        }
        moved.emplace_back(each.row.name, name);
    }
    return {};
}

Result<void> release(Site &site, store::Connection &db, const io::Handle &folder, const std::vector<Judged> &all, Moves &moved)
{
    const std::string code = site.row().code.value();
    const components::StatusManager manager(code, components::StatusWriter(code, site.environment().process.host, site.environment().random));
    std::int64_t released = 0;
    for (const Judged &each : all) {
        if (each.refusal)
            continue;
        ++released;
        if (each.underOtherId)
            static_cast<void>(manager.takeIn(db, site.now(), std::span(&*each.underOtherId, 1)));
        store::deleteQuarantine(db, each.row.id);
    }
    store::count(db, "released", released);
    return putBack(site, folder, all, moved);
}

std::string files(std::int64_t count) { return std::to_string(count) + (count == 1 ? " file" : " files"); }

} // namespace

Result<void> exportQuarantined(Site &site, RowId id, const std::string &target)
{
    const auto view = quarantineView(site, id);
    if (!view)
        return failure(view.error());
    io::FileSystem &fs = site.files();
    const std::string source = site.path(std::string(quarantineFolder) + '/' + view->name);
    const auto folder = fs.openFolderAt(site.root(), quarantineFolder);
    const auto found = folder ? fs.statusAt(*folder, view->name) : failure(folder.error());
    if (found && found->type != io::FileType::Regular) // before it is opened: that would be noticed at the other end of a pipe
        return failure(refusalError(Code::StateForbids, std::to_string(id)));
    const auto from = found ? fs.openForReading(*folder, view->name) : failure(found.error());
    const auto status = from ? fs.status(*from) : failure(from.error());
    if (!status)
        return failure(pathError(status.error(), source, Scope::Site));
    if (status->type != io::FileType::Regular)
        return failure(refusalError(Code::StateForbids, std::to_string(id)));
    const std::size_t slash = target.rfind('/');
    const std::string name = target.substr(slash + 1);
    const auto into = fs.openFolder(slash == 0 ? "/" : target.substr(0, slash));
    auto to = into ? fs.createFile(*into, name, 0600) : failure(into.error());
    if (!to)
        return failure(to.error().error == EEXIST ? refusalError(Code::Exists, target) : pathError(to.error(), target, Scope::Command));
    const auto copied = [&]() -> io::IoResult<void> {
        std::vector<std::byte> buffer(copiedAtOnce);
        while (true) {
            const auto size = io::readFully(fs, *from, buffer);
            if (!size)
                return failure(size.error());
            if (auto written = io::writeAll(fs, *to, std::span(buffer).first(*size)); !written)
                return written;
            if (*size < buffer.size())
                break;
        }
        if (auto synced = fs.syncFile(*to); !synced)
            return synced;
        return fs.close(std::move(*to));
    }();
    if (copied)
        return {};
    static_cast<void>(fs.removeFile(*into, name));
    return failure(pathError(copied.error(), target, Scope::Command));
}

Result<Answer> releaseQuarantined(Site &site, const std::vector<RowId> &ids, const Intent &intent)
{
    const auto folder = site.files().openFolderAt(site.root(), quarantineFolder);
    if (!folder)
        return failure(pathError(folder.error(), site.path(quarantineFolder), Scope::Site));
    auto judged = std::make_shared<std::vector<Judged>>();
    Moves moved;
    auto answer = carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        auto rows = rowsOf(db, ids);
        if (!rows)
            return failure(rows.error());
        Plan plan;
        plan.others = touched(*rows);
        judged->clear();
        std::int64_t reused = 0;
        for (store::QuarantineRow &row : *rows) {
            judged->push_back(judge(site, db, *folder, std::move(row)));
            Judged &each = judged->back();
            plan.refused += each.refusal ? 1 : 0;
            plan.otherChanges += each.refusal ? 0 : 1;
            reused += each.underOtherId ? 1 : 0;
            if (!each.refusal)
                continue;
            if (!plan.refusal)
                plan.refusal = each.refusal;
            if (plan.notes.size() < mostNotes)
                plan.notes.push_back({"stays_in_quarantine", std::to_string(each.row.id) + " stays in quarantine: " + each.refusal->parameters["state"] + "."});
        }
        plan.effect.lines.push_back("Puts back " + files(plan.otherChanges - reused) + ", takes in " + files(reused) + " under another id.");
        plan.messages.push_back(say(MessageId::QuarantineReleased, {site.environment().actor, std::to_string(plan.otherChanges), std::to_string(reused)}));
        plan.leavesWork = plan.otherChanges > reused;
        plan.apply = [&, judged](store::Connection &inside, std::int64_t) { return release(site, inside, *folder, *judged, moved); };
        return plan;
    });
    if (!answer) // the commit failed, too: the rows still name the files
        takeBack(site, *folder, moved);
    if (answer && answer->carriedOut) {
        for (const Judged &each : *judged) {
            if (each.underOtherId)
                static_cast<void>(site.files().removeFile(*folder, each.row.name));
        }
    }
    return answer;
}

namespace {

/// Durably; one that is not there any more is as good as deleted.
Result<void> deleteFiles(Site &site, const std::vector<store::QuarantineRow> &rows)
{
    const auto folder = site.files().openFolderAt(site.root(), quarantineFolder);
    if (!folder)
        return failure(pathError(folder.error(), site.path(quarantineFolder), Scope::Site));
    for (const store::QuarantineRow &row : rows) {
        const auto status = site.files().statusAt(*folder, row.name);
        if (!status && status.error().error == ENOENT)
            continue;
        const bool isFolder = status && status->type == io::FileType::Folder;
        const auto removed = isFolder ? io::removeTree(site.files(), *folder, row.name) : site.files().removeFile(*folder, row.name);
        if (!removed && removed.error().error != ENOENT)
            return failure(pathError(removed.error(), site.path(std::string(quarantineFolder) + '/' + row.name), Scope::Site));
    }
    if (const auto synced = site.files().syncFile(*folder); !synced)
        return failure(pathError(synced.error(), site.path(quarantineFolder), Scope::Site));
    return {};
}

} // namespace

Result<Answer> discardQuarantined(Site &site, const std::vector<RowId> &ids, const Intent &intent)
{
    std::vector<store::QuarantineRow> going;
    return carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        auto rows = rowsOf(db, ids);
        if (!rows)
            return failure(rows.error());
        going = std::move(*rows);
        Plan plan;
        plan.destructive = true;
        plan.others = touched(going);
        plan.otherChanges = std::ssize(going);
        plan.effect.lines.push_back("Deletes " + files(plan.otherChanges) + " for good.");
        plan.messages.push_back(say(MessageId::QuarantineDiscarded, {site.environment().actor, std::to_string(plan.otherChanges)}));
        // Files first: what is interrupted or fails leaves its row, and the same command again finds the file gone and takes the row away.
        plan.apply = [&site, &going](store::Connection &inside, std::int64_t) -> Result<void> {
            if (auto deleted = deleteFiles(site, going); !deleted)
                return deleted;
            for (const store::QuarantineRow &row : going)
                store::deleteQuarantine(inside, row.id);
            store::count(inside, "discarded", std::ssize(going));
            return {};
        };
        return plan;
    });
}

} // namespace cartage::engine
