// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/sitesview.h"

#include "core/engine/listing.h"
#include "ui/text/format.h"
#include "ui/text/sitewords.h"

namespace cartage::ui {

namespace {

Cell cellOf(const QString &text, const QString &tip = {})
{
    Cell cell;
    cell.text = text;
    cell.tip = tip;
    cell.ink = text == format::missing() ? Ink::Text2 : Ink::Text;
    return cell;
}

Cell timeCell(const std::optional<Time> &time, Time now)
{
    return time ? cellOf(format::past(*time, now), format::exact(*time)) : cellOf(format::missing());
}

/// What is not there whole yet, and its bytes.
Cell outboxCell(const engine::SiteNode &node)
{
    Cell cell = cellOf(node.address ? format::number(node.outbox) : format::missing());
    if (node.outboxBytes > 0)
        cell.tip = SitesView::tr("%1 still to be sent").arg(format::bytes(node.outboxBytes).text());
    cell.right = true;
    return cell;
}

Cell stepCell(const engine::SiteNode &node)
{
    Cell cell = cellOf(node.packages > 0 ? format::ofTotal(node.inStep, node.packages) : format::missing());
    if (node.failing > 0)
        cell.tip = SitesView::tr("%n distribution(s) there cannot be done as they are", nullptr, static_cast<int>(node.failing));
    cell.right = true;
    return cell;
}

double key(const std::optional<Time> &time) { return time ? static_cast<double>(toMs(*time)) : 0.0; }

Item itemOf(const engine::SiteNode &node, std::size_t place, Time now)
{
    Item item;
    item.row.id = QString::fromStdString(node.code.value());
    Cell site = cellOf(sitewords::nameOf(node), sitewords::relation(node));
    site.mark = sitewords::markOf(node);
    site.indent = node.depth;
    Cell link = cellOf(sitewords::link(node, now));
    link.tip = sitewords::linkInFull(node, now);
    link.ink = sitewords::markOf(node) == Mark::Information ? Ink::Text2 : Ink::Text;
    Cell dps = cellOf(format::number(node.dps));
    dps.right = true;
    item.row.cells = {site, link, outboxCell(node), timeCell(node.outboxOldest, now), timeCell(node.acknowledgedAt, now), stepCell(node), dps, timeCell(node.toldAt, now)};
    item.subject.kind = Subject::Kind::Site;
    item.subject.title = sitewords::nameOf(node);
    item.subject.site = node.code.value();
    item.subject.problem = node.link == engine::LinkState::Own ? "own" : !node.address ? "below" : std::string(cartage::name(node.address->relation));
    if (node.address && node.address->error && node.link == engine::LinkState::NotReached)
        item.subject.code = node.address->error->code;
    item.down = {QStringLiteral("distributions"), {{QStringLiteral("site"), item.row.id, false}}, {}, {}};
    item.passes = [node](const Filter &filter, Time at) { return engine::passes(filter, node, at); };
    item.sortKeys = {static_cast<double>(place), link.text, static_cast<double>(node.outbox), key(node.outboxOldest), key(node.acknowledgedAt),
                     node.packages > 0 ? static_cast<double>(node.inStep) / static_cast<double>(node.packages) : 2.0, static_cast<double>(node.dps), key(node.toldAt)};
    return item;
}

} // namespace

SitesView::SitesView(engine::Session &asked, QWidget *parent) : ShortPage(asked, QStringLiteral("sites"), tr("Sites"), ListKind::Sites, parent)
{
    setUp({{tr("Site")}, {tr("Link")}, {tr("Outbox"), true}, {tr("Oldest")}, {tr("Acknowledged")}, {tr("In step"), true}, {tr("DPs"), true}, {tr("Told")}},
          {1, {25, 37, 8, 12, 13, 9, 7, 12}, {7, 6, 3, 4}});
    const auto only = [](const char *mark) { return Chip{QStringLiteral("is"), QString::fromLatin1(mark), false}; };
    setQuickFilters({{QStringLiteral("all"), tr("All"), {}},
                     {QStringLiteral("lagging"), tr("Lagging"), only("lagging")},
                     {QStringLiteral("unreached"), tr("Not reached"), only("unreached")},
                     {QStringLiteral("failing"), tr("Failing"), only("failing")}});
}

void SitesView::read()
{
    const Time at = now();
    ask<std::vector<engine::SiteNode>>([](engine::Session::Desk &desk) -> Result<std::vector<engine::SiteNode>> {
        const auto site = desk.site();
        return site ? engine::siteTree(**site) : failure(site.error());
    }, [at](const std::vector<engine::SiteNode> &all) {
        std::vector<Item> rows;
        for (const engine::SiteNode &node : all)
            rows.push_back(itemOf(node, rows.size(), at));
        return rows;
    });
}

QString SitesView::scopeText(qint64 shown, qint64 all) const
{
    if (all == 1)
        return tr("This site stands alone: no parent, no child sites. An address joins it with another one.");
    return shown == all ? tr("%n site(s)", nullptr, static_cast<int>(all)) : tr("%1 of %2 sites").arg(format::number(shown), format::number(all));
}

/// Never: this site itself is always there.
EmptyState::Content SitesView::emptyContent() const { return nothingMatches(0); }

} // namespace cartage::ui
