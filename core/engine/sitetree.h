// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/domain/sending.h"
#include "core/domain/settings.h"
#include "core/engine/rowid.h"
#include "core/engine/site.h"
#include "core/engine/sites.h"

/// The tree of sites as this one knows it: how each is reached, what waits for it, and how far it is.
namespace cartage::engine {

enum class LinkState {
    Own,          ///< this site
    Reached,
    NotTried,     ///< nothing was sent there yet
    NotReached,   ///< its inbox is not there, or takes nothing
    WindowClosed, ///< what is due waits until the address's window opens
    Silent,       ///< its inbox takes what is sent; the site has said nothing for longer than it may
    Behind,       ///< reached through a child, which answers for it
};
[[nodiscard]] std::string_view name(LinkState state);
[[nodiscard]] const std::vector<LinkState> &allLinkStates();

/// A line below a child, as the sites there have told: `from` holds back what goes to `to`, and all that lies behind it.
struct HeldLine {
    SiteCode from, to;
    WaitsFor by = WaitsFor::Site;   ///< Site: `to` is not reached; OpenWindow: its address's window is closed
    std::optional<Error> error;     ///< why it is not reached
    std::optional<Time> until;      ///< when the window opens, by the clock of `from`
    std::optional<Time> knownAt;    ///< when this was told
};

struct SiteNode {
    SiteCode code;
    std::string name;               ///< as the site has told; empty: not yet
    std::optional<SiteCode> parent; ///< nothing: the top of what is known here
    int depth = 0;
    SiteCode via;                   ///< the neighbour that leads there; itself where it is one
    std::optional<Address> address; ///< of neighbours
    LinkState link = LinkState::Own;
    std::optional<Time> linkSince;  ///< not reached, or silent, since
    std::optional<Time> opensAt;    ///< of a closed window
    std::shared_ptr<const SiteNode> through; ///< of a site behind a child: that child
    std::optional<HeldLine> held;   ///< the first line on the way from that child which is told to hold back what is meant for it
    std::int64_t dps = 0;
    std::int64_t outbox = 0, outboxBytes = 0; ///< requests that are not there whole; bytes of them that are not
    std::optional<Time> outboxOldest;
    std::int64_t unanswered = 0;    ///< sent, not acknowledged
    std::optional<Time> acknowledgedAt; ///< the last that was
    std::optional<Time> toldAt;     ///< when what is known of it came
    std::int64_t packages = 0, inStep = 0; ///< that its DPs are given; of which all are proven there
    std::int64_t failing = 0;       ///< targets there that need somebody, or try again
};
/// The parent first where there is one, this site, then what lies below it: each child before its own, by code.
[[nodiscard]] Result<std::vector<SiteNode>> siteTree(Site &site);
/// Not reached or silent: itself, the child that leads there, or a site on the way from that one.
[[nodiscard]] bool isUnreached(const SiteNode &node);
[[nodiscard]] QJsonObject toJson(const HeldLine &line);
[[nodiscard]] QJsonObject toJson(const SiteNode &node);

struct SiteDetail {
    SiteNode node;
    std::string ownKey;                 ///< of this very site
    std::vector<RequestView> requests;  ///< newest first; of a site behind a child: those that name one of its DPs
    std::vector<RemoteDp> dps;
    std::vector<RemoteView> targets;    ///< by package, then DP
};
/// A DP of a site below, as that has told.
struct BelowDp {
    RemoteDp dp;
    std::int64_t packages = 0, verified = 0, failing = 0; ///< that it is given; proven there; told to fail
    std::optional<Time> knownAt;
};
/// By site, then name.
[[nodiscard]] Result<std::vector<BelowDp>> belowDps(Site &site);
/// One by its name, of that site or of the only one that has such a DP; nothing where this site has one of that name itself, or nobody is known to have.
[[nodiscard]] Result<std::optional<BelowDp>> belowDp(Site &site, const std::string &dp, const std::optional<SiteCode> &at);
/// The fields of this site's own ones: what sites do not tell is null.
[[nodiscard]] QJsonObject toJson(const BelowDp &dp);

/// Which packages at which DPs of sites below are among these rows of a list.
[[nodiscard]] Result<std::vector<std::pair<PackageId, Target>>> targetsOfRows(Site &site, std::span<const RowId> rows);

/// What can be set of an address, as setAddress takes it.
[[nodiscard]] const std::vector<SettingFacts> &addressSettingFacts();
[[nodiscard]] Result<void, std::string> checkAddressSetting(const std::string &key, const std::string &value);
/// Those that differ from the default, and inbox and key.
[[nodiscard]] Result<std::map<std::string, std::string>> addressSettings(Site &site, const SiteCode &code);

/// not_found for a site that is not in the tree.
[[nodiscard]] Result<SiteDetail> siteDetail(Site &site, const SiteCode &code);

} // namespace cartage::engine
