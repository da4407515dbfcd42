// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/processes.h"

#include <array>
#include <charconv>
#include <cstdlib>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>
#include <vector>

namespace cartage::io {
namespace {

std::string readProc(const std::string &path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return {};
    std::string text;
    std::array<char, 4096> block;
    ssize_t count = 0;
    while ((count = ::read(descriptor, block.data(), block.size())) > 0)
        text.append(block.data(), static_cast<std::size_t>(count));
    ::close(descriptor);
    return text;
}

std::string firstLine(std::string text)
{
    text.resize(std::min(text.find('\n'), text.size()));
    return text;
}

} // namespace

std::optional<ProcessFacts> processFacts(std::int64_t pid)
{
    const std::string stat = readProc("/proc/" + std::to_string(pid) + "/stat");
    // The program's name stands in brackets and may hold brackets and spaces itself: fields are counted from the last one.
    const std::size_t bracket = stat.rfind(')');
    if (bracket == std::string::npos || bracket + 2 >= stat.size())
        return std::nullopt;
    ProcessFacts facts;
    const char state = stat[bracket + 2];
    facts.zombie = state == 'Z' || state == 'X' || state == 'x';
    std::size_t at = bracket + 2;
    for (int field = 3; field < 22 && at != std::string::npos; ++field) {
        at = stat.find(' ', at);
        if (at != std::string::npos)
            ++at;
    }
    if (at == std::string::npos)
        return std::nullopt;
    if (std::from_chars(stat.data() + at, stat.data() + stat.size(), facts.startTicks).ec != std::errc())
        return std::nullopt;
    return facts;
}

std::int64_t ownPid()
{
    return ::getpid();
}

std::string bootId()
{
    return firstLine(readProc("/proc/sys/kernel/random/boot_id"));
}

std::string pidNamespace()
{
    std::array<char, 128> text;
    const ssize_t count = ::readlink("/proc/self/ns/pid", text.data(), text.size());
    return count > 0 ? std::string(text.data(), static_cast<std::size_t>(count)) : std::string();
}

std::string hostName()
{
    std::array<char, 256> text{};
    if (::gethostname(text.data(), text.size() - 1) != 0)
        return "localhost";
    return text.data();
}

std::string userName()
{
    std::vector<char> buffer(16384);
    passwd entry{};
    passwd *found = nullptr;
    if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return found->pw_name;
    return std::to_string(::geteuid());
}

std::string environmentText(const char *name)
{
    const char *text = std::getenv(name);
    return text ? text : "";
}

std::optional<std::uint32_t> groupNumber(const std::string &name)
{
    std::vector<char> buffer(16384);
    group entry{};
    group *found = nullptr;
    if (::getgrnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return found->gr_gid;
    return std::nullopt;
}

bool giveToGroup(const Handle &handle, std::uint32_t group)
{
    return ::fchown(handle.descriptor(), static_cast<uid_t>(-1), group) == 0;
}

} // namespace cartage::io
