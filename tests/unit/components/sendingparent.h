// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <memory>
#include <set>

#include "core/components/sender.h"
#include "core/components/scheduler.h"
#include "core/store/addressrepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/journalrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/sendrepository.h"
#include "core/store/statement.h"
#include "core/store/statusrepository.h"
#include "tests/support/seededrandom.h"
#include "tests/support/testdatabase.h"

/// What the tests of the Sender work on.
namespace cartage::test {

using components::PublishOrder;
using components::SiteDecision;
using components::TransmitOrder;
using components::TransmitOutcome;
using inbox::AcknowledgementBody;

inline constexpr Time now = TestDatabase::now;
inline const SiteCode child("BER");
inline const PackageId office("CEN00001");

/// A parent whose child BER has a DP that is given a package: Scheduler and Sender on a database of their own.
class Parent final
{
public:
    SeededRandom random;
    TestDatabase database;
    Time at = now;

    Parent()
    {
        store::SiteRow site = database.read([](store::Connection &db) { return store::site(db); });
        const SiteKey key = makeSiteKey(random), other = makeSiteKey(random);
        site.publicKey = key.publicKey;
        site.keyId = key.keyId;
        const components::StatusWriter messages("CEN", "host", random);
        sender = std::make_unique<components::Sender>(site, messages, random, SigningKey::fromPem(key.privateKeyPem), "host:1");
        scheduler = std::make_unique<components::Scheduler>(site, messages, random);
        database.addPackage(1);
        database.write([&](store::Connection &db) {
            Address address;
            address.site = child;
            address.inbox = "/inbox";
            address.publicKey = other.publicKey;
            address.keyId = other.keyId;
            address.addedAt = now;
            store::insertAddress(db, address);
            store::replaceBelow(db, child, {{child, child, site.code, "Berlin"}}, {{child, child, "berlin1", {}, "ok"}});
        });
        want(1);
    }
    void want(int version, const std::string &dp = "berlin1")
    {
        database.write([&](store::Connection &db) {
            RemoteTarget target;
            target.package = office;
            target.target = {child, dp};
            target.via = child;
            target.wantedVersion = version;
            target.askedAt = at;
            store::wantTarget(db, target);
            components::Scheduler::askContent(db, office, version, child, false, at);
        });
    }
    /// The package's next version, which its targets want.
    void update()
    {
        const int version = database.write([&](store::Connection &db) {
            PackageVersion next = *store::newestVersion(db, office);
            ++next.version;
            next.manifest = sha256(asBytes("manifest " + std::to_string(next.version)));
            store::insertVersion(db, office, next);
            static_cast<void>(store::raiseTargets(db, office, next.version, at));
            return next.version;
        });
        want(version);
    }
    SiteDecision plan(const std::set<std::pair<SiteCode, std::string>> &stuck = {}, const std::set<SiteCode> &clearing = {})
    {
        SiteDecision decision;
        database.write([&](store::Connection &db) {
            scheduler->plan(db, at, decision);
            sender->plan(db, 1, at, "UTC", {stuck, clearing}, decision);
        });
        return decision;
    }
    SiteDecision sent(const TransmitOrder &order, const TransmitOutcome &outcome)
    {
        SiteDecision decision;
        database.write([&](store::Connection &db) { sender->record(db, 1, at, order, outcome, decision); });
        return decision;
    }
    SiteDecision published(const PublishOrder &order, const std::optional<Error> &error = {})
    {
        SiteDecision decision;
        database.write([&](store::Connection &db) { sender->record(db, 1, at, order, components::PublishOutcome{error}, decision); });
        return decision;
    }
    SiteDecision cleared(const components::ClearOrder &order, const std::optional<Error> &error = {})
    {
        SiteDecision decision;
        database.write([&](store::Connection &db) { sender->record(db, at, order, components::ClearOutcome{error}, decision); });
        return decision;
    }
    /// The DP is to have the package no more.
    void takeAway(const std::string &dp = "berlin1")
    {
        database.write([&](store::Connection &db) {
            RemoteTarget target = *store::remoteTarget(db, office, {child, dp});
            target.wantedVersion = 0;
            store::wantTarget(db, target);
            components::Scheduler::askRemoval(db, office, child, at);
        });
    }
    /// The package file goes over, and the instruction behind it.
    void send(const TransmitOrder &order) { published(sent(order, {partOf(order), true, false, {}}).publish.at(0)); }
    /// What the child says.
    void answerTo(std::int64_t id, AcknowledgementBody::Result result)
    {
        database.write([&](store::Connection &db) {
            const SendRequest request = *store::sendRequest(db, id);
            scheduler->acknowledged(db, child, {request.instruction, result, office, request.version, {}, {}}, at);
        });
    }
    void answer(AcknowledgementBody::Result result) { answerTo(requests().back().id, result); }
    [[nodiscard]] std::size_t open()
    {
        const auto all = requests();
        return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const SendRequest &each) { return each.state != SendState::Acknowledged && each.state != SendState::Cancelled; }));
    }
    [[nodiscard]] std::set<std::string> targetsOf(std::int64_t id)
    {
        std::set<std::string> names;
        const auto lines = inbox::parseLines(database.read([id](store::Connection &db) { return store::sendRequest(db, id)->targets; }));
        for (const auto &line : *lines)
            names.insert(line.fields.at(1));
        return names;
    }
    [[nodiscard]] Forward newestForward()
    {
        return database.read([](store::Connection &db) { return store::forwards(db).back(); });
    }
    [[nodiscard]] std::size_t said(MessageId id)
    {
        store::MessageFilter filter;
        filter.ids = {static_cast<int>(id)};
        return database.read([&](store::Connection &db) { return store::messages(db, filter).size(); });
    }
    [[nodiscard]] std::vector<SendRequest> requests()
    {
        return database.read([](store::Connection &db) { return store::sendRequests(db, {}); });
    }
    static content::PackageFile partOf(const TransmitOrder &order) { return {sha256(asBytes("part of " + order.manifest.hex())), 1000}; }

    std::unique_ptr<components::Sender> sender;
    std::unique_ptr<components::Scheduler> scheduler;
};

} // namespace cartage::test
