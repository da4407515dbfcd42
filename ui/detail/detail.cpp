// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detail.h"

#include <QCoreApplication>

#include "core/domain/messagecatalogue.h"
#include "ui/detail/detailparts.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui {

using namespace detailparts;

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

void advise(Detail &detail, const Error &error, const AdviceContext &context)
{
    const Advice words = sentences::adviceOn(error, context);
    detail.advice = {{Said::tr("What"), format::shown(words.text)},
                     {Said::tr("Effect"), format::shown(words.effect)},
                     {Said::tr("To do"), format::shown(words.toDo)},
                     {Said::tr("By itself"), format::shown(words.byItself)}};
    detail.rawError = rawOf(error);
    detail.code = error.code;
}

QString version(const std::optional<int> &number) { return number && *number > 0 ? format::number(*number) : format::missing(); }

/// Nothing where there is no such row.
Result<std::optional<engine::DistributionView>> distributionOf(engine::Site &site, const Subject &subject)
{
    engine::ScopeNames scope;
    scope.packages = {subject.package};
    scope.dps = {subject.dp};
    std::optional<engine::DistributionView> found;
    if (const auto read = engine::eachDistribution(site, scope, [&found](const engine::DistributionView &each) { found = each; }); !read)
        return failure(read.error());
    return found;
}

Result<Detail> ofDistribution(engine::Site &site, const Subject &subject, const DetailWish &wish, Time now)
{
    const auto found = distributionOf(site, subject);
    if (!found || !*found)
        return failure(found ? notFound() : found.error());
    const engine::DistributionView &view = **found;
    const Distribution &row = view.row;
    Detail detail;
    detail.mark = markOf(view);
    detail.hue = adviceHue(*detail.mark);
    detail.title = subject.title;
    detail.facts = Said::tr("%1 · version %2 wanted, clients read version %3").arg(format::stateName(row.state), version(row.wantedVersion), version(row.installedVersion));
    if (view.error) {
        advise(detail, *view.error, {row.package.value(), view.dpName, view.repairAsks});
        detail.space = spaceOf(*view.error, view.dpName);
    }
    detail.values = {{Said::tr("State"), format::stateName(row.state)}, {Said::tr("Now"), sentences::of(view, now)}, {Said::tr("Failing since"), at(row.failingSince, now)},
                     {Said::tr("Tries"), view.attemptsMax > 0 ? format::ofTotal(row.attempt, view.attemptsMax) : format::number(row.attempt)},
                     {Said::tr("Proven"), row.proof ? at(row.proof->at, now) : format::missing()},
                     {Said::tr("Sent"), Said::tr("%1 of %2").arg(format::bytes(row.bytesDone).text(), format::bytes(row.bytesTotal).text())}};
    detail.values.removeIf([](const auto &each) { return each.second.isEmpty() || each.second == format::missing(); });
    auto tabs = distributionTabs(site, view, wish, now);
    if (!tabs)
        return failure(tabs.error());
    detail.tabs = std::move(*tabs);
    return detail;
}

/// The chips of a problem's distributions, as the way down from its row has them.
QList<Chip> chipsOf(const engine::ProblemView &problem)
{
    QList<Chip> chips{{QStringLiteral("code"), QString::fromLatin1(name(problem.row.code).data()), false}};
    if (!problem.row.object.empty())
        chips.push_back({problem.scope == Scope::Package ? QStringLiteral("package") : QStringLiteral("dp"), format::shown(problem.row.object), false});
    return chips;
}

QString companyTitle(Code code)
{
    return code == Code::NoSpace || code == Code::Quota ? Said::tr("Waiting for space") : Said::tr("What it affects");
}

Detail problemHead(const engine::ProblemView &problem, const Subject &subject, Time now)
{
    const store::ProblemRow &row = problem.row;
    Detail detail;
    detail.mark = markOf(problem);
    detail.hue = adviceHue(*detail.mark);
    detail.title = subject.title;
    QStringList facts{QString::fromLatin1(name(row.code).data()), Said::tr("%n distribution(s)", nullptr, static_cast<int>(row.distributions))};
    if (row.since)
        facts << Said::tr("since %1").arg(format::span(now - *row.since));
    detail.facts = facts.join(QStringLiteral(" · "));
    AdviceContext context;
    context.package = row.packages.empty() ? std::string() : row.packages.front();
    context.dp = row.dps.empty() ? std::string() : row.dps.front();
    context.repairAsks = problem.repairAsks;
    advise(detail, row.error, context);
    detail.space = spaceOf(row.error, context.dp);
    detail.values = {{Said::tr("Since"), at(row.since, now)}, {Said::tr("Last try"), at(row.lastTry, now)}, {Said::tr("Next try"), row.nextTry ? format::future(*row.nextTry, now) : format::missing()}};
    if (problem.acknowledged) {
        detail.values.push_back({Said::tr("Acknowledged"), format::shown(problem.acknowledged->by)});
        if (!problem.acknowledged->reason.empty())
            detail.values.push_back({Said::tr("Reason"), format::shown(problem.acknowledged->reason)});
    }
    return detail;
}

Result<Detail> ofProblem(engine::Site &site, const Subject &subject, const DetailWish &wish, Time now)
{
    const auto all = engine::problems(site, {});
    if (!all)
        return failure(all.error());
    const auto found = std::find_if(all->begin(), all->end(), [&](const engine::ProblemView &each) { return each.key == subject.problem; });
    if (found == all->end())
        return failure(notFound());
    Detail detail = problemHead(*found, subject, now);
    const bool ofDp = found->scope != Scope::Package;
    auto company = companyOf(site, companyTitle(found->row.code), chipsOf(*found), found->row.distributions, !ofDp);
    if (!company)
        return failure(company.error());
    if (!company->first.empty()) {
        detail.related = {company->related};
        // Where it failed last: its files and tries are those of the problem.
        auto tabs = distributionTabs(site, company->first.front(), wish, now);
        if (!tabs)
            return failure(tabs.error());
        detail.tabs = std::move(*tabs);
        for (Detail::Tab &tab : detail.tabs) {
            if (found->row.distributions > 1 && !tab.head.isEmpty())
                tab.head = Said::tr("%1: %2").arg(format::shown(ofDp ? company->first.front().packageName : company->first.front().dpName), tab.head);
        }
    } else {
        const std::optional<PackageId> package = ofDp ? std::nullopt : std::optional(PackageId(found->row.object));
        detail.tabs = {messagesTab(site, package, ofDp ? found->row.object : std::string(), wish, now)};
    }
    return detail;
}

Result<Detail> ofPackage(engine::Site &site, const Subject &subject, const DetailWish &wish, Time now)
{
    const auto view = engine::packageView(site, subject.package);
    if (!view)
        return failure(view.error());
    const Package &package = view->package;
    Detail detail;
    detail.mark = package.problem ? Mark::Error : view->problems ? Mark::Warning : Mark::Installed;
    detail.hue = adviceHue(*detail.mark);
    detail.title = subject.title;
    detail.facts = Said::tr("%1 · proven on %2").arg(QString::fromStdString(package.id.value()), format::ofTotal(view->verified, view->targets));
    if (package.problem)
        advise(detail, *package.problem, {package.id.value(), {}, false});
    detail.values = {{Said::tr("Id"), QString::fromStdString(package.id.value())}, {Said::tr("Source"), format::shownPath(package.source)}, {Said::tr("Product version"), package.productVersion.empty() ? format::missing() : format::shown(package.productVersion)},
                     {Said::tr("Manufacturer"), package.manufacturer.empty() ? format::missing() : format::shown(package.manufacturer)}, {Said::tr("Priority"), format::priorityName(package.priority)}};
    Detail::Tab versions{QStringLiteral("versions"), Said::tr("Versions"), true, {}, {}, {}, {}, false, 0, false, Said::tr("No versions.")};
    for (auto each = package.versions.rbegin(); each != package.versions.rend(); ++each) {
        DetailEntry entry;
        entry.strong = true;
        entry.title = Said::tr("Version %1").arg(format::number(each->version));
        entry.right = format::clock(each->at, now);
        entry.second = Said::tr("%1 files, %2").arg(format::number(each->files), format::bytes(each->bytes).text());
        versions.entries.push_back(entry);
    }
    auto files = packageFilesTab(site, package.id, wish);
    auto company = companyOf(site, Said::tr("Where it is"), {{QStringLiteral("package"), QString::fromStdString(package.id.value()), false}}, view->targets, true);
    if (!files || !company)
        return failure(files ? company.error() : files.error());
    if (!company->first.empty())
        detail.related = {company->related};
    detail.tabs = {*files, versions, messagesTab(site, package.id, {}, wish, now)};
    return detail;
}

Result<Detail> ofDp(engine::Site &site, const Subject &subject, const DetailWish &wish, Time now)
{
    const auto view = engine::dpView(site, subject.dp);
    if (!view)
        return failure(view.error());
    const Dp &dp = view->dp;
    Detail detail;
    detail.mark = markOf(*view);
    detail.hue = adviceHue(*detail.mark);
    detail.title = subject.title;
    detail.facts = Said::tr("%1 · %2 proven").arg(format::dpStateName(*view), format::ofTotal(view->verified, view->packages));
    if (dp.condition)
        advise(detail, *dp.condition, {{}, dp.name, false});
    detail.space = dp.condition ? spaceOf(*dp.condition, dp.name) : std::nullopt;
    if (!detail.space)
        detail.space = spaceOf(dp);
    detail.values = {{Said::tr("Folder"), format::shownPath(dp.path)}, {Said::tr("File system"), dp.fileSystem.empty() ? format::missing() : format::shown(dp.fileSystem)},
                     {Said::tr("Last success"), at(dp.lastContact, now)}, {Said::tr("Failing since"), at(dp.failingSince, now)}, {Said::tr("Next probe"), dp.nextProbe ? format::future(*dp.nextProbe, now) : format::missing()}};
    auto company = companyOf(site, Said::tr("What it has"), {{QStringLiteral("dp"), format::shown(dp.name), false}}, view->packages, false);
    if (!company)
        return failure(company.error());
    if (!company->first.empty())
        detail.related = {company->related};
    detail.tabs = {messagesTab(site, std::nullopt, dp.name, wish, now)};
    return detail;
}

/// Package, distribution point and version that a message carries.
QList<QPair<QString, QString>> attributesOf(const StatusMessage &message)
{
    QList<QPair<QString, QString>> values;
    for (const StatusMessage::Attribute &each : message.attributes) {
        const QString name = each.id == 400 ? Said::tr("Package") : each.id == 404 ? Said::tr("Distribution point") : each.id == 410 ? Said::tr("Version") : QString::number(each.id);
        values.push_back({name, format::shown(each.value)});
    }
    return values;
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
    detail.hue = adviceHue(*detail.mark);
    detail.title = sentences::of(message);
    detail.facts = Said::tr("message %1 · %2").arg(QString::number(message.id), format::shown(message.component));
    if (const CatalogueEntry *entry = catalogueEntry(message.id))
        detail.advice = {{Said::tr("Cause"), sentences::ofCatalogue(entry->cause)}, {Said::tr("Remedy"), format::shown(fillIn(sentences::ofCatalogue(entry->remedy).toStdString(), message.strings))}};
    else
        detail.advice = {{Said::tr("What"), Said::tr("The number %1 is not in the catalogue: it was raised by another program, or a newer Cartage. Its strings are shown as they came.").arg(QString::number(message.id))}};
    detail.values = {{Said::tr("Time"), format::exact(message.time)}};
    if (message.received)
        detail.values.push_back({Said::tr("Received"), Said::tr("%1, %2").arg(format::exact(*message.received), format::later(message.time, *message.received))});
    detail.values += QList<QPair<QString, QString>>{{Said::tr("Machine"), format::shown(message.machine)}, {Said::tr("Site"), format::shown(message.site)}, {Said::tr("Record"), QString::number(message.recordId)}};
    if (!message.sender.empty()) {
        detail.values.push_back({Said::tr("Sender"), format::shown(message.sender)});
        if (message.sequence)
            detail.values.push_back({Said::tr("Its number"), format::number(*message.sequence)});
        detail.links.push_back({Said::tr("The client it came from"), {QStringLiteral("clients"), {{QStringLiteral("sender"), QString::fromStdString(message.sender), false}}, {}, {}}});
    }
    if (!message.mark.empty())
        detail.values.push_back({Said::tr("Mark"), format::shown(message.mark)});
    detail.values += attributesOf(message);
    detail.messageId = message.id;
    auto same = sameMessages(site, message, now);
    if (!same)
        return failure(same.error());
    if (*same)
        detail.related = {**same};
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
    detail.rawTitle = Said::tr("On what, and how");
    return detail;
}

} // namespace

Hue adviceHue(Mark mark) { return mark == Mark::Information ? Hue::Blue : markHue(mark); }

Result<Detail> detailOf(engine::Site &site, const Subject &subject, const DetailWish &wish, Time now)
{
    switch (subject.kind) {
    case Subject::Kind::Distribution:
        if (!subject.site.empty())
            return ofBelow(site, subject, wish, now);
        return ofDistribution(site, subject, wish, now);
    case Subject::Kind::Problem:
        return ofProblem(site, subject, wish, now);
    case Subject::Kind::Package:
        return ofPackage(site, subject, wish, now);
    case Subject::Kind::Dp:
        if (!subject.site.empty())
            return ofDpBelow(site, subject, wish, now);
        return ofDp(site, subject, wish, now);
    case Subject::Kind::Message:
        return ofMessage(site, subject, now);
    case Subject::Kind::Action:
        return ofAction(site, subject, now);
    case Subject::Kind::Client:
        return ofClient(site, subject, wish, now);
    case Subject::Kind::Quarantined:
        return subject.rows ? Result<Detail>(Detail()) : ofQuarantined(site, subject, wish, now);
    case Subject::Kind::Component:
        return ofComponent(site, subject, wish, now);
    case Subject::Kind::Site:
        return ofSite(site, subject, wish, now);
    case Subject::Kind::None:
    case Subject::Kind::Rows:
        break;
    }
    return Detail();
}

} // namespace cartage::ui
