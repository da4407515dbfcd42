// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/wakewatch.h"

#include <cstring>

#include <sys/inotify.h>
#include <unistd.h>

namespace cartage::io {

WakeWatch::WakeWatch(const std::string &folder, std::string fileName)
    : WakeWatch(folder, std::move(fileName), IN_ATTRIB | IN_MODIFY | IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO)
{
}

WakeWatch::WakeWatch(const std::string &folder) : WakeWatch(folder, {}, IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO) { }

WakeWatch::WakeWatch(const std::string &folder, std::string fileName, std::uint32_t events)
    : m_folder(folder), m_name(std::move(fileName)), m_events(events), m_descriptor(inotify_init1(IN_CLOEXEC | IN_NONBLOCK))
{
    arm();
}

WakeWatch::~WakeWatch()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

/// By its path once more: for the folder that is watched already that changes nothing. True for another one.
bool WakeWatch::arm()
{
    if (m_descriptor < 0)
        return false;
    const int watch = inotify_add_watch(m_descriptor, m_folder.c_str(), m_events | IN_ONLYDIR);
    if (watch == m_watch)
        return false;
    if (m_watch >= 0)
        static_cast<void>(inotify_rm_watch(m_descriptor, m_watch)); // moved away; one that was deleted has none any more
    m_watch = watch;
    return watch >= 0;
}

bool WakeWatch::drain()
{
    bool touched = arm();
    alignas(inotify_event) char buffer[16 * 1024];
    while (m_descriptor >= 0) {
        const ssize_t size = ::read(m_descriptor, buffer, sizeof buffer);
        if (size <= 0)
            break;
        for (ssize_t at = 0; at < size;) {
            inotify_event event;
            std::memcpy(&event, buffer + at, sizeof event);
            const char *name = buffer + at + sizeof event;
            // An overflow has lost what it was about.
            if ((event.mask & IN_Q_OVERFLOW) || (event.len > 0 && (m_name.empty() || m_name == name)))
                touched = true;
            at += static_cast<ssize_t>(sizeof event) + event.len;
        }
    }
    return touched;
}

} // namespace cartage::io
