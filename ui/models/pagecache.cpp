// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/pagecache.h"

#include <algorithm>

namespace cartage::ui {

using engine::ListRow;
using engine::RowId;

const ListRow *PageCache::find(RowId id) const
{
    const auto found = m_rows.find(id);
    return found == m_rows.end() ? nullptr : &found->second.row;
}

bool PageCache::wants(RowId id) const
{
    if (m_coming.contains(id) || m_missing.contains(id))
        return false;
    const auto found = m_rows.find(id);
    return found == m_rows.end() || found->second.age < m_age;
}

bool PageCache::store(const Asked &asked, std::vector<std::optional<ListRow>> page)
{
    bool gone = false;
    const std::uint64_t number = m_nextPage++;
    for (std::size_t i = 0; i < asked.ids.size(); ++i) {
        const RowId id = asked.ids[i];
        m_coming.erase(id);
        if (page[i]) {
            m_rows.insert_or_assign(id, Kept{std::move(*page[i]), number, m_age});
            continue;
        }
        m_rows.erase(id);
        m_missing.insert(id);
        gone = true;
    }
    m_pages.push_back({asked, number});
    if (m_pages.size() > mostPages) {
        const Page &oldest = m_pages.front();
        for (const RowId id : oldest.asked.ids) {
            const auto row = m_rows.find(id);
            if (row != m_rows.end() && row->second.page == oldest.number)
                m_rows.erase(row);
        }
        m_pages.pop_front();
    }
    return gone;
}

void PageCache::fail(const Ids &ids)
{
    for (const RowId id : ids) {
        m_coming.erase(id);
        m_missing.insert(id);
    }
}

std::vector<PageCache::Asked> PageCache::outdate(std::size_t pages)
{
    ++m_age;
    m_missing.clear();
    std::vector<Asked> last;
    std::unordered_set<RowId> seen;
    for (auto page = m_pages.rbegin(); page != m_pages.rend() && last.size() < pages; ++page) {
        Asked asked{{}, page->asked.first};
        for (const RowId id : page->asked.ids) {
            if (!m_coming.contains(id) && seen.insert(id).second)
                asked.ids.push_back(id);
        }
        if (!asked.ids.empty())
            last.push_back(std::move(asked));
    }
    return last;
}

void PageCache::clear()
{
    m_rows.clear();
    m_pages.clear();
    m_coming.clear();
    m_missing.clear();
}

} // namespace cartage::ui
