// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/domain/sending.h"
#include "core/store/database.h"

/// Send requests and the package files that they send.
namespace cartage::store {

/// Gives the id. Instruction and sequence are given by the caller.
std::int64_t insertRequest(Connection &db, const SendRequest &request);
[[nodiscard]] std::optional<SendRequest> sendRequest(Connection &db, std::int64_t id);
[[nodiscard]] std::optional<SendRequest> requestOfInstruction(Connection &db, const std::string &instruction);

struct Claim {
    std::string owner;
    std::int64_t token = 0;
    std::int64_t generation = 0;
};
/// One statement (885278): true for exactly one of all who try, and only while the request waits and is due. `connects`: it is for the other site, not only
/// for what has to be built here first.
[[nodiscard]] bool claimRequest(Connection &db, std::int64_t id, const Claim &claim, Time now, bool connects = true);
/// Everything that a worker's outcome changes, only while the claim is still this one; false: somebody else has it.
[[nodiscard]] bool updateClaimed(Connection &db, const SendRequest &request, const Claim &claim);
/// What operators and acknowledgements change: state, due time, error.
void updateRequest(Connection &db, const SendRequest &request);
void deleteRequest(Connection &db, std::int64_t id);
/// Requests that engines of an older generation had claimed wait again, due now, not counted as a failure; what was sent is known by the sync point. No time
/// of theirs is further off than ten minutes, whatever clock has set it.
std::int64_t releaseClaims(Connection &db, std::int64_t generation, Time now);
/// How far a sending that runs has come.
struct Sent {
    SendState state = SendState::Connecting;
    std::int64_t total = 0, left = 0, syncPoint = 0;
    std::optional<Sha256> part; ///< once it has begun to lie there
};
void writeSent(Connection &db, std::int64_t id, std::int64_t token, const Sent &sent);
/// Where sendings that were given up have begun to bring package files.
[[nodiscard]] std::vector<SiteCode> sitesWithAbandonedParts(Connection &db);
/// Those package files; none that another sending brings.
[[nodiscard]] std::vector<Sha256> abandonedParts(Connection &db, const SiteCode &to);
void forgetParts(Connection &db, const SiteCode &to, const std::vector<Sha256> &parts);

/// Due ones (sent and unanswered ones, too) of addresses that may be tried now: by class, then due time. At most `most` an address.
[[nodiscard]] std::vector<SendRequest> dueRequests(Connection &db, Time now, int most);
[[nodiscard]] std::optional<Time> nextDueRequest(Connection &db, Time now);
/// Claimed, connecting, sending.
[[nodiscard]] std::vector<SendRequest> claimedRequests(Connection &db);
struct RequestFilter {
    std::optional<SiteCode> to;
    std::vector<SendState> states;
};
[[nodiscard]] std::vector<SendRequest> sendRequests(Connection &db, const RequestFilter &filter);
/// Of a forward: one is not answered yet; one was refused; what no Sender has begun is not sent any more; the first one.
[[nodiscard]] bool hasOpenRequests(Connection &db, std::int64_t forward);
[[nodiscard]] bool hasRefusedRequests(Connection &db, std::int64_t forward);
void cancelRequests(Connection &db, std::int64_t forward);
[[nodiscard]] std::int64_t firstRequest(Connection &db, std::int64_t forward);
/// A DP behind that site is to have the package; one that is gone there counts only if told so.
[[nodiscard]] bool isWanted(Connection &db, const SiteCode &to, const PackageId &package, bool alsoGone);
/// Content of this package where no DP behind that site is to have it any more: it is not sent, unless all of it is there and its instruction may be, too.
/// Forwards whose targets are gone are the Scheduler's again, which withdraws them.
void cancelUnwanted(Connection &db, const SiteCode &to, const PackageId &package, Time now);
/// Of those that are not answered: one that was refused, else one that was not sent yet, else the first.
[[nodiscard]] std::optional<SendRequest> lastOfForward(Connection &db, std::int64_t forward);
/// One of this kind is on its way to the site, or waits to be.
[[nodiscard]] bool hasOpenRequest(Connection &db, const SiteCode &to, InstructionKind kind);
struct OpenRequests {
    std::int64_t all = 0, refused = 0; ///< the other site has put it aside, and it is offered again
};
[[nodiscard]] OpenRequests openRequests(Connection &db, const SiteCode &to, InstructionKind kind);
/// A report that no Sender has begun is replaced by a newer one.
void dropUnsentReports(Connection &db, const SiteCode &to);

/// What was sent of older versions of its package, and is not answered though that site has been heard from for an hour since: nothing of it will come.
bool giveUpUnanswered(Connection &db, const SendRequest &newer, Time now);
/// What waits for that address, or for its own next try, need not wait any longer; nor what is sent and unanswered, if wanted.
void tryNow(Connection &db, const SiteCode &to, bool alsoSent, Time now);
/// The inbox is another one: all that is not answered is begun anew, package files too. What a worker has in hand is not touched.
void sendAnew(Connection &db, const SiteCode &to, Time now);
/// Content of this package is on its way to the site, by another request: it is not sent beside it.
[[nodiscard]] bool isContentUnderWay(Connection &db, const SiteCode &to, const PackageId &package, std::int64_t except);
/// What waited for that.
void bringContentForward(Connection &db, const SiteCode &to, const PackageId &package, Time now);
/// The site has this manifest by now: its content need not be sent.
/// Nothing: all of it is sent.
void setRequestBase(Connection &db, std::int64_t id, const std::optional<Sha256> &base);

struct PartFile {
    Sha256 part, manifest;
    std::optional<Sha256> base;
    std::int64_t bytes = 0;
};
[[nodiscard]] std::optional<PartFile> partFile(Connection &db, const Sha256 &manifest, const std::optional<Sha256> &base);
/// It is what the request sends; nothing changes where it was before.
void setRequestPart(Connection &db, std::int64_t id, const PartFile &file);
void putPartFile(Connection &db, const PartFile &file);
/// Those that no open request sends; their rows go.
[[nodiscard]] std::vector<Sha256> takeUnusedParts(Connection &db);

} // namespace cartage::store
