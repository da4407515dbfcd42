// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/program.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cartage::io {

namespace {

constexpr int lookEvery = 20; ///< ms
/// So much in one look; a program that prints without end then waits for the next one.
constexpr std::size_t readInOneLook = 64 * 1024;
constexpr Span toDie = std::chrono::seconds(1);

class Descriptor
{
public:
    explicit Descriptor(int descriptor = -1) : m_descriptor(descriptor) { }
    ~Descriptor() { reset(); }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    [[nodiscard]] int get() const { return m_descriptor; }
    void reset(int descriptor = -1)
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
        m_descriptor = descriptor;
    }

private:
    int m_descriptor;
};

ProgramEnd notBegun(int error, std::string why)
{
    ProgramEnd end;
    end.systemError = error;
    end.why = std::move(why);
    return end;
}

/// A file without a name: nobody waits for the program to read, and nobody is killed by a pipe that it closes.
int inputFile(const std::string &input)
{
    const int file = ::memfd_create("input", MFD_CLOEXEC);
    std::size_t done = 0;
    while (file >= 0 && done < input.size()) {
        const ssize_t written = ::write(file, input.data() + done, input.size() - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            const int error = errno;
            ::close(file);
            errno = error;
            return -1;
        }
        done += static_cast<std::size_t>(written);
    }
    if (file >= 0)
        ::lseek(file, 0, SEEK_SET);
    return file;
}

std::vector<char *> pointersTo(std::vector<std::string> &texts)
{
    std::vector<char *> pointers;
    for (std::string &text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

struct Attributes {
    posix_spawnattr_t attributes{};
    posix_spawn_file_actions_t actions{};
    Attributes()
    {
        ::posix_spawnattr_init(&attributes);
        ::posix_spawn_file_actions_init(&actions);
    }
    ~Attributes()
    {
        ::posix_spawnattr_destroy(&attributes);
        ::posix_spawn_file_actions_destroy(&actions);
    }
    Attributes(const Attributes &) = delete;
    Attributes &operator=(const Attributes &) = delete;
};

/// Signals as a new process has them, a process group of its own, the folder /, three descriptors and no more.
int begin(const ProgramOrder &order, int input, int output, pid_t &pid)
{
    Attributes with;
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    ::posix_spawnattr_setflags(&with.attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    ::posix_spawnattr_setpgroup(&with.attributes, 0);
    ::posix_spawnattr_setsigdefault(&with.attributes, &all);
    ::posix_spawnattr_setsigmask(&with.attributes, &none);
    ::posix_spawn_file_actions_adddup2(&with.actions, input, 0);
    ::posix_spawn_file_actions_adddup2(&with.actions, output, 1);
    ::posix_spawn_file_actions_adddup2(&with.actions, output, 2);
    ::posix_spawn_file_actions_addclosefrom_np(&with.actions, 3);
    ::posix_spawn_file_actions_addchdir_np(&with.actions, "/");
    std::vector<std::string> words{order.program};
    words.insert(words.end(), order.arguments.begin(), order.arguments.end());
    std::vector<std::string> environment = order.environment;
    return ::posix_spawn(&pid, order.program.c_str(), &with.actions, &with.attributes, pointersTo(words).data(), pointersTo(environment).data());
}

/// What there is to read by now, of which the last bytes are kept. False: nobody can write any more.
bool take(int from, std::size_t keep, std::string &output)
{
    char buffer[16 * 1024];
    for (std::size_t taken = 0; taken < readInOneLook;) {
        const ssize_t size = ::read(from, buffer, sizeof buffer);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return true;
        if (size == 0)
            return false;
        taken += static_cast<std::size_t>(size);
        output.append(buffer, static_cast<std::size_t>(size));
        if (output.size() > keep)
            output.erase(0, output.size() - keep);
    }
    return true;
}

bool hasEnded(pid_t pid)
{
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid;
}

/// While the program itself is not taken leave of its number is nobody else's, and neither is its group's.
void endGroup(pid_t pid, const Clock &clock, ProgramEnd &end)
{
    ::kill(-pid, SIGKILL);
    const Span until = clock.boot() + toDie;
    while (!hasEnded(pid)) {
        if (clock.boot() >= until)
            return; // stuck in the kernel: it stays as a zombie until this process ends
        ::poll(nullptr, 0, lookEvery);
    }
    int status = 0;
    if (::waitpid(pid, &status, 0) != pid || end.how != ProgramEnd::How::Exited)
        return;
    if (WIFSIGNALED(status)) {
        end.how = ProgramEnd::How::Signalled;
        end.signal = WTERMSIG(status);
    } else {
        end.exitCode = WEXITSTATUS(status);
    }
}

/// Who may change what stands at `path`, links not followed. In a folder with the sticky bit nobody replaces what belongs to root or to us.
std::optional<ProgramObjection> objectionToPlace(const struct stat &status, const std::string &path, bool folder)
{
    if (status.st_uid != 0 && status.st_uid != ::geteuid())
        return ProgramObjection{(folder ? "the folder " + path : S_ISLNK(status.st_mode) ? "the link " + path : "it") + " belongs to another user", 0};
    if (S_ISLNK(status.st_mode) || (folder && (status.st_mode & S_ISVTX) != 0))
        return std::nullopt;
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) == 0)
        return std::nullopt;
    const std::string who = (status.st_mode & S_IWOTH) != 0 ? "everybody" : "its group";
    return ProgramObjection{who + " can write " + (folder ? "in the folder " + path : "it"), 0};
}

std::optional<ProgramObjection> objectionToFile(const struct stat &status, const std::string &path)
{
    if (!S_ISREG(status.st_mode))
        return ProgramObjection{"it is no file", 0};
    if (::faccessat(AT_FDCWD, path.c_str(), X_OK, AT_EACCESS) != 0)
        return ProgramObjection{"it is not executable", errno};
    return objectionToPlace(status, path, false);
}

/// So that the first one is the last: what is still to be walked.
void putBefore(std::vector<std::string> &rest, const std::string &path)
{
    std::size_t end = path.size();
    while (true) {
        const std::size_t slash = end == 0 ? std::string::npos : path.rfind('/', end - 1);
        const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
        rest.push_back(path.substr(begin, end - begin));
        if (slash == std::string::npos)
            return;
        end = slash;
    }
}

} // namespace

std::optional<ProgramObjection> objectionTo(const std::string &program)
{
    constexpr int mostLinks = 40;
    if (program.empty() || program.front() != '/')
        return ProgramObjection{"its path is not absolute", 0};
    const auto missing = [](int error) { return ProgramObjection{"it is not there, or not to be reached", error}; };
    struct stat status{};
    if (::lstat("/", &status) != 0)
        return missing(errno);
    if (auto objection = objectionToPlace(status, "/", true))
        return objection;
    // Step by step as the kernel goes: whoever may change a link on the way decides what runs as well.
    std::string at;
    std::vector<std::string> rest;
    putBefore(rest, program);
    for (int links = 0; !rest.empty();) {
        const std::string name = std::move(rest.back());
        rest.pop_back();
        if (name.empty() || name == ".")
            continue;
        if (name == "..") {
            at.erase(std::min(at.rfind('/'), at.size()));
            continue;
        }
        const std::string path = at + '/' + name;
        if (::lstat(path.c_str(), &status) != 0)
            return missing(errno);
        if (S_ISLNK(status.st_mode)) {
            if (auto objection = objectionToPlace(status, path, false))
                return objection;
            std::string target(4096, '\0');
            const ssize_t size = ++links > mostLinks ? -1 : ::readlink(path.c_str(), target.data(), target.size());
            if (size <= 0)
                return missing(links > mostLinks ? ELOOP : errno);
            target.resize(static_cast<std::size_t>(size));
            putBefore(rest, target);
            at = target.front() == '/' ? std::string() : at;
            continue;
        }
        if (rest.empty())
            return objectionToFile(status, path);
        if (!S_ISDIR(status.st_mode))
            return missing(ENOTDIR);
        if (auto objection = objectionToPlace(status, path, true))
            return objection;
        at = path;
    }
    return ProgramObjection{"it is no file", 0};
}

ProgramEnd runProgram(const ProgramOrder &order, const Clock &clock, const std::atomic<bool> &stop)
{
    if (const auto objection = objectionTo(order.program))
        return notBegun(objection->systemError, objection->why);
    const Descriptor input(inputFile(order.input));
    int ends[2];
    if (input.get() < 0 || ::pipe2(ends, O_CLOEXEC) != 0)
        return notBegun(errno, "there is no room for its input");
    const Descriptor reading(ends[0]);
    Descriptor writing(ends[1]);
    ::fcntl(reading.get(), F_SETFL, O_NONBLOCK);
    pid_t pid = 0;
    if (const int error = begin(order, input.get(), writing.get(), pid); error != 0)
        return notBegun(error, "the system could not begin it");
    writing.reset();
    ProgramEnd end;
    end.how = ProgramEnd::How::Exited;
    const Span until = clock.boot() + order.limit;
    bool open = true;
    while (!hasEnded(pid)) {
        if (stop)
            end.how = ProgramEnd::How::Stopped;
        else if (clock.boot() >= until)
            end.how = ProgramEnd::How::TimedOut;
        if (end.how != ProgramEnd::How::Exited)
            break;
        ::poll(nullptr, 0, lookEvery);
        open = open && take(reading.get(), order.keepOutput, end.output);
    }
    endGroup(pid, clock, end);
    if (open)
        take(reading.get(), order.keepOutput, end.output);
    return end;
}

} // namespace cartage::io
