// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/belowrows.h"

#include <array>

#include "core/domain/escape.h"
#include "core/engine/lease.h"
#include "core/store/addressrepository.h"
#include "core/store/belowrepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/packagerepository.h"

namespace cartage::engine {

namespace {

/// A version that was asked for and not told of yet waits, whatever was told of an older one.
template <class Row>
State shownState(const Row &row)
{
    if (row.state && row.toldWanted == row.wantedVersion)
        return *row.state;
    return row.wantedVersion == 0 ? State::Removing : State::Waiting;
}

/// As BelowTargets::asKnown has it, of what a row has.
void judge(components::BelowTargets &targets, store::TargetRow &row)
{
    const bool current = row.state && row.toldWanted == row.wantedVersion;
    if (current && isOwed(*row.state) && !row.code && targets.silenceOf(row.via)) {
        row.code = Code::SiteNotHeard;
        row.heldUpBetween = true;
    }
    if (current)
        return;
    row.state = shownState(row);
    row.toldWanted = row.wantedVersion;
    const auto *found = targets.onTheWay(row.via, row.package, row.wantedVersion);
    row.code = found && found->error ? std::optional(found->error->code) : std::nullopt;
    row.heldUpBetween = true;
}

} // namespace

BelowRows::BelowRows(Site &site, store::Connection &db) : m_now(site.now()), m_rows(store::targetRows(db))
{
    std::erase_if(m_rows, [](const store::TargetRow &row) { return row.gone; });
    if (m_rows.empty())
        return;
    std::map<SiteCode, RemoteSite> sites;
    for (RemoteSite &each : store::remoteSites(db))
        sites.emplace(each.code, std::move(each));
    std::map<SiteCode, Address> children;
    for (Address &each : store::addresses(db))
        children.emplace(each.site, std::move(each));
    components::BelowTargets targets = targetsBelow(site, db);
    for (store::TargetRow &row : m_rows) { // they come by site and DP
        judge(targets, row);
        const bool same = !m_columns.empty() && m_columns.back().column.site == row.target.site.value() && m_columns.back().column.dp == row.target.dp;
        if (!same) {
            Column &made = m_columns.emplace_back();
            made.key = DpKey(belowBit | row.dpNumber);
            made.column.site = row.target.site.value();
            made.column.dp = row.target.dp;
            made.column.below = true;
            if (const auto below = sites.find(row.target.site); below != sites.end()) {
                made.column.siteName = below->second.name;
                const auto child = children.find(below->second.via);
                made.column.silent = child != children.end() && store::isSilent(child->second, m_now);
            }
            if (const auto dp = store::remoteDp(db, row.target)) {
                made.column.state = dp->state;
                made.groups = dp->groups;
            }
        }
        Matrix::Column &column = m_columns.back().column;
        if (row.receivedAt && (!column.knownAt || *row.receivedAt > *column.knownAt))
            column.knownAt = row.receivedAt;
        m_columnOf.push_back(m_columns.size() - 1);
    }
}

bool BelowRows::passes(const Filter &filter, const store::TargetRow &row, const Column &column, State state, Ends ends) const
{
    const std::string code = row.code ? std::string(name(*row.code)) : std::string();
    const std::string full = column.column.site + "/" + column.column.dp;
    const bool failing = isOwed(state) && (row.code || ends != Ends::Neither);
    const std::pair<const char *, bool> marks[] = {{"open", isOwed(state)},
                                                   {"failing", failing},
                                                   {"needs-you", ends == Ends::ByOperator},
                                                   {"by-itself", ends == Ends::ByItself},
                                                   {"stale", column.column.silent}};
    const bool marked = cartage::passes(filter, "is", [&marks](const std::string &value) {
        const FilterPattern pattern(value);
        return std::any_of(std::begin(marks), std::end(marks), [&pattern](const auto &mark) { return mark.second && pattern.matches(mark.first); });
    });
    // When it began to fail is its own site's to know.
    if (!marked || !filter.of("since").empty() || !filter.of("until").empty())
        return false;
    for (const FilterTerm &term : filter.of("changed")) {
        if (!row.receivedAt || *row.receivedAt < filterTime(term.value, m_now).value_or(Time{}))
            return false;
    }
    return passesNames(filter, "package", std::array{row.package.value(), row.packageName})
           && passesNames(filter, "site", std::array{column.column.site, column.column.siteName}) && passesNames(filter, "dp", std::array{column.column.dp, full})
           && passesNames(filter, "group", column.groups) && passesNames(filter, "state", std::array{std::string(name(state))})
           && passesNames(filter, "code", std::array{code})
           && passesText(filter, row.package.value() + ' ' + row.packageName + ' ' + full + ' ' + code);
}

std::vector<RowState> BelowRows::passing(const Filter &filter, bool onlyFailed) const
{
    std::vector<RowState> states;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const State state = shownState(m_rows[i]);
        const Ends ends = endsOf(state, m_rows[i].code, false);
        const Column &column = m_columns[m_columnOf[i]];
        if (onlyFailed && !hasFailedBelow(state, m_rows[i].code && !m_rows[i].heldUpBetween))
            continue;
        if (filter.empty() || passes(filter, m_rows[i], column, state, ends))
            states.push_back({rowId(m_rows[i].package, column.key), state, ends});
    }
    return states;
}

components::BelowTargets targetsBelow(Site &site, store::Connection &db)
{
    return {db, site.row().code, site.now(), engineLives(site, store::lease(db))};
}

std::optional<DistributionView> belowView(Site &site, store::Connection &db, RowId id)
{
    auto target = store::targetOfNumber(db, packageOf(id), dpOf(id).value() & ~belowBit);
    if (!target || target->gone)
        return std::nullopt;
    const auto version = store::versionOf(db, target->package, target->wantedVersion);
    return toldView(db, targetsBelow(site, db).asKnown(std::move(*target), version ? std::optional(version->manifest) : std::nullopt), dpOf(id));
}

DistributionView toldView(store::Connection &db, RemoteTarget target, DpKey key)
{
    DistributionView view;
    if (const auto version = store::versionOf(db, target.package, target.wantedVersion))
        view.manifest = version->manifest;
    Distribution &row = view.row;
    row.package = target.package;
    row.dp = key;
    row.state = shownState(target);
    row.wantedVersion = target.wantedVersion;
    row.installedVersion = target.installedVersion;
    row.installedManifest = target.installedManifest;
    row.proof = target.proof;
    row.attempt = target.toldWanted == target.wantedVersion ? target.attempt : 0;
    row.updatedAt = target.toldAt.value_or(target.askedAt);
    if (isOwed(row.state) && target.state == row.state) {
        view.error = row.error = target.error;
        if (target.heldUp) {
            view.waitsFor = target.heldUp->by;
            row.dueAt = target.heldUp->until;
        }
    }
    if (const auto package = store::package(db, target.package))
        view.packageName = package->name;
    view.dpName = target.target.dp;
    view.site = target.target.site;
    view.told = DistributionView::Told{target.target.site, target.askedAt, target.receivedAt, target.heldUp};
    return view;
}

bool hasFailedBelow(State state, bool hasError)
{
    return state == State::Retrying || state == State::Failed || state == State::Stopped || state == State::Blocked || (isOwed(state) && hasError);
}

bool isBetween(const DistributionView &told) { return told.told && told.told->heldUp && told.told->heldUp->to; }

RetryView toldRetry(store::Connection &db, DistributionView told, Time now)
{
    auto order = currentOrder(store::newestOrder(db, told.row.package, {told.told->site, told.dpName}), now);
    return {std::move(told), {}, std::move(order)};
}

} // namespace cartage::engine
