// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/sentences.h"

#include <QCoreApplication>
#include <cstring>

#include "core/domain/advice.h"
#include "ui/text/format.h"

namespace cartage::ui::sentences {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("sentences", text); }

/// "anna 2 h ago: wrong build"
QString byWhom(const Distribution::Mark &mark, Time now)
{
    QString text = tr("%1, %2").arg(format::shown(mark.by), format::past(mark.at, now));
    if (!mark.reason.empty())
        text += QStringLiteral(": ") + format::shown(mark.reason);
    return text;
}

QString waits(const engine::DistributionView &view, Time now)
{
    const QString why = view.error ? kindOf(*view.error) : QString();
    if (view.row.dueAt && *view.row.dueAt > now) {
        const QString span = format::span(*view.row.dueAt - now);
        return why.isEmpty() ? tr("waits %1").arg(span) : tr("waits %1: %2").arg(span, why);
    }
    if (!why.isEmpty())
        return why;
    switch (view.waitsFor.value_or(WaitsFor::Turn)) {
    case WaitsFor::OpenWindow:
        return tr("waits for its window");
    case WaitsFor::Hold:
        return tr("held");
    case WaitsFor::Breaker:
        return tr("waits until the distribution point answers");
    case WaitsFor::Space:
        return tr("waits for room");
    case WaitsFor::Operator:
        return tr("needs you");
    case WaitsFor::Engine:
        return tr("waits for an engine");
    default:
        return tr("waits for its turn");
    }
}

} // namespace

QString of(const engine::DistributionView &view, Time now)
{
    const Distribution &row = view.row;
    switch (row.state) {
    case State::Transferring:
    case State::Verifying:
        return {};
    case State::Publishing:
        return tr("puts its files in place");
    case State::Installed:
        if (!row.proof)
            return {};
        return (row.proof->kind == ProofKind::Validated ? tr("validated %1") : tr("read back %1")).arg(format::past(row.proof->at, now));
    case State::Unverified:
        return tr("not proven yet");
    case State::Stopped:
        return row.stopped ? tr("stopped by %1").arg(byWhom(*row.stopped, now)) : tr("stopped");
    case State::Paused:
        return view.held ? tr("held by %1").arg(byWhom(*view.held, now)) : tr("outside its window");
    case State::Removing:
        return view.error ? waits(view, now) : tr("is being taken away");
    case State::Removed:
        return tr("taken away");
    case State::Failed:
        return view.error ? tr("tries used up: %1").arg(kindOf(*view.error)) : tr("tries used up");
    case State::Waiting:
    case State::Damaged:
    case State::Retrying:
    case State::Blocked:
        return waits(view, now);
    }
    return {};
}

QString of(const Error &error) { return format::shown(adviseOn(error).text); }

QString kindOf(const Error &error) { return format::shown(adviseOn(error).what); }

QString placeOf(const engine::ProblemView &problem)
{
    const Error &error = problem.row.error;
    QStringList parts;
    if (!error.path.empty())
        parts << format::shownPath(error.path);
    if (error.systemError != 0)
        parts << QString::fromStdString(systemErrorName(error.systemError));
    if (parts.isEmpty())
        parts << kindOf(error);
    return parts.join(QStringLiteral(", "));
}

QString systemError(const Error &error)
{
    if (error.systemError == 0)
        return {};
    return QStringLiteral("%1 %2  %3").arg(QString::fromStdString(systemErrorName(error.systemError)), QString::number(error.systemError),
                                           QString::fromLocal8Bit(std::strerror(error.systemError)));
}

} // namespace cartage::ui::sentences
