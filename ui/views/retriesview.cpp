// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/retriesview.h"

#include "ui/text/format.h"
#include "ui/text/sentences.h"
#include "ui/views/distributionitem.h"

namespace cartage::ui {

namespace {

Item itemOf(const engine::DistributionView &view, Time at)
{
    const Distribution &row = view.row;
    Item item = distributionItem(view);
    const QString package = format::shown(view.packageName), dp = format::shown(view.dpName);
    Cell packageCell, dpCell, attempt, error, since, next;
    packageCell.text = package;
    dpCell.text = dp;
    attempt.right = true;
    attempt.text = view.attemptsMax > 0 ? format::ofTotal(row.attempt, view.attemptsMax) : format::number(row.attempt);
    error.text = view.error ? sentences::of(*view.error) : format::missing();
    error.tip = error.text;
    since.text = row.failingSince ? format::past(*row.failingSince, at) : format::missing();
    since.tip = row.failingSince ? format::exact(*row.failingSince) : QString();
    next.text = row.dueAt && isOwed(row.state) ? format::future(*row.dueAt, at) : format::missing();
    const Cell state = stateCell(view);
    item.row.cells = {packageCell, dpCell, attempt, error, since, next, state};
    item.down = {QStringLiteral("distributions"), {{QStringLiteral("package"), QString::fromStdString(row.package.value()), false}, {QStringLiteral("dp"), dp, false}}, {}, item.row.id};
    const auto key = [](const std::optional<Time> &time) { return QVariant(time ? static_cast<double>(toMs(*time)) : 0.0); };
    item.sortKeys = {package, dp, static_cast<double>(row.attempt), error.text, key(row.failingSince), key(row.dueAt), state.text};
    return item;
}

} // namespace

RetriesView::RetriesView(engine::Session &asked, QWidget *parent) : ListPage(asked, QStringLiteral("retries"), tr("Retry history"), parent)
{
    setUp({{tr("Package")}, {tr("DP")}, {tr("Attempt"), true}, {tr("Last error")}, {tr("Failing since")}, {tr("Next try")}, {tr("State")}}, 3, {24, 16, 14, 40, 14, 12, 16}, {QStringLiteral("package"), QStringLiteral("dp"), QStringLiteral("code"), QStringLiteral("state")});
}

void RetriesView::refresh()
{
    const Time at = now();
    ask<std::vector<engine::RetryView>>([](engine::Session::Desk &desk) -> Result<std::vector<engine::RetryView>> {
        const auto site = desk.site();
        return site ? engine::retryViews(**site, {}, false) : failure(site.error());
    }, [at](const std::vector<engine::RetryView> &all) {
        std::vector<Item> rows;
        for (const engine::RetryView &view : all)
            rows.push_back(itemOf(view.distribution, at));
        return rows;
    });
}

QString RetriesView::scopeText(qint64 shown, qint64 all) const
{
    return shown == all ? tr("%n distribution(s) with failed tries", nullptr, static_cast<int>(all))
                        : tr("%1 of %2 distributions with failed tries").arg(format::number(shown), format::number(all));
}

EmptyState::Content RetriesView::emptyContent() const
{
    EmptyState::Content content;
    content.mark = Mark::Installed;
    content.title = tr("No try has failed");
    content.sentence = tr("Distributions whose last tries have failed stand here until they succeed.");
    return content;
}

} // namespace cartage::ui
