// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "app/common/process.h"
#include "app/common/terminal.h"
#include "core/engine/operations.h"
#include "core/engine/site.h"
#include "core/io/filesystem.h"

namespace cartage::cli {

/// What all commands share: the global options, the world, the site once it is open.
class Context final : public Voice
{
public:
    Context();
    ~Context();

    // global options
    bool yes = false;
    bool dryRun = false;
    std::optional<std::string> siteOption; ///< else $CARTAGE_SITE, else the default place
    std::string plan;
    std::string reason;

    std::string arguments; ///< the command's, for the audit: JSON object

    [[nodiscard]] std::string siteFolder() const;
    [[nodiscard]] engine::Environment environment();
    [[nodiscard]] engine::Intent intent() const;
    /// Opens the site (once).
    Result<engine::Site *> site(store::Connection::Mode mode = store::Connection::Mode::ReadWrite);
    /// The driver of folder DPs over the site's library.
    Result<transport::Transport *> transport();
    /// Raised by SIGINT and SIGTERM.
    [[nodiscard]] const std::atomic<bool> &stop() const;
    [[nodiscard]] const Clock &clock() const;
    [[nodiscard]] Random &random();
    [[nodiscard]] io::FileSystem &files();

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace cartage::cli
