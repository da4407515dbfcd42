// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "ui/look/marks.h"
#include "ui/text/format.h"

namespace cartage::ui::format {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Names)
};

} // namespace

QString stateName(State state)
{
    switch (state) {
    case State::Waiting:
        return Texts::tr("waiting");
    case State::Transferring:
        return Texts::tr("transferring");
    case State::Verifying:
        return Texts::tr("verifying");
    case State::Publishing:
        return Texts::tr("publishing");
    case State::Installed:
        return Texts::tr("installed");
    case State::Unverified:
        return Texts::tr("unverified");
    case State::Damaged:
        return Texts::tr("damaged");
    case State::Retrying:
        return Texts::tr("retrying");
    case State::Blocked:
        return Texts::tr("blocked");
    case State::Failed:
        return Texts::tr("failed");
    case State::Stopped:
        return Texts::tr("stopped");
    case State::Paused:
        return Texts::tr("paused");
    case State::Removing:
        return Texts::tr("removing");
    case State::Removed:
        return Texts::tr("removed");
    }
    return {};
}

QString dpStateName(const engine::DpView &dp)
{
    switch (markOf(dp)) {
    case Mark::Removing:
        return Texts::tr("removing");
    case Mark::Paused:
        return Texts::tr("held");
    case Mark::Stale:
        return Texts::tr("stale");
    case Mark::DpNotResponding:
        return Texts::tr("not responding");
    case Mark::DpNotThere:
        return Texts::tr("not there");
    case Mark::DpReadOnly:
        return Texts::tr("read-only");
    case Mark::DpNoPermission:
        return Texts::tr("no permission");
    case Mark::DpOtherIdentity:
        return Texts::tr("other identity");
    case Mark::DpKeepsFailing:
        return Texts::tr("keeps failing");
    case Mark::DpSlow:
        return Texts::tr("slow");
    case Mark::Installed:
        return Texts::tr("OK");
    default:
        break;
    }
    if (dp.dp.condition && dp.dp.condition->code == Code::NoSpace)
        return Texts::tr("no space");
    if (dp.dp.condition && dp.dp.condition->code == Code::Quota)
        return Texts::tr("limit reached");
    return Texts::tr("blocked");
}

QString severityName(Severity severity)
{
    switch (severity) {
    case Severity::Information:
        return Texts::tr("information");
    case Severity::Warning:
        return Texts::tr("warning");
    case Severity::Error:
        return Texts::tr("error");
    }
    return {};
}

QString resolvesName(Resolves resolves)
{
    switch (resolves) {
    case Resolves::ByItself:
        return Texts::tr("By itself");
    case Resolves::Operator:
        return Texts::tr("Needs you");
    }
    return {};
}

QString priorityName(Priority priority)
{
    switch (priority) {
    case Priority::High:
        return Texts::tr("high");
    case Priority::Normal:
        return Texts::tr("normal");
    case Priority::Low:
        return Texts::tr("low");
    }
    return {};
}

} // namespace cartage::ui::format
