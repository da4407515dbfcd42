// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/process.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <thread>

#include "app/common/arguments.h"

namespace cartage::cli {

namespace {

// A signal handler can only reach what has static storage.
std::atomic<bool> stopRaised{false};
std::atomic<int> caughtSignal{0};
std::atomic<void (*)()> signalHook{nullptr};

void handleSignal(int number)
{
    caughtSignal = number;
    stopRaised = true;
    if (auto *hook = signalHook.load())
        hook();
}

} // namespace

/// What is opened later must not become the standard output of a caller that closed it.
void keepStandardStreams()
{
    for (int stream = 0; stream <= 2; ++stream) {
        if (fcntl(stream, F_GETFD) < 0)
            static_cast<void>(open("/dev/null", O_RDWR)); // the lowest free number: this one
    }
}

const std::atomic<bool> &stopFlag()
{
    return stopRaised;
}

int signalNumber()
{
    return caughtSignal;
}

void pauseUnlessStopped(Span span, const Clock &clock)
{
    const Span until = clock.boot() + span;
    for (Span left = span; left > Span::zero() && !stopRaised; left = until - clock.boot())
        std::this_thread::sleep_for(std::min(left, Span(50)));
}

void catchSignals(void (*onSignal)())
{
    signalHook = onSignal;
    struct sigaction action = {};
    action.sa_handler = handleSignal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

std::string machineName()
{
    std::array<char, 256> name{};
    return gethostname(name.data(), name.size() - 1) == 0 && name[0] != '\0' ? name.data() : "localhost";
}

std::string absolutePath(const std::string &path)
{
    if (path.empty())
        wrongValue("the path", "is empty");
    std::error_code error;
    std::string text = std::filesystem::absolute(path, error).lexically_normal().native();
    if (error)
        wrongValue(path, "is relative, and the current folder cannot be told: " + error.message());
    while (text.size() > 1 && text.back() == '/')
        text.pop_back();
    return text;
}

} // namespace cartage::cli
