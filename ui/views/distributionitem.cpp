// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/distributionitem.h"

#include "ui/text/format.h"
#include "ui/views/distributionsview.h"

namespace cartage::ui {

Item distributionItem(const engine::DistributionView &view)
{
    const Distribution &row = view.row;
    const QString id = QString::fromStdString(row.package.value()), package = format::shown(view.packageName), dp = format::shown(view.dpName);
    Item item;
    item.row.id = id + QLatin1Char(' ') + dp;
    item.subject = {Subject::Kind::Distribution, DistributionsView::tr("%1 to %2").arg(package, dp), {}, {}, row.package, view.dpName, 0};
    item.facts[QStringLiteral("state")] << QString::fromLatin1(name(row.state).data());
    item.facts[QStringLiteral("package")] << package << id;
    item.facts[QStringLiteral("dp")] << dp;
    if (view.error)
        item.facts[QStringLiteral("code")] << QString::fromLatin1(name(view.error->code).data());
    return item;
}

Cell stateCell(const engine::DistributionView &view)
{
    Cell cell;
    cell.mark = markOf(view);
    cell.text = format::stateName(view.row.state);
    cell.ink = needsYou(view) ? Ink::Red : Ink::Text;
    return cell;
}

} // namespace cartage::ui
