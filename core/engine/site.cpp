// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/site.h"

#include <cerrno>

#include "core/base/logging.h"
#include "core/base/sitekey.h"
#include "core/engine/lease.h"
#include "core/engine/paths.h"
#include "core/engine/sitelayout.h"
#include "core/inbox/inboxidentity.h"
#include "core/store/journalrepository.h"

namespace cartage::engine {
namespace {

Error siteError(Code code, const std::string &folder, const io::IoError &failed = {})
{
    Error error;
    error.code = code;
    error.scope = Scope::Site;
    error.object = folder;
    error.path = folder;
    error.operation = failed.operation;
    error.systemError = failed.error;
    return error;
}

Error openError(const std::string &folder, const io::IoError &failed)
{
    switch (failed.error) {
    case ENOENT:
    case ENOTDIR:
        return siteError(Code::SiteMissing, folder, failed);
    case EACCES:
    case EPERM:
        return siteError(Code::NotPermitted, folder, failed);
    default:
        return pathError(failed, folder, Scope::Site);
    }
}

Result<void> refuseNetwork(io::FileSystem &fs, const io::Handle &root, const std::string &folder)
{
    const auto mount = fs.mount(root);
    if (mount && mount->network) {
        Error error = siteError(Code::NetworkFilesystem, folder);
        error.parameters["file_system"] = mount->type;
        return failure(error);
    }
    return {};
}

} // namespace

Site::Site(const Environment &environment, std::string folder)
    : m_environment(environment)
    , m_folder(std::move(folder))
{ }
Site::~Site() = default;

std::string Site::path(std::string_view relative) const { return m_folder + "/" + std::string(relative); }

Result<std::unique_ptr<Site>> Site::create(const Environment &environment, const std::string &wishedFolder, const NewSite &wish)
{
    io::FileSystem &fs = environment.files;
    const std::string folder = cleanPath(wishedFolder);
    auto made = NewFolder::make(fs, folder);
    if (!made)
        return failure(pathError(made.error(), folder, Scope::Site));
    const io::Handle &root = made->handle();
    if (auto local = refuseNetwork(fs, root, folder); !local)
        return failure(local.error());
    if (wish.parent == wish.code) {
        Error error = siteError(Code::WrongValue, wish.code.value());
        error.parameters["why"] = "a site is not its own parent";
        return failure(error);
    }
    const SiteKey key = makeSiteKey(environment.random);
    if (auto laid = layOutSite(fs, root, key); !laid)
        return failure(pathError(laid.error(), folder, Scope::Site));
    if (auto told = inbox::tellIdentity(fs, folder + "/inbox", {wish.code, key.keyId}); !told)
        return failure(pathError(told.error(), folder, Scope::Site));
    store::SiteRow row;
    row.code = wish.code;
    row.name = wish.name;
    row.siteId = environment.random.hex(16);
    row.keyId = key.keyId;
    row.publicKey = key.publicKey;
    row.parent = wish.parent;
    row.libraryPath = wish.library.empty() ? folder + "/" + defaultLibrary : cleanPath(wish.library);
    row.createdAt = environment.clock.wall();
    auto database = store::Connection::create(folder + "/" + databaseName);
    if (!database)
        return failure(database.error());
    if (auto set = fs.setModeAt(root, databaseName, siteFileMode(fs, root)); !set)
        return failure(pathError(set.error(), folder, Scope::Site));
    const auto inserted = (*database)->write<bool>([&](store::Connection &db) -> Result<bool> {
        store::insertSite(db, row);
        store::AuditRow audit{0, row.createdAt, environment.actor, environment.process.host, environment.program, "site init", "{}", {}, 1, 0};
        store::insertAudit(db, audit);
        return true;
    });
    if (!inserted)
        return failure(inserted.error());
    auto library = content::ContentLibrary::open(fs, row.libraryPath);
    if (!library)
        return failure(library.error());
    library->reset();
    database->reset();
    auto site = open(environment, folder);
    if (site)
        made->keep();
    return site;
}

Result<std::unique_ptr<Site>> Site::open(const Environment &environment, const std::string &wishedFolder, store::Connection::Mode mode)
{
    io::FileSystem &fs = environment.files;
    std::unique_ptr<Site> site(new Site(environment, cleanPath(wishedFolder)));
    const std::string &folder = site->m_folder;
    auto root = fs.openFolder(folder);
    if (!root)
        return failure(openError(folder, root.error()));
    site->m_root = std::move(*root);
    const auto status = fs.statusAt(site->m_root, databaseName);
    if (!status)
        return failure(openError(folder, status.error()));
    if (auto local = refuseNetwork(fs, site->m_root, folder); !local)
        return failure(local.error());
    auto database = store::Connection::open(folder + "/" + databaseName, mode);
    if (!database)
        return failure(database.error());
    site->m_database = std::move(*database);
    auto row = site->m_database->read<store::SiteRow>([](store::Connection &db) -> Result<store::SiteRow> { return store::site(db); });
    if (!row)
        return failure(row.error());
    site->m_row = std::move(*row);
    return site;
}

Result<content::ContentLibrary *> Site::library()
{
    if (!m_library) {
        auto opened = content::ContentLibrary::open(m_environment.files, m_row.libraryPath);
        if (!opened)
            return failure(opened.error());
        m_library = std::move(*opened);
    }
    return m_library.get();
}

void Site::wake()
{
    io::FileSystem &fs = files();
    auto file = fs.openForWriting(m_root, wakeName);
    if (!file)
        file = fs.createFile(m_root, wakeName, siteFileMode(fs, m_root));
    const std::string_view mark = "0";
    if (!file || !fs.writeAt(*file, asBytes(mark), 0) || !fs.close(std::move(*file)))
        logWarning("Engine", "cannot touch the wake file; others look by themselves folder=" + m_folder);
}

bool engineLives(Site &site, const store::LeaseRow &lease)
{
    // The lock is looked at only where it counts: a look takes it for a moment.
    const Environment &environment = site.environment();
    const bool elsewhere = lease.holder.pid != 0 && lease.holder.pidNamespace != environment.process.pidNamespace;
    return holderLives(lease, environment, elsewhere && isEngineLockHeld(site));
}

} // namespace cartage::engine
