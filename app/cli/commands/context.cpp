// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/context.h"

#include <cstdlib>

#include "core/engine/executor.h"
#include "core/io/posixfilesystem.h"
#include "core/transport/directorytransport.h"

namespace cartage::cli {

struct Context::Private {
    SystemClock clock;
    SystemRandom random;
    std::unique_ptr<io::FileSystem> files = io::makePosixFileSystem();
    std::unique_ptr<engine::Site> site;
    std::unique_ptr<transport::Transport> transport;
};

Context::Context() : m_d(std::make_unique<Private>()) { }
Context::~Context() = default;

std::string Context::siteFolder() const
{
    if (siteOption)
        return absolutePath(*siteOption);
    if (const char *folder = std::getenv("CARTAGE_SITE"); folder && *folder)
        return absolutePath(folder);
    if (const char *data = std::getenv("XDG_DATA_HOME"); data && *data)
        return absolutePath(std::string(data) + "/cartage/site");
    const char *home = std::getenv("HOME");
    return absolutePath(std::string(home && *home ? home : "/") + "/.local/share/cartage/site");
}

engine::Environment Context::environment()
{
    return {*m_d->files, m_d->clock, m_d->random, engine::thisProcess(), engine::loginName(), "cartage " CARTAGE_VERSION, engine::processLives};
}

engine::Intent Context::intent() const
{
    engine::Intent intent;
    intent.dryRun = dryRun;
    intent.confirmed = yes;
    if (!plan.empty())
        intent.plan = plan;
    intent.reason = reason;
    intent.command = command;
    intent.arguments = arguments;
    return intent;
}

Result<engine::Site *> Context::site(store::Connection::Mode mode)
{
    if (!m_d->site) {
        auto opened = engine::Site::open(environment(), siteFolder(), mode);
        if (!opened)
            return failure(opened.error());
        m_d->site = std::move(*opened);
    }
    return m_d->site.get();
}

Result<transport::Transport *> Context::transport()
{
    if (!m_d->transport) {
        auto opened = site();
        if (!opened)
            return failure(opened.error());
        auto library = (*opened)->library();
        if (!library)
            return failure(library.error());
        m_d->transport = transport::makeDirectoryTransport(*m_d->files, **library, m_d->clock, m_d->random, engine::pauseThread);
    }
    return m_d->transport.get();
}

const std::atomic<bool> &Context::stop() const
{
    return cli::stopFlag();
}

const Clock &Context::clock() const
{
    return m_d->clock;
}

Random &Context::random()
{
    return m_d->random;
}

io::FileSystem &Context::files()
{
    return *m_d->files;
}

} // namespace cartage::cli
