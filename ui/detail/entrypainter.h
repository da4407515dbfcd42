// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "ui/detail/detail.h"

namespace cartage::ui {

class EntryList;

/// Draws the entries of an EntryList: mark, title with what stands beside and at the right of it, then its lines, wrapped and never cut.
class EntryPainter final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit EntryPainter(EntryList *list);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    EntryList *m_list;
};

} // namespace cartage::ui
