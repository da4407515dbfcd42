// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <csignal>

#include "app/cli/commands/arguments.h"
#include "app/cli/commands/commandline.h"
#include "app/cli/commands/json.h"
#include "app/cli/commands/output.h"
#include "core/base/logging.h"
#include "core/engine/engine.h"

namespace cartage::cli {

namespace {

// The signal handler reaches the running engine through this; set while `run` works.
std::atomic<engine::Engine *> runningEngine{nullptr};

void stopEngine()
{
    if (engine::Engine *engine = runningEngine.load())
        engine->stop();
}

/// Whether something is left to look at (docs/cli.md, "run").
bool somethingToLookAt(engine::Site &site)
{
    bool found = false;
    (void)engine::eachDistribution(site, {}, [&](const engine::DistributionView &view) {
        switch (view.row.state) {
        case State::Blocked:
        case State::Failed:
        case State::Retrying:
        case State::Damaged:
            found = true;
            break;
        case State::Waiting:
            found = found || view.waitsFor == WaitsFor::Breaker || view.waitsFor == WaitsFor::Operator;
            break;
        case State::Removing:
            found = found || view.error.has_value();
            break;
        default:
            break;
        }
    });
    return found;
}

const char *word(engine::Engine::Ended ended)
{
    switch (ended) {
    case engine::Engine::Ended::Idle:
        return "idle";
    case engine::Engine::Ended::Time:
        return "time";
    case engine::Engine::Ended::Signal:
        return "signal";
    }
    return "";
}

int report(Context &context, engine::Site &site, engine::Engine::Ended ended, Span ran, bool untilIdle)
{
    const auto counts = engine::stateCounts(site);
    const auto problems = engine::problems(site, {});
    if (!counts)
        return fail(context, counts.error());
    if (!problems)
        return fail(context, problems.error());
    if (context.json) {
        printObject({{QStringLiteral("ended"), toJson(std::string(word(ended)))},
                     {QStringLiteral("ran_ms"), static_cast<qint64>(ran.count())},
                     {QStringLiteral("distributions"), toJson(*counts)},
                     {QStringLiteral("problems"), static_cast<qint64>(problems->size())}});
    } else {
        std::string line = "ended: " + std::string(word(ended)) + " after " + std::to_string(ran.count() / 1000) + "."
            + std::to_string(ran.count() % 1000 / 100) + " s;";
        for (const auto &[state, count] : *counts) {
            if (count)
                line += " " + std::to_string(count) + " " + std::string(name(state));
        }
        writeOut(line + "\n");
        if (!problems->empty())
            writeOut(std::to_string(problems->size()) + (problems->size() == 1 ? " problem" : " problems") + ": see `cartage problems`\n");
    }
    if (ended == engine::Engine::Ended::Signal)
        return untilIdle ? 1 : 0;
    return somethingToLookAt(site) ? 1 : 0;
}

int run(Context &context, const engine::Engine::Options &options)
{
    catchSignals(stopEngine);
    std::signal(SIGPIPE, SIG_IGN); // a reader that goes away does not end the engine in the middle of its work
    auto transport = context.transport();
    if (!transport)
        return fail(context, transport.error());
    engine::Site &site = **context.site();
    logToFolder(site.folder() + "/log");
    const Span began = context.clock().boot();
    auto executor = std::make_unique<engine::ThreadExecutor>();
    auto engine = engine::Engine::start(site, **transport, *executor, options);
    if (!engine)
        return fail(context, engine.error());
    (*engine)->onTurn = [] { sd_notify(0, "WATCHDOG=1"); };
    runningEngine = engine->get();
    if (context.stop())
        stopEngine();
    sd_notify(0, "READY=1");
    const auto ended = (*engine)->run();
    runningEngine = nullptr;
    sd_notify(0, "STOPPING=1");
    if (const std::int64_t unfinished = (*engine)->unfinishedFiles(); unfinished > 0)
        note(context, "unfinished_files", std::to_string(unfinished) + (unfinished == 1 ? " file" : " files")
                 + " in the inbox not finished: they stay there until they are, or stand aside after ten minutes of one engine's work.");
    engine->reset();
    const int code = ended ? report(context, site, *ended, context.clock().boot() - began, options.untilIdle) : fail(context, ended.error());
    const bool cutShort = (!ended || *ended != engine::Engine::Ended::Idle) && executor->running() > 0;
    if (executor->hasAbandoned() || cutShort) { // a thread that waits in the kernel cannot be joined
        std::fflush(nullptr);
        _exit(code);
    }
    return code;
}

/// What there is to do now; an engine at work is in the way as it is for `run`.
int preview(Context &context, const engine::Engine::Options &options)
{
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    return printPreview(context, engine::previewRun(**opened, options.takeOver));
}

} // namespace

void addRunCommand(CommandTable &table)
{
    struct Arguments {
        bool untilIdle = false, takeOver = false;
        std::optional<std::string> seconds;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App *command = table.add(table.root(), "run", "the engine without a display", [given](Context &context) {
        engine::Engine::Options options;
        options.untilIdle = given->untilIdle;
        options.takeOver = given->takeOver;
        if (given->seconds)
            options.runFor = toSeconds(*given->seconds);
        return context.dryRun ? preview(context, options) : run(context, options);
    });
    command->add_flag("--until-idle", given->untilIdle, "until nothing is left to do now");
    command->add_option("--for", given->seconds, "this long")->type_name("SECONDS");
    command->add_flag("--take-over", given->takeOver, "relieve an engine that no longer answers");
}

} // namespace cartage::cli
