// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/newfile.h"

#include "core/engine/paths.h"
#include "core/io/fileops.h"

namespace cartage::engine {

namespace {

constexpr std::size_t flushedAt = 256 * 1024;
constexpr std::size_t nameBytes = 8;
constexpr std::uint32_t everybodyReads = 0644, ownersOwn = 0600;

} // namespace

NewFile::NewFile(Site &site, std::string path)
    : m_site(&site)
    , m_path(std::move(path))
    , m_name(m_path.substr(m_path.rfind('/') + 1))
    , m_aside("." + m_name + "." + site.environment().random.hex(nameBytes) + ".new")
{ }

NewFile::NewFile(NewFile &&other) noexcept
    : m_site(std::exchange(other.m_site, nullptr))
    , m_path(std::move(other.m_path))
    , m_name(std::move(other.m_name))
    , m_aside(std::move(other.m_aside))
    , m_folder(std::move(other.m_folder))
    , m_file(std::move(other.m_file))
    , m_waiting(std::move(other.m_waiting))
    , m_there(std::exchange(other.m_there, false))
{ }

NewFile::~NewFile()
{
    if (m_site && m_there)
        static_cast<void>(m_site->files().removeFile(m_folder, m_aside));
}

Result<void> NewFile::failed(const io::IoError &error) const
{
    Error told = pathError(error, m_path, Scope::Command);
    told.object = m_path;
    return failure(std::move(told));
}

Result<NewFile> NewFile::make(Site &site, const std::string &path, bool ownerOnly)
{
    NewFile made(site, cleanPath(path));
    const std::size_t slash = made.m_path.rfind('/');
    const std::string parent = slash == 0 ? "/" : made.m_path.substr(0, slash);
    auto folder = site.files().openFolder(parent);
    if (!folder)
        return failure(pathError(folder.error(), parent, Scope::Command));
    made.m_folder = std::move(*folder);
    // A folder of that name would be found only when all is written.
    if (const auto there = site.files().statusAt(made.m_folder, made.m_name); there && there->type == io::FileType::Folder)
        return failure(made.failed({"open", EEXIST}).error());
    auto file = site.files().createFile(made.m_folder, made.m_aside, ownerOnly ? ownersOwn : everybodyReads);
    if (!file)
        return failure(made.failed(file.error()).error());
    made.m_file = std::move(*file);
    made.m_there = true;
    return made;
}

Result<void> NewFile::write(std::string_view bytes)
{
    m_waiting += bytes;
    return m_waiting.size() < flushedAt ? Result<void>() : flush();
}

Result<void> NewFile::flush()
{
    const auto written = io::writeAll(m_site->files(), m_file, std::as_bytes(std::span(m_waiting)));
    m_waiting.clear();
    return written ? Result<void>() : failed(written.error());
}

Result<void> NewFile::finish()
{
    if (auto flushed = flush(); !flushed)
        return flushed;
    io::FileSystem &files = m_site->files();
    if (const auto synced = files.syncFile(m_file); !synced)
        return failed(synced.error());
    if (const auto closed = files.close(std::move(m_file)); !closed)
        return failed(closed.error());
    if (const auto renamed = files.rename(m_folder, m_aside, m_folder, m_name); !renamed)
        return failed(renamed.error());
    m_there = false;
    const auto synced = files.syncFile(m_folder);
    return synced ? Result<void>() : failed(synced.error());
}

} // namespace cartage::engine
