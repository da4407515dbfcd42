// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/engine/newfile.h"

namespace cartage::engine {

/// A ZIP file of some parts that are small enough to be held one by one (APPNOTE 6.3.3: deflate, names in UTF-8, no ZIP64). One thread.
class ZipWriter final
{
public:
    /// `at` stands as the time of all parts, in UTC.
    ZipWriter(NewFile &file, Time at);
    /// `name` relative, with "/" between folders; less than 4 GiB.
    Result<void> add(const std::string &name, const std::string &bytes);
    /// What tells readers where the parts are; the file has to be finished after it.
    Result<void> end();

private:
    struct Part {
        std::string name;
        std::uint32_t crc = 0, packed = 0, size = 0, offset = 0;
    };
    [[nodiscard]] std::string head(const Part &part) const;

    NewFile &m_file;
    std::uint32_t m_dosTime;
    std::uint32_t m_offset = 0;
    std::vector<Part> m_parts;
};

} // namespace cartage::engine
