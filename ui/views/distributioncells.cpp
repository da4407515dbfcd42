// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/distributioncells.h"

#include "ui/text/format.h"
#include "ui/text/sentences.h"
#include "ui/views/distributionsview.h"

namespace cartage::ui {

namespace {

Cell missingCell()
{
    Cell cell;
    cell.text = format::missing();
    cell.ink = Ink::Text2;
    return cell;
}

} // namespace

QString dpNameOf(const engine::DistributionView &view)
{
    const QString name = format::shown(view.dpName);
    return view.told ? QString::fromStdString(view.told->site.value()) + QLatin1Char('/') + name : name;
}

Subject subjectOf(const engine::DistributionView &view)
{
    const QString words = DistributionsView::tr("%1 to %2").arg(format::shown(view.packageName), dpNameOf(view));
    Subject subject{Subject::Kind::Distribution, words, {}, {}, view.row.package, view.dpName, 0};
    if (view.told)
        subject.site = view.told->site.value();
    return subject;
}

Cell stateCell(const engine::DistributionView &view)
{
    Cell cell;
    cell.mark = markOf(view);
    cell.text = format::stateName(view.row.state);
    cell.ink = needsYou(view) ? Ink::Red : Ink::Text;
    return cell;
}

Cell textCell(const QString &text, const QString &tip)
{
    Cell cell;
    cell.text = text;
    cell.tip = tip;
    return cell;
}

Cell numberCell(std::int64_t number)
{
    Cell cell = number ? textCell(format::number(number)) : missingCell();
    cell.right = true;
    return cell;
}

Cell pastCell(const std::optional<Time> &time, Time now) { return time ? textCell(format::past(*time, now), format::exact(*time)) : missingCell(); }

Cell errorCell(const engine::DistributionView &view)
{
    if (!view.error)
        return missingCell();
    const QString words = sentences::of(*view.error);
    return textCell(words, words);
}

Cell attemptCell(const engine::DistributionView &view, Time now)
{
    Cell cell = numberCell(view.row.attempt);
    if (view.row.attempt && view.row.dueAt && isOwed(view.row.state) && *view.row.dueAt > now)
        cell.tip = DistributionsView::tr("next %1").arg(format::future(*view.row.dueAt, now));
    return cell;
}

} // namespace cartage::ui
