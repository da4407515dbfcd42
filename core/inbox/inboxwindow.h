// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/io/filesystem.h"

namespace cartage::inbox {

/// The names of an inbox that are to be read next: as many as fit, shared fairly among senders, given out in turns. A sender that fills an inbox
/// delays the others by its turns and not by its number. One thread.
class InboxWindow final
{
public:
    static constexpr std::size_t most = 65'536; ///< names
    static constexpr std::size_t turn = 25;     ///< files a sender, so that one batch has few senders

    struct Entry {
        std::string name;
        io::FileType type = io::FileType::Regular;
    };
    void clear();
    /// False where it did not fit, or another had to go for it.
    bool add(std::string_view sender, Entry entry);
    /// The next turn: at most `turn` files of one sender.
    [[nodiscard]] std::vector<Entry> take();
    /// Not in its turn: the rest of one that was interrupted.
    void putBack(std::string_view sender, std::vector<Entry> entries);
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] std::size_t size() const { return m_size; }

    struct Crowd {
        std::string sender;
        std::int64_t waiting = 0;
    };
    /// Senders of which more than `waiting` were added since it was cleared, whether they fitted or not; nothing where there is one sender alone.
    [[nodiscard]] std::vector<Crowd> crowds(std::int64_t waiting) const;

private:
    struct Share {
        std::string sender;
        std::deque<Entry> entries;
        std::int64_t met = 0;
        bool queued = false;
    };
    void resize(Share &share, std::size_t before);
    std::unordered_map<std::string, Share> m_shares;
    std::deque<Share *> m_turns;
    std::set<std::pair<std::size_t, Share *>> m_bySize; ///< only once it is full
    std::size_t m_size = 0;
    bool m_full = false;
};

} // namespace cartage::inbox
