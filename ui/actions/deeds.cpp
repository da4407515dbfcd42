// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "core/engine/componentviews.h"
#include "core/engine/siteorders.h"
#include "core/engine/sites.h"
#include "core/engine/statusviews.h"
#include "ui/actions/deed.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui {

namespace {

struct Deeds {
    Q_DECLARE_TR_FUNCTIONS(Deeds)
public:
    static std::vector<Deed> ofDistributions();
    static std::vector<Deed> ofOthers();
    static std::vector<Deed> ofSites();
    static Result<Deed::Outcome> addressTested(engine::Session::Desk &desk, const Target &target);
    static Result<Deed::Outcome> tested(engine::Session::Desk &desk, const Target &target);
    static Result<Deed::Outcome> updated(engine::Session::Desk &desk, const Target &target, const engine::Intent &intent);
    static Result<Deed::Outcome> validated(engine::Session::Desk &desk, const Target &target, const engine::Intent &intent);
};

using Operation = std::function<Result<engine::Answer>(engine::Site &, const Target &, const engine::Intent &)>;

auto bySite(Operation operation)
{
    return [operation = std::move(operation)](engine::Session::Desk &desk, const Target &target, const engine::Intent &intent) -> Result<Deed::Outcome> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        auto answer = operation(**site, target, intent);
        if (!answer)
            return failure(answer.error());
        return Deed::Outcome{std::move(*answer), {}};
    };
}

using OnComponent = Result<engine::Answer> (*)(engine::Site &, const std::string &, const engine::Intent &);

auto byComponent(OnComponent operation)
{
    return bySite([operation](engine::Site &site, const Target &target, const engine::Intent &intent) { return operation(site, target.components.front(), intent); });
}

using OnScope = Result<engine::Answer> (*)(engine::Site &, const engine::ScopeNames &, const engine::Intent &);

auto byScope(OnScope operation)
{
    return bySite([operation](engine::Site &site, const Target &target, const engine::Intent &intent) { return operation(site, target.scope, intent); });
}

std::vector<Deed> Deeds::ofDistributions()
{
    using Of = Deed::Of;
    using Manner = Deed::Manner;
    const auto object = [](int n) { return tr("%n distribution(s)", nullptr, n); };
    const QKeySequence none;
    return {
        {QStringLiteral("retry"), tr("Retry now"), Mark::Retrying, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), Of::Distributions, Manner::AtOnce, object,
         [](int n) { return tr("%n distribution(s) are tried at once.", nullptr, n); }, {}, "retries now", {}, byScope(engine::retryNow)},
        {QStringLiteral("stop"), tr("Stop retrying…"), Mark::Stopped, none, Of::Distributions, Manner::Preview, object,
         [](int n) { return tr("%n distribution(s) are stopped until somebody tries again.", nullptr, n); }, QStringLiteral("retry"), "retries clear", {}, byScope(engine::clearRetries)},
        {QStringLiteral("hold"), tr("Hold"), Mark::Paused, none, Of::Distributions, Manner::AtOnce, object,
         [](int n) { return tr("%n distribution(s) are held.", nullptr, n); }, QStringLiteral("release"), "hold", {}, byScope(engine::hold)},
        {QStringLiteral("hold-because"), tr("Hold, with a reason…"), Mark::Paused, none, Of::Distributions, Manner::Preview, object,
         [](int n) { return tr("%n distribution(s) are held.", nullptr, n); }, QStringLiteral("release"), "hold", {}, byScope(engine::hold)},
        {QStringLiteral("release"), tr("Release"), Mark::Waiting, none, Of::Distributions, Manner::AtOnce, object,
         [](int n) { return tr("%n distribution(s) go on.", nullptr, n); }, QStringLiteral("hold"), "release", {}, byScope(engine::release)},
        {QStringLiteral("cancel"), tr("Cancel…"), Mark::Stopped, none, Of::Distributions, Manner::Preview, object,
         [](int n) { return tr("%n distribution(s) are cancelled.", nullptr, n); }, {}, "cancel", {}, byScope(engine::cancel)},
        {QStringLiteral("redistribute"), tr("Look through and repair"), Mark::Transferring, none, Of::Distributions, Manner::AtOnce, object,
         [](int n) { return tr("%n distribution(s) are looked through and repaired.", nullptr, n); }, {}, "redistribute", {},
         bySite([](engine::Site &site, const Target &target, const engine::Intent &intent) { return engine::redistribute(site, target.scope, false, intent); })},
        {QStringLiteral("force"), tr("Copy all files again…"), Mark::Transferring, none, Of::Distributions, Manner::Preview, object,
         [](int n) { return tr("%n distribution(s) are copied anew.", nullptr, n); }, {}, "redistribute", "--force",
         bySite([](engine::Site &site, const Target &target, const engine::Intent &intent) { return engine::redistribute(site, target.scope, true, intent); })},
        {QStringLiteral("undistribute"), tr("Take away…"), Mark::Removing, none, Of::Pairs, Manner::Preview, object,
         [](int n) { return tr("%n distribution(s) are taken away.", nullptr, n); }, {}, "undistribute", {},
         bySite([](engine::Site &site, const Target &target, const engine::Intent &intent) {
             return target.scope.rows ? engine::undistribute(site, *target.scope.rows, intent) : engine::undistribute(site, target.scope.packages, {target.scope.dps, {}, false, target.scope.to}, intent);
         })},
        {QStringLiteral("validate"), tr("Compare with the library"), Mark::Verifying, none, Of::Distributions, Manner::Long, object, object, {}, "validate", {},
         [](engine::Session::Desk &desk, const Target &target, const engine::Intent &intent) { return validated(desk, target, intent); }},
    };
}

std::vector<Deed> Deeds::ofOthers()
{
    using Of = Deed::Of;
    using Manner = Deed::Manner;
    const auto dps = [](int n) { return tr("%n distribution point(s)", nullptr, n); };
    const auto packages = [](int n) { return tr("%n package(s)", nullptr, n); };
    const auto problems = [](int n) { return tr("%n problem(s)", nullptr, n); };
    const QKeySequence none;
    const auto remove = [](bool forget) {
        return bySite([forget](engine::Site &site, const Target &target, const engine::Intent &intent) { return engine::removeDps(site, target.scope.dps, forget, intent); });
    };
    const auto components = [](int n) { return tr("%n component(s)", nullptr, n); };
    const auto things = [](int n) { return tr("%n thing(s) in quarantine", nullptr, n); };
    return {
        {QStringLiteral("quarantine-release"), tr("Release from quarantine"), Mark::Publishing, none, Of::Quarantined, Manner::AtOnce, things,
         [](int n) { return tr("%n thing(s) are on their way again.", nullptr, n); }, {}, "quarantine release", {},
         bySite([](engine::Site &site, const Target &target, const engine::Intent &intent) { return engine::releaseQuarantined(site, *target.quarantined, intent); })},
        {QStringLiteral("quarantine-discard"), tr("Discard…"), Mark::Removing, none, Of::Quarantined, Manner::Preview, things,
         [](int n) { return tr("%n thing(s) are discarded.", nullptr, n); }, {}, "quarantine discard", {},
         bySite([](engine::Site &site, const Target &target, const engine::Intent &intent) { return engine::discardQuarantined(site, *target.quarantined, intent); })},
        {QStringLiteral("component-start"), tr("Start component"), Mark::Installed, none, Of::Components, Manner::AtOnce, components,
         [](int n) { return tr("%n component(s) go on.", nullptr, n); }, {}, "components start", {}, byComponent(engine::startComponent)},
        {QStringLiteral("component-pause"), tr("Pause component…"), Mark::Paused, none, Of::Components, Manner::Preview, components,
         [](int n) { return tr("%n component(s) are paused.", nullptr, n); }, QStringLiteral("component-start"), "components pause", {}, byComponent(engine::pauseComponent)},
        {QStringLiteral("component-stop"), tr("Stop component…"), Mark::Stopped, none, Of::Components, Manner::Preview, components,
         [](int n) { return tr("%n component(s) are stopped.", nullptr, n); }, QStringLiteral("component-start"), "components stop", {}, byComponent(engine::stopComponent)},
        {QStringLiteral("dp-test"), tr("Test"), Mark::Verifying, none, Of::Dps, Manner::Long, dps, dps, {}, "dp test", {},
         [](engine::Session::Desk &desk, const Target &target, const engine::Intent &) { return tested(desk, target); }},
        {QStringLiteral("dp-remove"), tr("Remove…"), Mark::Removing, none, Of::Dps, Manner::Preview, dps,
         [](int) { return tr("Our content is taken away, then the distribution points go."); }, {}, "dp remove", {}, remove(false)},
        {QStringLiteral("dp-forget"), tr("Forget…"), Mark::Removed, none, Of::Dps, Manner::Preview, dps,
         [](int) { return tr("The distribution points are forgotten; what lies there stays."); }, {}, "dp remove", "--forget", remove(true)},
        {QStringLiteral("package-update"), tr("Update from its source"), Mark::Publishing, none, Of::Packages, Manner::Long, packages, packages, {}, "package update", {}, updated},
        {QStringLiteral("package-prune"), tr("Let old versions go…"), Mark::Removed, none, Of::Packages, Manner::Preview, packages,
         [](int) { return tr("Old versions are let go."); }, {}, "package prune", {},
         bySite([](engine::Site &site, const Target &target, const engine::Intent &intent) { return engine::prunePackages(site, target.scope.packages.front(), intent); })},
        {QStringLiteral("package-remove"), tr("Remove…"), Mark::Removing, none, Of::Packages, Manner::Preview, packages,
         [](int) { return tr("It is taken from all distribution points, then it goes."); }, {}, "package remove", {},
         bySite([](engine::Site &site, const Target &target, const engine::Intent &intent) { return engine::removePackage(site, target.scope.packages.front(), intent); })},
        {QStringLiteral("acknowledge"), tr("Acknowledge…"), Mark::Tick, none, Of::Problems, Manner::AtOnce, problems,
         [](int n) { return tr("%n problem(s) count as known.", nullptr, n); }, QStringLiteral("unacknowledge"), "problems ack", {},
         bySite([](engine::Site &site, const Target &target, const engine::Intent &intent) { return engine::acknowledge(site, target.problem, target.until, intent); })},
        {QStringLiteral("unacknowledge"), tr("Ask for attention again"), Mark::Warning, none, Of::Problems, Manner::AtOnce, problems,
         [](int n) { return tr("%n problem(s) ask for attention again.", nullptr, n); }, {}, "problems unack", {},
         bySite([](engine::Site &site, const Target &target, const engine::Intent &intent) { return engine::unacknowledge(site, target.problem, intent); })},
    };
}

std::vector<Deed> Deeds::ofSites()
{
    using Of = Deed::Of;
    using Manner = Deed::Manner;
    const auto sites = [](int n) { return tr("%n site(s)", nullptr, n); };
    const QKeySequence none;
    return {
        {QStringLiteral("site-resend"), tr("Send again…"), Mark::Publishing, none, Of::Sites, Manner::Preview, [](int n) { return tr("%n package(s)", nullptr, n); },
         [](int n) { return tr("%n package(s) are sent once more, whole.", nullptr, n); }, {}, "resend", {},
         bySite([](engine::Site &site, const Target &target, const engine::Intent &intent) { return engine::resend(site, target.scope.packages.front(), SiteCode(target.site), intent); })},
        {QStringLiteral("address-test"), tr("Test the address"), Mark::Verifying, none, Of::Sites, Manner::Long, sites, sites, {}, "address test", {},
         [](engine::Session::Desk &desk, const Target &target, const engine::Intent &) { return addressTested(desk, target); }},
        {QStringLiteral("site-remove"), tr("Remove the site…"), Mark::Removing, none, Of::Sites, Manner::Preview, sites,
         [](int n) { return tr("%n site(s) are forgotten, with all duties towards them; what lies there stays.", nullptr, n); }, {}, "address remove", {},
         bySite([](engine::Site &site, const Target &target, const engine::Intent &intent) { return engine::removeAddress(site, SiteCode(target.site), intent); })},
    };
}

Result<Deed::Outcome> Deeds::addressTested(engine::Session::Desk &desk, const Target &target)
{
    const auto site = desk.site();
    if (!site)
        return failure(site.error());
    const auto report = engine::testAddress(**site, SiteCode(target.site));
    if (!report)
        return failure(report.error());
    const auto wrong = std::find_if(report->steps.begin(), report->steps.end(), [](const auto &step) { return !step.ok; });
    const QString code = QString::fromStdString(target.site);
    Deed::Outcome outcome;
    if (report->ok)
        outcome.sentence = tr("The inbox of %1 passed every step of the test.").arg(code);
    else
        outcome.sentence = tr("The inbox of %1 did not pass: %2").arg(code, wrong != report->steps.end() && wrong->error ? sentences::of(*wrong->error) : QString());
    return outcome;
}

Result<Deed::Outcome> Deeds::tested(engine::Session::Desk &desk, const Target &target)
{
    const auto site = desk.site();
    if (!site)
        return failure(site.error());
    const auto transport = desk.transport();
    if (!transport)
        return failure(transport.error());
    const auto reports = engine::testDps(**site, **transport, target.scope.dps, desk.stop());
    if (!reports)
        return failure(reports.error());
    QStringList failing;
    for (const engine::DpTestReport &report : *reports) {
        if (!report.ok)
            failing << format::shown(report.dp);
    }
    Deed::Outcome outcome;
    outcome.sentence = failing.isEmpty() ? tr("%n distribution point(s) passed every step of the test.", nullptr, static_cast<int>(reports->size()))
                                         : tr("%1 passed; these did not: %2.").arg(format::ofTotal(static_cast<std::int64_t>(reports->size()) - failing.size(), static_cast<std::int64_t>(reports->size())), failing.join(QStringLiteral(", ")));
    return outcome;
}

Result<Deed::Outcome> Deeds::updated(engine::Session::Desk &desk, const Target &target, const engine::Intent &intent)
{
    const auto site = desk.site();
    if (!site)
        return failure(site.error());
    const auto report = engine::updatePackage(**site, {target.scope.packages.front(), std::nullopt, false}, intent, desk.stop(), {});
    if (!report)
        return failure(report.error());
    Deed::Outcome outcome;
    outcome.answer.change.changed = report->changed ? 1 : 0;
    outcome.sentence = report->changed ? tr("%1 is at version %2 now: %3 new, %4 changed, %5 removed files.")
                                             .arg(format::shown(report->name), format::number(report->version), format::number(report->newFiles),
                                                  format::number(report->changedFiles), format::number(report->removedFiles))
                                       : tr("%1: nothing has changed in the source; version %2 stays.").arg(format::shown(report->name), format::number(report->version));
    return outcome;
}

Result<Deed::Outcome> Deeds::validated(engine::Session::Desk &desk, const Target &target, const engine::Intent &intent)
{
    const auto site = desk.site();
    if (!site)
        return failure(site.error());
    if (target.scope.to) { // its own site does that
        const auto asked = engine::orderValidation(**site, target.scope, intent);
        if (!asked)
            return failure(asked.error());
        Deed::Outcome outcome;
        if (*asked)
            outcome.answer = **asked;
        const auto orders = static_cast<int>(outcome.answer.change.changed);
        const QString code = QString::fromStdString(target.scope.to->value());
        outcome.sentence = orders > 0 ? tr("%1 is asked to compare %n distribution(s); what became of it stands in their details.", nullptr, orders).arg(code) : tr("%1 is asked for that already.").arg(code);
        return outcome;
    }
    const auto transport = desk.transport();
    if (!transport)
        return failure(transport.error());
    const auto report = engine::validate(**site, **transport, target.scope, desk.stop());
    if (!report)
        return failure(report.error());
    Deed::Outcome outcome;
    outcome.sentence = tr("%n distribution(s) compared", nullptr, static_cast<int>(report->validated));
    outcome.sentence += report->differences.empty() ? tr(": no difference.") : tr(": %n difference(s).", nullptr, static_cast<int>(report->differences.size()));
    if (!report->notRead.empty())
        outcome.sentence += QLatin1Char(' ') + tr("%n distribution point(s) could not be read.", nullptr, static_cast<int>(report->notRead.size()));
    return outcome;
}

} // namespace

std::vector<Deed> allDeeds()
{
    std::vector<Deed> all = Deeds::ofDistributions();
    for (Deed &other : Deeds::ofOthers())
        all.push_back(std::move(other));
    for (Deed &other : Deeds::ofSites())
        all.push_back(std::move(other));
    for (Deed &each : all)
        each.takesReason = each.command == "hold" || each.command == "retries clear" || each.command == "problems ack" || each.of == Deed::Of::Components;
    return all;
}

} // namespace cartage::ui
