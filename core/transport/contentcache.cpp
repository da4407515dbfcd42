// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/contentcache.h"

#include "core/io/fileops.h"

namespace cartage::transport {

Error contentDamaged(const content::Manifest::View &entry, int systemError)
{
    Error error;
    error.code = Code::ContentDamaged;
    error.scope = Scope::Package;
    error.operation = "read";
    error.path = entry.path;
    error.systemError = systemError;
    error.parameters["sha256"] = entry.sha256.hex();
    return error;
}

Result<std::shared_ptr<const ContentCache::Bytes>> ContentCache::load(const content::Manifest::View &entry)
{
    const auto file = m_library.openContent(entry.sha256);
    if (!file)
        return failure(file.error());
    auto bytes = std::make_shared<Bytes>(entry.size);
    io::FileSystem &fs = m_library.fileSystem();
    const auto read = io::readFully(fs, *file, bytes->span());
    if (!read)
        return failure(contentDamaged(entry, read.error().error));
    if (*read != entry.size || xxh128(bytes->span()) != entry.xxh128)
        return failure(contentDamaged(entry));
    return bytes;
}

Result<std::shared_ptr<const ContentCache::Bytes>> ContentCache::get(const content::Manifest::View &entry)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_kept.find(entry.sha256);
        if (found != m_kept.end()) {
            m_order.splice(m_order.begin(), m_order, found->second);
            return found->second->bytes;
        }
    }
    auto loaded = load(entry);
    if (!loaded)
        return loaded;
    const std::lock_guard lock(m_mutex);
    if (m_kept.count(entry.sha256) == 0) {
        m_order.push_front({entry.sha256, *loaded});
        m_kept.emplace(entry.sha256, m_order.begin());
        m_size += entry.size;
        while (m_size > capacity) {
            m_size -= m_order.back().bytes->span().size();
            m_kept.erase(m_order.back().hash);
            m_order.pop_back();
        }
    }
    return loaded;
}

} // namespace cartage::transport
