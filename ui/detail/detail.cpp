// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detail.h"

#include <QCoreApplication>

#include "core/domain/advice.h"
#include "core/domain/messagecatalogue.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui {

namespace {

/// For lupdate, which looks for a class.
class Said
{
    Q_DECLARE_TR_FUNCTIONS(Detail)
};

Error notFound()
{
    Error error;
    error.code = Code::NotFound;
    return error;
}

QString rawOf(const Error &error)
{
    QStringList lines;
    if (!error.operation.empty() || !error.path.empty())
        lines << QStringLiteral("%1  %2").arg(format::shown(error.operation), format::shownPath(error.path)).trimmed();
    if (error.systemError != 0)
        lines << sentences::systemError(error);
    for (const std::string &each : error.names)
        lines << format::shownPath(each);
    if (lines.isEmpty())
        lines << QString::fromLatin1(name(error.code).data());
    return lines.join(QLatin1Char('\n'));
}

void advise(Detail &detail, const Error &error, const AdviceContext &context)
{
    const Advice words = adviseOn(error, context);
    detail.advice = {{Said::tr("What"), format::shown(words.text)},
                     {Said::tr("Effect"), format::shown(words.effect)},
                     {Said::tr("To do"), format::shown(words.toDo)},
                     {Said::tr("By itself"), format::shown(words.byItself)}};
    detail.rawError = rawOf(error);
}

QString version(const std::optional<int> &number) { return number && *number > 0 ? format::number(*number) : format::missing(); }

QString at(const std::optional<Time> &time, Time now) { return time ? QStringLiteral("%1, %2").arg(format::past(*time, now), format::clock(*time, now)) : format::missing(); }

DetailEntry entryOf(const Attempt &attempt, Time now)
{
    DetailEntry entry;
    entry.mark = markOf(attempt);
    entry.title = Said::tr("Try %1, version %2").arg(format::number(attempt.number), format::number(attempt.version));
    QStringList right{format::clockSeconds(attempt.started, now)};
    if (attempt.ended)
        right << format::span(*attempt.ended - attempt.started);
    right << format::bytes(attempt.bytes).text();
    entry.right = right.join(QStringLiteral(", "));
    entry.second = attempt.error ? sentences::of(*attempt.error) : format::shown(attempt.outcome);
    entry.mono = attempt.error ? rawOf(*attempt.error) : QString();
    return entry;
}

DetailEntry entryOf(const engine::TrailEvent &event, Time now)
{
    DetailEntry entry;
    entry.mark = event.error ? Mark::Warning : Mark::Information;
    entry.title = format::shown(event.text);
    entry.right = format::clockSeconds(event.time, now);
    entry.second = event.actor.empty() ? format::shown(event.component) : QStringLiteral("%1, %2").arg(format::shown(event.component), format::shown(event.actor));
    entry.mono = event.error ? rawOf(*event.error) : QString();
    return entry;
}

DetailEntry entryOf(const store::AuditRow &action, Time now)
{
    DetailEntry entry;
    entry.title = format::shown(action.action);
    entry.right = format::clockSeconds(action.at, now);
    entry.second = format::shown(action.actor);
    if (action.reason)
        entry.second += QStringLiteral(": ") + format::shown(*action.reason);
    return entry;
}

DetailEntry entryOf(const StatusMessage &message, Time now)
{
    DetailEntry entry;
    entry.mark = markOf(message.severity);
    entry.title = QString::fromStdString(renderMessage(message));
    entry.right = format::clockSeconds(message.time, now);
    entry.second = QStringLiteral("%1 %2").arg(format::shown(message.component), QString::number(message.id));
    return entry;
}

Result<Detail> ofDistribution(engine::Site &site, const Subject &subject, Time now)
{
    engine::ScopeNames scope;
    scope.packages = {subject.package};
    scope.dps = {subject.dp};
    const auto retries = engine::evidence(site, {subject.package});
    if (!retries)
        return failure(retries.error());
    const auto found = std::find_if(retries->begin(), retries->end(), [&](const engine::EvidenceView &each) { return each.distribution.dpName == subject.dp; });
    if (found == retries->end())
        return failure(notFound());
    const engine::DistributionView &view = found->distribution;
    const Distribution &row = view.row;
    Detail detail;
    detail.mark = markOf(view);
    detail.hue = markHue(*detail.mark);
    detail.title = subject.title;
    detail.facts = Said::tr("%1 · version %2 wanted, clients read version %3").arg(format::stateName(row.state), version(row.wantedVersion), version(row.installedVersion));
    if (view.error)
        advise(detail, *view.error, {row.package.value(), view.dpName, view.repairAsks});
    detail.values = {{Said::tr("State"), format::stateName(row.state)}, {Said::tr("Now"), sentences::of(view, now)}, {Said::tr("Failing since"), at(row.failingSince, now)},
                     {Said::tr("Tries"), view.attemptsMax > 0 ? format::ofTotal(row.attempt, view.attemptsMax) : format::number(row.attempt)},
                     {Said::tr("Proven"), row.proof ? at(row.proof->at, now) : format::missing()},
                     {Said::tr("Sent"), Said::tr("%1 of %2").arg(format::bytes(row.bytesDone).text(), format::bytes(row.bytesTotal).text())}};
    Detail::Tab attempts{QStringLiteral("attempts"), Said::tr("Attempts"), {}, Said::tr("Nothing has been tried yet.")};
    for (auto each = found->attempts.rbegin(); each != found->attempts.rend(); ++each)
        attempts.entries.push_back(entryOf(*each, now));
    Detail::Tab story{QStringLiteral("trail"), Said::tr("Trail"), {}, Said::tr("Nothing has happened yet.")};
    const auto events = engine::trail(site, subject.package, subject.dp);
    if (!events)
        return failure(events.error());
    for (auto each = events->rbegin(); each != events->rend(); ++each)
        story.entries.push_back(entryOf(*each, now));
    Detail::Tab actions{QStringLiteral("audit"), Said::tr("Audit"), {}, Said::tr("No operator has touched it.")};
    for (auto each = found->actions.rbegin(); each != found->actions.rend(); ++each)
        actions.entries.push_back(entryOf(*each, now));
    detail.tabs = {attempts, story, actions};
    return detail;
}

Detail::Tab messagesTab(engine::Site &site, const std::optional<PackageId> &package, const std::string &dp, Time now)
{
    Detail::Tab tab{QStringLiteral("messages"), Said::tr("Messages"), {}, Said::tr("No messages.")};
    store::MessageFilter filter;
    filter.package = package;
    filter.dp = dp;
    if (const auto found = engine::messages(site, filter)) {
        for (const StatusMessage &message : *found)
            tab.entries.push_back(entryOf(message, now));
    }
    return tab;
}

Result<Detail> ofProblem(engine::Site &site, const Subject &subject, Time now)
{
    const auto all = engine::problems(site, {});
    if (!all)
        return failure(all.error());
    const auto found = std::find_if(all->begin(), all->end(), [&](const engine::ProblemView &each) { return each.key == subject.problem; });
    if (found == all->end())
        return failure(notFound());
    const store::ProblemRow &row = found->row;
    Detail detail;
    detail.mark = markOf(*found);
    detail.hue = markHue(*detail.mark);
    detail.title = subject.title;
    QStringList facts{QString::fromLatin1(name(row.code).data()), Said::tr("%n distribution(s)", nullptr, static_cast<int>(row.distributions))};
    if (row.since)
        facts << Said::tr("since %1").arg(format::span(now - *row.since));
    detail.facts = facts.join(QStringLiteral(" · "));
    AdviceContext context;
    context.package = row.packages.empty() ? std::string() : row.packages.front();
    context.dp = row.dps.empty() ? std::string() : row.dps.front();
    context.repairAsks = found->repairAsks;
    advise(detail, row.error, context);
    detail.values = {{Said::tr("Since"), at(row.since, now)}, {Said::tr("Last try"), at(row.lastTry, now)}, {Said::tr("Next try"), row.nextTry ? format::future(*row.nextTry, now) : format::missing()}};
    if (found->acknowledged) {
        detail.values.push_back({Said::tr("Acknowledged"), format::shown(found->acknowledged->by)});
        if (!found->acknowledged->reason.empty())
            detail.values.push_back({Said::tr("Reason"), format::shown(found->acknowledged->reason)});
    }
    const bool ofDp = found->scope == Scope::Dp;
    const std::optional<PackageId> package = found->scope == Scope::Package ? std::optional(PackageId(row.object)) : std::nullopt;
    detail.tabs = {messagesTab(site, package, ofDp ? row.object : context.dp, now)};
    return detail;
}

Result<Detail> ofPackage(engine::Site &site, const Subject &subject, Time now)
{
    const auto view = engine::packageView(site, subject.package);
    if (!view)
        return failure(view.error());
    const Package &package = view->package;
    Detail detail;
    detail.mark = package.problem ? Mark::Error : view->problems ? Mark::Warning : Mark::Installed;
    detail.hue = markHue(*detail.mark);
    detail.title = subject.title;
    detail.facts = Said::tr("%1 · proven on %2").arg(QString::fromStdString(package.id.value()), format::ofTotal(view->verified, view->targets));
    if (package.problem)
        advise(detail, *package.problem, {package.id.value(), {}, false});
    detail.values = {{Said::tr("Id"), QString::fromStdString(package.id.value())}, {Said::tr("Source"), format::shownPath(package.source)}, {Said::tr("Product version"), package.productVersion.empty() ? format::missing() : format::shown(package.productVersion)},
                     {Said::tr("Manufacturer"), package.manufacturer.empty() ? format::missing() : format::shown(package.manufacturer)}, {Said::tr("Priority"), format::priorityName(package.priority)}};
    Detail::Tab versions{QStringLiteral("versions"), Said::tr("Versions"), {}, Said::tr("No versions.")};
    for (auto each = package.versions.rbegin(); each != package.versions.rend(); ++each) {
        DetailEntry entry;
        entry.title = Said::tr("Version %1").arg(format::number(each->version));
        entry.right = format::clock(each->at, now);
        entry.second = Said::tr("%1 files, %2").arg(format::number(each->files), format::bytes(each->bytes).text());
        versions.entries.push_back(entry);
    }
    detail.tabs = {versions, messagesTab(site, package.id, {}, now)};
    return detail;
}

Result<Detail> ofDp(engine::Site &site, const Subject &subject, Time now)
{
    const auto view = engine::dpView(site, subject.dp);
    if (!view)
        return failure(view.error());
    const Dp &dp = view->dp;
    Detail detail;
    detail.mark = markOf(*view);
    detail.hue = markHue(*detail.mark);
    detail.title = subject.title;
    detail.facts = Said::tr("%1 · %2 proven").arg(format::dpStateName(*view), format::ofTotal(view->verified, view->packages));
    if (dp.condition)
        advise(detail, *dp.condition, {{}, dp.name, false});
    detail.values = {{Said::tr("Folder"), format::shownPath(dp.path)}, {Said::tr("File system"), dp.fileSystem.empty() ? format::missing() : format::shown(dp.fileSystem)},
                     {Said::tr("Free"), dp.freeBytes < 0 ? format::missing() : Said::tr("%1 of %2").arg(format::bytes(dp.freeBytes).text(), format::bytes(dp.totalBytes).text())},
                     {Said::tr("Last success"), at(dp.lastContact, now)}, {Said::tr("Failing since"), at(dp.failingSince, now)}, {Said::tr("Next probe"), dp.nextProbe ? format::future(*dp.nextProbe, now) : format::missing()}};
    detail.tabs = {messagesTab(site, std::nullopt, dp.name, now)};
    return detail;
}

Result<Detail> ofMessage(engine::Site &site, const Subject &subject, Time now)
{
    store::MessageFilter filter;
    filter.afterRecord = subject.record - 1;
    filter.oldestFirst = true;
    filter.limit = 1;
    const auto found = engine::messages(site, filter);
    if (!found)
        return failure(found.error());
    if (found->empty() || found->front().recordId != subject.record)
        return failure(notFound());
    const StatusMessage &message = found->front();
    Detail detail;
    detail.mark = markOf(message.severity);
    detail.hue = markHue(*detail.mark);
    detail.title = QString::fromStdString(renderMessage(message));
    detail.facts = Said::tr("message %1 · %2").arg(QString::number(message.id), format::shown(message.component));
    if (const CatalogueEntry *entry = catalogueEntry(message.id))
        detail.advice = {{Said::tr("Cause"), format::shown(entry->cause)}, {Said::tr("Remedy"), format::shown(fillIn(entry->remedy, message.strings))}};
    detail.values = {{Said::tr("Time"), format::exact(message.time)}, {Said::tr("Machine"), format::shown(message.machine)}, {Said::tr("Site"), format::shown(message.site)}, {Said::tr("Record"), QString::number(message.recordId)}};
    static_cast<void>(now);
    return detail;
}

Result<Detail> ofAction(engine::Site &site, const Subject &subject, Time now)
{
    store::AuditFilter filter;
    filter.id = subject.record;
    const auto found = engine::audit(site, filter);
    if (!found)
        return failure(found.error());
    if (found->empty())
        return failure(notFound());
    const store::AuditRow &action = found->front();
    Detail detail;
    detail.mark = Mark::Information;
    detail.title = subject.title;
    detail.facts = Said::tr("%1 · %2").arg(format::shown(action.actor), format::past(action.at, now));
    detail.values = {{Said::tr("When"), format::exact(action.at)}, {Said::tr("Who"), format::shown(action.actor)}, {Said::tr("Computer"), format::shown(action.host)}, {Said::tr("Program"), format::shown(action.via)},
                     {Said::tr("Changed"), format::number(action.changed)}, {Said::tr("Refused"), format::number(action.refused)}, {Said::tr("Reason"), action.reason ? format::shown(*action.reason) : format::missing()}};
    detail.rawError = format::shown(action.arguments);
    return detail;
}

} // namespace

Result<Detail> detailOf(engine::Site &site, const Subject &subject, Time now)
{
    switch (subject.kind) {
    case Subject::Kind::Distribution:
        return ofDistribution(site, subject, now);
    case Subject::Kind::Problem:
        return ofProblem(site, subject, now);
    case Subject::Kind::Package:
        return ofPackage(site, subject, now);
    case Subject::Kind::Dp:
        return ofDp(site, subject, now);
    case Subject::Kind::Message:
        return ofMessage(site, subject, now);
    case Subject::Kind::Action:
        return ofAction(site, subject, now);
    case Subject::Kind::None:
    case Subject::Kind::Rows:
        break;
    }
    return Detail();
}

} // namespace cartage::ui
