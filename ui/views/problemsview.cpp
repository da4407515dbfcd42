// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/problemsview.h"

#include "core/engine/listing.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui {

namespace {

/// "berlin2: a distribution point is full"
QString titleOf(const engine::ProblemView &problem)
{
    const QString object = format::shown(problem.row.object), kind = sentences::kindOf(problem.row.error);
    return object.isEmpty() ? kind : QStringLiteral("%1: %2").arg(object, kind);
}

Item itemOf(const engine::ProblemView &problem, Time at)
{
    const store::ProblemRow &row = problem.row;
    const bool needsYou = problem.severity == Severity::Error && !row.anyStopped;
    Item item;
    item.row.id = QString::fromStdString(problem.key);
    Cell what;
    what.mark = markOf(problem);
    what.text = sentences::of(problem.row.error);
    what.second = sentences::placeOf(problem);
    what.tip = what.text;
    Cell affects;
    affects.right = true;
    affects.text = format::number(row.distributions);
    affects.unit = row.distributions == 1 ? ProblemsView::tr("distribution") : ProblemsView::tr("distributions");
    const auto time = [at](const std::optional<Time> &when, bool future) {
        Cell cell;
        cell.text = !when ? format::missing() : future ? format::future(*when, at) : format::past(*when, at);
        cell.second = when ? format::clock(*when, at) : QString();
        if (!when)
            cell.ink = Ink::Text2;
        return cell;
    };
    Cell next;
    next.text = row.anyStopped ? ProblemsView::tr("Stopped") : needsYou ? ProblemsView::tr("Needs you") : ProblemsView::tr("By itself");
    next.ink = needsYou ? Ink::Red : Ink::Text;
    if (problem.acknowledged)
        next.second = format::shown(problem.acknowledged->by);
    item.row.cells = {what, affects, time(row.since, false), time(row.lastTry, false), time(row.nextTry, true), next};
    item.subject = {Subject::Kind::Problem, titleOf(problem), problem.key, row.code, problem.scope == Scope::Package ? PackageId(row.object) : PackageId(), problem.scope == Scope::Dp || problem.scope == Scope::Distribution ? row.object : std::string(), 0};
    item.subject.site = row.site;
    if (!row.site.empty() && item.subject.dp.starts_with(row.site + "/"))
        item.subject.dp = item.subject.dp.substr(row.site.size() + 1); // its name there
    item.group = row.anyStopped ? ProblemsView::tr("Stopped by operators") : sentences::kindOf(row.error);
    item.groupCode = row.anyStopped ? QString() : QString::fromLatin1(name(row.code).data());
    item.rank = row.anyStopped ? 2 : needsYou ? 0 : 1;
    item.down = {QStringLiteral("distributions"), {{QStringLiteral("code"), QString::fromLatin1(name(row.code).data()), false}}, {}, {}};
    // A row's own error names its distribution point.
    item.down.chips.push_back({problem.scope == Scope::Package ? QStringLiteral("package") : QStringLiteral("dp"), format::shown(row.object), false});
    if (problem.scope == Scope::Site && !row.site.empty())
        item.down = {QStringLiteral("sites"), {}, {}, QString::fromStdString(row.site)};
    item.passes = [problem](const Filter &filter, Time now) { return engine::passes(filter, problem, now); };
    const auto key = [](const std::optional<Time> &when) { return QVariant(when ? static_cast<double>(toMs(*when)) : 0.0); };
    item.sortKeys = {what.text, static_cast<double>(row.distributions), key(row.since), key(row.lastTry), key(row.nextTry), next.text};
    return item;
}

} // namespace

ProblemsView::ProblemsView(engine::Session &asked, QWidget *parent) : ShortPage(asked, QStringLiteral("problems"), tr("Problems"), ListKind::Problems, parent)
{
    setUp({{tr("Problem")}, {tr("Affects"), true, tr("distributions")}, {tr("Since")}, {tr("Last try")}, {tr("Next try")}, {tr("Next step")}}, {0, {40, 18, 12, 12, 12, 14}, {3, 2, 4}});
    setQuickFilters({{QStringLiteral("all"), tr("All"), {}},
                     {QStringLiteral("needs-you"), tr("Needs you"), {QStringLiteral("is"), QStringLiteral("needs-you"), false}},
                     {QStringLiteral("by-itself"), tr("By itself"), {QStringLiteral("is"), QStringLiteral("by-itself"), false}}});
    list()->setTwoLines(true);
    list()->setGrouped(true);
}

void ProblemsView::read()
{
    const Time at = now();
    ask<std::vector<engine::ProblemView>>([](engine::Session::Desk &desk) -> Result<std::vector<engine::ProblemView>> {
        const auto site = desk.site();
        return site ? engine::problems(**site, {}) : failure(site.error());
    }, [at](const std::vector<engine::ProblemView> &problems) {
        std::vector<Item> rows;
        for (const engine::ProblemView &problem : problems) {
            rows.push_back(itemOf(problem, at));
        }
        return rows;
    });
}

QString ProblemsView::scopeText(qint64 shown, qint64 all) const
{
    qint64 distributions = 0;
    for (const Item &item : items())
        distributions += item.sortKeys[1].toLongLong();
    const QString causes = shown == all ? tr("%n cause(s)", nullptr, static_cast<int>(all)) : tr("%1 of %2 causes").arg(format::number(shown), format::number(all));
    return tr("%1, %2").arg(causes, tr("%n distribution(s)", nullptr, static_cast<int>(distributions)));
}

EmptyState::Content ProblemsView::emptyContent() const
{
    EmptyState::Content content;
    content.mark = Mark::Installed;
    content.title = tr("Nothing needs you");
    content.sentence = tr("No distribution point, package or distribution has a problem.");
    return content;
}

} // namespace cartage::ui
