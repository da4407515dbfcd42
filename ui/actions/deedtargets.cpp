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
        const bool pairs = std::all_of(subjects.begin(), subjects.end(), [](const Subject &each) { return each.kind == Subject::Kind::Distribution; });
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

QString commandOf(const Deed &deed, const Target &target)
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
    if (deed.manner == Deed::Manner::Preview)
        words << QStringLiteral("--yes");
    return words.join(QLatin1Char(' '));
}

std::string argumentsOf(const Target &target)
{
    QJsonObject object;
    QJsonArray packages, dps, codes;
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
