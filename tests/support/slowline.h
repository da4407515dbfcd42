// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <string>

#include "tests/support/fakeclock.h"
#include "tests/support/forwardingfiles.h"

namespace cartage::test {

/// Files of which those below one folder lie behind a line: each call there takes the way there and back, bytes the time that the line needs for them, and nothing
/// goes on beside it (no cache of the kernel helps). In virtual time. One thread.
class SlowLine final : public ForwardingFiles
{
public:
    /// `delay` for the way there and back; `rate` in bytes a second.
    SlowLine(io::FileSystem &below, FakeClock &clock, std::string folder, std::chrono::microseconds delay, double rate)
        : ForwardingFiles(below)
        , m_clock(clock)
        , m_folder(std::move(folder))
        , m_delay(delay)
        , m_rate(rate)
    { }

    std::size_t largestWrite = 0;

    io::IoResult<io::Handle> openFolder(const std::string &path) override
    {
        cost(path);
        return ForwardingFiles::openFolder(path);
    }
    io::IoResult<io::Handle> openFolderAt(const io::Handle &folder, std::string_view relative) override
    {
        cost(pathOf(folder));
        return ForwardingFiles::openFolderAt(folder, relative);
    }
    io::IoResult<io::Handle> openForReading(const io::Handle &folder, std::string_view relative, io::Caching caching) override
    {
        cost(pathOf(folder));
        return ForwardingFiles::openForReading(folder, relative, caching);
    }
    io::IoResult<io::Handle> createFile(const io::Handle &folder, std::string_view relative, std::uint32_t mode, io::Caching caching) override
    {
        cost(pathOf(folder));
        return ForwardingFiles::createFile(folder, relative, mode, caching);
    }
    io::IoResult<io::Handle> openForWriting(const io::Handle &folder, std::string_view relative, io::Caching caching) override
    {
        cost(pathOf(folder));
        return ForwardingFiles::openForWriting(folder, relative, caching);
    }
    io::IoResult<std::size_t> readAt(const io::Handle &file, std::span<std::byte> into, std::uint64_t offset) override
    {
        cost(pathOf(file), into.size());
        return ForwardingFiles::readAt(file, into, offset);
    }
    io::IoResult<std::size_t> writeAt(const io::Handle &file, std::span<const std::byte> bytes, std::uint64_t offset) override
    {
        cost(pathOf(file), bytes.size());
        largestWrite = std::max(largestWrite, bytes.size());
        return ForwardingFiles::writeAt(file, bytes, offset);
    }
    io::IoResult<io::FileStatus> status(const io::Handle &handle) override
    {
        cost(pathOf(handle));
        return ForwardingFiles::status(handle);
    }
    io::IoResult<io::FileStatus> statusAt(const io::Handle &folder, std::string_view relative) override
    {
        cost(pathOf(folder));
        return ForwardingFiles::statusAt(folder, relative);
    }
    io::IoResult<void> makeFolder(const io::Handle &folder, std::string_view relative, std::uint32_t mode) override
    {
        cost(pathOf(folder));
        return ForwardingFiles::makeFolder(folder, relative, mode);
    }
    io::IoResult<void> syncFile(const io::Handle &handle) override
    {
        cost(pathOf(handle));
        return ForwardingFiles::syncFile(handle);
    }

private:
    void cost(const std::string &path, std::size_t bytes = 0)
    {
        if (!path.starts_with(m_folder))
            return;
        m_owed += std::chrono::duration<double, std::milli>(m_delay).count() + static_cast<double>(bytes) * 1000.0 / m_rate;
        const auto whole = static_cast<std::int64_t>(m_owed);
        m_owed -= static_cast<double>(whole);
        m_clock.advance(Span(whole));
    }

    FakeClock &m_clock;
    std::string m_folder;
    std::chrono::microseconds m_delay;
    double m_rate;
    double m_owed = 0; ///< milliseconds
};

} // namespace cartage::test
