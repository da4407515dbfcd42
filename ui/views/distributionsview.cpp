// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/distributionsview.h"

#include "ui/text/format.h"
#include "ui/text/sentences.h"
#include "ui/views/distributionitem.h"

namespace cartage::ui {

namespace {

using Distributions = std::vector<engine::DistributionView>;

Cell numberCell(const QString &text)
{
    Cell cell;
    cell.right = true;
    cell.text = text;
    if (text == format::missing())
        cell.ink = Ink::Text2;
    return cell;
}

Cell progressCell(const engine::DistributionView &view, Time at)
{
    const Distribution &row = view.row;
    Cell cell;
    if ((row.state == State::Transferring || row.state == State::Verifying) && row.bytesTotal > 0) {
        // Copying and proving are one way of twice the bytes.
        const double done = static_cast<double>(row.bytesDone) / static_cast<double>(row.bytesTotal);
        cell.progress = Progress{row.state == State::Verifying ? 0.5 + done / 2 : done / 2, 0.5, Hue::Blue};
        cell.text = QStringLiteral("%1 %").arg(static_cast<int>(cell.progress->done * 100));
        return cell;
    }
    cell.sentence = sentences::of(view, at);
    cell.sentenceInk = needsYou(view) ? Ink::Red : Ink::Text2;
    return cell;
}

Item itemOf(const engine::DistributionView &view, Time at)
{
    const Distribution &row = view.row;
    Item item = distributionItem(view);
    const QString package = format::shown(view.packageName), dp = format::shown(view.dpName);
    const Cell state = stateCell(view);
    Cell packageCell, dpCell;
    packageCell.text = package;
    packageCell.tip = QString::fromStdString(row.package.value());
    dpCell.text = dp;
    const Cell wanted = numberCell(row.wantedVersion ? format::number(row.wantedVersion) : format::missing());
    const Cell there = numberCell(row.installedVersion ? format::number(*row.installedVersion) : format::missing());
    Cell left;
    left.right = true;
    if (isAtWork(row.state) && row.bytesTotal > row.bytesDone) {
        const format::Quantity bytes = format::bytes(row.bytesTotal - row.bytesDone);
        left.text = bytes.digits;
        left.unit = bytes.unit;
    }
    const Cell attempt = numberCell(row.attempt ? format::number(row.attempt) : format::missing());
    Cell verified;
    verified.text = row.proof ? format::past(row.proof->at, at) : format::missing();
    if (!row.proof)
        verified.ink = Ink::Text2;
    item.row.cells = {state, packageCell, wanted, there, dpCell, progressCell(view, at), left, attempt, verified};
    item.sortKeys = {static_cast<double>(row.state), package, static_cast<double>(row.wantedVersion), static_cast<double>(row.installedVersion.value_or(0)), dp,
                     static_cast<double>(row.bytesDone), static_cast<double>(row.bytesTotal - row.bytesDone), static_cast<double>(row.attempt),
                     row.proof ? static_cast<double>(toMs(row.proof->at)) : 0.0};
    return item;
}

} // namespace

DistributionsView::DistributionsView(engine::Session &asked, QWidget *parent) : ListPage(asked, QStringLiteral("distributions"), tr("Distributions"), parent)
{
    setUp({{tr("State")}, {tr("Package")}, {tr("Wanted"), true}, {tr("There"), true}, {tr("DP")}, {tr("Progress")}, {tr("Left"), true, tr("MB")}, {tr("Attempt"), true}, {tr("Verified")}}, 5, {14, 22, 8, 7, 14, 40, 9, 8, 12}, {QStringLiteral("state"), QStringLiteral("package"), QStringLiteral("dp"), QStringLiteral("code")});
    list()->setSentenceColumns(5, 6);
}

void DistributionsView::refresh()
{
    const Time at = now();
    ask<Distributions>([](engine::Session::Desk &desk) -> Result<Distributions> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        Distributions all;
        const auto read = engine::eachDistribution(**site, {}, [&all](const engine::DistributionView &view) { all.push_back(view); });
        return read ? Result<Distributions>(std::move(all)) : failure(read.error());
    }, [at](const Distributions &all) {
        std::vector<Item> rows;
        for (const engine::DistributionView &view : all)
            rows.push_back(itemOf(view, at));
        return rows;
    });
}

QString DistributionsView::scopeText(qint64 shown, qint64 all) const
{
    return shown == all ? tr("%n distribution(s)", nullptr, static_cast<int>(all)) : tr("%1 of %2 distributions").arg(format::number(shown), format::number(all));
}

EmptyState::Content DistributionsView::emptyContent() const
{
    EmptyState::Content content;
    content.mark = Mark::Waiting;
    content.title = tr("Nothing is distributed yet");
    content.sentence = tr("Give a package to distribution points; each pair becomes a row here.");
    return content;
}

} // namespace cartage::ui
