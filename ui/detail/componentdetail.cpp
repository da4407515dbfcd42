// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "core/engine/componentviews.h"
#include "ui/detail/detailparts.h"
#include "ui/text/componentwords.h"
#include "ui/text/format.h"

namespace cartage::ui::detailparts {

namespace {

/// For lupdate, which looks for a class.
class Said
{
    Q_DECLARE_TR_FUNCTIONS(Detail)
};

std::int64_t countOf(const engine::ComponentView &view, Severity severity)
{
    return view.counts[static_cast<std::size_t>(severity)];
}

QString countText(const engine::ComponentView &view, Severity severity)
{
    return Said::tr("%1 (%2)").arg(format::number(countOf(view, severity)), componentwords::limits(view.limits[severity]));
}

void advise(Detail &detail, const engine::ComponentView &view, Time now)
{
    const QString component = format::shown(view.component);
    if (view.state != ComponentState::Running && view.ofSite)
        detail.advice = {{Said::tr("What"), Said::tr("%1 is %2.").arg(component, componentwords::state(view, now))},
                         {Said::tr("Effect"), Said::tr("Nothing new is begun; what comes waits.")},
                         {Said::tr("To do"), Said::tr("Start it when the reason is gone.")},
                         {Said::tr("By itself"), Said::tr("It stays so until somebody starts it, also with a new engine.")}};
    else if (view.status != ComponentStatus::Ok)
        detail.advice = {{Said::tr("What"), Said::tr("%1 has raised more messages in 24 hours than its thresholds allow.").arg(component)},
                         {Said::tr("Effect"), Said::tr("Its status is: %1.").arg(componentwords::statusName(view.status))},
                         {Said::tr("To do"), Said::tr("Look at its errors and warnings and end their cause; or set other thresholds if so many are usual.")},
                         {Said::tr("By itself"), Said::tr("Messages count for 24 hours; then the status recovers.")}};
}

} // namespace

Result<Detail> ofComponent(engine::Site &site, const Subject &subject, const DetailWish &wish, Time now)
{
    const auto views = engine::componentViews(site);
    if (!views)
        return failure(views.error());
    const auto view = std::find_if(views->rows.begin(), views->rows.end(), [&](const engine::ComponentView &each) { return each.component == subject.component; });
    if (view == views->rows.end()) {
        Error gone;
        gone.code = Code::NotFound;
        gone.object = subject.component;
        return failure(gone);
    }
    Detail detail;
    detail.mark = view->state == ComponentState::Running ? componentwords::markOf(view->status) : componentwords::markOf(view->state);
    detail.hue = view->state != ComponentState::Running ? Hue::Blue : adviceHue(*detail.mark);
    detail.title = subject.title;
    detail.facts = Said::tr("%1 · status %2").arg(view->ofSite ? componentwords::stateName(view->state) : componentwords::state(*view, now), componentwords::statusName(view->status));
    advise(detail, *view, now);
    detail.values = {{Said::tr("What it does"), componentwords::does(*view)},
                     {Said::tr("Errors in 24 h"), countText(*view, Severity::Error)},
                     {Said::tr("Warnings in 24 h"), countText(*view, Severity::Warning)},
                     {Said::tr("Information in 24 h"), countText(*view, Severity::Information)}};
    if (view->changed) {
        detail.values.push_back({Said::tr("Changed by"), QStringLiteral("%1, %2").arg(format::shown(view->changed->by), at(view->changed->at, now))});
        if (!view->changed->reason.empty())
            detail.values.push_back({Said::tr("Reason"), format::shown(view->changed->reason)});
    }
    const QString component = QString::fromStdString(view->component);
    const auto only = [&component](const char *severity) {
        return Location{QStringLiteral("messages"), {{QStringLiteral("component"), component, false}, {QStringLiteral("severity"), QString::fromLatin1(severity), false}}, {}, {}};
    };
    detail.links = {{Said::tr("Show its messages"), {QStringLiteral("messages"), {{QStringLiteral("component"), component, false}}, {}, {}}}};
    if (countOf(*view, Severity::Error) > 0)
        detail.links.push_back({Said::tr("Show its errors"), only("error")});
    if (countOf(*view, Severity::Warning) > 0)
        detail.links.push_back({Said::tr("Show its warnings"), only("warning")});
    auto messages = messagesTab(site, {"component", view->component, false}, wish, now);
    if (!messages)
        return failure(messages.error());
    detail.tabs = {*messages};
    return detail;
}

} // namespace cartage::ui::detailparts
