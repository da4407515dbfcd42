// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/retriesview.h"

#include "ui/text/format.h"
#include "ui/text/sitewords.h"
#include "ui/views/distributioncells.h"

namespace cartage::ui {

namespace {

const engine::DistributionView &viewOf(const engine::ListRow &row) { return std::get<engine::RetryView>(row).distribution; }

/// When a site below tries again only it knows; what was asked of it stands here.
Cell nextCell(const engine::RetryView &retry, Time at)
{
    const engine::DistributionView &view = retry.distribution;
    if (retry.order) {
        const QString words = sitewords::order(*retry.order, at);
        return textCell(words, words);
    }
    if (view.told) {
        const QString age = sitewords::asOf(view.told->knownAt, at);
        return view.row.dueAt && isOwed(view.row.state) ? textCell(QStringLiteral("%1, %2").arg(format::future(*view.row.dueAt, at), age), format::exact(*view.row.dueAt)) : textCell(age);
    }
    return view.row.dueAt && isOwed(view.row.state) ? textCell(format::future(*view.row.dueAt, at), format::exact(*view.row.dueAt)) : pastCell({}, at);
}

std::vector<Cell> cellsOf(const engine::RetryView &retry, Time at)
{
    const engine::DistributionView &view = retry.distribution;
    const Distribution &row = view.row;
    Cell attempt = numberCell(row.attempt);
    if (row.attempt && view.attemptsMax > 0)
        attempt.text = format::ofTotal(row.attempt, view.attemptsMax);
    return {textCell(format::shown(view.packageName), QString::fromStdString(row.package.value())),
            textCell(dpNameOf(view)),
            attempt,
            errorCell(view),
            pastCell(row.failingSince, at),
            nextCell(retry, at),
            stateCell(view)};
}

} // namespace

RetriesView::RetriesView(engine::Session &asked, QWidget *parent)
    : PagedPage(asked, QStringLiteral("retries"), tr("Retry history"), ListKind::Retries, parent)
{
    using engine::ListOrder;
    setUp({{tr("Package"), false, {}, ListOrder::ByPackage},
           {tr("DP"), false, {}, ListOrder::ByDp},
           {tr("Attempt"), true, {}, ListOrder::ByAttempt},
           {tr("Last error"), false, {}, ListOrder::ByError},
           {tr("Failing since"), false, {}, ListOrder::BySince},
           {tr("Next try"), false, {}, ListOrder::ByNextTry},
           {tr("State"), false, {}, ListOrder::ByState}},
          [this](const engine::ListRow &row) { return cellsOf(std::get<engine::RetryView>(row), now()); }, {3, {20, 15, 10, 21, 12, 12, 13}, {4, 5}}, 6, Qt::AscendingOrder);
}

Subject RetriesView::subjectOf(const engine::ListRow &row) const { return ui::subjectOf(viewOf(row)); }

Location RetriesView::downOf(const engine::ListRow &row) const
{
    const engine::DistributionView &view = viewOf(row);
    return {QStringLiteral("distributions"),
            {{QStringLiteral("package"), QString::fromStdString(view.row.package.value()), false}, {QStringLiteral("dp"), dpNameOf(view), false}},
            {},
            QString::number(engine::rowId(view.row.package, view.row.dp))};
}

QString RetriesView::scopeText(qint64 shown, std::optional<qint64> all) const
{
    if (all && *all != shown)
        return tr("%1 of %2 distributions with failed tries").arg(format::number(shown), format::number(*all));
    return tr("%n distribution(s) with failed tries", nullptr, static_cast<int>(shown));
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
