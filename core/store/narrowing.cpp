// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/narrowing.h"

#include "core/domain/escape.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

std::string idsOf(const std::vector<DpKey> &keys)
{
    std::string array = "[";
    for (const DpKey key : keys)
        array += (array.size() > 1 ? "," : "") + std::to_string(key.value());
    return array + "]";
}

template <class Values, class Text>
std::string textsOf(const Values &values, const Text &text)
{
    std::vector<std::string> texts;
    for (const auto &each : values)
        texts.emplace_back(text(each));
    return jsonArray(texts);
}

/// [["CEN00001",3],...]. A package's id needs no escaping.
std::string pairsOf(const std::vector<std::pair<PackageId, DpKey>> &pairs)
{
    constexpr std::size_t usual = 24;
    std::string array = "[";
    array.reserve(pairs.size() * usual);
    for (const auto &[package, dp] : pairs)
        array += (array.size() > 1 ? ",[\"" : "[\"") + package.value() + "\"," + std::to_string(dp.value()) + "]";
    return array + "]";
}

/// One condition after the other.
class Conditions
{
public:
    explicit Conditions(Narrowing &into)
        : m_into(&into)
    { }
    void add(const std::string &condition) { m_into->where += (m_into->where.empty() ? " WHERE " : " AND ") + condition; }
    void among(const std::string &column, const std::string &array)
    {
        add(column + " IN (SELECT value FROM json_each(?))");
        m_into->values.push_back(Statement::toVariant(array));
    }

private:
    Narrowing *m_into;
};

} // namespace

Narrowing narrowing(const Selection &selection)
{
    Narrowing all;
    Conditions conditions(all);
    const bool byPair = !selection.pairs.empty();
    const bool byPackage = byPair || !selection.packages.empty();
    const bool byDp = !selection.dps.empty() || !selection.groups.empty();
    const bool byCode = !selection.codes.empty();
    if (byPair) {
        conditions.add("(d.package_id, d.dp_key) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))");
        all.values.push_back(Statement::toVariant(pairsOf(selection.pairs)));
    }
    if (!selection.packages.empty())
        conditions.among(byPair ? "+d.package_id" : "d.package_id", textsOf(selection.packages, [](const PackageId &id) { return id.value(); }));
    else if (byPair)
        all.index = {}; // the primary key
    else if (byDp || (!selection.states.empty() && !byCode))
        all.index = "INDEXED BY distribution_dp_state";
    else if (byCode)
        all.index = "INDEXED BY distribution_error";
    if (!selection.dps.empty())
        conditions.among(byPair ? "+d.dp_key" : "d.dp_key", idsOf(selection.dps));
    if (!selection.groups.empty()) {
        conditions.add(std::string(byPair ? "+" : "") + "d.dp_key IN (SELECT dp_key FROM dp_group WHERE name_folded IN (SELECT value FROM json_each(?)))");
        all.values.push_back(Statement::toVariant(textsOf(selection.groups, [](const std::string &group) { return foldName(group); })));
    }
    if (!byPackage && !byDp && !byCode && !selection.states.empty())
        conditions.add("d.dp_key IN (SELECT dp_key FROM dp)");
    // A plus sign keeps a column from choosing an index: the primary key serves a list of packages best.
    if (!selection.states.empty())
        conditions.among(byPackage ? "+d.state" : "d.state", textsOf(selection.states, [](State state) { return std::string(name(state)); }));
    if (byCode)
        conditions.among(byPackage ? "+d.error_code" : "d.error_code", textsOf(selection.codes, [](Code code) { return std::string(name(code)); }));
    return all;
}

} // namespace cartage::store
