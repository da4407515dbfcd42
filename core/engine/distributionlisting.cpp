// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <limits>
#include <unordered_set>

#include "core/domain/advice.h"
#include "core/domain/escape.h"
#include "core/domain/settings.h"
#include "core/engine/belowrows.h"
#include "core/engine/listings.h"
#include "core/store/dprepository.h"
#include "core/store/listing.h"

/// All rows' states and errors come from one index, keyed by DP, many to a line: 200,000 rows in less time than a sorted page from a table would take,
/// and no order needs an index that each commit had to keep. Names are ranks meanwhile.
namespace cartage::engine {

namespace {

constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min();
constexpr std::size_t idLength = 8;

struct Row {
    RowId id = 0;
    std::int64_t value = none; ///< by what is sorted; none: last
    std::uint32_t package = 0, dp = 0; ///< ranks of their names
    State state = State::Waiting;
    Ends ends = Ends::Neither;
};

struct DpInfo {
    Dp dp;
    bool stale = false;
    std::uint32_t words = 0; ///< of the filter's text that are in its name
};
struct PackageInfo {
    RowId id = 0; ///< with a DP's key it is a row's
    std::uint32_t rank = 0, words = 0;
    bool passes = false, held = false;
};

std::vector<std::string> wordsOf(const std::string &text)
{
    std::vector<std::string> words;
    std::string word;
    for (const char c : foldName(text) + ' ') {
        if (c != ' ')
            word += c;
        else if (!word.empty())
            words.push_back(std::exchange(word, {}));
    }
    words.resize(std::min<std::size_t>(words.size(), 32));
    return words;
}

std::uint32_t wordsIn(const std::vector<std::string> &words, const std::string &folded)
{
    std::uint32_t found = 0;
    for (std::size_t i = 0; i < words.size(); ++i)
        found |= folded.find(words[i]) != std::string::npos ? 1U << i : 0U;
    return found;
}

int rankOf(State state)
{
    constexpr State order[] = {State::Transferring, State::Verifying, State::Publishing, State::Retrying, State::Blocked,  State::Failed,     State::Damaged,
                               State::Waiting,      State::Paused,    State::Stopped,    State::Removing, State::Unverified, State::Installed, State::Removed};
    return static_cast<int>(std::find(std::begin(order), std::end(order), state) - std::begin(order));
}

bool isFailing(State state, bool hasError)
{
    return isOwed(state) && (hasError || state == State::Retrying || state == State::Blocked || state == State::Failed || state == State::Damaged);
}

/// One question's way from filter to rows.
class Listing
{
public:
    Listing(Site &site, store::Connection &db, const ListQuery &query, const std::atomic<bool> &stop)
        : m_site(site)
        , m_db(db)
        , m_query(query)
        , m_filter(query.filter)
        , m_stop(stop)
        , m_now(site.now())
        , m_words(wordsOf(query.filter.text))
    { }

    Result<std::vector<Row>> rows()
    {
        readDps();
        readPackages();
        readAcknowledged();
        readHeld();
        for (const DpInfo &info : m_dps) {
            if (m_stop)
                return failure(interruptedError());
            addRowsOf(info);
        }
        if (!keepByTime({"since", "until"}, store::RowValue::FailingSince) || !keepByTime({"changed"}, store::RowValue::UpdatedAt))
            return failure(interruptedError());
        if (m_query.list == ListKind::Retries)
            keepFailed();
        return std::move(m_rows);
    }

    /// What sites below have told, behind the rows of this one.
    void addBelow(std::vector<Row> &rows) const
    {
        const BelowRows below(m_site, m_db);
        if (below.isEmpty())
            return;
        std::unordered_map<std::int64_t, std::uint32_t> ranks;
        for (const BelowRows::Column &column : below.columns())
            ranks.emplace(column.key.value(), static_cast<std::uint32_t>(m_dps.size() + ranks.size()));
        for (const RowState &state : below.passing(m_filter, m_query.list == ListKind::Retries)) {
            const auto package = m_packages.find(packageOf(state.id).value());
            if (package == m_packages.end())
                continue;
            Row row{state.id, none, package->second.rank, ranks.at(dpOf(state.id).value()), state.state, state.ends};
            if (m_query.order == ListOrder::ByState)
                row.value = rankOf(state.state);
            rows.push_back(row);
        }
    }

    /// Values to sort by that the index does not have.
    bool readValues(std::vector<Row> &rows, store::RowValue value) const
    {
        return eachValueOf(rows, value, [](Row &row, std::int64_t read) { row.value = read; });
    }

private:
    void readDps()
    {
        const Span staleAfter = siteSettingsFrom(store::settings(m_db)).staleAfter;
        std::vector<Dp> dps = store::dps(m_db);
        std::sort(dps.begin(), dps.end(), [](const Dp &a, const Dp &b) { return foldName(a.name) < foldName(b.name); });
        for (Dp &dp : dps) {
            DpInfo info{std::move(dp), false, 0};
            info.stale = isStale(info.dp, m_now, staleAfter);
            info.words = wordsIn(m_words, foldName(info.dp.name));
            m_dpRanks.emplace(info.dp.key.value(), static_cast<std::uint32_t>(m_dps.size()));
            m_dps.push_back(std::move(info));
        }
    }

    void readPackages()
    {
        std::vector<store::NameRow> names = store::packageNames(m_db);
        std::sort(names.begin(), names.end(), [](const store::NameRow &a, const store::NameRow &b) { return a.folded < b.folded; });
        m_packages.reserve(names.size());
        const bool narrowed = !m_filter.of("package").empty();
        for (std::uint32_t rank = 0; rank < names.size(); ++rank) {
            const store::NameRow &row = names[rank];
            PackageInfo info{rowId(PackageId(row.id), DpKey(0)), rank, wordsIn(m_words, row.folded) | wordsIn(m_words, foldName(row.id)), true, row.held};
            if (narrowed)
                info.passes = passesNames(m_filter, "package", std::array{row.id, row.name});
            m_packages.emplace(row.id, info);
        }
    }

    /// Rows whose problem somebody has taken note of: only where the filter asks for them.
    void readAcknowledged()
    {
        if (!asksFor("acknowledged"))
            return;
        for (const store::AckRow &ack : store::acks(m_db)) {
            const std::size_t colon = ack.key.find(':');
            if (colon == std::string::npos || (ack.until && *ack.until <= m_now))
                continue;
            store::eachRowOfCause(m_db, ack.key.substr(0, colon), ack.key.substr(colon + 1),
                                  [this](const PackageId &package, DpKey dp) { m_acknowledged.insert(rowId(package, dp)); });
        }
    }

    void readHeld()
    {
        if (asksFor("held"))
            store::eachHeldRow(m_db, [this](const PackageId &package, DpKey dp) { m_held.insert(rowId(package, dp)); });
    }

    [[nodiscard]] bool asksFor(std::string_view mark) const
    {
        const std::vector<FilterTerm> marks = m_filter.of("is");
        return std::any_of(marks.begin(), marks.end(), [mark](const FilterTerm &term) { return FilterPattern(term.value).matches(mark); });
    }

    [[nodiscard]] std::vector<State> states() const
    {
        if (m_filter.of("state").empty())
            return {};
        std::vector<State> passing;
        for (const State state : allStates()) {
            if (passesNames(m_filter, "state", std::array{std::string(name(state))}))
                passing.push_back(state);
        }
        return passing;
    }

    void addRowsOf(const DpInfo &info)
    {
        const store::SiteRow &own = m_site.row();
        if (!passesNames(m_filter, "site", std::array{own.code.value(), own.name}))
            return;
        if (!passesNames(m_filter, "dp", std::array{info.dp.name}) || !passesNames(m_filter, "group", info.dp.groups))
            return;
        const std::vector<State> wanted = states();
        if (wanted.empty() && !m_filter.of("state").empty())
            return;
        store::eachStateGroup(m_db, info.dp.key, wanted, [&](const store::StateGroup &group) {
            if (passesNames(m_filter, "code", std::array{group.code}))
                addGroup(info, group);
        });
    }

    void addGroup(const DpInfo &info, const store::StateGroup &group)
    {
        const std::uint32_t all = m_words.empty() ? 0U : static_cast<std::uint32_t>((1ULL << m_words.size()) - 1);
        std::uint32_t words = info.words;
        if (all && !group.code.empty())
            words |= wordsIn(m_words, foldName(group.code)) | wordsIn(m_words, whatOf(group.code));
        const auto code = codeFromName(group.code);
        const Ends ends = endsOf(group.state, code, info.dp.settings.repairAsks);
        const bool byRow = asksFor("acknowledged") || asksFor("held");
        bool marked[2][2]; ///< held, acknowledged
        for (const bool held : {false, true}) {
            for (const bool acknowledged : {false, true})
                marked[held][acknowledged] = passesMarks(info, group, ends, held, acknowledged);
        }
        if (!byRow && !marked[false][false])
            return;
        const auto dpRank = static_cast<std::uint32_t>(&info - m_dps.data());
        for (std::size_t at = 0; at + idLength <= group.packages.size(); at += idLength) {
            const auto found = m_packages.find(std::string(group.packages.substr(at, idLength)));
            if (found == m_packages.end() || !found->second.passes || ((words | found->second.words) & all) != all)
                continue;
            const RowId row = found->second.id | info.dp.key.value();
            const bool held = byRow && (found->second.held || info.dp.held || m_held.contains(row));
            if (byRow && !marked[held][m_acknowledged.contains(row)])
                continue;
            m_rows.push_back({row, valueOf(group), found->second.rank, dpRank, group.state, ends});
        }
    }

    [[nodiscard]] bool passesMarks(const DpInfo &info, const store::StateGroup &group, Ends ends, bool held, bool acknowledged) const
    {
        const std::pair<const char *, bool> marks[] = {{"open", isOwed(group.state)},
                                                       {"failing", isFailing(group.state, !group.code.empty())},
                                                       {"needs-you", ends == Ends::ByOperator},
                                                       {"by-itself", ends == Ends::ByItself},
                                                       {"stale", info.stale},
                                                       {"held", held},
                                                       {"acknowledged", acknowledged}};
        return passes(m_filter, "is", [&](const std::string &value) {
            const FilterPattern pattern(value);
            return std::any_of(std::begin(marks), std::end(marks), [&](const auto &mark) { return mark.second && pattern.matches(mark.first); });
        });
    }

    /// The kind of problem in the operator's words, so that they can be searched for.
    [[nodiscard]] const std::string &whatOf(const std::string &code)
    {
        auto &text = m_whats[code];
        if (const auto known = codeFromName(code); known && text.empty()) {
            Error error;
            error.code = *known;
            text = foldName(adviseOn(error).what);
        }
        return text;
    }

    [[nodiscard]] std::int64_t valueOf(const store::StateGroup &group) const
    {
        if (m_query.order == ListOrder::ByState)
            return rankOf(group.state);
        if (m_query.order != ListOrder::ByError || group.code.empty())
            return none;
        const auto code = codeFromName(group.code);
        return code ? codeRank(*code) : 0;
    }
    [[nodiscard]] std::int64_t codeRank(Code code) const
    {
        if (m_codeRanks.empty()) {
            std::vector<std::string_view> names;
            for (const Code each : allCodes())
                names.push_back(name(each));
            std::sort(names.begin(), names.end());
            for (std::size_t i = 0; i < names.size(); ++i)
                m_codeRanks.emplace(names[i], static_cast<std::int64_t>(i));
        }
        return m_codeRanks.at(name(code));
    }

    /// False: stopped.
    template <class Each>
    bool eachValueOf(std::vector<Row> &rows, store::RowValue value, const Each &each) const
    {
        const auto byPackage = [](const Row &a, const Row &b) { return a.package < b.package; };
        if (!std::is_sorted(rows.begin(), rows.end(), byPackage))
            std::sort(rows.begin(), rows.end(), byPackage);
        if (rows.empty())
            return true;
        const bool one = rows.front().package == rows.back().package;
        std::vector<Row *> byDp(m_dps.size());
        store::eachValue(m_db, one ? std::optional(packageOf(rows.front().id)) : std::nullopt, value, [&](const PackageId &package, const auto &values) {
            const auto info = m_packages.find(package.value());
            if (info == m_packages.end())
                return !m_stop;
            const auto first = std::lower_bound(rows.begin(), rows.end(), info->second.rank, [](const Row &row, std::uint32_t rank) { return row.package < rank; });
            std::fill(byDp.begin(), byDp.end(), nullptr);
            for (auto row = first; row != rows.end() && row->package == info->second.rank; ++row)
                byDp[row->dp] = &*row;
            for (const auto &[dp, read] : values) {
                const auto rank = m_dpRanks.find(dp);
                if (rank != m_dpRanks.end() && byDp[rank->second])
                    each(*byDp[rank->second], read);
            }
            return !m_stop;
        });
        return !m_stop;
    }

    /// Of each package and DP one bit.
    [[nodiscard]] std::size_t bitOf(const Row &row) const { return row.package * m_dps.size() + row.dp; }

    bool keepByTime(std::initializer_list<const char *> keys, store::RowValue value)
    {
        std::vector<std::pair<bool, std::int64_t>> bounds; ///< until, when
        for (const char *key : keys) {
            for (const FilterTerm &term : m_filter.of(key))
                bounds.emplace_back(term.key == "until", toMs(filterTime(term.value, m_now).value_or(Time{})));
        }
        if (bounds.empty())
            return true;
        std::vector<bool> kept(m_packages.size() * m_dps.size());
        const bool whole = eachValueOf(m_rows, value, [&](const Row &row, std::int64_t read) {
            kept[bitOf(row)] =
                std::all_of(bounds.begin(), bounds.end(), [read](const auto &bound) { return bound.first ? read <= bound.second : read >= bound.second; });
        });
        std::erase_if(m_rows, [&](const Row &row) { return !kept[bitOf(row)]; });
        return whole;
    }

    void keepFailed()
    {
        std::vector<bool> failed(m_packages.size() * m_dps.size());
        store::eachFailedRow(m_db, [&](const PackageId &package, DpKey dp) {
            const auto info = m_packages.find(package.value());
            const auto rank = m_dpRanks.find(dp.value());
            if (info != m_packages.end() && rank != m_dpRanks.end())
                failed[info->second.rank * m_dps.size() + rank->second] = true;
        });
        std::erase_if(m_rows, [&](const Row &row) {
            const bool stopped = row.state == State::Retrying || row.state == State::Failed || row.state == State::Blocked || row.state == State::Stopped;
            return !stopped && !failed[bitOf(row)];
        });
    }

    Site &m_site;
    store::Connection &m_db;
    const ListQuery &m_query;
    const Filter &m_filter;
    const std::atomic<bool> &m_stop;
    Time m_now;
    std::vector<std::string> m_words;
    std::vector<DpInfo> m_dps; ///< by name
    std::unordered_map<std::int64_t, std::uint32_t> m_dpRanks;
    std::unordered_map<std::string, PackageInfo> m_packages;
    std::unordered_set<RowId> m_acknowledged, m_held;
    std::unordered_map<std::string, std::string> m_whats;
    mutable std::unordered_map<std::string_view, std::int64_t> m_codeRanks;
    std::vector<Row> m_rows;
};

std::optional<store::RowValue> valueOf(ListOrder order)
{
    switch (order) {
    case ListOrder::ByAttempt:
        return store::RowValue::Attempt;
    case ListOrder::ByVerified:
        return store::RowValue::ProofAt;
    case ListOrder::BySince:
        return store::RowValue::FailingSince;
    case ListOrder::ByLastTry:
        return store::RowValue::TriedAt;
    case ListOrder::ByNextTry:
        return store::RowValue::DueAt;
    case ListOrder::ByChanged:
        return store::RowValue::UpdatedAt;
    default: // names, states, and the orders of other lists
        return std::nullopt;
    }
}

/// The first `most` of them; the others go.
void sortRows(std::vector<Row> &rows, ListOrder order, bool descending, std::size_t most)
{
    const bool byDp = order == ListOrder::ByDp;
    for (Row &row : rows) {
        if (order == ListOrder::ByPackage || byDp)
            row.value = byDp ? row.dp : row.package;
    }
    const auto before = [descending, byDp](const Row &a, const Row &b) {
        if (a.value != b.value) {
            if (a.value == none || b.value == none)
                return b.value == none;
            return descending ? a.value > b.value : a.value < b.value;
        }
        if (byDp || a.package == b.package)
            return a.dp != b.dp ? a.dp < b.dp : a.package < b.package;
        return a.package < b.package;
    };
    if (most < rows.size()) {
        std::nth_element(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(most), rows.end(), before);
        rows.resize(most);
    }
    std::sort(rows.begin(), rows.end(), before);
}

} // namespace

Ends endsOf(State state, const std::optional<Code> &code, bool repairAsks)
{
    switch (state) {
    case State::Failed:
        return Ends::ByOperator;
    case State::Blocked: {
        Error error;
        error.code = code.value_or(Code::Internal);
        return resolvesOf(error, repairAsks) == Resolves::Operator ? Ends::ByOperator : Ends::ByItself;
    }
    case State::Damaged:
        return repairAsks ? Ends::ByOperator : Ends::ByItself;
    case State::Retrying:
        return Ends::ByItself;
    case State::Waiting:
    case State::Transferring:
    case State::Verifying:
    case State::Publishing:
    case State::Installed:
    case State::Unverified:
    case State::Stopped:
    case State::Paused:
    case State::Removing:
    case State::Removed:
        break;
    }
    return Ends::Neither;
}

Result<std::vector<RowId>> distributionRows(Site &site, store::Connection &db, const ListQuery &query, std::size_t most, const std::atomic<bool> &stop)
{
    Listing listing(site, db, query, stop);
    auto rows = listing.rows();
    if (!rows)
        return failure(rows.error());
    if (const auto value = valueOf(query.order); value && !listing.readValues(*rows, *value))
        return failure(interruptedError());
    listing.addBelow(*rows);
    sortRows(*rows, query.order, query.descending, most);
    std::vector<RowId> ids;
    ids.reserve(rows->size());
    for (const Row &row : *rows)
        ids.push_back(row.id);
    return ids;
}

Result<std::vector<RowState>> distributionRowStates(Site &site, store::Connection &db, const Filter &filter, const std::atomic<bool> &stop)
{
    ListQuery query;
    query.filter = filter;
    query.order = ListOrder::ByPackage;
    const auto rows = Listing(site, db, query, stop).rows();
    if (!rows)
        return failure(rows.error());
    std::vector<RowState> states;
    states.reserve(rows->size());
    for (const Row &row : *rows)
        states.push_back({row.id, row.state, row.ends});
    return states;
}

Result<std::map<State, std::int64_t>> distributionStates(Site &site, store::Connection &db, const Filter &filter, const std::atomic<bool> &stop)
{
    const auto rows = distributionRowStates(site, db, filter, stop);
    if (!rows)
        return failure(rows.error());
    std::map<State, std::int64_t> counts;
    for (const RowState &row : *rows)
        ++counts[row.state];
    for (const RowState &row : BelowRows(site, db).passing(filter))
        ++counts[row.state];
    return counts;
}

} // namespace cartage::engine
