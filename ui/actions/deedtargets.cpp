// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

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

std::optional<Target> distributionsOf(const Subject &subject)
{
    Target target;
    switch (subject.kind) {
    case Subject::Kind::Rows:
        if (!subject.rows || subject.rows->empty())
            return std::nullopt;
        target.scope.rows = subject.rows;
        return target;
    case Subject::Kind::Problem:
        if (!subject.code)
            return std::nullopt;
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
    std::map<PackageId, std::size_t> byPackage;
    for (const Subject &subject : subjects) {
        if (subject.kind != Subject::Kind::Distribution) {
            auto target = distributionsOf(subject);
            if (!target)
                return {};
            all.push_back(std::move(*target));
            continue;
        }
        const auto [known, isNew] = byPackage.emplace(subject.package, all.size());
        if (isNew) {
            all.push_back({});
            all.back().scope.packages = {subject.package};
        }
        all[known->second].scope.dps.push_back(subject.dp);
    }
    return all;
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
        if (deed.of == Deed::Of::Dps && subject.kind == Subject::Kind::Dp) {
            if (!all.empty()) {
                all.front().scope.dps.push_back(subject.dp);
                continue;
            }
            target.scope.dps = {subject.dp};
        } else if (deed.of == Deed::Of::Packages && subject.kind == Subject::Kind::Package) {
            target.scope.packages = {subject.package};
        } else if (deed.of == Deed::Of::Problems && subject.kind == Subject::Kind::Problem) {
            target.problem = subject.problem;
        } else {
            return {};
        }
        all.push_back(std::move(target));
    }
    return all;
}

bool isPairs(const Target &target) { return target.problem.empty() && target.scope.codes.empty() && (target.scope.rows || (!target.scope.packages.empty() && !target.scope.dps.empty())); }

Result<std::vector<Target>> asOne(engine::Session::Desk &desk, std::vector<Target> targets)
{
    if (targets.size() < 2 || !std::all_of(targets.begin(), targets.end(), isPairs))
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

Result<std::vector<Target>> named(engine::Session::Desk &desk, const std::vector<Target> &targets)
{
    std::vector<Target> all;
    for (const Target &target : targets) {
        if (!target.scope.rows) {
            all.push_back(target);
            continue;
        }
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
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
    for (const PackageId &id : target.scope.packages)
        words << quoted(id.value());
    for (const std::string &dp : target.scope.dps) {
        if (deed.of != Deed::Of::Dps)
            words << QStringLiteral("--dp");
        words << quoted(dp);
    }
    for (const Code code : target.scope.codes)
        words << QStringLiteral("--code") << QString::fromLatin1(name(code).data());
    if (!deed.options.empty())
        words << QString::fromStdString(deed.options);
    if (deed.takesReason && !reason.isEmpty())
        words << QStringLiteral("--reason") << quoted(reason.toStdString());
    if (deed.manner == Deed::Manner::Preview)
        words << QStringLiteral("--yes");
    return words.join(QLatin1Char(' '));
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
    if (!target.problem.empty())
        object[QStringLiteral("problem")] = QString::fromStdString(target.problem);
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace cartage::ui
