// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/actions.h"

#include <QPointer>

#include "core/domain/advice.h"
#include "core/domain/component.h"
#include "ui/actions/previewpane.h"
#include "ui/dialogs/acknowledge.h"
#include "ui/look/look.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui {

/// What came of all the targets of one action.
struct Actions::Sum {
    std::int64_t changed = 0, refused = 0;
    std::vector<Target> undo;
    QStringList sentences;
    std::optional<Error> error; ///< the first; what follows it was not tried
};

namespace {

/// So many rows are shown before anything is done to them, whatever it is.
constexpr std::size_t wideFrom = 100;

bool holds(const Deed &deed) { return deed.undo == QStringLiteral("release") || deed.undo == QStringLiteral("hold"); }

/// A hold of a whole DP or package is one mark, however many distributions there are.
bool mayBeWide(const Deed &deed, const std::vector<Target> &targets)
{
    return deed.of == Deed::Of::Distributions && !holds(deed) && std::any_of(targets.begin(), targets.end(), [](const Target &each) {
        return !each.scope.rows && (each.scope.packages.empty() || each.scope.dps.empty());
    });
}

QString commandsOf(const Deed &deed, const std::vector<Target> &targets)
{
    QStringList lines;
    for (const Target &target : targets)
        lines << commandOf(deed, target);
    return lines.join(QLatin1Char('\n'));
}

/// "Compare with the library: 3 distributions"
QString undertakingOf(const Deed &deed, const QList<Subject> &subjects)
{
    const QString words = deed.words.endsWith(QChar(0x2026)) ? deed.words.chopped(1) : deed.words;
    return QStringLiteral("%1: %2").arg(words, subjects.size() == 1 ? subjects.front().title : deed.object(static_cast<int>(subjects.size())));
}

engine::Intent intentFor(engine::Session::Desk &desk, const Deed &deed, const Target &target)
{
    engine::Intent intent;
    intent.command = deed.command;
    intent.arguments = argumentsOf(desk, target);
    return intent;
}

/// Just what was changed: what had been so before stays as it was. A whole DP or package carries its hold itself, so it is named again; else the rows are.
void addUndo(std::vector<Target> &undo, const Deed &deed, const Target &target, const engine::Change &change)
{
    if (change.changed == 0)
        return;
    const engine::ScopeNames &scope = target.scope;
    const bool carriesItself = holds(deed) && scope.codes.empty() && scope.dps.empty() != scope.packages.empty();
    if (change.rows.empty() || carriesItself) {
        undo.push_back(target);
        undo.back().plan.clear();
        return;
    }
    std::vector<engine::RowId> rows;
    rows.reserve(change.rows.size());
    for (const engine::Change::Row &row : change.rows)
        rows.push_back(row.id);
    Target exactly;
    exactly.scope.rows = std::make_shared<const std::vector<engine::RowId>>(std::move(rows));
    undo.push_back(std::move(exactly));
}

} // namespace

Actions::Actions(QWidget *window) : QObject(window), m_window(window)
{
    for (Deed &each : allDeeds()) {
        const auto kept = std::make_shared<const Deed>(std::move(each));
        m_deeds.push_back(kept);
        auto *made = new QAction(actionIcon(kept->mark, lookOf(m_window)), kept->words, this);
        made->setShortcut(kept->shortcut);
        made->setObjectName(kept->key);
        connect(made, &QAction::triggered, this, [this, kept] { begin(kept); });
        m_byKey.insert(kept->key, made);
    }
    makeCopying();
    connectPane();
    makeSheets();
    setSubjects({});
}

Actions::~Actions() = default;

void Actions::setSession(engine::Session *session)
{
    leavePreview();
    m_session = session;
    m_last.clear();
    setSubjects({});
    if (!session)
        return;
    session->ask<QString>([](engine::Session::Desk &desk) -> Result<QString> {
        const auto site = desk.site();
        return site ? QString::fromStdString((*site)->row().code.value()) : Result<QString>(failure(site.error()));
    }).then(this, [this](const Result<QString> &code) { m_siteCode = code.value_or(QString()); });
}

void Actions::setReadOnly(bool on)
{
    m_readOnly = on;
    setSubjects(QList<Subject>(m_subjects));
}

void Actions::setSubjects(const QList<Subject> &subjects)
{
    m_subjects = subjects;
    const bool can = m_session && !m_readOnly;
    for (const DeedPointer &each : m_deeds)
        m_byKey.value(each->key)->setEnabled(can && !targetsOf(*each, m_subjects).empty());
    for (QAction *each : std::as_const(m_sheets))
        each->setEnabled(can);
    const bool onePackage = m_subjects.size() == 1 && m_subjects.front().kind == Subject::Kind::Package;
    action(QStringLiteral("package-rollback"))->setEnabled(can && onePackage);
    const bool oneDp = m_subjects.size() == 1 && !m_subjects.front().dp.empty() && m_subjects.front().site.empty() && m_subjects.front().kind != Subject::Kind::Distribution;
    action(QStringLiteral("dp-take-back"))->setEnabled(can && oneDp);
    const bool quarantined = m_subjects.size() == 1 && m_subjects.front().kind == Subject::Kind::Quarantined;
    action(QStringLiteral("quarantine-export"))->setEnabled(m_session && quarantined); // of a site that may only be read as well
    const bool component = m_subjects.size() == 1 && m_subjects.front().kind == Subject::Kind::Component;
    action(QStringLiteral("component-thresholds"))->setEnabled(can && component);
    const bool neighbour = m_subjects.size() == 1 && m_subjects.front().kind == Subject::Kind::Site && m_subjects.front().problem != "own" && m_subjects.front().problem != "below";
    action(QStringLiteral("address-settings"))->setEnabled(can && neighbour);
    m_copy->setEnabled(fitting() != nullptr);
    m_copyMenu->menuAction()->setEnabled(m_copy->isEnabled());
    m_remove->setEnabled(removing() != nullptr);
}

Actions::DeedPointer Actions::deed(const QString &key) const
{
    const auto found = std::find_if(m_deeds.begin(), m_deeds.end(), [&key](const DeedPointer &each) { return each->key == key; });
    return found == m_deeds.end() ? nullptr : *found;
}

QList<QAction *> Actions::named(std::initializer_list<const char *> keys) const
{
    QList<QAction *> all;
    for (const char *key : keys)
        all << action(QString::fromLatin1(key));
    return all;
}

QList<QAction *> Actions::rowActions() const { return named({"retry", "stop", "hold", "hold-because", "release", "cancel", "redistribute", "force", "validate", "undistribute"}); }

QList<QAction *> Actions::actionsOf(const QString &view) const
{
    if (view == QStringLiteral("dps"))
        return named({"dp-test", "hold", "release", "dp-remove", "hold-because", "dp-forget", "dp-take-back"});
    if (view == QStringLiteral("packages"))
        return named({"package-update", "retry", "stop", "hold", "release", "package-rollback", "package-prune", "package-remove"});
    if (view == QStringLiteral("quarantine"))
        return named({"quarantine-release", "quarantine-export", "quarantine-discard"});
    if (view == QStringLiteral("sites"))
        return named({"site-resend", "address-test", "address-settings", "address-add", "site-remove"});
    if (view == QStringLiteral("components"))
        return named({"component-start", "component-pause", "component-stop", "component-thresholds"});
    if (view == QStringLiteral("problems"))
        return named({"retry", "stop", "hold", "release", "acknowledge", "unacknowledge"});
    return rowActions();
}

QList<QAction *> Actions::adviceActions() const
{
    switch (m_subjects.isEmpty() ? Subject::Kind::None : m_subjects.front().kind) {
    case Subject::Kind::Problem:
        if (m_subjects.front().code == Code::DpMarkerMissing || m_subjects.front().code == Code::DpNotThere)
            return named({"retry", "dp-take-back", "acknowledge", "hold", "stop"});
        return named({"retry", "acknowledge", "redistribute", "hold", "stop"});
    case Subject::Kind::Dp:
        return named({"dp-test", "retry", "hold", "release", "dp-take-back"});
    case Subject::Kind::Quarantined: {
        const std::string &reason = m_subjects.front().problem;
        if (reason == "id_reuse" || reason == "newer_format" || reason == "not_recorded") // what can become valid as it is
            return named({"quarantine-release", "quarantine-export", "quarantine-discard"});
        return named({"quarantine-export", "quarantine-discard", "quarantine-release"});
    }
    case Subject::Kind::Component:
        return m_subjects.front().problem == name(ComponentState::Running) ? named({"component-thresholds", "component-pause"}) : named({"component-start", "component-thresholds"});
    case Subject::Kind::Site:
        if (m_subjects.front().problem == "own")
            return named({"address-add"});
        if (!m_subjects.front().code) // what fails there is its own engine's to mend
            return {};
        return named({"address-settings", "address-test", "site-remove"});
    case Subject::Kind::Client:
    case Subject::Kind::Message:
    case Subject::Kind::Action:
        return {};
    case Subject::Kind::Package:
        return named({"package-update", "retry", "stop", "hold", "release"});
    default:
        return named({"retry", "redistribute", "hold", "stop", "validate"});
    }
}

QAction *Actions::action(const QString &key) const { return m_byKey.value(key); }

QString Actions::asCommands(const QString &key) const
{
    const DeedPointer found = deed(key);
    if (!found)
        return {};
    const std::vector<Target> targets = targetsOf(*found, m_subjects);
    const bool named = key != QStringLiteral("site-resend") && std::none_of(targets.begin(), targets.end(), [](const Target &each) { return each.scope.rows != nullptr; });
    return named ? commandsOf(*found, targets) : QString();
}

void Actions::begin(const DeedPointer &deed)
{
    const std::vector<Target> targets = targetsOf(*deed, m_subjects);
    if (!m_session || targets.empty())
        return;
    m_last = deed->key;
    const bool wide = std::any_of(targets.begin(), targets.end(), [](const Target &each) {
        return (each.scope.rows && each.scope.rows->size() > wideFrom) || (each.quarantined && each.quarantined->size() > wideFrom);
    });
    const bool atOnce = deed->manner == Deed::Manner::AtOnce;
    if (deed->key == QStringLiteral("acknowledge"))
        acknowledge(deed);
    else if (deed->manner == Deed::Manner::Preview || (wide && atOnce))
        preview(deed, targets);
    else if (atOnce && mayBeWide(*deed, targets))
        carryOutUnlessWide(deed, targets);
    else
        carryOut(deed, targets, {});
}

/// How many distributions stand behind a problem, a package or a DP only the engine knows.
void Actions::carryOutUnlessWide(const DeedPointer &deed, const std::vector<Target> &targets)
{
    m_session->ask<Planned>([wish = PlanWish{deed, targets, {}}](engine::Session::Desk &desk) { return planOf(desk, wish); })
        .then(this, [this, session = QPointer(m_session), deed, targets](const Result<Planned> &plan) {
            if (!session || session != m_session)
                return;
            if (plan && plan->effect.distributions > static_cast<std::int64_t>(wideFrom))
                preview(deed, targets);
            else
                carryOut(deed, targets, {}); // also says what is wrong with it
        });
}

void Actions::acknowledge(const DeedPointer &deed)
{
    std::vector<Target> targets = targetsOf(*deed, m_subjects);
    auto *sheet = new AcknowledgeSheet(static_cast<int>(targets.size()), m_session->environment().clock.wall(), m_window);
    connect(sheet, &AcknowledgeSheet::confirmed, this, [this, deed, targets](std::optional<Time> until, const QString &reason) mutable {
        for (Target &target : targets)
            target.until = until;
        carryOut(deed, targets, reason.toStdString());
    });
    sheet->open();
}

void Actions::carryOut(const DeedPointer &deed, const std::vector<Target> &targets, const std::string &reason)
{
    if (!m_session)
        return;
    engine::Session::Work<Sum> work = [deed, targets, reason](engine::Session::Desk &desk) -> Result<Sum> {
        Sum sum;
        const auto together = asOne(desk, targets);
        if (!together)
            return failure(together.error());
        for (const Target &target : *together) {
            engine::Intent intent = intentFor(desk, *deed, target);
            intent.confirmed = true;
            intent.reason = reason;
            if (!target.plan.empty())
                intent.plan = target.plan;
            const auto outcome = deed->carryOut(desk, target, intent);
            sum.error = outcome ? outcome->answer.refusal : std::optional(outcome.error());
            if (sum.error)
                break;
            const engine::Change &change = outcome->answer.change;
            sum.changed += change.changed;
            sum.refused += change.refused;
            addUndo(sum.undo, *deed, target, change);
            if (!outcome->sentence.isEmpty())
                sum.sentences << outcome->sentence;
        }
        return sum;
    };
    const bool isLong = deed->manner == Deed::Manner::Long;
    const QString words = isLong ? undertakingOf(*deed, m_subjects) : QString();
    const auto future = isLong ? m_session->actLong<Sum>(words, std::move(work)) : m_session->act<Sum>(std::move(work));
    if (isLong)
        Q_EMIT done(deed->mark, tr("%1 is under way; Activity shows it and can stop it.").arg(words), {});
    QFuture<Result<Sum>>(future).then(this, [this, deed, targets](const Result<Sum> &sum) {
        if (sum)
            tell(deed, targets, *sum);
        else
            Q_EMIT done(Mark::Error, format::shown(sentences::adviceOn(sum.error()).text), {});
    });
}

void Actions::tell(const DeedPointer &deed, const std::vector<Target> &targets, const Sum &sum)
{
    if (sum.error && sum.error->code == Code::PlanMoved && sum.changed == 0) {
        preview(deed, targets, tr("What it would touch has changed meanwhile: this is the new plan."));
        return;
    }
    QStringList said = sum.sentences;
    if (said.isEmpty() && (sum.changed > 0 || !sum.error))
        said << deed->done(static_cast<int>(sum.changed));
    if (sum.refused > 0)
        said << tr("%n of them refused it.", nullptr, static_cast<int>(sum.refused));
    if (sum.error)
        said << format::shown(sentences::adviceOn(*sum.error).text);
    std::function<void()> undo;
    if (const DeedPointer back = this->deed(deed->undo); back && sum.changed > 0) {
        undo = [self = QPointer(this), session = QPointer(m_session), back, rest = sum.undo] {
            if (self && session && self->m_session == session)
                self->carryOut(back, rest, {});
        };
    }
    Q_EMIT done(sum.error ? Mark::Error : deed->mark, said.join(QLatin1Char(' ')), undo);
}

} // namespace cartage::ui
