// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/engine/site.h"

namespace cartage::engine {

/// The right to work a site: one engine at a time (docs/architecture.md, "Engine lease"). The row's token decides; the file lock SITE/engine.lock only
/// speaks for processes of another pid namespace. No heartbeat. Belongs to the control thread.
class Lease final
{
public:
    /// site_locked (host, pid, since) while the holder lives. With `wait` one that does not answer for five seconds (it is stopped, or hangs) is relieved.
    static Result<std::unique_ptr<Lease>> take(Site &site, const std::function<void(Span)> &wait = nullptr);
    /// Gives the row back if it is still ours.
    ~Lease();

    /// In a transaction of the engine: site_locked when another engine has raised the token; the transaction must then write nothing. Answers who asks.
    Result<void> check(store::Connection &db) const;
    /// Takes the file lock if a killed engine's zombie has let go of it meanwhile.
    void tryFileLock();
    [[nodiscard]] bool holdsFileLock() const { return m_holdsFileLock; }
    [[nodiscard]] std::int64_t token() const { return m_token; }
    /// The row is left as it is: a simulated crash, or an engine whose token is gone.
    void forget() { m_token = 0; }

private:
    void writeToken();
    explicit Lease(Site &site) : m_site(&site) { }
    Site *m_site;
    io::Handle m_file;
    bool m_holdsFileLock = false;
    std::int64_t m_token = 0;
};

/// site_locked, naming who holds the row.
[[nodiscard]] Error lockedBy(const store::LeaseRow &row, const std::string &site);
/// Whether the holder of the lease row lives; `lockHeld` (somebody holds the file lock) is what counts for one of another pid namespace.
[[nodiscard]] bool holderLives(const store::LeaseRow &row, const Environment &environment, bool lockHeld);
/// Tries the file lock and lets it go again at once.
[[nodiscard]] bool isEngineLockHeld(Site &site);
/// What went wrong is of the site itself, and ends by itself or with this engine: its lease, its database. Anything else is of what was being done.
[[nodiscard]] bool isOfSite(Code code);

} // namespace cartage::engine
