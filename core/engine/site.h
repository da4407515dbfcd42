// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/content/contentlibrary.h"
#include "core/store/database.h"
#include "core/store/siterepository.h"
#include "core/transport/transport.h"

namespace cartage::engine {

/// The world as the composition root chose it; outlives every Site and Engine.
struct Environment {
    io::FileSystem &files;
    const Clock &clock;
    Random &random;
    store::ProcessMark process; ///< this process
    std::string actor;          ///< login name, with SUDO_USER: "anna (root)"
    std::string program;        ///< "cartage 0.1.0"
    /// Whether the process behind a mark still lives (docs/architecture.md, "Engine lease"); real: /proc.
    std::function<bool(const store::ProcessMark &)> lives;
};
/// The real one's parts: host, boot id, pid, start time, pid namespace of this process; login name.
[[nodiscard]] store::ProcessMark thisProcess();
[[nodiscard]] std::string loginName();
[[nodiscard]] bool processLives(const store::ProcessMark &mark);

struct NewSite {
    SiteCode code;
    std::string name;
    std::optional<SiteCode> parent;
    std::string library; ///< empty: contentlib in the site folder
};

/// An open site: its folder, one read-write connection, its content library. Belongs to one thread; a thread that needs its own opens its own.
class Site final
{
public:
    /// In an absent or empty folder, else `exists`; mode 0700, or 2770 when the group `cartage` exists. All or nothing: what was made is taken away on failure.
    static Result<std::unique_ptr<Site>> create(const Environment &environment, const std::string &folder, const NewSite &wish);
    /// site_missing, network_filesystem, schema_newer ... (exit code 4 of the command line). `ReadOnly` suits questions.
    static Result<std::unique_ptr<Site>> open(const Environment &environment, const std::string &folder,
                                              store::Connection::Mode mode = store::Connection::Mode::ReadWrite);
    ~Site();

    [[nodiscard]] const Environment &environment() const { return m_environment; }
    [[nodiscard]] const std::string &folder() const { return m_folder; } ///< absolute
    [[nodiscard]] store::Connection &database() { return *m_database; }
    [[nodiscard]] const store::SiteRow &row() const { return m_row; } ///< as it was when the site was opened
    /// Opened at the first call; not at all for questions that need no content.
    Result<content::ContentLibrary *> library();
    [[nodiscard]] Time now() const { return m_environment.clock.wall(); }
    /// After a commit: touches SITE/wake so that whoever works or shows the site looks.
    void wake();
    /// The opened site folder.
    [[nodiscard]] const io::Handle &root() const { return m_root; }
    [[nodiscard]] io::FileSystem &files() const { return m_environment.files; }
    [[nodiscard]] std::string path(std::string_view relative) const;

private:
    Site(const Environment &environment, std::string folder);
    Environment m_environment;
    std::string m_folder;
    io::Handle m_root;
    std::unique_ptr<store::Connection> m_database;
    store::SiteRow m_row;
    std::unique_ptr<content::ContentLibrary> m_library;
};

/// Whether the engine that the lease names still lives.
[[nodiscard]] bool engineLives(Site &site, const store::LeaseRow &lease);

/// An error about an operator's path: what the system call's errno means there; `object` is left to the caller.
[[nodiscard]] Error pathError(const io::IoError &failed, const std::string &path, Scope scope);

} // namespace cartage::engine
