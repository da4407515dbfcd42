// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QModelIndex>
#include <QObject>
#include <vector>

namespace cartage::ui {

class ListView;

/// The selected rows of a list to the clipboard, as they are shown: a line with the headings, then one for each row, tabs between the cells. Rows whose
/// page is not there yet are waited for. Deletes itself when it is done.
class RowCopy final : public QObject
{
    Q_OBJECT

public:
    /// More rows than that are for export.
    static constexpr int mostRows = 10'000;
    /// Replaces a copy that is still waiting. False, and nothing is copied, where no row or too many are selected.
    static bool start(ListView *list);
    /// What a cell shows, in one line without tabs.
    [[nodiscard]] static QString cellText(const QModelIndex &cell);

private:
    RowCopy(ListView *list, std::vector<QPersistentModelIndex> rows);
    void goOn();
    [[nodiscard]] QString headings() const;
    [[nodiscard]] QString line(int row) const;

    ListView *m_list;
    std::vector<QPersistentModelIndex> m_rows;
    std::size_t m_at = 0;
    QString m_text;
};

} // namespace cartage::ui
