// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <charconv>
#include <cstdlib>

#include <pwd.h>
#include <unistd.h>

#include "core/engine/site.h"
#include "core/io/fileops.h"
#include "core/io/posixfilesystem.h"

// Which process is whose: the marks that leases and intakes carry.
namespace cartage::engine {

namespace {

std::string trimmed(std::string text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.pop_back();
    return text;
}

/// Files of /proc say that they are empty, so their end is found by reading.
std::optional<std::string> procFile(io::FileSystem &fs, const std::string &relative)
{
    const auto proc = fs.openFolder("/proc");
    if (!proc)
        return std::nullopt;
    const auto file = fs.openForReading(*proc, relative);
    if (!file)
        return std::nullopt;
    std::array<std::byte, 4096> buffer;
    const auto size = io::readFully(fs, *file, buffer);
    if (!size)
        return std::nullopt;
    return std::string(reinterpret_cast<const char *>(buffer.data()), *size);
}

struct Stat {
    char state = '?';
    std::int64_t start = 0; ///< clock ticks since boot: field 22 of /proc/PID/stat
};

std::optional<Stat> statOf(io::FileSystem &fs, std::int64_t pid)
{
    const auto text = procFile(fs, std::to_string(pid) + "/stat");
    if (!text)
        return std::nullopt;
    // The second field is the program's name in brackets and may hold blanks and brackets itself.
    const std::size_t nameEnd = text->rfind(')');
    if (nameEnd == std::string::npos || nameEnd + 2 >= text->size())
        return std::nullopt;
    Stat stat;
    std::size_t at = nameEnd + 2;
    stat.state = (*text)[at];
    for (int field = 3; field < 22; ++field) {
        at = text->find(' ', at);
        if (at == std::string::npos)
            return std::nullopt;
        ++at;
    }
    const char *begin = text->data() + at;
    if (std::from_chars(begin, text->data() + text->size(), stat.start).ec != std::errc())
        return std::nullopt;
    return stat;
}

std::string bootId(io::FileSystem &fs)
{
    return trimmed(procFile(fs, "sys/kernel/random/boot_id").value_or(std::string()));
}

std::string pidNamespace(io::FileSystem &fs, std::int64_t pid)
{
    const auto proc = fs.openFolder("/proc");
    if (!proc)
        return {};
    return fs.readLink(*proc, std::to_string(pid) + "/ns/pid").value_or(std::string());
}

std::string userName()
{
    std::array<char, 4096> buffer;
    passwd entry{};
    passwd *found = nullptr;
    if (getpwuid_r(getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return found->pw_name;
    return std::to_string(getuid());
}

} // namespace

store::ProcessMark thisProcess()
{
    const auto fs = io::makePosixFileSystem();
    store::ProcessMark mark;
    std::array<char, 256> host{};
    if (gethostname(host.data(), host.size() - 1) == 0)
        mark.host = host.data();
    mark.bootId = bootId(*fs);
    mark.pid = getpid();
    if (const auto stat = statOf(*fs, mark.pid))
        mark.processStart = stat->start;
    mark.pidNamespace = pidNamespace(*fs, mark.pid);
    return mark;
}

std::string loginName()
{
    const std::string user = userName();
    const char *sudo = std::getenv("SUDO_USER"); // NOLINT(concurrency-mt-unsafe): read once at start, before any thread
    if (sudo && *sudo && user != sudo)
        return std::string(sudo) + " (" + user + ")";
    return user;
}

bool processLives(const store::ProcessMark &mark)
{
    const auto fs = io::makePosixFileSystem();
    if (mark.pid <= 0 || mark.bootId != bootId(*fs))
        return false;
    const auto stat = statOf(*fs, mark.pid);
    // An engine killed while a thread waits in the kernel for a dead share stays as a zombie until the share answers: it decides nothing any more.
    return stat && stat->start == mark.processStart && stat->state != 'Z' && stat->state != 'X';
}

} // namespace cartage::engine
