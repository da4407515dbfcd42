// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/componentwords.h"

#include <QCoreApplication>

#include "ui/text/format.h"

namespace cartage::ui::componentwords {

namespace {

/// For lupdate, which looks for a class.
class Said
{
    Q_DECLARE_TR_FUNCTIONS(ComponentWords)
};

} // namespace

QString stateName(ComponentState state)
{
    switch (state) {
    case ComponentState::Running:
        return Said::tr("running");
    case ComponentState::Paused:
        return Said::tr("paused");
    case ComponentState::Stopped:
        return Said::tr("stopped");
    }
    return {};
}

QString state(const engine::ComponentView &component, Time now)
{
    if (!component.ofSite)
        return Said::tr("at clients");
    if (component.state == ComponentState::Running || !component.changed)
        return stateName(component.state);
    const QString by = Said::tr("%1 by %2, %3").arg(stateName(component.state), format::shown(component.changed->by), format::past(component.changed->at, now));
    return component.changed->reason.empty() ? by : by + QStringLiteral(": ") + format::shown(component.changed->reason);
}

QString statusName(ComponentStatus status)
{
    switch (status) {
    case ComponentStatus::Ok:
        return Said::tr("OK");
    case ComponentStatus::Warning:
        return Said::tr("warning");
    case ComponentStatus::Critical:
        return Said::tr("critical");
    }
    return {};
}

Mark markOf(ComponentState state) { return state == ComponentState::Running ? Mark::Tick : state == ComponentState::Paused ? Mark::Paused : Mark::Stopped; }

Mark markOf(ComponentStatus status) { return status == ComponentStatus::Ok ? Mark::Installed : status == ComponentStatus::Warning ? Mark::Warning : Mark::Error; }

QString does(const engine::ComponentView &component)
{
    if (component.component == distributionManagerName)
        return Said::tr("Brings packages to distribution points.");
    if (component.component == statusManagerName)
        return Said::tr("Takes in the status messages of clients.");
    if (component.component == schedulerName)
        return Said::tr("Plans what is sent to other sites.");
    if (component.component == senderName)
        return Said::tr("Sends to the inboxes of other sites.");
    if (component.component == despoolerName)
        return Said::tr("Carries out what other sites have sent.");
    if (component.ofSite)
        return Said::tr("Looks after the site: backups, versions, operators' actions.");
    return Said::tr("Works at clients; this site knows only what its messages say.");
}

QString limits(const MessageLimit &limit)
{
    if (limit.warning > 0 && limit.critical > 0)
        return Said::tr("warning from %1, critical from %2").arg(format::number(limit.warning), format::number(limit.critical));
    if (limit.warning > 0)
        return Said::tr("warning from %1").arg(format::number(limit.warning));
    return limit.critical > 0 ? Said::tr("critical from %1").arg(format::number(limit.critical)) : Said::tr("no limit");
}

QString limitName(const std::string &key)
{
    const bool critical = key.ends_with("_critical");
    if (key.starts_with("error"))
        return critical ? Said::tr("Errors: critical from") : Said::tr("Errors: warning from");
    if (key.starts_with("warning"))
        return critical ? Said::tr("Warnings: critical from") : Said::tr("Warnings: warning from");
    return critical ? Said::tr("Information: critical from") : Said::tr("Information: warning from");
}

} // namespace cartage::ui::componentwords
