// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <set>

#include "core/domain/component.h"
#include "core/engine/listing.h"
#include "core/engine/sitetree.h"
#include "ui/actions/deed.h"

namespace cartage::ui {

namespace {

QString quoted(const std::string &word)
{
    const QString text = QString::fromStdString(word);
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_@%+=:,./-]+$"));
    if (plain.match(text).hasMatch())
        return text;
    return QLatin1Char('\'') + QString(text).replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

/// At a site below: named there.
void nameSite(Target &target, const Subject &subject)
{
    if (!subject.site.empty())
        target.scope.to = SiteCode(subject.site);
}

std::optional<Target> distributionsOf(const Subject &subject)
{
    Target target;
    switch (subject.kind) {
    case Subject::Kind::Rows:
        if (!subject.rows || subject.rows->empty())
            return std::nullopt;
        target.scope.rows = subject.rows;
        target.filter = subject.filter;
        return target;
    case Subject::Kind::Problem:
        if (!subject.code || (!subject.site.empty() && subject.dp.empty())) // of a site, not of its distributions
            return std::nullopt;
        nameSite(target, subject);
        target.scope.codes = {*subject.code};
        if (!subject.package.value().empty())
            target.scope.packages = {subject.package};
        if (!subject.dp.empty())
            target.scope.dps = {subject.dp};
        return target;
    case Subject::Kind::Package:
        target.scope.packages = {subject.package};
        return target;
    case Subject::Kind::Dp:
        nameSite(target, subject);
        target.scope.dps = {subject.dp};
        return target;
    default:
        return std::nullopt;
    }
}

/// Pairs are put together by package: a scope means all of its packages at all of its DPs, so two packages in one would take in pairs that nobody chose.
std::vector<Target> distributionTargets(const QList<Subject> &subjects)
{
    std::vector<Target> all;
    std::map<std::pair<PackageId, std::string>, std::size_t> byPackage; ///< and site
    for (const Subject &subject : subjects) {
        if (subject.kind != Subject::Kind::Distribution) {
            auto target = distributionsOf(subject);
            if (!target)
                return {};
            all.push_back(std::move(*target));
            continue;
        }
        const auto [known, isNew] = byPackage.emplace(std::pair(subject.package, subject.site), all.size());
        if (isNew) {
            all.push_back({});
            nameSite(all.back(), subject);
            all.back().scope.packages = {subject.package};
        }
        all[known->second].scope.dps.push_back(subject.dp);
    }
    return all;
}

/// Of all that could stand there, what one of the filter's values for `key` means.
template <class T, class Names>
std::vector<T> meant(const Filter &filter, std::string_view key, const std::vector<T> &all, const Names &namesOf)
{
    std::vector<T> found;
    const std::vector<FilterTerm> terms = filter.of(key);
    for (const T &each : all) {
        const std::vector<std::string> names = namesOf(each);
        const bool passes = std::any_of(terms.begin(), terms.end(), [&](const FilterTerm &term) {
            const FilterPattern pattern(term.value);
            return std::any_of(names.begin(), names.end(), [&](const std::string &one) { return pattern.matches(one); });
        });
        if (passes)
            found.push_back(each);
    }
    return found;
}

/// A hold of whole distribution points or packages is another thing than one of their rows.
bool holdsMore(const Deed &deed, const engine::ScopeNames &scope)
{
    const bool holds = deed.command == "hold" || deed.command == "release";
    const bool narrowed = !scope.groups.empty() || !scope.states.empty() || !scope.codes.empty();
    return holds && !narrowed && (scope.packages.empty() || scope.dps.empty());
}

/// The filter in the command line's words; one for each package, since it takes one. Nothing where it has none for a term, or they would mean other rows.
std::optional<std::vector<engine::ScopeNames>> scopesOf(engine::Site &site, const Deed &deed, const Target &target)
{
    static const std::set<std::string> known{"dp", "group", "state", "code", "package"};
    if (!target.filter || deed.of != Deed::Of::Distributions || !target.filter->text.empty())
        return std::nullopt;
    const Filter &filter = *target.filter;
    if (!std::all_of(filter.terms.begin(), filter.terms.end(), [](const FilterTerm &term) { return !term.negated && known.contains(term.key); }))
        return std::nullopt;
    const auto dps = engine::filterValues(site, ListKind::Distributions, "dp"), groups = engine::filterValues(site, ListKind::Distributions, "group");
    const auto packages = engine::packageViews(site);
    if (!dps || !groups || !packages)
        return std::nullopt;
    const auto itself = [](const std::string &word) { return std::vector{word}; };
    const auto called = [](auto each) { return std::vector{std::string(name(each))}; };
    engine::ScopeNames scope;
    scope.dps = meant(filter, "dp", *dps, itself);
    scope.groups = meant(filter, "group", *groups, itself);
    scope.states = meant(filter, "state", std::vector<State>(allStates().begin(), allStates().end()), called);
    scope.codes = meant(filter, "code", std::vector<Code>(allCodes().begin(), allCodes().end()), called);
    scope.all = filter.terms.empty();
    std::vector<engine::ScopeNames> all;
    for (const engine::PackageView &each : meant(filter, "package", *packages, [](const engine::PackageView &view) { return std::vector{view.package.id.value(), view.package.name}; })) {
        all.push_back(scope);
        all.back().packages = {each.package.id};
    }
    if (filter.of("package").empty())
        all = {scope};
    std::set<engine::RowId> rows;
    for (const engine::ScopeNames &each : all) {
        const auto found = each.empty() || holdsMore(deed, each) ? Result<std::vector<engine::RowId>>(failure(Error())) : engine::rowsOf(site, each);
        if (!found)
            return std::nullopt;
        rows.insert(found->begin(), found->end());
    }
    return rows == std::set<engine::RowId>(target.scope.rows->begin(), target.scope.rows->end()) ? std::optional(all) : std::nullopt;
}

} // namespace

std::vector<Target> targetsOf(const Deed &deed, const QList<Subject> &subjects)
{
    if (deed.of == Deed::Of::Distributions)
        return distributionTargets(subjects);
    if (deed.of == Deed::Of::Pairs) {
        const bool pairs = std::all_of(subjects.begin(), subjects.end(), [](const Subject &each) { return each.kind == Subject::Kind::Distribution || each.kind == Subject::Kind::Rows; });
        return pairs ? distributionTargets(subjects) : std::vector<Target>();
    }
    std::vector<Target> all;
    for (const Subject &subject : subjects) {
        Target target;
        if (deed.of == Deed::Of::Dps && subject.kind == Subject::Kind::Dp && subject.site.empty()) {
            if (!all.empty()) {
                all.front().scope.dps.push_back(subject.dp);
                continue;
            }
            target.scope.dps = {subject.dp};
        } else if (deed.of == Deed::Of::Packages && subject.kind == Subject::Kind::Package) {
            target.scope.packages = {subject.package};
        } else if (deed.of == Deed::Of::Problems && subject.kind == Subject::Kind::Problem) {
            target.problem = subject.problem;
        } else if (deed.of == Deed::Of::Quarantined && subject.kind == Subject::Kind::Quarantined) {
            target.quarantined = subject.rows ? subject.rows : std::make_shared<const std::vector<engine::RowId>>(1, subject.record);
        } else if (deed.of == Deed::Of::Sites && subject.kind == Subject::Kind::Site) {
            const bool child = subject.problem == "child", neighbour = child || subject.problem == "parent";
            if (!(deed.key == QStringLiteral("site-resend") ? child : neighbour))
                return {};
            target.site = subject.site;
        } else if (deed.of == Deed::Of::Components && subject.kind == Subject::Kind::Component) {
            const ComponentFacts *facts = siteComponent(subject.component);
            const bool runs = subject.problem == name(ComponentState::Running), starts = deed.key == QStringLiteral("component-start");
            if (!facts || !facts->halts || (runs && starts)) // of clients, or the engine itself; it runs already
                return {};
            target.components = {subject.component};
        } else {
            return {};
        }
        all.push_back(std::move(target));
    }
    return all;
}

Result<std::vector<Target>> bySitesPackages(engine::Session::Desk &desk, const Deed &deed, const std::vector<Target> &targets)
{
    if (deed.key != QStringLiteral("site-resend"))
        return targets;
    const auto site = desk.site();
    const auto views = site ? engine::remoteViews(**site, {}) : Result<std::vector<engine::RemoteView>>(failure(site.error()));
    if (!views)
        return failure(views.error());
    std::vector<Target> all;
    for (const Target &target : targets) {
        if (!target.scope.packages.empty()) {
            all.push_back(target);
            continue;
        }
        std::set<PackageId> packages;
        for (const engine::RemoteView &view : *views) {
            if (view.target.target.site.value() == target.site && view.target.wantedVersion > 0 && !view.target.gone)
                packages.insert(view.target.package);
        }
        for (const PackageId &id : packages) {
            all.push_back(target);
            all.back().scope.packages = {id};
        }
    }
    return all;
}

bool isPairs(const Target &target) { return target.problem.empty() && target.scope.codes.empty() && (target.scope.rows || (!target.scope.packages.empty() && !target.scope.dps.empty())); }

/// Rows of this site stay rows; those at sites below are named, one target for each package and site.
Result<std::vector<Target>> parted(engine::Session::Desk &desk, const Target &target)
{
    if (!target.scope.rows || std::none_of(target.scope.rows->begin(), target.scope.rows->end(), engine::isBelow))
        return std::vector<Target>{target};
    const auto site = desk.site();
    const auto below = site ? engine::targetsOfRows(**site, *target.scope.rows) : Result<std::vector<std::pair<PackageId, cartage::Target>>>(failure(site.error()));
    if (!below)
        return failure(below.error());
    std::vector<engine::RowId> own = *target.scope.rows;
    std::erase_if(own, engine::isBelow);
    std::vector<Target> all;
    if (!own.empty()) {
        all.push_back(target);
        all.back().scope.rows = std::make_shared<const std::vector<engine::RowId>>(std::move(own));
    }
    std::map<std::pair<PackageId, SiteCode>, std::vector<std::string>> named;
    for (const auto &[package, at] : *below)
        named[{package, at.site}].push_back(at.dp);
    for (auto &[where, dps] : named) {
        Target &each = all.emplace_back(target);
        each.filter.reset();
        each.scope.rows.reset();
        each.scope.packages = {where.first};
        each.scope.to = where.second;
        each.scope.dps = std::move(dps);
    }
    return all;
}

Result<std::vector<Target>> partedAll(engine::Session::Desk &desk, const std::vector<Target> &targets)
{
    std::vector<Target> all;
    for (const Target &target : targets) {
        auto parts = parted(desk, target);
        if (!parts)
            return failure(parts.error());
        std::move(parts->begin(), parts->end(), std::back_inserter(all));
    }
    return all;
}

Result<std::vector<Target>> asOne(engine::Session::Desk &desk, std::vector<Target> given)
{
    auto parts = partedAll(desk, given);
    if (!parts)
        return failure(parts.error());
    std::vector<Target> &targets = *parts;
    const bool below = std::any_of(targets.begin(), targets.end(), [](const Target &each) { return each.scope.to.has_value(); });
    if (targets.size() < 2 || below || !std::all_of(targets.begin(), targets.end(), isPairs))
        return targets;
    const auto site = desk.site();
    if (!site)
        return failure(site.error());
    std::vector<engine::RowId> all;
    for (const Target &target : targets) {
        const auto rows = engine::rowsOf(**site, target.scope);
        if (!rows)
            return failure(rows.error());
        all.insert(all.end(), rows->begin(), rows->end());
    }
    Target one = targets.front();
    one.scope = {};
    one.scope.rows = std::make_shared<const std::vector<engine::RowId>>(std::move(all));
    return std::vector<Target>{std::move(one)};
}

Result<std::vector<Target>> named(engine::Session::Desk &desk, const Deed &deed, const std::vector<Target> &targets)
{
    if (deed.of == Deed::Of::Sites)
        return bySitesPackages(desk, deed, targets);
    const auto parts = partedAll(desk, targets);
    if (!parts)
        return failure(parts.error());
    std::vector<Target> all;
    for (const Target &target : *parts) {
        if (!target.scope.rows) {
            all.push_back(target);
            continue;
        }
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        if (const auto byFilter = scopesOf(**site, deed, target)) {
            for (const engine::ScopeNames &scope : *byFilter) {
                all.push_back(target);
                all.back().scope = scope;
            }
            continue;
        }
        const auto names = engine::namesOfRows(**site, *target.scope.rows);
        if (!names)
            return failure(names.error());
        std::map<PackageId, std::vector<std::string>> byPackage;
        for (const auto &[package, dp] : *names) {
            if (!dp.empty())
                byPackage[package].push_back(dp);
        }
        for (auto &[package, dps] : byPackage) {
            Target each = target;
            each.scope.rows.reset();
            each.scope.packages = {package};
            each.scope.dps = std::move(dps);
            all.push_back(std::move(each));
        }
    }
    return all;
}

QString commandOf(const Deed &deed, const Target &target, const QString &reason)
{
    QStringList words{QStringLiteral("cartage"), QString::fromStdString(deed.command)};
    if (!target.problem.empty())
        words << quoted(target.problem);
    if (target.quarantined) {
        for (const engine::RowId id : *target.quarantined)
            words << QString::number(id);
    }
    for (const std::string &component : target.components)
        words << quoted(component);
    for (const PackageId &id : target.scope.packages)
        words << quoted(id.value());
    for (const std::string &dp : target.scope.dps) {
        if (deed.of != Deed::Of::Dps)
            words << QStringLiteral("--dp");
        words << quoted(dp);
    }
    if (target.scope.to)
        words << QStringLiteral("--to") << quoted(target.scope.to->value());
    if (!target.site.empty() && !target.scope.packages.empty())
        words << QStringLiteral("--to");
    if (!target.site.empty())
        words << quoted(target.site);
    for (const std::string &group : target.scope.groups)
        words << QStringLiteral("--group") << quoted(group);
    for (const State state : target.scope.states)
        words << QStringLiteral("--state") << QString::fromLatin1(name(state).data());
    for (const Code code : target.scope.codes)
        words << QStringLiteral("--code") << QString::fromLatin1(name(code).data());
    if (target.scope.all)
        words << QStringLiteral("--all");
    if (!deed.options.empty())
        words << QString::fromStdString(deed.options);
    if (deed.takesReason && !reason.isEmpty())
        words << QStringLiteral("--reason") << quoted(reason.toStdString());
    if (deed.manner == Deed::Manner::Preview)
        words << QStringLiteral("--yes");
    return words.join(QLatin1Char(' '));
}

QString atSite(const QString &command, const std::string &folder)
{
    const QString program = QStringLiteral("cartage ");
    return program + QStringLiteral("--site ") + quoted(folder) + QLatin1Char(' ') + command.mid(program.size());
}

std::string argumentsOf(engine::Session::Desk &desk, const Target &target)
{
    constexpr std::size_t mostNamed = 20;
    QJsonObject object;
    QJsonArray packages, dps, codes;
    if (target.scope.rows) {
        const auto site = desk.site();
        const auto names = site ? engine::namesOfRows(**site, std::span(*target.scope.rows).first(std::min(mostNamed, target.scope.rows->size()))) : failure(site.error());
        QJsonArray first;
        if (names) {
            for (const auto &[package, dp] : *names)
                first.append(QString::fromStdString(package.value() + ' ' + dp));
        }
        object[QStringLiteral("distributions")] = static_cast<qint64>(target.scope.rows->size());
        object[QStringLiteral("first")] = first;
    }
    for (const PackageId &id : target.scope.packages)
        packages.append(QString::fromStdString(id.value()));
    for (const std::string &dp : target.scope.dps)
        dps.append(QString::fromStdString(dp));
    for (const Code code : target.scope.codes)
        codes.append(QString::fromLatin1(name(code).data()));
    if (!packages.isEmpty())
        object[QStringLiteral("packages")] = packages;
    if (!dps.isEmpty())
        object[QStringLiteral("dps")] = dps;
    if (!codes.isEmpty())
        object[QStringLiteral("codes")] = codes;
    if (target.quarantined) {
        QJsonArray first;
        for (const engine::RowId id : std::span(*target.quarantined).first(std::min(mostNamed, target.quarantined->size())))
            first.append(static_cast<qint64>(id));
        object[QStringLiteral("quarantine")] = first;
        object[QStringLiteral("things")] = static_cast<qint64>(target.quarantined->size());
    }
    if (!target.components.empty()) {
        QJsonArray components;
        for (const std::string &component : target.components)
            components.append(QString::fromStdString(component));
        object[QStringLiteral("components")] = components;
    }
    if (target.scope.to)
        object[QStringLiteral("site")] = QString::fromStdString(target.scope.to->value());
    if (!target.site.empty())
        object[QStringLiteral("site")] = QString::fromStdString(target.site);
    if (!target.problem.empty())
        object[QStringLiteral("problem")] = QString::fromStdString(target.problem);
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace cartage::ui
