// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/matrix.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/domain/escape.h"
#include "core/domain/settings.h"
#include "core/engine/belowrows.h"
#include "core/engine/listings.h"
#include "core/store/dprepository.h"
#include "core/store/listing.h"
#include "core/store/packagerepository.h"
#include "core/store/siterepository.h"

namespace cartage::engine {

namespace {

using Rows = std::vector<RowState>;

/// A row's package alone: ids differ in their DP.
RowId packageKey(RowId row) { return row - dpOf(row).value(); }

bool isStateTerm(const FilterTerm &term)
{
    return term.key == "state" || (term.key == "is" && (FilterPattern(term.value).matches("needs-you") || FilterPattern(term.value).matches("by-itself")));
}

MatrixCell cellOf(const RowState &row) { return {row.state, row.ends == Ends::ByOperator}; }
bool isTarget(State state) { return state != State::Removing && state != State::Removed; }

/// What is known of a package or a DP from its rows.
struct Tally {
    std::int64_t passing = 0, needYou = 0, byItself = 0; ///< of those that pass
    std::int64_t targets = 0, verified = 0, problems = 0; ///< of all
    void pass(const RowState &row)
    {
        ++passing;
        needYou += row.ends == Ends::ByOperator;
        byItself += row.ends == Ends::ByItself;
    }
    void count(const RowState &row)
    {
        targets += isTarget(row.state);
        verified += row.state == State::Installed;
        problems += row.ends != Ends::Neither;
    }
};

/// One question's way to its answer, inside one read.
class Field
{
public:
    Field(Site &site, store::Connection &db, const MatrixQuery &query, const std::atomic<bool> &stop)
        : m_site(site)
        , m_db(db)
        , m_query(query)
        , m_stop(stop)
        , m_below(site, db)
    { }

    Result<Matrix> matrix()
    {
        const auto all = rowsOf(Filter());
        if (!all)
            return failure(all.error());
        const auto some = m_query.filter.empty() ? Result<Rows>(Rows()) : rowsOf(m_query.filter);
        if (!some)
            return failure(some.error());
        const Rows &passing = m_query.filter.empty() ? *all : *some;
        m_matrix.all = std::ssize(*all);
        tally(*all, passing);
        takeDps();
        takePackages();
        m_matrix.cells.resize(m_matrix.packages.size() * m_matrix.dps.size());
        if (!m_query.filter.empty())
            place(*all, [](const RowState &) { return MatrixCell::leftOut(); });
        place(passing, cellOf);
        if (const auto counted = countLegend(*all, passing); !counted)
            return failure(counted.error());
        return std::move(m_matrix);
    }

private:
    [[nodiscard]] Result<Rows> rowsOf(const Filter &filter) const
    {
        auto rows = distributionRowStates(m_site, m_db, filter, m_stop);
        if (rows) {
            const Rows below = m_below.passing(filter);
            rows->insert(rows->end(), below.begin(), below.end());
        }
        return rows;
    }

    void tally(const Rows &all, const Rows &passing)
    {
        for (const RowState &row : passing) {
            m_packages[packageKey(row.id)].pass(row);
            m_dps[dpOf(row.id).value()].pass(row);
            m_matrix.targets += isTarget(row.state);
            m_matrix.verified += row.state == State::Installed;
        }
        for (const RowState &row : all) {
            if (const auto found = m_packages.find(packageKey(row.id)); found != m_packages.end())
                found->second.count(row);
            if (const auto found = m_dps.find(dpOf(row.id).value()); found != m_dps.end())
                found->second.count(row);
        }
        m_matrix.allPackages = std::ssize(m_packages);
        m_matrix.allDps = std::ssize(m_dps);
    }

    void takeDps()
    {
        const Span staleAfter = siteSettingsFrom(store::settings(m_db)).staleAfter;
        std::vector<Dp> dps = store::dps(m_db);
        std::erase_if(dps, [this](const Dp &dp) { return !m_dps.contains(dp.key.value()); });
        std::sort(dps.begin(), dps.end(), [](const Dp &a, const Dp &b) { return foldName(a.name) < foldName(b.name); });
        dps.resize(std::min(dps.size(), Matrix::mostDps));
        const store::SiteRow own = store::site(m_db);
        m_matrix.site = own.code;
        m_matrix.siteName = own.name;
        for (Dp &dp : dps) {
            m_matrix.columns.push_back({own.code.value(), own.name, dp.name, false, false, std::string(name(stateOf(dp))), std::nullopt});
            const Tally &tally = m_dps.at(dp.key.value());
            m_columns.emplace(dp.key.value(), m_matrix.dps.size());
            DpView view{std::move(dp), false, tally.targets, tally.verified, tally.problems};
            view.stale = isStale(view.dp, m_site.now(), staleAfter);
            m_matrix.dps.push_back(std::move(view));
        }
        for (const BelowRows::Column &below : m_below.columns()) {
            const auto found = m_dps.find(below.key.value());
            if (found == m_dps.end() || m_matrix.dps.size() >= Matrix::mostDps)
                continue;
            Dp dp;
            dp.key = below.key;
            dp.name = below.column.site + "/" + below.column.dp;
            dp.groups = below.groups;
            m_columns.emplace(below.key.value(), m_matrix.dps.size());
            const Tally &tally = found->second;
            m_matrix.dps.push_back({std::move(dp), below.column.silent, tally.targets, tally.verified, tally.problems});
            m_matrix.columns.push_back(below.column);
        }
    }

    void takePackages()
    {
        struct Named {
            store::NameRow row;
            RowId key;
            const Tally *tally;
        };
        std::vector<Named> named;
        for (store::NameRow &row : store::packageNames(m_db)) {
            const RowId key = rowId(PackageId(row.id), DpKey(0));
            if (const auto found = m_packages.find(key); found != m_packages.end())
                named.push_back({std::move(row), key, &found->second});
        }
        const bool worstFirst = m_query.order == MatrixOrder::WorstFirst;
        std::sort(named.begin(), named.end(), [worstFirst](const Named &a, const Named &b) {
            if (worstFirst && a.tally->needYou != b.tally->needYou)
                return a.tally->needYou > b.tally->needYou;
            if (worstFirst && a.tally->byItself != b.tally->byItself)
                return a.tally->byItself > b.tally->byItself;
            return a.row.folded != b.row.folded ? a.row.folded < b.row.folded : a.row.id < b.row.id;
        });
        const std::size_t room = m_matrix.dps.empty() ? 0 : Matrix::mostCells / m_matrix.dps.size();
        named.erase(named.begin() + static_cast<std::ptrdiff_t>(std::min(named.size(), room)), named.end());
        for (Named &each : named) {
            const PackageId id(each.row.id);
            const auto newest = store::newestVersion(m_db, id);
            m_rows.emplace(each.key, m_matrix.packages.size());
            m_matrix.packages.push_back({id, std::move(each.row.name), newest ? newest->version : 0, each.tally->targets, each.tally->verified});
        }
    }

    template <class CellOf>
    void place(const Rows &rows, const CellOf &cell)
    {
        for (const RowState &row : rows) {
            const auto at = m_rows.find(packageKey(row.id));
            const auto column = m_columns.find(dpOf(row.id).value());
            if (at != m_rows.end() && column != m_columns.end())
                m_matrix.cells[at->second * m_matrix.dps.size() + column->second] = cell(row);
        }
    }

    Result<bool> countLegend(const Rows &all, const Rows &passing)
    {
        Filter without = m_query.filter;
        std::erase_if(without.terms, isStateTerm);
        const bool same = without == m_query.filter;
        const auto others = same || without.empty() ? Result<Rows>(Rows()) : rowsOf(without);
        if (!others)
            return failure(others.error());
        std::map<MatrixCell, std::int64_t> counts;
        for (const RowState &row : same ? passing : without.empty() ? all : *others)
            ++counts[cellOf(row)];
        constexpr State order[] = {State::Installed, State::Unverified, State::Waiting, State::Transferring, State::Verifying, State::Publishing, State::Retrying,
                                   State::Damaged,   State::Blocked,    State::Failed,  State::Paused,       State::Stopped,   State::Removing,   State::Removed};
        for (const State state : order) {
            for (const bool needsYou : {false, true}) {
                const MatrixCell cell(state, needsYou);
                if (const auto found = counts.find(cell); found != counts.end())
                    m_matrix.legend.push_back({cell, found->second});
            }
        }
        return true;
    }

    Site &m_site;
    store::Connection &m_db;
    const MatrixQuery &m_query;
    const std::atomic<bool> &m_stop;
    BelowRows m_below;
    std::unordered_map<RowId, Tally> m_packages;
    std::unordered_map<std::int64_t, Tally> m_dps;
    std::unordered_map<RowId, std::size_t> m_rows;
    std::unordered_map<std::int64_t, std::size_t> m_columns;
    Matrix m_matrix;
};

} // namespace

Result<Matrix> matrix(Site &site, const MatrixQuery &query, const std::atomic<bool> &stop)
{
    auto filter = checkFilter(ListKind::Distributions, query.filter);
    if (!filter)
        return failure(filter.error());
    return site.database().read<Matrix>([&](store::Connection &db) { return Field(site, db, query, stop).matrix(); });
}

} // namespace cartage::engine
