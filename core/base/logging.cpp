// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logging.h"

#include <atomic>
#include <cstdint>

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace cartage {

namespace {

// spdlog's error handler gets no context, and a line that fails fails in the thread that logs it.
thread_local bool lineFailed = false;
std::atomic<std::int64_t> dropped{0};

/// One logger a component, all with the sinks of the default logger.
std::shared_ptr<spdlog::logger> loggerOf(std::string_view component)
{
    const std::string name(component);
    if (auto found = spdlog::get(name))
        return found;
    const auto &sinks = spdlog::default_logger()->sinks();
    auto made = std::make_shared<spdlog::logger>(name, sinks.begin(), sinks.end());
    try {
        spdlog::initialize_logger(made);
    } catch (const spdlog::spdlog_ex &) { // another thread was first
        if (auto found = spdlog::get(name))
            return found;
    }
    return made;
}

void addSink(const spdlog::sink_ptr &sink)
{
    auto sinks = spdlog::default_logger()->sinks();
    sinks.push_back(sink);
    spdlog::drop_all();
    spdlog::flush_on(spdlog::level::info); // for all that are made after it: a log that ends before the crash explains nothing
    auto made = std::make_shared<spdlog::logger>("cartage", sinks.begin(), sinks.end());
    spdlog::set_error_handler([](const std::string &) { lineFailed = true; }); // a log that cannot be written disturbs no work
    spdlog::set_default_logger(std::move(made));
}

void log(spdlog::level::level_enum level, std::string_view component, const std::string &line)
{
    if (!spdlog::default_logger() || spdlog::default_logger()->sinks().empty() || spdlog::default_logger()->name().empty())
        return; // no composition root chose a sink
    const auto written = [level](std::string_view of, const std::string &text) {
        lineFailed = false;
        loggerOf(of)->log(level, text);
        return !lineFailed;
    };
    if (!written(component, line)) {
        ++dropped;
        return;
    }
    const std::int64_t lost = dropped.exchange(0);
    if (lost > 0 && !written("Log", "could not be written for a time lines=" + std::to_string(lost)))
        dropped += lost;
}

} // namespace

void logDebug(std::string_view component, const std::string &line) { log(spdlog::level::debug, component, line); }

void logInfo(std::string_view component, const std::string &line) { log(spdlog::level::info, component, line); }

void logWarning(std::string_view component, const std::string &line) { log(spdlog::level::warn, component, line); }

void logError(std::string_view component, const std::string &line) { log(spdlog::level::err, component, line); }

void logToFolder(const std::string &folder)
{
    if (spdlog::default_logger() && spdlog::default_logger()->name().empty())
        spdlog::default_logger()->sinks().clear(); // spdlog's own default writes to standard output
    try {
        addSink(std::make_shared<spdlog::sinks::rotating_file_sink_mt>(folder + "/cartage.log", 5UL << 20U, 5));
    } catch (const spdlog::spdlog_ex &) {
        // no log then; the work goes on
    }
}

void logToStandardError()
{
    if (spdlog::default_logger() && spdlog::default_logger()->name().empty())
        spdlog::default_logger()->sinks().clear();
    addSink(std::make_shared<spdlog::sinks::stderr_sink_mt>());
}

} // namespace cartage
