// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "core/engine/engine.h"

namespace cartage::engine {

/// An engine in a window's own process, on a thread of its own with its own site, transport and workers.
class EngineHost final : public QObject
{
    Q_OBJECT

public:
    /// What the environment refers to outlives the host.
    EngineHost(Environment environment, std::string folder, QObject *parent = nullptr);
    /// Stops the engine and waits for it, at most 5 s.
    ~EngineHost() override;

    [[nodiscard]] bool isRunning() const { return m_thread.has_value(); }
    /// Why the last one ended, where it ended by an error (site_locked: another one works the site).
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    void start();
    /// Lets running blocks end; `stopped` comes when it has ended.
    void stop();
    /// Stops and waits for the end, at most 5 s.
    void end();
    /// A worker thread waits in the kernel: the process has to leave by _exit. Known after `stopped` or end().
    [[nodiscard]] bool hasAbandoned() const { return m_abandoned; }

Q_SIGNALS:
    void started();
    void stopped();

private:
    void work();
    void ended(std::optional<Error> error);

    Environment m_environment;
    std::string m_folder;
    std::optional<std::jthread> m_thread;
    std::mutex m_mutex; ///< guards m_engine
    Engine *m_engine = nullptr;
    bool m_stopWanted = false;
    std::optional<Error> m_error;
    std::atomic<bool> m_abandoned{false};
};

} // namespace cartage::engine
