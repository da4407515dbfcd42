// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace cartage {

/// A value that names one thing and does not mix with the names of other things.
template <class Tag, class Value>
class Id
{
public:
    Id() = default;
    explicit Id(Value value) : m_value(std::move(value)) { }
    [[nodiscard]] const Value &value() const { return m_value; }
    auto operator<=>(const Id &) const = default;

private:
    Value m_value{};
};

/// Three characters A-Z0-9, kept in upper case.
using SiteCode = Id<struct SiteCodeTag, std::string>;
/// Site code and five hexadecimal digits, upper case: CEN00001.
using PackageId = Id<struct PackageIdTag, std::string>;
/// Row key of a distribution point in this site's database (the DP's identity is its marker's dp_id, a random text).
using DpKey = Id<struct DpKeyTag, std::int64_t>;

/// Taken in any case; nothing where the form is wrong.
[[nodiscard]] std::optional<SiteCode> parseSiteCode(std::string_view text);
[[nodiscard]] std::optional<PackageId> parsePackageId(std::string_view text);
/// number from 1 to 0xFFFFF.
[[nodiscard]] PackageId makePackageId(const SiteCode &site, std::uint32_t number);

} // namespace cartage

template <class Tag, class Value>
struct std::hash<cartage::Id<Tag, Value>>
{
    std::size_t operator()(const cartage::Id<Tag, Value> &id) const { return std::hash<Value>{}(id.value()); }
};
