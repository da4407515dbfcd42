// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/engine/listing.h"

namespace cartage::ui {

/// Rows that were read, some pages of them. A row that is out of date is still shown until its successor comes.
class PageCache final
{
public:
    static constexpr int pageRows = 256;
    static constexpr std::size_t mostPages = 64;
    using Ids = std::vector<engine::RowId>;
    struct Asked {
        Ids ids;
        int first = 0; ///< the row of the first of them when they were asked for
    };

    [[nodiscard]] const engine::ListRow *find(engine::RowId id) const;
    /// Not there or out of date, and neither asked for nor known to be gone.
    [[nodiscard]] bool wants(engine::RowId id) const;
    void setComing(const Ids &ids) { m_coming.insert(ids.begin(), ids.end()); }
    /// True where a row is gone from the list's table.
    bool store(const Asked &asked, std::vector<std::optional<engine::ListRow>> page);
    /// No answer: asked for again after the next `outdate`.
    void fail(const Ids &ids);
    /// Everything may say something else by now. Gives what was looked at last.
    [[nodiscard]] std::vector<Asked> outdate(std::size_t pages);
    void clear();

private:
    struct Kept {
        engine::ListRow row;
        std::uint64_t page = 0, age = 0;
    };
    struct Page {
        Asked asked;
        std::uint64_t number = 0;
    };
    std::unordered_map<engine::RowId, Kept> m_rows;
    std::list<Page> m_pages; ///< the latest last
    std::unordered_set<engine::RowId> m_coming, m_missing;
    std::uint64_t m_nextPage = 1, m_age = 1;
};

} // namespace cartage::ui
