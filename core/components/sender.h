// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <map>
#include <set>
#include <vector>

#include "core/base/random.h"
#include "core/base/sitekey.h"
#include "core/components/sitework.h"
#include "core/components/statusmessages.h"
#include "core/store/database.h"
#include "core/store/sendrepository.h"
#include "core/store/siterepository.h"

namespace cartage::components {

/// Carries out send requests, several at once. A request is claimed by one statement, with an owner, a token and the generation of the engine; what a worker did
/// is recorded only while the claim is still that one, and an instruction is given to a worker only after a transaction that has looked (885278). Decides
/// only: no files, no threads, no clock. Control thread.
class Sender final
{
public:
    static constexpr int mostSendings = 5;

    Sender(const store::SiteRow &site, StatusWriter messages, Random &random, std::shared_ptr<const SigningKey> key, std::string owner);

    /// At the start: what other engines had claimed is due again; it goes on where it was synced.
    static void recover(store::Connection &db, std::int64_t generation, Time now);
    /// A site is heard from after a silence: what it has not answered may have been lost, and is repeated now unless that was done a moment ago.
    static void repeatUnanswered(store::Connection &db, Time now, const SiteCode &site);
    struct AtWork {
        std::set<std::pair<SiteCode, std::string>> stuck; ///< with the inbox in which a worker hangs
        std::set<SiteCode> clearing; ///< where parts are being taken away: none is brought there beside it, it may be the same
    };
    /// Claims what is due and has room.
    void plan(store::Connection &db, std::int64_t generation, Time now, const std::string &timezone, AtWork atWork, SiteDecision &decision);
    /// A sharing violation, a missing share, a full disk: all are tried again, none makes a request invalid.
    void record(store::Connection &db, std::int64_t generation, Time now, const TransmitOrder &order, const TransmitOutcome &outcome, SiteDecision &decision);
    void record(store::Connection &db, std::int64_t generation, Time now, const PublishOrder &order, const PublishOutcome &outcome, SiteDecision &decision);
    void record(store::Connection &db, Time now, const ClearOrder &order, const ClearOutcome &outcome, SiteDecision &decision);
    /// Content of which not all is there yet, and no DP is to have the package any more.
    [[nodiscard]] static bool isPointless(store::Connection &db, const SendRequest &request);

private:
    [[nodiscard]] store::Claim claimOf(std::int64_t generation, std::int64_t token) const { return {m_owner, token, generation}; }
    void clear(store::Connection &db, std::int64_t generation, Time now, const std::string &timezone, AtWork &atWork, SiteDecision &decision);
    [[nodiscard]] static bool putOffContent(store::Connection &db, Time now, SendRequest &request);
    void begin(const SendRequest &request, const std::optional<store::PartFile> &file, const Address &address, store::Connection &db, Time now, SiteDecision &decision);
    void publish(const SendRequest &request, const Address &address, store::Connection &db, Time now, SiteDecision &decision);
    void putAside(store::Connection &db, Time now, SendRequest request);
    void leaveOut(store::Connection &db, Time now, const SendRequest &report, std::size_t bytes);
    bool isElsewhere(store::Connection &db, std::int64_t generation, Time now, SendRequest request, const std::string &inbox);
    void failed(store::Connection &db, std::int64_t generation, Time now, SendRequest request, const Error &error);
    void sayFailing(store::Connection &db, Time now, const SendRequest &request, const Error &error);
    void reached(store::Connection &db, Time now, const SiteCode &site);
    void notReached(store::Connection &db, Time now, const SiteCode &site, const Error &error);

    SiteIdentity m_site;
    StatusWriter m_messages;
    Random *m_random;
    std::shared_ptr<const SigningKey> m_key;
    std::string m_owner;
    std::set<std::int64_t> m_failing; ///< requests of which was said that they fail
    std::map<SiteCode, Time> m_clearAgain; ///< not before: it has failed
    std::map<SiteCode, Time> m_leftOut;   ///< when was said last that a report for that site is too large
};

} // namespace cartage::components
