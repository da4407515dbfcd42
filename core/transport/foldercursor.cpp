// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/foldercursor.h"

#include <cerrno>

namespace cartage::transport {

namespace {

bool isWithin(std::string_view path, std::string_view folder)
{
    return path.size() >= folder.size() && path.substr(0, folder.size()) == folder
           && (path.size() == folder.size() || path[folder.size()] == '/');
}

} // namespace

io::IoResult<const io::Handle *> FolderCursor::at(std::string_view folder)
{
    if (folder.empty())
        return &m_root;
    while (!m_levels.empty() && !isWithin(folder, std::string_view(m_path).substr(0, m_levels.back().length)))
        m_levels.pop_back();
    std::size_t known = 0;
    const io::Handle *base = &m_root;
    if (!m_levels.empty()) {
        known = m_levels.back().length;
        base = &m_levels.back().handle;
        if (known == folder.size())
            return base;
        ++known; // the slash
    }
    auto opened = m_fs.openFolderAt(*base, folder.substr(known));
    if (!opened)
        return failure(opened.error());
    m_path.assign(folder);
    if (m_levels.size() == deepest)
        m_levels.erase(m_levels.begin());
    m_levels.push_back({folder.size(), std::move(*opened)});
    return &m_levels.back().handle;
}

io::IoResult<const io::Handle *> FolderCursor::make(std::string_view folder, std::uint32_t mode)
{
    auto found = at(folder);
    if (found || found.error().error != ENOENT)
        return found;
    std::size_t there = folder.size();
    do {
        const std::size_t slash = folder.substr(0, there).rfind('/');
        there = slash == std::string_view::npos ? 0 : slash;
        found = at(folder.substr(0, there));
    } while (!found && found.error().error == ENOENT && there > 0);
    while (found && there < folder.size()) {
        const std::size_t start = there == 0 ? 0 : there + 1;
        const std::size_t slash = folder.find('/', start);
        there = slash == std::string_view::npos ? folder.size() : slash;
        const auto made = m_fs.makeFolder(**found, folder.substr(start, there - start), mode);
        if (!made && made.error().error != EEXIST)
            return failure(made.error());
        found = at(folder.substr(0, there));
    }
    return found;
}

} // namespace cartage::transport
