// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

#include "tests/support/simstate.h"

/// Only for simfilesystem.cpp: what all its calls begin with.
namespace cartage::test {

/// The rule of FileSystem for relative paths.
inline int relativePathRefusal(std::string_view relative)
{
    if (relative.empty())
        return ENOENT;
    if (relative.front() == '/')
        return EXDEV;
    if (relative.find('\0') != std::string_view::npos)
        return EINVAL;
    for (std::size_t start = 0; start <= relative.size();) {
        const std::size_t end = std::min(relative.find('/', start), relative.size());
        const std::string_view component = relative.substr(start, end - start);
        if (component == "..")
            return EXDEV;
        if (component.empty() || component == ".")
            return EINVAL;
        if (component.size() > 255)
            return ENAMETOOLONG;
        start = end + 1;
    }
    return 0;
}

/// The beginning of each call: the hook, then the mutex for as long as this lives, then everything that can stop a call.
class SimFileSystem::Entered final
{
public:
    Entered(SimFileSystem &view, const Op &op, const io::Handle &handle, std::string_view relative = {})
        : Entered(view, op, &handle, view.pathOf(handle, relative))
    { }
    Entered(SimFileSystem &view, const Op &op, const std::string &absolutePath)
        : Entered(view, op, nullptr, absolutePath)
    { }

    int error = 0;
    Open *open = nullptr;

    [[nodiscard]] SimDisk &disk() const { return *open->mounted->disk; }
    [[nodiscard]] const std::string &path() const { return m_path; }

    /// A second handle of the same call.
    Open *other(const io::Handle &handle)
    {
        const auto found = m_state.handles.find(handle.descriptor());
        if (found == m_state.handles.end()) {
            error = EBADF;
            return nullptr;
        }
        if (!found->second.mounted->attached)
            error = found->second.mounted->disk->profile.staleError;
        return &found->second;
    }

    [[nodiscard]] int place(const Open &folder, std::string_view relative, Place &found) const
    {
        if (const int wrong = relativePathRefusal(relative))
            return wrong;
        if (folder.mounted->disk->type(folder.inode) != io::FileType::Folder)
            return ENOTDIR;
        return m_state.walk(folder.mounted, folder.inode, relative, false, found);
    }

    /// What costs and stops a call on this mount.
    void onMount(const std::shared_ptr<Mounted> &mounted)
    {
        const Profile &profile = mounted->disk->profile;
        ++m_state.counts[{m_op.name, mounted->path}];
        if (mounted->hangs == Hang::Inline) {
            m_state.charge(m_state.hangCost);
            error = ETIMEDOUT;
            return;
        }
        m_state.resumed.wait(m_lock, [&] { return !mounted->hangs || m_view.m_ended; });
        if (m_view.m_ended) {
            error = EIO;
            return;
        }
        if (m_op.metadata)
            m_state.charge(profile.latency);
        if (!mounted->attached)
            error = profile.staleError;
        else if (m_op.modifies && profile.readOnly)
            error = EROFS;
        if (const int fault = m_state.faultFor(m_op, mounted->path, m_path))
            error = fault;
    }

private:
    Entered(SimFileSystem &view, const Op &op, const io::Handle *handle, std::string path)
        : m_view(view)
        , m_op(op)
        , m_state(*view.m_state)
        , m_path(std::move(path))
    {
        if (m_state.root->onCall)
            m_state.root->onCall(op.name, m_path);
        m_lock = std::unique_lock(m_state.mutex);
        endOnTime();
        if (view.m_ended) {
            error = EIO;
            return;
        }
        if (!handle)
            return;
        const auto found = m_state.handles.find(handle->descriptor());
        if (found == m_state.handles.end()) {
            error = &view == m_state.root && handle->isOpen() ? EIO : EBADF;
            return;
        }
        const std::shared_ptr<Mounted> mounted = found->second.mounted;
        onMount(mounted);
        const auto still = m_state.handles.find(handle->descriptor());
        if (still != m_state.handles.end())
            open = &still->second;
        else
            error = EIO;
    }

    void endOnTime()
    {
        if (!m_state.end || &m_view == m_state.root || m_view.m_ended || --m_state.end->after > 0)
            return;
        const auto seed = m_state.end->seed;
        m_state.end.reset();
        if (seed)
            m_state.crash(*seed);
        else
            m_state.endViews();
    }

    SimFileSystem &m_view;
    const Op &m_op;
    State &m_state;
    std::string m_path;
    std::unique_lock<std::mutex> m_lock;
};

} // namespace cartage::test
