// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace cartage::io {

/// Hears when a file of a folder is touched, written or replaced (inotify on the folder, so that the file may come later), or when any file comes. One thread.
/// A folder that is not there, or gives way to another one, is watched from the next drain() on that finds one. Where the system refuses (limits of inotify) it
/// is never ready: whoever uses it looks at times by itself as well.
class WakeWatch final
{
public:
    WakeWatch(const std::string &folder, std::string fileName);
    /// Any file that comes into the folder.
    explicit WakeWatch(const std::string &folder);
    ~WakeWatch();
    WakeWatch(const WakeWatch &) = delete;
    WakeWatch &operator=(const WakeWatch &) = delete;

    /// For poll(2): readable when there is something to drain; -1 where the system refused. The same for as long as this lives.
    [[nodiscard]] int descriptor() const { return m_descriptor; }
    /// Takes in all that is there, without waiting; true when the file, or any, was among it, and when another folder is watched than before: what came into that
    /// one has not been heard.
    bool drain();

private:
    WakeWatch(const std::string &folder, std::string fileName, std::uint32_t events);
    bool arm();
    std::string m_folder;
    std::string m_name; ///< empty: any
    std::uint32_t m_events;
    int m_descriptor = -1;
    int m_watch = -1; ///< -1: the folder was not there
};

} // namespace cartage::io
