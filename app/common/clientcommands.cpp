// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/clientcommands.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <thread>

#include "app/common/arguments.h"
#include "app/common/process.h"
#include "core/client/copyqueuemanager.h"
#include "core/domain/escape.h"
#include "core/domain/json.h"
#include "core/io/posixfilesystem.h"

namespace cartage::cli {

namespace {

using client::CopyQueueManager;
using client::Spool;

/// An inbox that gives no sign for so long is given up; what hangs is left behind.
constexpr Span patience = std::chrono::seconds(20);
constexpr const char *component = "Software Distribution";

struct Options {
    std::string inbox;
    std::string spool;
    std::string wait = "0";
    std::int64_t message = 0;
    std::string severity = "information";
    std::vector<std::string> strings;
    std::vector<std::string> attributes;
};

/// The world of a client command and its spool. A thread that hangs in a dead share keeps it.
struct Session {
    SystemClock clock;
    SystemRandom random;
    std::unique_ptr<io::FileSystem> files = io::makePosixFileSystem();
    std::optional<Spool> spool;

    client::World world()
    {
        return {*files, clock, random, [this](Span span) { pauseUnlessStopped(span, clock); }};
    }
};

/// What the thread that brings tells the other one.
struct Bringing {
    std::mutex mutex;
    std::condition_variable changed;
    Span lastSign{};
    bool done = false;
    CopyQueueManager::Outcome outcome;
};

/// Bytes that are no UTF-8, and NUL, cannot stand in a message: they are written as \xHH. Who reports in another character set loses no message.
std::string legible(const std::string &text)
{
    return isValidUtf8(text) ? text : escapePath(text);
}

std::vector<StatusMessage::Attribute> toAttributes(const std::vector<std::string> &texts)
{
    std::vector<StatusMessage::Attribute> attributes;
    for (const std::string &text : texts) {
        const auto equals = text.find('=');
        int id = -1;
        const char *end = text.data() + std::min(equals, text.size());
        const auto [at, error] = std::from_chars(text.data(), end, id);
        if (equals == std::string::npos || equals == 0 || at != end || error != std::errc() || id < 0)
            wrongValue(text, "is not N=VALUE with a number N (400 package, 404 DP, 410 version)");
        attributes.push_back({id, legible(text.substr(equals + 1))});
    }
    return attributes;
}

inbox::StatusReport toReport(const Options &options, Session &session)
{
    inbox::StatusReport report;
    if (options.message > INT32_MAX)
        wrongValue(std::to_string(options.message), "is past the highest message number, 2147483647");
    if (options.strings.size() > inbox::mostStrings || options.attributes.size() > inbox::mostAttributes)
        wrongValue("the message", "has more than 10 strings or 32 attributes");
    report.guid = inbox::makeGuid(session.random);
    report.machine = legible(machineName());
    report.time = session.clock.wall();
    report.id = static_cast<int>(options.message);
    report.severity = toSeverity(options.severity);
    report.component = component;
    for (const std::string &text : options.strings)
        report.strings.push_back(legible(text));
    report.attributes = toAttributes(options.attributes);
    return report;
}

/// In the form of rule 7 of docs/cli.md.
int printEffect(const Voice &voice, const std::vector<std::string> &lines)
{
    if (!voice.json) {
        for (const std::string &line : lines)
            writeOut(line + "\n");
        return 0;
    }
    QJsonArray texts;
    for (const std::string &line : lines)
        texts.append(toJson(line));
    QJsonObject effect{{json::key("plan"), QJsonValue::Null}, {json::key("last_copies"), QJsonArray()}, {json::key("lines"), texts}};
    for (const char *count : {"distributions", "packages", "dps", "bytes_to_send", "bytes_to_delete", "running", "child_sites"})
        effect[json::key(count)] = 0;
    printObject({{json::key("effect"), effect}});
    return 0;
}

/// Without making a spool: how many messages wait in it.
std::int64_t waitingIn(const std::string &spool, io::FileSystem &files)
{
    std::int64_t count = 0;
    if (const auto queue = files.openFolder(spool + "/queue")) {
        (void)files.list(*queue, [&count](const io::FolderEntry &) { return ++count; });
    }
    return count;
}

std::string messages(std::int64_t count)
{
    return std::to_string(count) + (count == 1 ? " message" : " messages");
}

int preview(const Voice &voice, const Options &options, io::FileSystem &files, bool reports)
{
    std::vector<std::string> lines;
    if (reports)
        lines.push_back("queue message " + std::to_string(options.message) + " in the spool " + escapePath(options.spool));
    lines.push_back("bring " + messages(waitingIn(options.spool, files) + reports) + " to the inbox " + escapePath(options.inbox));
    return printEffect(voice, lines);
}

void say(const Voice &voice, const std::string &line)
{
    if (voice.json)
        note(voice, "copy_queue", line);
    else if (!voice.quiet)
        writeErr("Copy Queue Manager: " + escapeText(line) + "\n");
}

/// The manager works in a thread of its own: an inbox on a dead share must not keep this program. Nothing when it gave no sign for too long; then the
/// thread is left behind until the process ends, and holds nothing that a reporter needs.
std::optional<CopyQueueManager::Outcome> bring(const Voice &voice, const std::shared_ptr<Session> &session, const std::string &inbox, Span wait)
{
    const auto shared = std::make_shared<Bringing>();
    shared->lastSign = session->clock.boot();
    const auto log = [shared, session, voice](const std::string &line) {
        const std::lock_guard lock(shared->mutex);
        shared->lastSign = session->clock.boot();
        say(voice, line);
    };
    std::thread worker([shared, session, log, inbox, wait] {
        const auto outcome = CopyQueueManager(session->world(), *session->spool, inbox, log).bring(wait, stopFlag());
        const std::lock_guard lock(shared->mutex);
        shared->outcome = outcome;
        shared->done = true;
        shared->changed.notify_all();
    });
    std::unique_lock lock(shared->mutex);
    const Span silence = patience + std::min(wait, Span(std::chrono::minutes(1))); // between two rounds there is nothing to say
    while (!shared->done && session->clock.boot() - shared->lastSign < silence)
        shared->changed.wait_for(lock, std::chrono::milliseconds(100));
    if (!shared->done) {
        worker.detach();
        return std::nullopt;
    }
    lock.unlock();
    worker.join();
    return shared->outcome;
}

int printResult(const Voice &voice, std::int64_t queued, std::int64_t delivered, const Spool::Left &left)
{
    const std::int64_t all = left.queued + left.damaged;
    if (voice.json) {
        printObject({{json::key("queued"), json::number(queued)}, {json::key("delivered"), json::number(delivered)}, {json::key("left"), json::number(all)}});
    } else {
        std::string text = messages(delivered) + " delivered, " + std::to_string(all) + " left in the spool";
        if (left.damaged > 0)
            text += " (" + std::to_string(left.damaged) + " damaged)";
        writeOut(text + "\n");
    }
    return all > 0 ? 1 : 0;
}

/// Said each time, until somebody has looked and taken them away.
Error asideIn(const std::string &spool, std::int64_t files)
{
    Error error;
    error.code = Code::SpoolDamaged;
    error.object = spool;
    error.parameters = {{"why", std::to_string(files) + (files == 1 ? " file" : " files")}, {"aside", "damaged/"}};
    return error;
}

Error silent(const std::string &inbox)
{
    Error error;
    error.code = Code::InboxNotResponding;
    error.object = inbox;
    error.parameters["seconds"] = std::to_string(patience / std::chrono::seconds(1));
    return error;
}

int work(const Voice &voice, const Options &given, bool dryRun, bool reports)
{
    Options options = given;
    options.inbox = absolutePath(given.inbox);
    options.spool = absolutePath(given.spool);
    if ((options.spool + '/').starts_with(options.inbox + '/')) // its files would be taken for messages, or swept
        wrongValue(options.spool, "lies in the inbox: a spool is a folder of this machine's own");
    const Span wait = toSeconds(given.wait);
    const auto session = std::make_shared<Session>();
    std::optional<inbox::StatusReport> report;
    if (reports)
        report = toReport(options, *session);
    if (dryRun)
        return preview(voice, options, *session->files, reports);
    catchSignals(nullptr);
    auto opened = Spool::open(session->world(), options.spool);
    if (!opened)
        return fail(voice, opened.error());
    session->spool.emplace(std::move(*opened));
    const auto added = report ? session->spool->add(*report) : session->spool->highestQueued();
    if (!added)
        return fail(voice, added.error());
    if (report) {
        say(voice, "queued " + Spool::nameOf(*added) + " (id " + report->guid + ")");
    }
    const auto outcome = bring(voice, session, options.inbox, wait);
    const std::optional<Error> why = outcome ? outcome->why : silent(options.inbox);
    if (why) // no failure of the command: what it was given is safe
        note(voice, std::string(name(why->code)), describe(*why));
    // Another object: the thread that hangs may be using the first one.
    auto again = Spool::open(session->world(), options.spool);
    const auto left = again ? again->left(*added) : failure(again.error());
    if (!left)
        return fail(voice, left.error());
    if (left->damaged > 0 && (!why || why->code != Code::SpoolDamaged))
        note(voice, std::string(name(Code::SpoolDamaged)), describe(asideIn(options.spool, left->damaged)));
    const int code = printResult(voice, reports ? 1 : 0, outcome ? outcome->delivered : 0, *left);
    if (!outcome)
        std::_Exit(finish(voice, code)); // past all destructors: the thread is still there
    return code;
}

void addPlaces(CLI::App *command, Options &options)
{
    command->add_option("--inbox", options.inbox, "inbox of the site: a folder with tmp and new")->type_name("DIR")->required();
    command->add_option("--spool", options.spool, "where messages wait; made where it is missing")->type_name("DIR")->required();
    command->add_option("--wait", options.wait, "go on trying for so long (default 0: one round)")->type_name("SECONDS");
}

} // namespace

void addClientCommands(CommandTree &tree, CLI::App *parent, const Voice &voice, const bool &dryRun)
{
    auto reported = std::make_shared<Options>();
    CLI::App *report = tree.add(parent, "report", "queue a status message, then bring what is in the spool to the inbox",
                                [reported, &voice, &dryRun] { return work(voice, *reported, dryRun, true); });
    addPlaces(report, *reported);
    report->add_option("--message", reported->message, "number of the message")->type_name("N")->required()->transform(wholeNumber());
    report->add_option("--severity", reported->severity, "information (default), warning or error")->type_name("S");
    report->add_option("--string", reported->strings, "insertion string; the first is %1")->type_name("S")->allow_extra_args(false);
    report->add_option("--attribute", reported->attributes, "attribute: 400=CEN00001 is the package")->type_name("N=V")->allow_extra_args(false);
    auto flushed = std::make_shared<Options>();
    CLI::App *flush = tree.add(parent, "flush", "bring what is in the spool to the inbox", [flushed, &voice, &dryRun] { return work(voice, *flushed, dryRun, false); });
    addPlaces(flush, *flushed);
}

} // namespace cartage::cli
