// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <set>

#include "core/components/despooler.h"
#include "core/components/messagepassing.h"
#include "core/components/orders.h"
#include "core/components/reporting.h"
#include "core/store/addressrepository.h"
#include "core/store/belowrepository.h"
#include "core/store/componentrepository.h"
#include "core/store/dprepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/journalrepository.h"
#include "core/store/sendrepository.h"
#include "core/store/statusrepository.h"
#include "tests/support/seededrandom.h"
#include "tests/support/testdatabase.h"

/// What the tests of all that sites pass on to each other work on: values alone, as they come over the line.
namespace cartage::test {

inline const SiteCode top("TOP"), middle("MID"), bottom("BOT");
inline constexpr Time now = TestDatabase::now;

/// One site: its database, what its Despooler makes of instructions and what it would send. Its row says CEN; the code is what it is given here.
class Node final
{
public:
    explicit Node(const SiteCode &code) : m_code(code), m_row(m_database.read([](store::Connection &db) { return store::site(db); }))
    {
        m_row.code = code;
        m_row.keyId = "key" + code.value();
        m_despooler = std::make_unique<components::Despooler>(m_row, components::StatusWriter(code.value(), "host", m_random), m_random, store::ProcessMark{});
        m_scheduler = std::make_unique<components::Scheduler>(m_row, components::StatusWriter(code.value(), "host", m_random), m_random);
    }
    template <class Command>
    auto write(const Command &command) { return m_database.write(command); }
    template <class Question>
    auto read(const Question &question) { return m_database.read(question); }

    void join(const SiteCode &other, Relation relation)
    {
        write([&](store::Connection &db) {
            Address address;
            address.site = other;
            address.relation = relation;
            address.inbox = "/" + other.value();
            address.publicKey = "public";
            address.keyId = "key" + other.value();
            address.addedAt = now;
            store::insertAddress(db, address);
        });
    }
    std::int64_t say(int id, const std::string &site = {}, const std::string &client = {})
    {
        StatusMessage message;
        message.guid = components::makeUuid(m_random);
        message.id = id;
        message.component = "Sender";
        message.site = site.empty() ? m_code.value() : site;
        message.machine = "host";
        message.time = now;
        message.sender = client;
        return write([&](store::Connection &db) { return store::insertMessage(db, message); });
    }
    /// Everything that waits to be sent there, as instructions; what needs no answer is gone then, as the Sender has it.
    std::vector<inbox::Instruction> sends(const SiteCode &to)
    {
        std::vector<inbox::Instruction> all;
        for (const SendRequest &request : read([](store::Connection &db) { return store::sendRequests(db, {}); })) {
            if (request.to != to || request.state == SendState::Acknowledged)
                continue;
            inbox::Instruction made;
            made.id = request.instruction;
            made.sender = {m_code, m_row.keyId, epoch()};
            made.to = to;
            made.sequence = request.sequence;
            made.kind = request.kind;
            made.lines = *inbox::parseLines(request.lines + request.targets);
            all.push_back(made);
            if (!isAnswered(request.kind))
                write([&](store::Connection &db) { store::deleteRequest(db, request.id); });
        }
        return all;
    }
    components::SiteDecision receive(const inbox::Instruction &instruction)
    {
        inbox::TakenIn taken;
        taken.name = "file";
        taken.instruction = instruction;
        components::SiteDecision decision;
        write([&](store::Connection &db) { m_despooler->received(db, now, taken, decision); });
        return decision;
    }
    bool planMessages()
    {
        return write([&](store::Connection &db) { return components::planMessages(db, *m_scheduler, now); });
    }
    bool planOrders()
    {
        return write([&](store::Connection &db) { return components::planOrders(db, *m_scheduler, now); });
    }
    bool planReport()
    {
        return write([&](store::Connection &db) { return components::planReport(db, m_row, *m_scheduler, now); });
    }
    std::vector<StatusMessage> messages(const std::string &site = {}, bool ownOnly = false)
    {
        store::MessageFilter filter;
        filter.limit = 0;
        filter.oldestFirst = true;
        filter.site = site;
        filter.ownOnly = ownOnly;
        return read([&](store::Connection &db) { return store::messages(db, filter); });
    }
    std::vector<SiteOrder> orders()
    {
        return read([](store::Connection &db) { return store::orders(db); });
    }
    void restored()
    {
        write([](store::Connection &db) { store::raiseEpoch(db); });
    }
    [[nodiscard]] std::int64_t epoch()
    {
        return read([](store::Connection &db) { return store::site(db).epoch; });
    }
    Random &random() { return m_random; }
    TestDatabase &database() { return m_database; }

private:
    SiteCode m_code;
    TestDatabase m_database;
    SeededRandom m_random{static_cast<std::uint64_t>(m_code.value()[0])};
    store::SiteRow m_row;
    std::unique_ptr<components::Despooler> m_despooler;
    std::unique_ptr<components::Scheduler> m_scheduler;
};

inline void join(Node &parent, const SiteCode &parentCode, Node &child, const SiteCode &childCode)
{
    parent.join(childCode, Relation::Child);
    child.join(parentCode, Relation::Parent);
}

/// Everything that one has for the other, and the answers back.
inline void exchange(Node &from, const SiteCode &fromCode, Node &to, const SiteCode &toCode)
{
    for (const inbox::Instruction &each : from.sends(toCode))
        static_cast<void>(to.receive(each));
    for (const inbox::Instruction &each : to.sends(fromCode)) {
        if (each.kind == InstructionKind::Acknowledgement)
            static_cast<void>(from.receive(each));
    }
}

inline std::vector<int> idsOf(const std::vector<StatusMessage> &messages)
{
    std::vector<int> ids;
    for (const StatusMessage &message : messages)
        ids.push_back(message.id);
    return ids;
}

} // namespace cartage::test
