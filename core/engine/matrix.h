// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/listing.h"

/// Distributions as a field: packages in rows, DPs in columns, those of sites below behind the own ones. A full row is a package's fault, a full column a DP's.
namespace cartage::engine {

enum class MatrixOrder {
    WorstFirst, ///< most that need you, then most that end by themselves, then by name
    ByName,
};

struct MatrixQuery {
    Filter filter; ///< of distributions: the same as the list's
    MatrixOrder order = MatrixOrder::WorstFirst;
    bool operator==(const MatrixQuery &) const = default;
};

/// One byte.
class MatrixCell final
{
public:
    enum class Kind {
        NotWanted, ///< there is no such distribution
        LeftOut,   ///< there is, and the filter leaves it out
        State,
    };
    constexpr MatrixCell() = default;
    [[nodiscard]] static constexpr MatrixCell leftOut() { return MatrixCell(1); }
    /// `needsYou`: only an operator ends it.
    constexpr MatrixCell(State state, bool needsYou) : m_byte(static_cast<std::uint8_t>((static_cast<unsigned>(state) + 2U) | (needsYou ? 0x80U : 0U))) { }
    [[nodiscard]] constexpr Kind kind() const { return m_byte == 0 ? Kind::NotWanted : m_byte == 1 ? Kind::LeftOut : Kind::State; }
    [[nodiscard]] constexpr State state() const { return static_cast<State>((m_byte & 0x7FU) - 2U); } ///< only of Kind::State
    [[nodiscard]] constexpr bool needsYou() const { return (m_byte & 0x80U) != 0; }
    constexpr auto operator<=>(const MatrixCell &) const = default;

private:
    constexpr explicit MatrixCell(std::uint8_t byte) : m_byte(byte) { }
    std::uint8_t m_byte = 0;
};

/// Of one moment. Rows and columns are those with at least one distribution that passes.
struct Matrix {
    /// 2,000 packages at 100 DPs. Of more, as many packages are given as have room.
    static constexpr std::size_t mostCells = 200'000;
    static constexpr std::size_t mostDps = 1'000;

    struct PackageRow {
        PackageId id;
        std::string name;
        int wanted = 0;                        ///< newest version
        std::int64_t targets = 0, verified = 0; ///< of all DPs, whatever the filter
        bool operator==(const PackageRow &) const = default;
    };
    /// Where a column's DP is.
    struct Column {
        std::string site, siteName; ///< code, name
        std::string dp;             ///< its name there; in `dps` one of a site below is called SITE/dp
        bool below = false;         ///< at a site below: known as it was told, and not to be worked by its key
        bool silent = false;        ///< that site has told nothing for an hour
        std::string state;          ///< of a DP below, as told
        std::optional<Time> knownAt; ///< below: when something was told of it last
        bool operator==(const Column &) const = default;
    };
    struct Legend {
        MatrixCell cell;
        std::int64_t count = 0;
        bool operator==(const Legend &) const = default;
    };

    SiteCode site; ///< this one
    std::string siteName;
    std::vector<PackageRow> packages; ///< in the order that was asked for
    std::vector<DpView> dps;          ///< own ones by name, then those of sites below by site and name; counts are of all packages
    std::vector<Column> columns;      ///< of each of `dps`
    std::vector<MatrixCell> cells;    ///< row by row
    std::int64_t allPackages = 0, allDps = 0; ///< that have any that passes: more than are given where there are more than have room
    std::int64_t targets = 0, verified = 0;   ///< of what passes
    std::int64_t all = 0;                     ///< distributions, whatever the filter
    /// What passes the filter without its states ("state:", "is:needs-you", "is:by-itself"): proven first, then what works or waits, then what fails, then what rests.
    std::vector<Legend> legend;

    [[nodiscard]] MatrixCell at(std::size_t package, std::size_t dp) const { return cells[package * dps.size() + dp]; }
};
[[nodiscard]] Result<Matrix> matrix(Site &site, const MatrixQuery &query, const std::atomic<bool> &stop);

} // namespace cartage::engine
