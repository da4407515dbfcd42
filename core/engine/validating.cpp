// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <set>

#include "core/components/requestjson.h"
#include "core/engine/asking.h"
#include "core/engine/change.h"
#include "core/engine/dpaddress.h"
#include "core/engine/duties.h"
#include "core/engine/stoprelay.h"
#include "core/store/dprepository.h"
#include "core/store/packagerepository.h"

namespace cartage::engine {
namespace {

constexpr std::size_t mostNames = 1000;

/// One installed row of the scope, as it was when it was read.
struct Target {
    Distribution row;
    Dp dp;
};

Result<std::vector<Target>> targetsOf(Site &site, const ScopeNames &scope)
{
    return site.database().read<std::vector<Target>>([&](store::Connection &db) -> Result<std::vector<Target>> {
        if (scope.empty())
            return failure(refusalError(Code::Usage, {}));
        auto selection = resolve(db, scope);
        if (!selection)
            return failure(selection.error());
        const Surroundings around(db);
        std::vector<Target> targets;
        store::eachDistribution(db, *selection, [&](const Distribution &row) {
            // What is being published or taken away at this moment is no finding.
            const bool open = row.mixed || row.state == State::Publishing || row.state == State::Removing || row.state == State::Removed;
            if (row.installedVersion && row.installedManifest && !open)
                targets.push_back({row, around.dp(row.dp)});
        });
        return targets;
    });
}

bool isDamage(const transport::FileDifference &difference) { return difference.finding != transport::FileDifference::Finding::Extra; }

Error damageError(const transport::ValidateOutcome &outcome, const std::string &dp, bool onlyMissing)
{
    Error error;
    error.code = onlyMissing ? Code::FilesMissing : Code::FilesDiffer;
    error.operation = "validate";
    error.scope = Scope::Distribution;
    error.object = dp;
    for (const auto &difference : outcome.differences) {
        if (isDamage(difference) && error.names.size() < mostNames)
            error.names.push_back(difference.path);
    }
    error.path = error.names.front();
    return error;
}

std::vector<store::DifferenceRow> differenceRows(const transport::ValidateOutcome &outcome)
{
    std::vector<store::DifferenceRow> rows;
    for (const auto &found : outcome.differences)
        rows.push_back({found.path, std::string(components::name(found.finding)), found.expected, found.found, static_cast<std::int64_t>(found.size),
                        found.error});
    return rows;
}

void recordSound(Site &site, store::Connection &db, const Target &target, const transport::ValidateOutcome &outcome, Distribution &row)
{
    row.proof = Proof{ProofKind::Validated, outcome.at};
    if (const auto next = transition(row.state, Event::ProvenByValidation)) {
        row.state = *next;
        row.error.reset();
        row.failingSince.reset();
        row.dueAt.reset();
    }
    raise(site, db,
          say(MessageId::Validated, {row.package.value(), target.dp.name, std::to_string(*row.installedVersion)},
              {row.package, target.dp.name, row.installedVersion}));
}

void recordDamage(Site &site, store::Connection &db, const Target &target, const transport::ValidateOutcome &outcome, Distribution &row)
{
    const auto damaged = std::count_if(outcome.differences.begin(), outcome.differences.end(), isDamage);
    const bool onlyMissing = std::none_of(outcome.differences.begin(), outcome.differences.end(), [](const auto &found) {
        return isDamage(found) && found.finding != transport::FileDifference::Finding::Missing;
    });
    const Error error = damageError(outcome, target.dp.name, onlyMissing);
    raise(site, db,
          say(onlyMissing ? MessageId::FilesMissing : MessageId::HashDiffers,
              {row.package.value(), target.dp.name, std::to_string(damaged), error.path}, {row.package, target.dp.name, row.installedVersion}));
    row.proof.reset();
    const auto next = transition(row.state, Event::FoundDamaged);
    if (!next)
        return;
    row.state = *next;
    row.error = error;
    row.failingSince = row.failingSince.value_or(site.now());
    row.attempt = 0;
    row.waitingSince = site.now();
    row.dueAt = target.dp.settings.repairAsks ? std::nullopt : std::optional(site.now());
    row.token = store::takeToken(db);
}

/// Only if the row is as it was: anything else may have put something else there meanwhile.
Result<void> record(Site &site, const Target &target, const transport::ValidateOutcome &outcome)
{
    const auto done = site.database().write<bool>([&](store::Connection &db) -> Result<bool> {
        auto row = store::distribution(db, target.row.package, target.row.dp);
        if (!row || row->token != target.row.token || row->installedManifest != target.row.installedManifest)
            return false;
        raise(site, db,
              say(MessageId::ValidationStarts, {row->package.value(), target.dp.name, std::to_string(*row->installedVersion)},
                  {row->package, target.dp.name, row->installedVersion}));
        store::replaceDifferences(db, row->package, row->dp, differenceRows(outcome));
        if (std::any_of(outcome.differences.begin(), outcome.differences.end(), isDamage))
            recordDamage(site, db, target, outcome, *row);
        else
            recordSound(site, db, target, outcome, *row);
        row->updatedAt = site.now();
        store::updateDistribution(db, *row);
        return true;
    });
    if (!done)
        return failure(done.error());
    if (*done)
        site.wake();
    return {};
}

class Reporter
{
public:
    explicit Reporter(ValidateReport &report)
        : m_report(report)
    { }
    void add(const Target &target, const transport::ValidateOutcome &outcome)
    {
        if (outcome.error) {
            addUnread(target, *outcome.error);
            return;
        }
        for (const auto &difference : outcome.differences)
            m_report.differences.push_back({target.row.package, target.dp.name, difference});
        m_report.validated += outcome.complete ? 1 : 0;
    }
    /// The DP was found to be unreachable before: its other packages are not tried.
    bool skip(const Target &target)
    {
        const auto known = m_unreachable.find(target.dp.name);
        if (known == m_unreachable.end())
            return false;
        addUnread(target, Error(known->second));
        return true;
    }

private:
    void addUnread(const Target &target, const Error &error)
    {
        transport::FileDifference nothing;
        nothing.finding = transport::FileDifference::Finding::Unreadable;
        nothing.error = error;
        m_report.differences.push_back({target.row.package, target.dp.name, nothing});
        if (error.scope == Scope::Dp && !m_unreachable.emplace(target.dp.name, error).second)
            return;
        m_report.notRead.emplace_back(target.dp.name, error);
    }
    ValidateReport &m_report;
    std::map<std::string, Error> m_unreachable;
};

Result<void> validateHere(Site &site, transport::Transport &transport, const Target &target, Reporter &reporter, const std::atomic<bool> &stop)
{
    if (reporter.skip(target))
        return {};
    transport::WorkControl control(site.environment().clock);
    StopRelay relay(stop, control);
    const transport::ValidateOutcome outcome = transport.validate(
        {dpAddress(site, target.dp), target.row.package, *target.row.installedVersion, *target.row.installedManifest, true}, control);
    if (stop || outcome.stopped) {
        Error error;
        error.code = Code::Interrupted;
        return failure(error);
    }
    reporter.add(target, outcome);
    return outcome.complete && !outcome.error ? record(site, target, outcome) : Result<void>();
}

} // namespace

Result<Effect> previewValidate(Site &site, const ScopeNames &scope)
{
    const auto targets = targetsOf(site, scope);
    if (!targets)
        return failure(targets.error());
    std::set<std::string> packages, dps;
    for (const Target &target : *targets) {
        packages.insert(target.row.package.value());
        dps.insert(target.dp.name);
    }
    Effect effect;
    effect.distributions = static_cast<std::int64_t>(targets->size());
    effect.packages = static_cast<std::int64_t>(packages.size());
    effect.dps = static_cast<std::int64_t>(dps.size());
    effect.lines = {counted(effect.distributions, "distribution is", "distributions are") + " read and compared."};
    return effect;
}

Result<ValidateReport> validate(Site &site, transport::Transport &transport, const ScopeNames &scope, const std::atomic<bool> &stop)
{
    const auto targets = targetsOf(site, scope);
    if (!targets)
        return failure(targets.error());
    std::vector<store::RequestRow> requests;
    for (const Target &target : *targets) {
        store::RequestRow request;
        request.kind = "validate";
        request.package = target.row.package;
        request.dp = target.row.dp;
        requests.push_back(std::move(request));
    }
    const auto answers = askEngine(site, requests, stop);
    if (!answers)
        return failure(answers.error());
    ValidateReport report;
    Reporter reporter(report);
    for (std::size_t i = 0; i < targets->size(); ++i) {
        const auto outcome = (*answers)[i] ? components::validateOutcomeFromJson(*(*answers)[i]) : std::nullopt;
        if (outcome)
            reporter.add((*targets)[i], *outcome);
        else if (auto done = validateHere(site, transport, (*targets)[i], reporter, stop); !done)
            return failure(done.error());
    }
    return report;
}

Result<std::vector<DpTestReport>> testDps(Site &site, transport::Transport &transport, const std::vector<std::string> &names,
                                          const std::atomic<bool> &stop)
{
    const auto dps = site.database().read<std::vector<Dp>>([&](store::Connection &db) { return resolveDps(db, names); });
    if (!dps)
        return failure(dps.error());
    std::vector<store::RequestRow> requests;
    for (const Dp &dp : *dps) {
        store::RequestRow request;
        request.kind = "test";
        request.dp = dp.key;
        requests.push_back(std::move(request));
    }
    const auto answers = askEngine(site, requests, stop);
    if (!answers)
        return failure(answers.error());
    std::vector<DpTestReport> reports;
    for (std::size_t i = 0; i < dps->size(); ++i) {
        auto outcome = (*answers)[i] ? components::probeOutcomeFromJson(*(*answers)[i]) : std::nullopt;
        if (!outcome) {
            transport::WorkControl control(site.environment().clock);
            StopRelay relay(stop, control);
            outcome = transport.probe(dpAddress(site, (*dps)[i]), true, control);
        }
        reports.push_back({(*dps)[i].name, !outcome->error, outcome->steps});
    }
    return reports;
}

} // namespace cartage::engine
