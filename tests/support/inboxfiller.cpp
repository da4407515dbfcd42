// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/inboxfiller.h"

#include <cstdio>

#include "core/inbox/inboxname.h"
#include "core/io/fileops.h"

namespace cartage::test {

namespace {

/// 32 hexadecimal digits that only (what, client, sequence) give.
std::string digitsOf(const char *what, int client, std::int64_t sequence)
{
    const std::string key = std::string(what) + ":" + std::to_string(client) + ":" + std::to_string(sequence);
    return xxh128(asBytes(key)).hex();
}

std::string guidOf(int client, std::int64_t sequence)
{
    std::string text = digitsOf("guid", client, sequence);
    text[12] = '4';
    text[16] = "89ab"[static_cast<unsigned char>(text[16]) % 4];
    for (const std::size_t at : {20U, 16U, 12U, 8U})
        text.insert(at, "-");
    return text;
}

io::IoResult<void> writeNew(io::FileSystem &fs, const io::Handle &folder, const std::string &name, const std::string &bytes)
{
    auto file = fs.createFile(folder, name, 0644);
    if (!file)
        return failure(file.error());
    if (const auto written = io::writeAll(fs, *file, asBytes(bytes)); !written)
        return written;
    return fs.close(std::move(*file));
}

} // namespace

std::string senderOf(int client)
{
    return digitsOf("sender", client, 0);
}

inbox::StatusReport reportOf(int client, std::int64_t sequence)
{
    inbox::StatusReport report;
    report.guid = guidOf(client, sequence);
    report.sender = senderOf(client);
    report.sequence = sequence;
    char machine[32];
    std::snprintf(machine, sizeof machine, "BERLIN-PC-%04d", client);
    report.machine = machine;
    report.time = timeFromMs(1'795'140'000'000 + sequence * 1000);
    report.id = 10000 + static_cast<int>(sequence % 10);
    report.severity = sequence % 10 == 6 ? Severity::Error : sequence % 10 == 3 ? Severity::Warning : Severity::Information;
    report.component = "Software Distribution";
    report.strings = {"Setup of \"Office\"", std::to_string(sequence)};
    report.attributes = {{400, "CEN00001"}};
    return report;
}

io::IoResult<void> makeInbox(io::FileSystem &fs, const std::string &inbox)
{
    const io::SplitPath path = io::splitPath(inbox);
    const auto parent = fs.openFolder(path.folder.empty() ? "/" : std::string(path.folder));
    if (!parent)
        return failure(parent.error());
    const auto folder = io::ensureFolder(fs, *parent, path.name, 0755);
    if (!folder)
        return failure(folder.error());
    for (const char *name : {"tmp", "new"}) {
        if (const auto made = io::ensureFolder(fs, *folder, name, 0755); !made)
            return failure(made.error());
    }
    return {};
}

io::IoResult<void> fillInbox(io::FileSystem &fs, const std::string &inbox, int clients, std::int64_t first, std::int64_t last, std::optional<Time> sent)
{
    if (const auto made = makeInbox(fs, inbox); !made)
        return made;
    const auto folder = fs.openFolder(inbox + "/new");
    if (!folder)
        return failure(folder.error());
    const std::string tail = sent ? inbox::sentLine(*sent) : "";
    for (std::int64_t sequence = first; sequence <= last; ++sequence) {
        for (int client = 0; client < clients; ++client) {
            const inbox::InboxName name{"status", senderOf(client), digitsOf("name", client, sequence), "msg"};
            const auto written = writeNew(fs, *folder, name.text(), inbox::encodeStatusFile(reportOf(client, sequence)) + tail);
            if (!written)
                return written;
        }
    }
    return {};
}

} // namespace cartage::test
