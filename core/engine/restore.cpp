// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cerrno>

#include "core/domain/escape.h"
#include "core/components/scheduler.h"
#include "core/engine/backup.h"
#include "core/engine/change.h"
#include "core/engine/lease.h"
#include "core/engine/paths.h"
#include "core/engine/sitekeys.h"
#include "core/engine/sitelayout.h"
#include "core/engine/snapshots.h"
#include "core/inbox/inboxidentity.h"
#include "core/store/epochs.h"
#include "core/store/rulerepository.h"
#include "core/store/statusrepository.h"

namespace cartage::engine {
namespace {

constexpr const char *freshName = "site.db.restored";

/// What a backup file says of itself, after it was opened and checked.
struct Backup {
    std::string file;
    std::unique_ptr<store::Connection> database;
    store::SiteRow row;
    SiteKey key;
    std::string folder; ///< of the site that was backed up
};

Error backupError(Code code, const std::string &file)
{
    Error error = refusalError(code, file, Scope::Command);
    error.path = file;
    return error;
}

Error unreadable(const std::string &file)
{
    Error error = backupError(Code::IoError, file);
    error.operation = "open";
    error.systemError = EACCES;
    return error;
}

Result<Backup> openBackup(const std::string &file)
{
    Backup backup;
    backup.file = file;
    auto database = store::Connection::open(file, store::Connection::Mode::ReadOnly);
    if (!database) {
        switch (database.error().code) {
        case Code::SiteMissing:
            return failure(backupError(Code::NotFound, file));
        case Code::NotPermitted:
            return failure(unreadable(file));
        default:
            return failure(database.error());
        }
    }
    const auto sound = (*database)->quickCheck();
    if (!sound)
        return failure(sound.error());
    if (!sound->empty())
        return failure(backupError(Code::DatabaseDamaged, file));
    backup.database = std::move(*database);
    const auto read = backup.database->read<bool>([&backup](store::Connection &db) -> Result<bool> {
        backup.row = store::site(db);
        const auto settings = store::settings(db);
        const auto key = settings.find(backupKeySetting);
        const auto folder = settings.find(backupFolderSetting);
        if (key == settings.end() || folder == settings.end())
            return false;
        backup.key = {key->second, backup.row.publicKey, backup.row.keyId};
        backup.folder = unescapePath(folder->second).value_or(folder->second);
        return true;
    });
    if (!read)
        return failure(read.error());
    // A database without the keys is no backup: the site could not prove who it is.
    if (!*read)
        return failure(backupError(Code::WrongValue, file));
    return backup;
}

bool isInside(const std::string &path, const std::string &folder)
{
    return path == folder || (path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/');
}

std::int64_t unverifyRows(store::Connection &db, Time now)
{
    std::vector<Distribution> rows;
    store::eachDistribution(db, {}, [&rows](const Distribution &row) {
        if (row.installedVersion || row.proof)
            rows.push_back(row);
    });
    if (rows.empty())
        return 0;
    const std::int64_t token = store::takeToken(db);
    for (Distribution &row : rows) {
        row.proof.reset();
        row.state = row.state == State::Installed ? State::Unverified : row.state;
        row.token = token;
        row.updatedAt = now;
        store::updateDistribution(db, row);
    }
    return static_cast<std::int64_t>(rows.size());
}

/// The copied database becomes that of a site that goes on from here: nobody works it, nothing is proven, and what it writes from now on is of a later epoch.
Result<std::int64_t> prepare(const Environment &environment, const std::string &file, const Backup &backup, const std::string &folder,
                             const std::optional<store::UsedUp> &former, const Intent &intent)
{
    auto database = store::Connection::open(file, store::Connection::Mode::ReadWrite);
    if (!database)
        return failure(database.error());
    const Time now = environment.clock.wall();
    return (*database)->write<std::int64_t>([&](store::Connection &db) -> Result<std::int64_t> {
        store::setSetting(db, backupKeySetting, std::nullopt);
        store::setSetting(db, backupFolderSetting, std::nullopt);
        store::goOnBehind(db, former, now, environment.random);
        if (isInside(backup.row.libraryPath, backup.folder))
            store::setLibraryPath(db, folder + "/" + defaultLibrary);
        store::releaseLease(db, store::takeLease(db, environment.process, environment.program, now));
        for (const store::IntakeRow &intake : store::intakes(db))
            store::deleteIntake(db, intake.id);
        store::interruptRuns(db, now); // they may long have run in the life that is forgotten
        const std::int64_t rows = unverifyRows(db, now);
        store::AuditRow audit{0,
                              now,
                              environment.actor,
                              environment.process.host,
                              environment.program,
                              intent.command,
                              intent.arguments.empty() ? "{}" : intent.arguments,
                              intent.reason.empty() ? std::nullopt : std::optional(intent.reason),
                              rows,
                              0};
        store::insertAudit(db, audit);
        const components::StatusWriter writer(backup.row.code.value(), environment.process.host, environment.random);
        components::Scheduler(store::site(db), writer, environment.random).restored(db, now);
        writer.raise(db, now, MessageId::SiteRestored, {environment.actor, backup.file, std::to_string(store::site(db).epoch)});
        return rows;
    });
}

/// The site that goes back to the backup.
struct Former {
    store::SiteRow row;
    std::optional<store::UsedUp> used;    ///< nothing: the database cannot be read, or is another site's
    std::optional<std::int64_t> messages; ///< of clients, that the backup does not know; nothing: the database cannot be read
};

std::string messagesLine(const Former *former)
{
    const char *noCopy = "; their senders have no copy of them, and do not bring them again.";
    if (!former || !former->messages)
        return std::string("Messages of clients that were taken in after the backup are not in it") + noCopy;
    return std::to_string(*former->messages) + " messages of clients that were taken in after the backup are forgotten" + noCopy;
}

Answer answerFor(const Backup &backup, const std::string &folder, const Former *formerSite, const Intent &intent)
{
    const store::SiteRow *former = formerSite ? &formerSite->row : nullptr;
    Plan plan;
    plan.destructive = former != nullptr;
    plan.others = backup.row.siteId + ' ' + std::to_string(backup.row.epoch) + ' ' + folder + ' '
                  + (former ? std::to_string(former->epoch) : std::string());
    Answer answer;
    answer.effect.plan = planId(intent, plan);
    answer.effect.site = backup.row.code.value();
    answer.effect.formerSite = former ? former->code.value() : std::string();
    answer.effect.lines.push_back("Site " + backup.row.code.value() + " is restored to " + escapePath(folder)
                                  + "; what lies at distribution points counts as unverified.");
    if (former)
        answer.effect.lines.push_back("What site " + former->code.value() + " has done since the backup is forgotten; its database is kept in "
                                      + escapePath(folder) + "/backup.");
    if (!formerSite || formerSite->messages != 0)
        answer.effect.lines.push_back(messagesLine(formerSite));
    if (former && former->code != backup.row.code) {
        answer.refusal = refusalError(Code::StateForbids, former->code.value(), Scope::Site);
        answer.refusal->parameters["why"] = "it is the site in " + escapePath(folder) + ", and the backup is of site " + backup.row.code.value() + ": restore that into an empty folder";
        return answer;
    }
    if (intent.plan && *intent.plan != answer.effect.plan)
        answer.refusal = refusalError(Code::PlanMoved, intent.command);
    else if (former && !intent.confirmed && !intent.dryRun)
        answer.refusal = refusalError(Code::ConfirmationNeeded, intent.command);
    return answer;
}

void complete(Answer &answer, std::int64_t rows)
{
    answer.carriedOut = true;
    answer.change.changed = std::max<std::int64_t>(rows, 1);
    answer.change.notes.push_back(makeNote("no_engine", "No engine works this site: start one to validate what lies at the distribution points."));
}

Result<Answer> restoreNew(const Environment &environment, const std::string &folder, const Backup &backup, const Intent &intent)
{
    Answer answer = answerFor(backup, folder, nullptr, intent);
    if (intent.dryRun || answer.refusal)
        return answer;
    io::FileSystem &fs = environment.files;
    auto made = NewFolder::make(fs, folder);
    if (!made)
        return failure(pathError(made.error(), folder, Scope::Site));
    if (auto laid = layOutSite(fs, made->handle(), backup.key); !laid)
        return failure(pathError(laid.error(), folder, Scope::Site));
    if (auto told = inbox::tellIdentity(fs, folder + "/inbox", {backup.row.code, keyIdOf(backup.key.publicKey).value_or(backup.key.keyId)}); !told)
        return failure(pathError(told.error(), folder, Scope::Site));
    const std::string fresh = folder + "/" + databaseName;
    if (auto copied = backup.database->backupTo(fresh); !copied)
        return failure(copied.error());
    if (auto set = fs.setModeAt(made->handle(), databaseName, siteFileMode(fs, made->handle())); !set)
        return failure(pathError(set.error(), fresh, Scope::Site));
    const auto rows = prepare(environment, fresh, backup, folder, std::nullopt, intent);
    if (!rows)
        return failure(rows.error());
    if (auto synced = fs.syncFileSystem(made->handle()); !synced)
        return failure(pathError(synced.error(), folder, Scope::Site));
    made->keep();
    complete(answer, *rows);
    return answer;
}

/// The new database takes the place of the old one, of which no log may be left: SQLite would play it into the new one.
io::IoResult<void> exchange(io::FileSystem &fs, const io::Handle &root)
{
    for (const char *suffix : {"-wal", "-shm"}) {
        const auto removed = fs.removeFile(root, std::string(databaseName) + suffix);
        if (!removed && removed.error().error != ENOENT)
            return removed;
    }
    if (auto renamed = fs.rename(root, freshName, root, databaseName); !renamed)
        return renamed;
    return fs.syncFile(root);
}

/// Copies the backup beside the old database and makes it ready; gives the number of rows.
Result<std::int64_t> makeFresh(const Environment &environment, const io::Handle &root, const std::string &folder, const Backup &backup,
                               const std::optional<store::UsedUp> &former, const Intent &intent)
{
    io::FileSystem &fs = environment.files;
    static_cast<void>(fs.removeFile(root, freshName));
    const std::string fresh = folder + "/" + freshName;
    if (auto copied = backup.database->backupTo(fresh); !copied)
        return failure(copied.error());
    if (auto set = fs.setModeAt(root, freshName, siteFileMode(fs, root)); !set)
        return failure(pathError(set.error(), fresh, Scope::Site));
    const auto rows = prepare(environment, fresh, backup, folder, former, intent);
    if (!rows)
        return rows;
    // The former one holds until the databases are exchanged.
    if (auto laid = layKeyBeside(fs, root, backup.key); !laid)
        return failure(laid.error());
    return rows;
}

/// The database there cannot be opened any more: it is kept as it is.
Result<Answer> restoreDamaged(const Environment &environment, const io::Handle &root, const std::string &folder, const Backup &backup,
                              const Intent &intent)
{
    io::FileSystem &fs = environment.files;
    const auto lock = fs.openForWriting(root, lockName);
    if (lock && !fs.lock(*lock))
        return failure(refusalError(Code::SiteLocked, folder, Scope::Site));
    const Former former{backup.row, std::nullopt, std::nullopt};
    Answer answer = answerFor(backup, folder, &former, intent);
    if (intent.dryRun || answer.refusal)
        return answer;
    const auto rows = makeFresh(environment, root, folder, backup, former.used, intent);
    if (!rows)
        return failure(rows.error());
    const std::string kept = "backup/damaged-" + std::to_string(toMs(environment.clock.wall())) + ".db";
    if (auto made = io::ensureFolder(fs, root, "backup", 0700); !made)
        return failure(pathError(made.error(), folder + "/backup", Scope::Site));
    for (const char *suffix : {"", "-wal"}) {
        const auto renamed = fs.rename(root, std::string(databaseName) + suffix, root, kept + suffix);
        if (!renamed && renamed.error().error != ENOENT)
            return failure(pathError(renamed.error(), folder, Scope::Site));
    }
    if (auto exchanged = exchange(fs, root); !exchanged)
        return failure(pathError(exchanged.error(), folder, Scope::Site));
    complete(answer, *rows);
    return answer;
}

Result<Answer> restoreOver(const Environment &environment, const io::Handle &root, const std::string &folder, const Backup &backup,
                           const Intent &intent)
{
    auto site = Site::open(environment, folder);
    if (!site && (site.error().code == Code::DatabaseDamaged || site.error().code == Code::SchemaAltered))
        return restoreDamaged(environment, root, folder, backup, intent);
    if (!site)
        return failure(site.error());
    auto lease = Lease::take(**site);
    if (!lease)
        return failure(lease.error());
    // It would commit its version to the database that is put aside, and call it done.
    const auto snapshots = (*site)->database().write<bool>([&](store::Connection &db) -> Result<bool> { return snapshotsRun(db, environment); });
    if (!snapshots || *snapshots)
        return failure(snapshots ? refusalError(Code::SnapshotRunning, folder, Scope::Site) : snapshots.error());
    const auto forgotten = (*site)->database().read<std::int64_t>([&backup](store::Connection &db) -> Result<std::int64_t> {
        return backup.database->read<std::int64_t>([&db](store::Connection &other) -> Result<std::int64_t> { return store::seenOnlyIn(db, other); });
    });
    if (!forgotten)
        return failure(forgotten.error());
    Former former{(*site)->row(), std::nullopt, *forgotten};
    if (former.row.siteId == backup.row.siteId) {
        const auto used = (*site)->database().read<store::UsedUp>([](store::Connection &db) -> Result<store::UsedUp> { return store::usedUp(db); });
        if (!used)
            return failure(used.error());
        former.used = *used;
    }
    Answer answer = answerFor(backup, folder, &former, intent);
    if (intent.dryRun || answer.refusal)
        return answer;
    static_cast<void>(takeKeyThatHolds(**site)); // of a renewal that was cut short: it would be lost
    io::FileSystem &fs = environment.files;
    const std::string stamp = std::to_string(toMs(environment.clock.wall()));
    if (auto made = io::ensureFolder(fs, root, "backup", 0700); !made)
        return failure(pathError(made.error(), folder + "/backup", Scope::Site));
    if (auto kept = writeBackup(**site, folder + "/backup/before-restore-" + stamp + ".db"); !kept)
        return failure(kept.error());
    const auto rows = makeFresh(environment, root, folder, backup, former.used, intent);
    if (!rows)
        return failure(rows.error());
    (*lease)->forget();
    lease->reset();
    site->reset();
    if (auto exchanged = exchange(fs, root); !exchanged)
        return failure(pathError(exchanged.error(), folder, Scope::Site));
    complete(answer, *rows);
    return answer;
}

} // namespace

Result<Answer> restoreSite(const Environment &environment, const std::string &wishedFolder, const std::string &file, const Intent &intent)
{
    const std::string folder = cleanPath(wishedFolder);
    auto backup = openBackup(cleanPath(file));
    if (!backup)
        return failure(backup.error());
    io::FileSystem &fs = environment.files;
    auto root = fs.openFolder(folder);
    if (!root && root.error().error != ENOENT)
        return failure(pathError(root.error(), folder, Scope::Site));
    const bool isSite = root && fs.statusAt(*root, databaseName).has_value();
    auto answer = isSite ? restoreOver(environment, *root, folder, *backup, intent) : restoreNew(environment, folder, *backup, intent);
    if (answer && answer->carriedOut) {
        if (auto site = Site::open(environment, folder)) {
            static_cast<void>(takeKeyThatHolds(**site)); // else the next engine does
            (*site)->wake();
        }
    }
    return answer;
}

} // namespace cartage::engine
