// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/io/filesystem.h"

namespace cartage::inbox {

constexpr int mostNames = 50; ///< names that are tried for one file in one round (Q301352)

/// A way into one inbox for one round: its folders tmp/ and new/, held open. One thread at a time.
/// A file is written aside in tmp/, synced, closed with a look at the answer, and only then given its name in new/; never is a file there replaced or
/// seen before it is whole. It is durable after sync(), which is given once for many.
class Publisher final
{
public:
    enum class Way { NoReplace, Link, Placeholder };
    struct Problem {
        io::IoError error;
        std::string path; ///< relative to the inbox
    };
    struct Published {
        std::string name; ///< in new/
        int tries = 0;
    };
    /// ENOENT and ENOTDIR where it is no inbox. Nothing is made: an inbox is its site's, and a bare mount point is none.
    static Result<Publisher, Problem> open(io::FileSystem &fs, const std::string &inbox);

    /// `newName` gives a name each time; `onTry` hears of each, from 1, before it is tried. EEXIST when `mostNames` were taken: then the file is not there,
    /// as after every other failure (but for an empty one where the file system has neither renames without replacing nor links). `mayStill` is asked last,
    /// when only the name is left to be given: ECANCELED where it says no.
    Result<Published, Problem> publish(std::string_view bytes, const std::function<std::string()> &newName,
                                       const std::function<void(int tries, const std::string &name)> &onTry = {},
                                       const std::function<bool()> &mayStill = {});
    /// What was published until here survives a crash.
    Result<void, Problem> sync();

    /// How names are given here: the best way that the file system allows, found by trying.
    [[nodiscard]] Way way() const { return m_way; }

private:
    Publisher(io::FileSystem &fs, io::Handle aside, io::Handle published) : m_fs(&fs), m_aside(std::move(aside)), m_new(std::move(published)) { }
    io::IoResult<void> writeAside(const std::string &name, std::string_view bytes);
    io::IoResult<void> giveName(const std::string &aside, const std::string &name);
    io::IoResult<void> giveNameBy(Way way, const std::string &aside, const std::string &name);

    io::FileSystem *m_fs;
    io::Handle m_aside;
    io::Handle m_new;
    Way m_way = Way::NoReplace;
};

} // namespace cartage::inbox
