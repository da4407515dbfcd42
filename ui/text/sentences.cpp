// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/sentences.h"

#include <QCoreApplication>
#include <cstring>

#include "core/domain/messagecatalogue.h"
#include "ui/text/format.h"

namespace cartage::ui::sentences {

namespace {

/// For lupdate, which looks for a class.
class Said
{
    Q_DECLARE_TR_FUNCTIONS(sentences)
};

/// "anna 2 h ago: wrong build"
QString byWhom(const Distribution::Mark &mark, Time now)
{
    QString text = Said::tr("%1, %2").arg(format::shown(mark.by), format::past(mark.at, now));
    if (!mark.reason.empty())
        text += QStringLiteral(": ") + format::shown(mark.reason);
    return text;
}

QString waits(const engine::DistributionView &view, Time now)
{
    const QString why = view.error ? kindOf(*view.error) : QString();
    if (view.row.dueAt && *view.row.dueAt > now) {
        const QString span = format::span(*view.row.dueAt - now);
        return why.isEmpty() ? Said::tr("waits %1").arg(span) : Said::tr("waits %1: %2").arg(span, why);
    }
    if (!why.isEmpty())
        return why;
    switch (view.waitsFor.value_or(WaitsFor::Turn)) {
    case WaitsFor::OpenWindow:
        return Said::tr("waits for its window");
    case WaitsFor::Hold:
        return Said::tr("held");
    case WaitsFor::Breaker:
        return Said::tr("waits until the distribution point answers");
    case WaitsFor::Space:
        return Said::tr("waits for room");
    case WaitsFor::Operator:
        return Said::tr("needs you");
    case WaitsFor::Engine:
        return Said::tr("waits for an engine");
    case WaitsFor::Site:
        return view.told && view.told->heldUp && view.told->heldUp->to ? Said::tr("waits for site %1").arg(QString::fromStdString(view.told->heldUp->to->value())) : Said::tr("waits for its turn");
    default:
        return Said::tr("waits for its turn");
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
        return Said::tr("puts its files in place");
    case State::Installed:
        if (!row.proof)
            return {};
        return (row.proof->kind == ProofKind::Validated ? Said::tr("validated %1") : Said::tr("read back %1")).arg(format::past(row.proof->at, now));
    case State::Unverified:
        return Said::tr("not proven yet");
    case State::Stopped:
        return row.stopped ? Said::tr("stopped by %1").arg(byWhom(*row.stopped, now)) : Said::tr("stopped");
    case State::Paused:
        if (view.told && view.waitsFor != WaitsFor::OpenWindow) // who holds it only its site knows
            return Said::tr("held");
        return view.held ? Said::tr("held by %1").arg(byWhom(*view.held, now)) : Said::tr("outside its window");
    case State::Removing:
        return view.error ? waits(view, now) : Said::tr("is being taken away");
    case State::Removed:
        return Said::tr("taken away");
    case State::Failed:
        return view.error ? Said::tr("tries used up: %1").arg(kindOf(*view.error)) : Said::tr("tries used up");
    case State::Waiting:
    case State::Damaged:
    case State::Retrying:
    case State::Blocked:
        return waits(view, now);
    }
    return {};
}

Advice adviceOn(const Error &error, AdviceContext context)
{
    context.bytes = [](std::int64_t bytes) { return format::bytes(bytes).text().toStdString(); };
    return adviseOn(error, context);
}

QString describe(const Error &error)
{
    const Advice words = adviceOn(error);
    return format::shown(words.text + " " + words.toDo);
}

QString of(const StatusMessage &message)
{
    const CatalogueEntry *entry = catalogueEntry(message.id);
    if (!entry) {
        QStringList strings;
        for (const std::string &each : message.strings)
            strings << format::shown(each);
        const QString number = QString::number(message.id);
        return strings.isEmpty() ? Said::tr("Message %1, not in the catalogue").arg(number) : Said::tr("Message %1, not in the catalogue: %2").arg(number, strings.join(QStringLiteral(", ")));
    }
    return QString::fromStdString(fillIn(ofCatalogue(entry->text).toStdString(), message.strings));
}

QString ofCatalogue(const std::string &text) { return QCoreApplication::translate("Messages", text.c_str()); }

QString of(const Error &error) { return format::shown(adviceOn(error).text); }

QString kindOf(const Error &error) { return format::shown(adviceOn(error).what); }

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
