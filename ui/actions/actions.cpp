// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/actions.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPointer>

#include "core/domain/advice.h"
#include "ui/actions/preview.h"
#include "ui/dialogs/acknowledge.h"
#include "ui/look/look.h"
#include "ui/text/format.h"

namespace cartage::ui {

/// What came of all the targets of one action.
struct Actions::Sum {
    std::int64_t changed = 0, refused = 0;
    std::vector<Target> undo;
    QStringList sentences;
    std::optional<Error> error; ///< the first; what follows it was not tried
};

namespace {

QString commandsOf(const Deed &deed, const std::vector<Target> &targets)
{
    QStringList lines;
    for (const Target &target : targets)
        lines << commandOf(deed, target);
    return lines.join(QLatin1Char('\n'));
}

engine::Intent intentFor(const Deed &deed, const Target &target)
{
    engine::Intent intent;
    intent.command = deed.command;
    intent.arguments = argumentsOf(target);
    return intent;
}

void addTo(engine::Effect &sum, const engine::Effect &effect)
{
    sum.distributions += effect.distributions;
    sum.packages += effect.packages;
    sum.dps += effect.dps;
    sum.bytesToSend += effect.bytesToSend;
    sum.bytesToDelete += effect.bytesToDelete;
    sum.running += effect.running;
    sum.childSites += effect.childSites;
    sum.lastCopies.insert(sum.lastCopies.end(), effect.lastCopies.begin(), effect.lastCopies.end());
    sum.lines.insert(sum.lines.end(), effect.lines.begin(), effect.lines.end());
}

/// Just what was changed: what had been so before stays as it was. A whole DP or package carries its hold itself, so it is named again; else the rows are.
void addUndo(std::vector<Target> &undo, const Target &target, const engine::Change &change)
{
    if (change.changed == 0)
        return;
    const engine::ScopeNames &scope = target.scope;
    if (change.rows.empty() || (scope.codes.empty() && scope.dps.empty() != scope.packages.empty())) {
        undo.push_back(target);
        undo.back().plan.clear();
        return;
    }
    QList<Subject> subjects;
    for (const engine::Change::Row &row : change.rows) {
        Subject subject;
        subject.kind = Subject::Kind::Distribution;
        subject.package = row.package;
        subject.dp = row.dp;
        subjects.push_back(subject);
    }
    for (Target &each : targetsOf(Deed(), subjects))
        undo.push_back(std::move(each));
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
    m_copy = new QAction(tr("Copy as command"), this);
    m_copy->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    connect(m_copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(asCommands(QStringLiteral("retry"))); });
    m_byKey.insert(QStringLiteral("copy"), m_copy);
    m_window->addAction(m_copy);
    makeSheets();
    setSubjects({});
}

Actions::~Actions() = default;

void Actions::setSession(engine::Session *session)
{
    m_session = session;
    setSubjects({});
}

void Actions::setSubjects(const QList<Subject> &subjects)
{
    m_subjects = subjects;
    for (const DeedPointer &each : m_deeds)
        m_byKey.value(each->key)->setEnabled(m_session && !targetsOf(*each, m_subjects).empty());
    for (QAction *each : std::as_const(m_sheets))
        each->setEnabled(m_session != nullptr);
    m_copy->setEnabled(!asCommands(QStringLiteral("retry")).isEmpty());
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

QList<QAction *> Actions::rowActions() const { return named({"retry", "stop", "hold", "release", "cancel", "redistribute", "undistribute"}); }

QList<QAction *> Actions::actionsOf(const QString &view) const
{
    if (view == QStringLiteral("dps"))
        return named({"dp-test", "hold", "release", "dp-remove", "dp-forget"});
    if (view == QStringLiteral("packages"))
        return named({"package-update", "retry", "hold", "release", "package-prune", "package-remove"});
    if (view == QStringLiteral("problems"))
        return named({"retry", "stop", "hold", "release", "acknowledge", "unacknowledge"});
    return rowActions();
}

QList<QAction *> Actions::adviceActions() const
{
    switch (m_subjects.isEmpty() ? Subject::Kind::None : m_subjects.front().kind) {
    case Subject::Kind::Problem:
        return named({"retry", "acknowledge", "redistribute", "hold", "stop"});
    case Subject::Kind::Dp:
        return named({"dp-test", "retry", "hold", "release"});
    case Subject::Kind::Package:
        return named({"package-update", "retry", "hold", "release"});
    default:
        return named({"retry", "redistribute", "hold", "stop", "validate"});
    }
}

QAction *Actions::action(const QString &key) const { return m_byKey.value(key); }

QString Actions::asCommands(const QString &key) const
{
    const DeedPointer found = deed(key);
    return found ? commandsOf(*found, targetsOf(*found, m_subjects)) : QString();
}

void Actions::begin(const DeedPointer &deed)
{
    const std::vector<Target> targets = targetsOf(*deed, m_subjects);
    if (!m_session || targets.empty())
        return;
    if (deed->key == QStringLiteral("acknowledge"))
        acknowledge(deed);
    else if (deed->manner == Deed::Manner::Preview)
        preview(deed, targets);
    else
        carryOut(deed, targets, {});
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
        for (const Target &target : targets) {
            engine::Intent intent = intentFor(*deed, target);
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
            addUndo(sum.undo, target, change);
            if (!outcome->sentence.isEmpty())
                sum.sentences << outcome->sentence;
        }
        return sum;
    };
    const auto future = deed->manner == Deed::Manner::Long ? m_session->actLong<Sum>(std::move(work)) : m_session->act<Sum>(std::move(work));
    QFuture<Result<Sum>>(future).then(this, [this, deed, targets](const Result<Sum> &sum) {
        if (sum)
            tell(deed, targets, *sum);
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
        said << format::shown(adviseOn(*sum.error).text);
    std::function<void()> undo;
    if (const DeedPointer back = this->deed(deed->undo); back && sum.changed > 0) {
        undo = [self = QPointer(this), session = QPointer(m_session), back, rest = sum.undo] {
            if (self && session && self->m_session == session)
                self->carryOut(back, rest, {});
        };
    }
    Q_EMIT done(sum.error ? Mark::Error : deed->mark, said.join(QLatin1Char(' ')), undo);
}

void Actions::preview(const DeedPointer &deed, std::vector<Target> targets, const QString &note)
{
    if (!m_session)
        return;
    using Effects = std::vector<engine::Effect>;
    m_session->ask<Effects>([deed, targets](engine::Session::Desk &desk) -> Result<Effects> {
        Effects effects;
        for (const Target &target : targets) {
            engine::Intent look = intentFor(*deed, target);
            look.dryRun = true;
            auto outcome = deed->carryOut(desk, target, look);
            if (!outcome)
                return failure(outcome.error());
            if (outcome->answer.refusal && outcome->answer.refusal->code != Code::ConfirmationNeeded)
                return failure(*outcome->answer.refusal);
            effects.push_back(std::move(outcome->answer.effect));
        }
        return effects;
    }).then(this, [this, deed, targets, note](const Result<Effects> &effects) mutable {
        if (!effects) {
            Q_EMIT done(Mark::Error, format::shown(adviseOn(effects.error()).text), {});
            return;
        }
        engine::Effect sum;
        for (std::size_t at = 0; at < targets.size(); ++at) {
            targets[at].plan = (*effects)[at].plan;
            addTo(sum, (*effects)[at]);
        }
        const std::int64_t touched = deed->of == Deed::Of::Dps ? sum.dps : deed->of == Deed::Of::Packages ? static_cast<std::int64_t>(targets.size()) : sum.distributions;
        auto *sheet = new Preview({deed->words, deed->object(static_cast<int>(touched)), deed->mark, note, commandsOf(*deed, targets), m_session ? m_session->environment().clock.wall() : Time(), touched > 0}, sum, m_window);
        connect(sheet, &Preview::confirmed, this, [this, deed, targets](const QString &reason) { carryOut(deed, targets, reason.toStdString()); });
        sheet->open();
    });
}

} // namespace cartage::ui
