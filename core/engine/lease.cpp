// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/lease.h"

#include <cerrno>

#include "core/base/digest.h"
#include "core/base/logging.h"
#include "core/engine/sitelayout.h"

namespace cartage::engine {

namespace {

/// An engine at work obeys within two seconds.
constexpr Span toAnswer = std::chrono::seconds(5);
constexpr Span lookForAnswer = std::chrono::milliseconds(50);

io::IoResult<io::Handle> openLockFile(Site &site)
{
    io::FileSystem &fs = site.environment().files;
    const auto folder = fs.openFolder(site.folder());
    if (!folder)
        return failure(folder.error());
    auto file = fs.openForWriting(*folder, lockName);
    if (file || file.error().error != ENOENT)
        return file;
    auto made = fs.createFile(*folder, lockName, 0660);
    if (made || made.error().error != EEXIST)
        return made;
    return fs.openForWriting(*folder, lockName);
}

} // namespace

Error lockedBy(const store::LeaseRow &row, const std::string &site)
{
    Error error;
    error.code = Code::SiteLocked;
    error.operation = "lock";
    error.scope = Scope::Site;
    error.object = site;
    if (row.holder.pid == 0) // taken over, and given back meanwhile
        return error;
    error.parameters = {{"host", row.holder.host},
                        {"pid", std::to_string(row.holder.pid)},
                        {"since", toRfc3339(row.since)},
                        {"program", row.program}};
    return error;
}

namespace {

/// The token of a holder that lives and has not answered; 0: there is none, or it has.
Result<std::int64_t> silentHolder(Site &site, bool lockHeld, const std::function<void(Span)> &wait)
{
    const auto asked = site.database().write<store::LeaseRow>([&](store::Connection &db) -> Result<store::LeaseRow> {
        const store::LeaseRow row = store::lease(db);
        store::askHolder(db, true);
        return row;
    });
    if (!asked)
        return failure(asked.error());
    if (!holderLives(*asked, site.environment(), lockHeld))
        return 0;
    site.wake();
    const Clock &clock = site.environment().clock;
    for (const Span latest = clock.boot() + toAnswer; clock.boot() < latest;) {
        wait(lookForAnswer);
        const auto row = site.database().read<store::LeaseRow>([](store::Connection &db) -> Result<store::LeaseRow> { return store::lease(db); });
        if (!row)
            return failure(row.error());
        if (!row->asked || row->token != asked->token)
            return 0;
    }
    return asked->token;
}

} // namespace

bool holderLives(const store::LeaseRow &row, const Environment &environment, bool lockHeld)
{
    if (row.holder.pid == 0)
        return false;
    if (row.holder.bootId != environment.process.bootId)
        return false;
    // A pid means nothing in another namespace; there only the lock speaks.
    if (row.holder.pidNamespace != environment.process.pidNamespace)
        return lockHeld;
    return environment.lives(row.holder);
}

bool isEngineLockHeld(Site &site)
{
    const auto file = openLockFile(site);
    if (!file)
        return false;
    const auto locked = site.environment().files.lock(*file);
    return !locked && (locked.error().error == EWOULDBLOCK || locked.error().error == EAGAIN);
}

bool isOfSite(Code code)
{
    switch (code) {
    case Code::SiteLocked:
    case Code::DatabaseBusy:
    case Code::DatabaseNoSpace:
    case Code::DatabaseDamaged:
    case Code::IoError:
        return true;
    default:
        return false;
    }
}

Result<std::unique_ptr<Lease>> Lease::take(Site &site, const std::function<void(Span)> &wait)
{
    std::unique_ptr<Lease> lease(new Lease(site));
    lease->tryFileLock();
    const Environment &environment = site.environment();
    std::int64_t silent = 0;
    if (wait) {
        const auto token = silentHolder(site, !lease->m_holdsFileLock, wait);
        if (!token)
            return failure(token.error());
        silent = *token;
    }
    const auto token = site.database().write<std::int64_t>([&](store::Connection &db) -> Result<std::int64_t> {
        const store::LeaseRow row = store::lease(db);
        if (row.token != silent && holderLives(row, environment, !lease->m_holdsFileLock))
            return failure(lockedBy(row, site.row().code.value()));
        return store::takeLease(db, environment.process, environment.program, environment.clock.wall());
    });
    if (!token)
        return failure(token.error());
    lease->m_token = *token;
    lease->writeToken();
    logInfo("Engine", "lease taken token=" + std::to_string(*token) + " file_lock=" + (lease->m_holdsFileLock ? "yes" : "no"));
    return lease;
}

Lease::~Lease()
{
    if (m_token == 0)
        return;
    const auto released = m_site->database().write<bool>([&](store::Connection &db) -> Result<bool> {
        store::releaseLease(db, m_token);
        return true;
    }, std::chrono::seconds(2));
    // Nothing depends on it: the next engine sees that this process is gone.
    if (!released)
        logWarning("Engine", "lease not given back code=" + std::string(name(released.error().code)));
}

Result<void> Lease::check(store::Connection &db) const
{
    const store::LeaseRow row = store::lease(db);
    if (m_token != 0 && row.token == m_token) {
        if (row.asked)
            store::askHolder(db, false);
        return {};
    }
    return failure(lockedBy(row, m_site->row().code.value()));
}

/// Workers cannot ask the database. Where it cannot be written it is empty, and holds nobody back.
void Lease::writeToken()
{
    if (!m_file.isOpen())
        return;
    io::FileSystem &fs = m_site->environment().files;
    const std::string text = std::to_string(m_token);
    const auto emptied = fs.truncate(m_file, 0);
    const auto written = emptied ? fs.writeAt(m_file, asBytes(text), 0) : io::IoResult<std::size_t>(failure(emptied.error()));
    if (!written || *written != text.size())
        static_cast<void>(fs.truncate(m_file, 0));
}

void Lease::tryFileLock()
{
    if (m_holdsFileLock)
        return;
    if (!m_file.isOpen()) {
        auto file = openLockFile(*m_site);
        if (!file)
            return;
        m_file = std::move(*file);
    }
    m_holdsFileLock = m_site->environment().files.lock(m_file).has_value();
}

} // namespace cartage::engine
