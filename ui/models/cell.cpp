// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/cell.h"

#include "ui/text/format.h"

namespace cartage::ui {

namespace {

QVariant textOrNothing(const QString &words) { return words.isEmpty() ? QVariant() : QVariant(words); }

QVariant alignment(bool right) { return static_cast<int>((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter); }

} // namespace

QString wordsOf(const Cell &cell)
{
    QStringList parts{cell.text, cell.unit, cell.second, cell.secondUnit, cell.sentence};
    parts.removeAll(QString());
    return parts.join(QLatin1Char(' '));
}

QVariant cellValue(const Cell &cell, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::AccessibleTextRole:
        return wordsOf(cell);
    case Qt::ToolTipRole:
        return textOrNothing(format::tip(cell.tip));
    case Qt::TextAlignmentRole:
        return alignment(cell.right);
    case MarkRole:
        return cell.mark ? QVariant(static_cast<int>(*cell.mark)) : QVariant();
    case SecondLineRole:
        return textOrNothing(cell.second);
    case UnitRole:
        return textOrNothing(cell.unit);
    case SecondUnitRole:
        return textOrNothing(cell.secondUnit);
    case InkRole:
        return static_cast<int>(cell.ink);
    case BoldRole:
        return cell.bold;
    case MonoRole:
        return cell.mono;
    case ProgressRole:
        return cell.progress ? QVariant::fromValue(*cell.progress) : QVariant();
    case HeatRole:
        return cell.heat ? QVariant(*cell.heat) : QVariant();
    case SentenceRole:
        return textOrNothing(cell.sentence);
    case IndentRole:
        return cell.indent > 0 ? QVariant(cell.indent) : QVariant();
    case SentenceInkRole:
        return static_cast<int>(cell.sentenceInk);
    default:
        return {};
    }
}

QVariant headerValue(const Column &column, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case Qt::TextAlignmentRole:
        return alignment(column.right);
    case UnitRole:
        return textOrNothing(column.widestUnit);
    default:
        return {};
    }
}

} // namespace cartage::ui
