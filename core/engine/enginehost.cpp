// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/enginehost.h"

#include "core/engine/executor.h"
#include "core/transport/directorytransport.h"

namespace cartage::engine {

EngineHost::EngineHost(Environment environment, std::string folder, QObject *parent)
    : QObject(parent)
    , m_environment(std::move(environment))
    , m_folder(std::move(folder))
{ }

EngineHost::~EngineHost() { end(); }

void EngineHost::end()
{
    stop();
    m_thread.reset();
}

void EngineHost::start()
{
    if (m_thread)
        return;
    m_error.reset();
    m_stopWanted = false;
    m_thread.emplace([this] { work(); });
}

void EngineHost::stop()
{
    const std::scoped_lock lock(m_mutex);
    m_stopWanted = true;
    if (m_engine)
        m_engine->stop();
}

/// On the engine's own thread, which becomes its control thread.
void EngineHost::work()
{
    std::optional<Error> error;
    auto executor = std::make_unique<ThreadExecutor>();
    auto site = Site::open(m_environment, m_folder);
    auto library = site ? (*site)->library() : Result<content::ContentLibrary *>(failure(site.error()));
    if (!library) {
        error = library.error();
    } else {
        const auto transport =
            transport::makeDirectoryTransport(m_environment.files, **library, m_environment.clock, m_environment.random, pauseThread);
        auto engine = Engine::start(**site, *transport, *executor, {});
        if (!engine) {
            error = engine.error();
        } else {
            {
                const std::scoped_lock lock(m_mutex);
                m_engine = engine->get();
                if (m_stopWanted)
                    m_engine->stop();
            }
            QMetaObject::invokeMethod(this, &EngineHost::started, Qt::QueuedConnection);
            if (const auto ran = (*engine)->run(); !ran)
                error = ran.error();
            const std::scoped_lock lock(m_mutex);
            m_engine = nullptr;
        }
    }
    if (executor->hasAbandoned() || executor->running() > 0) {
        m_abandoned = true;
        static_cast<void>(executor.release()); // its destructor would wait for what is stuck in the kernel
    }
    QMetaObject::invokeMethod(this, [this, error] { ended(error); }, Qt::QueuedConnection);
}

void EngineHost::ended(std::optional<Error> error)
{
    m_thread.reset();
    m_error = std::move(error);
    Q_EMIT stopped();
}

} // namespace cartage::engine
