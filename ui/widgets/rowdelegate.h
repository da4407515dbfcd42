// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "ui/look/look.h"
#include "ui/look/marks.h"

namespace cartage::ui {

class ListView;

/// What a cell's model may say beside Qt::DisplayRole, TextAlignmentRole, ToolTipRole, CheckStateRole and AccessibleTextRole.
enum RowRole {
    MarkRole = Qt::UserRole + 0x100, ///< int(Mark): before the text
    SecondLineRole,                  ///< QString: small, in text2; the list's rows are two lines high then
    UnitRole,                        ///< QString: in a column of its own behind the number, in text2
    SecondUnitRole,                  ///< QString: the same on the second line
    InkRole,                         ///< int(Ink)
    BoldRole,                        ///< bool: headings and totals
    MonoRole,                        ///< bool: codes and raw errors
    ProgressRole,                    ///< Progress: a bar, then DisplayRole at the right edge
    SentenceRole,                    ///< QString at the first of ListView::sentenceColumns(): stands over all of them
    SentenceInkRole,                 ///< int(Ink) of it
    GroupRole,                       ///< GroupHeader at column 0: the row is a group's header
    HeatRole,                        ///< qlonglong: a heat table's cell
    PendingRole,                     ///< bool at column 0: the row's page is not there yet
    IndentRole,                      ///< int: how deep the row lies in a tree
    ElideRole,                       ///< int(Qt::TextElideMode): middle for paths; else right
};

enum class Ink { Text, Text2, Text3, Red, Amber, Green, Link };

struct Progress {
    double done = 0;     ///< 0 to 1
    double notch = -1;   ///< where copying ends and proving begins; none where negative
    Hue hue = Hue::Blue; ///< grey: a meter
    bool operator==(const Progress &) const = default;
};

struct GroupHeader {
    QString title;
    QString code;   ///< raw, in mono
    QString counts; ///< at the right
    bool expanded = true;
    bool operator==(const GroupHeader &) const = default;
};

[[nodiscard]] QColor inkColor(Ink ink, const Look &look);
/// 6 px high, round ends, in the middle of `where`.
void drawProgress(QPainter &painter, const QRectF &where, const Progress &progress, const Look &look);
/// Digits in the width of the widest where the font's differ; at the end of `where`.
void drawNumber(QPainter &painter, const QRectF &where, const QString &text);

/// Paints the cells of a ListView; rows' backgrounds are the view's. The width of a unit column is that of the widest unit of the model's column
/// header (`UnitRole` of headerData), else of the unit itself.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index) override;

private:
    void paintCell(QPainter &painter, const QRect &rect, const QColor &background, const QModelIndex &index, const Look &look,
                   const ListView *list) const;
};

} // namespace cartage::ui

Q_DECLARE_METATYPE(cartage::ui::Progress)
Q_DECLARE_METATYPE(cartage::ui::GroupHeader)
