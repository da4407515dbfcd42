// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "core/components/waiting.h"
#include "core/engine/listings.h"
#include "core/engine/matrix.h"
#include "core/store/belowquestions.h"

/// Only for core/engine.
namespace cartage::engine {

/// Targets at DPs of sites below as rows of a list or a matrix. Inside one read.
class BelowRows final
{
public:
    BelowRows(Site &site, store::Connection &db);
    /// Those that pass. Nothing is known of holds and of what somebody has taken note of: neither passes where a filter asks for it.
    [[nodiscard]] std::vector<RowState> passing(const Filter &filter, bool onlyFailed = false) const;
    struct Column {
        DpKey key;
        Matrix::Column column;
        std::vector<std::string> groups;
    };
    [[nodiscard]] const std::vector<Column> &columns() const { return m_columns; } ///< by site, then name
    [[nodiscard]] bool isEmpty() const { return m_rows.empty(); }

private:
    [[nodiscard]] bool passes(const Filter &filter, const store::TargetRow &row, const Column &column, State state, Ends ends) const;

    Time m_now;
    std::vector<store::TargetRow> m_rows;
    std::vector<std::size_t> m_columnOf; ///< of each row
    std::vector<Column> m_columns;
};

/// Of this moment: how targets below stand, and what holds them up.
[[nodiscard]] components::BelowTargets targetsBelow(Site &site, store::Connection &db);
/// What stands in such a row; nothing where it is gone.
[[nodiscard]] std::optional<DistributionView> belowView(Site &site, store::Connection &db, RowId id);
/// `target`: as BelowTargets knows it.
[[nodiscard]] DistributionView toldView(store::Connection &db, RemoteTarget target, DpKey key);
/// Its tries have failed, as far as its site tells: an error is told of what is owed. `hasError`: other than of the way there.
[[nodiscard]] bool hasFailedBelow(State state, bool hasError);
[[nodiscard]] bool isBetween(const DistributionView &told); ///< held up on the way
/// The same as an entry of the retry history.
[[nodiscard]] RetryView toldRetry(store::Connection &db, DistributionView told, Time now);

} // namespace cartage::engine
