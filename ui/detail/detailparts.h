// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/advice.h"
#include "ui/detail/detail.h"

/// What details are put together from. Only for ui/detail; on a reader thread.
namespace cartage::ui::detailparts {

/// Operation, path and the system's word for it, then the offenders; the code where the system said nothing.
[[nodiscard]] QString rawOf(const Error &error);
/// "4 min ago, 16:38"
[[nodiscard]] QString at(const std::optional<Time> &time, Time now);
[[nodiscard]] DetailEntry entryOf(const Attempt &attempt, int wantedVersion, Time now);
[[nodiscard]] DetailEntry entryOf(const StatusMessage &message, Time now);

/// What one distribution has: files, attempts, trail, messages, audit. Only the wished one is filled.
[[nodiscard]] Result<QList<Detail::Tab>> distributionTabs(engine::Site &site, const engine::DistributionView &view, const DetailWish &wish, Time now);
[[nodiscard]] Detail::Tab messagesTab(engine::Site &site, const std::optional<PackageId> &package, const std::string &dp, const DetailWish &wish, Time now);
/// Those that the term lets pass, newest first.
[[nodiscard]] Result<Detail::Tab> messagesTab(engine::Site &site, const FilterTerm &of, const DetailWish &wish, Time now);
/// Of the newest version.
[[nodiscard]] Result<Detail::Tab> packageFilesTab(engine::Site &site, const PackageId &package, const DetailWish &wish);

/// The first few distributions of a filter, and the way to all of them.
struct Company {
    Detail::Related related;
    std::vector<engine::DistributionView> first;
};
/// `chips` as the list of distributions has them; `byDp`: they are of one package, so that DPs are named.
[[nodiscard]] Result<Company> companyOf(engine::Site &site, const QString &title, const QList<Chip> &chips, qint64 all, bool byDp);
/// How often the message was raised in the last day, by DP.
[[nodiscard]] Result<std::optional<Detail::Related>> sameMessages(engine::Site &site, const StatusMessage &message, Time now);

/// A client with what is missing of it, and its messages.
[[nodiscard]] Result<Detail> ofClient(engine::Site &site, const Subject &subject, const DetailWish &wish, Time now);
/// What lies in quarantine, with its content as plain text.
[[nodiscard]] Result<Detail> ofQuarantined(engine::Site &site, const Subject &subject, const DetailWish &wish, Time now);
/// A component with its messages of the last day against their limits.
[[nodiscard]] Result<Detail> ofComponent(engine::Site &site, const Subject &subject, const DetailWish &wish, Time now);
/// Another site with what was sent to it, its DPs, and how far its packages are.
[[nodiscard]] Result<Detail> ofSite(engine::Site &site, const Subject &subject, const DetailWish &wish, Time now);
/// A package at a DP of a site below, and such a DP, as that site has told.
[[nodiscard]] Result<Detail> ofBelow(engine::Site &site, const Subject &subject, const DetailWish &wish, Time now);
[[nodiscard]] Result<Detail> ofDpBelow(engine::Site &site, const Subject &subject, const DetailWish &wish, Time now);
/// All that happened on its way there, newest first; each step with its site where there is more than one.
[[nodiscard]] Result<Detail::Tab> trailTab(engine::Site &site, const PackageId &package, const std::string &dp, const std::optional<SiteCode> &to, const DetailWish &wish, Time now);
/// Entries beyond what is wished for are counted, not shown.
void cut(Detail::Tab &tab, const DetailWish &wish);

/// Where the error is about room that is missing and says how much is needed.
[[nodiscard]] std::optional<SpaceNeed> spaceOf(const Error &error, const std::string &dp);
/// What is used of it.
[[nodiscard]] std::optional<SpaceNeed> spaceOf(const Dp &dp);

} // namespace cartage::ui::detailparts
