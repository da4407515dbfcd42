// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/engine/site.h"

namespace cartage::engine {

/// A file where an operator wants it, written aside and renamed when it is whole: under its name lies what was there before, or all of the new one.
/// Taken away again unless it was finished. One thread.
class NewFile final
{
public:
    /// `path` is absolute. For its owner alone where `ownerOnly`.
    [[nodiscard]] static Result<NewFile> make(Site &site, const std::string &path, bool ownerOnly = false);
    NewFile(NewFile &&other) noexcept;
    NewFile &operator=(NewFile &&) = delete;
    ~NewFile();
    Result<void> write(std::string_view bytes);
    /// Durable under its name, in the place of what had it.
    Result<void> finish();

private:
    NewFile(Site &site, std::string path);
    Result<void> flush();
    [[nodiscard]] Result<void> failed(const io::IoError &error) const;

    Site *m_site; ///< null: moved from
    std::string m_path, m_name, m_aside;
    io::Handle m_folder, m_file;
    std::string m_waiting; ///< not written yet
    bool m_there = false;  ///< the file aside exists
};

} // namespace cartage::engine
