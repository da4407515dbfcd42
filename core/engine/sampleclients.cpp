// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sampleclients.h"

#include "core/inbox/inboxname.h"
#include "core/inbox/publish.h"
#include "core/inbox/statusfile.h"

namespace cartage::engine {

namespace {

struct Said {
    int id;
    Severity severity;
    std::vector<std::string> strings;
};

/// Which number each of a client's messages has; what is left out has not come.
struct SampleClient {
    const char *machine;
    std::vector<std::int64_t> numbers;
    Span clock; ///< ahead of ours
    std::vector<Said> says;
};

std::vector<SampleClient> sampleClients()
{
    const Said started{10005, Severity::Information, {"SMP00001", "Office 25.8", "setup"}}, done{10009, Severity::Information, {"SMP00001", "Office 25.8", "setup"}};
    const Said failed{10006, Severity::Error, {"SMP00003", "Fonts 2026", "install", "1603"}};
    return {{"PC-BERLIN-014", {1, 2, 3, 4}, Span(0), {started, done}},
            {"PC-KIEL-207", {1, 2, 5, 6}, Span(0), {started, failed}}, // 3 and 4 are missing
            {"KIOSK-MUNICH-3", {1, 2}, std::chrono::minutes(7), {started, done}},
            {"PC-LEIPZIG-088", {1, 2, 3}, Span(0), {started, failed, done}}};
}

/// UUID version 4.
std::string messageId(Random &random)
{
    std::string id = random.hex(16);
    id[12] = '4';
    id[16] = "89ab"[id[16] & 3];
    for (const std::size_t dash : {std::size_t(8), std::size_t(13), std::size_t(18), std::size_t(23)})
        id.insert(dash, "-");
    return id;
}

class Speaker
{
public:
    Speaker(Site &site, inbox::Publisher &publisher)
        : m_site(site)
        , m_publisher(publisher)
        , m_now(site.now())
    { }

    Result<void> speak(const SampleClient &client)
    {
        const std::string sender = random().hex(16);
        for (std::size_t i = 0; i < client.numbers.size(); ++i) {
            if (const auto left = leave(report(client, sender, client.numbers[i], client.says[i % client.says.size()]), client.clock, {}); !left)
                return left;
        }
        return {};
    }

    /// Two machines with one spool: both have a second message.
    Result<void> speakAsTwo()
    {
        const std::string sender = random().hex(16);
        for (const char *machine : {"PC-IMAGE-1", "PC-IMAGE-2"}) {
            const SampleClient client{machine, {1, 2}, Span(0), {{10005, Severity::Information, {"SMP00002", "Reader 11", machine}}}};
            for (const std::int64_t number : client.numbers) {
                if (const auto left = leave(report(client, sender, number, client.says.front()), Span(0), {}); !left)
                    return left;
            }
        }
        return {};
    }

    /// A word of it was changed on its way.
    Result<void> leaveDamaged()
    {
        const SampleClient client{"PC-ROSTOCK-031", {1}, Span(0), {{10006, Severity::Error, {"SMP00002", "Reader 11", "install", "1618"}}}};
        return leave(report(client, random().hex(16), 1, client.says.front()), Span(0), "1618");
    }

    /// The same id twice, with different words: a spool that was put back from a backup.
    Result<void> leaveReused()
    {
        const SampleClient client{"PC-BERLIN-020", {1}, Span(0), {{10009, Severity::Information, {"SMP00002", "Reader 11", "install"}}}};
        inbox::StatusReport one = report(client, random().hex(16), 1, client.says.front()), other = one;
        other.sequence = 2;
        other.strings.back() = "uninstall";
        return leave(one, Span(0), {}).and_then([&] { return leave(other, Span(0), {}); });
    }

private:
    [[nodiscard]] Random &random() const { return m_site.environment().random; }

    inbox::StatusReport report(const SampleClient &client, const std::string &sender, std::int64_t number, const Said &said) const
    {
        inbox::StatusReport report;
        report.guid = messageId(random());
        report.sender = sender;
        report.sequence = number;
        report.machine = client.machine;
        report.time = m_now + client.clock - std::chrono::minutes(20 - number);
        report.id = said.id;
        report.severity = said.severity;
        report.component = "Software Distribution";
        report.strings = said.strings;
        report.attributes = {{400, said.strings.front()}};
        return report;
    }

    /// `changed`: the last byte of this word in the file is another one than was sent.
    Result<void> leave(const inbox::StatusReport &report, Span clock, const std::string &changed)
    {
        std::string bytes = inbox::encodeStatusFile(report) + inbox::sentLine(m_now + clock);
        if (const std::size_t at = changed.empty() ? std::string::npos : bytes.find(changed); at != std::string::npos)
            bytes[at + changed.size() - 1] ^= 1;
        const auto published = m_publisher.publish(bytes, [&] { return inbox::makeStatusName(report.sender, random()).text(); });
        return published ? Result<void>() : Result<void>(failure(pathError(published.error().error, m_site.path("inbox/" + published.error().path), Scope::Site)));
    }

    Site &m_site;
    inbox::Publisher &m_publisher;
    Time m_now;
};

} // namespace

Result<void> leaveSampleMessages(Site &site)
{
    auto publisher = inbox::Publisher::open(site.files(), site.path("inbox"));
    if (!publisher)
        return failure(pathError(publisher.error().error, site.path("inbox"), Scope::Site));
    Speaker speaker(site, *publisher);
    for (const SampleClient &client : sampleClients()) {
        if (auto spoken = speaker.speak(client); !spoken)
            return spoken;
    }
    if (auto spoken = speaker.speakAsTwo().and_then([&] { return speaker.leaveDamaged(); }).and_then([&] { return speaker.leaveReused(); }); !spoken)
        return spoken;
    const auto synced = publisher->sync();
    return synced ? Result<void>() : Result<void>(failure(pathError(synced.error().error, site.path("inbox"), Scope::Site)));
}

} // namespace cartage::engine
