// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inbox/inboxwindow.h"

#include <algorithm>
#include <utility>

namespace cartage::inbox {

void InboxWindow::clear()
{
    m_bySize.clear();
    m_turns.clear();
    m_shares.clear();
    m_size = 0;
    m_full = false;
}

void InboxWindow::resize(Share &share, std::size_t before)
{
    if (!m_full)
        return;
    m_bySize.erase({before, &share});
    m_bySize.emplace(share.entries.size(), &share);
}

bool InboxWindow::add(std::string_view sender, Entry entry)
{
    auto found = m_shares.find(std::string(sender));
    const std::size_t has = found == m_shares.end() ? 0 : found->second.entries.size();
    if (found != m_shares.end())
        ++found->second.met;
    bool fits = true;
    if (m_size >= most) {
        if (!std::exchange(m_full, true)) {
            for (auto &[name, share] : m_shares)
                m_bySize.emplace(share.entries.size(), &share);
        }
        const auto largest = std::prev(m_bySize.end());
        if (has + 1 >= largest->first)
            return false;
        Share &share = *largest->second;
        share.entries.pop_back();
        --m_size;
        resize(share, share.entries.size() + 1);
        fits = false;
    }
    if (found == m_shares.end()) {
        found = m_shares.emplace(std::string(sender), Share{}).first;
        found->second.sender = sender;
        found->second.met = 1;
    }
    Share &share = found->second;
    share.entries.push_back(std::move(entry));
    ++m_size;
    resize(share, share.entries.size() - 1);
    if (!std::exchange(share.queued, true))
        m_turns.push_back(&share);
    return fits;
}

std::vector<InboxWindow::Entry> InboxWindow::take()
{
    std::vector<Entry> taken;
    while (taken.empty() && !m_turns.empty()) {
        Share &share = *m_turns.front();
        m_turns.pop_front();
        share.queued = false;
        const std::size_t before = share.entries.size();
        while (taken.size() < turn && !share.entries.empty()) {
            taken.push_back(std::move(share.entries.front()));
            share.entries.pop_front();
        }
        m_size -= taken.size();
        resize(share, before);
        if (!share.entries.empty()) {
            share.queued = true;
            m_turns.push_back(&share);
        }
    }
    return taken;
}

void InboxWindow::putBack(std::string_view sender, std::vector<Entry> entries)
{
    const auto found = m_shares.find(std::string(sender));
    if (found == m_shares.end() || entries.empty())
        return;
    Share &share = found->second;
    const std::size_t before = share.entries.size();
    m_size += entries.size();
    share.entries.insert(share.entries.begin(), std::make_move_iterator(entries.begin()), std::make_move_iterator(entries.end()));
    resize(share, before);
    std::erase(m_turns, &share);
    share.queued = true;
    m_turns.push_front(&share);
}

std::vector<InboxWindow::Crowd> InboxWindow::crowds(std::int64_t waiting) const
{
    std::vector<Crowd> all;
    if (m_shares.size() < 2)
        return all;
    for (const auto &[sender, share] : m_shares) {
        if (share.met > waiting)
            all.push_back({sender, share.met});
    }
    return all;
}

} // namespace cartage::inbox
