// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/sitewords.h"

#include <QCoreApplication>

#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui::sitewords {

namespace {

/// For lupdate, which looks for a class.
class Said
{
    Q_DECLARE_TR_FUNCTIONS(SiteWords)
};

QString code(const SiteCode &site) { return QString::fromStdString(site.value()); }

QString actionName(OrderAction action)
{
    switch (action) {
    case OrderAction::ClearRetries:
        return Said::tr("stop retrying");
    case OrderAction::RetryNow:
        return Said::tr("retry now");
    case OrderAction::Hold:
        return Said::tr("hold");
    case OrderAction::Release:
        return Said::tr("release");
    case OrderAction::Cancel:
        return Said::tr("cancel");
    case OrderAction::Validate:
        return Said::tr("compare with the library");
    case OrderAction::Redistribute:
        return Said::tr("repair what differs");
    case OrderAction::RedistributeAll:
        return Said::tr("copy all files again");
    }
    return {};
}

/// "done", "on its way there"
QString orderState(OrderState state)
{
    switch (state) {
    case OrderState::Asked:
    case OrderState::Passed:
        return Said::tr("on its way there");
    case OrderState::Taken:
        return Said::tr("the next site has it");
    case OrderState::Running:
        return Said::tr("under way there");
    case OrderState::Done:
        return Said::tr("done");
    case OrderState::Unchanged:
        return Said::tr("nothing was to be changed");
    case OrderState::Refused:
        return Said::tr("refused there");
    case OrderState::Gone:
        return Said::tr("not there any more");
    case OrderState::Superseded:
        return Said::tr("a later one came before it");
    }
    return {};
}

} // namespace

namespace {

bool hinders(engine::LinkState link) { return link == engine::LinkState::NotReached || link == engine::LinkState::Silent || link == engine::LinkState::WindowClosed; }

/// "POT does not reach TEL"
QString shortly(const engine::HeldLine &line)
{
    const QString words = line.by == WaitsFor::OpenWindow ? Said::tr("%1 waits for the window of %2", "two sites") : Said::tr("%1 does not reach %2", "two sites");
    return words.arg(code(line.from), code(line.to));
}

} // namespace

QString heldLine(const engine::HeldLine &line, Time now)
{
    QString words = shortly(line);
    if (line.error)
        words += QStringLiteral(": ") + sentences::kindOf(*line.error);
    else if (line.until && *line.until > now)
        words = Said::tr("%1, which opens %2", "who waits for the window, when").arg(words, format::future(*line.until, now));
    return line.knownAt ? words + QStringLiteral(", ") + asOf(line.knownAt, now) : words;
}

QString linkInFull(const engine::SiteNode &node, Time now)
{
    if (!node.through || !node.held)
        return link(node, now);
    return Said::tr("through %1, %2; %3", "site, its link, what holds back below it").arg(code(node.via), link(*node.through, now), heldLine(*node.held, now));
}

QString nameOf(const engine::SiteNode &node) { return node.name.empty() ? code(node.code) : code(node.code) + QLatin1Char(' ') + format::shown(node.name); }

QString relation(const engine::SiteNode &node)
{
    if (node.link == engine::LinkState::Own)
        return Said::tr("this site");
    if (!node.address)
        return Said::tr("below %1").arg(code(node.via));
    return node.address->relation == Relation::Parent ? Said::tr("parent site") : Said::tr("child site");
}

QString link(const engine::SiteNode &node, Time now)
{
    using engine::LinkState;
    const auto since = [&] { return node.linkSince ? format::clock(*node.linkSince, now) : format::missing(); };
    switch (node.link) {
    case LinkState::Own:
        return Said::tr("this site");
    case LinkState::Reached:
        if (node.unanswered > 0)
            return Said::tr("reached, %n answer(s) under way", nullptr, static_cast<int>(node.unanswered));
        return node.address->lastContact ? Said::tr("reached %1").arg(format::past(*node.address->lastContact, now)) : Said::tr("it reaches this site");
    case LinkState::NotTried:
        return Said::tr("nothing was sent yet");
    case LinkState::NotReached: {
        const QString why = node.address->error ? sentences::kindOf(*node.address->error) : QString();
        return why.isEmpty() ? Said::tr("not reached since %1").arg(since()) : Said::tr("not reached since %1: %2").arg(since(), why);
    }
    case LinkState::WindowClosed:
        return node.opensAt ? Said::tr("its window opens %1").arg(format::future(*node.opensAt, now)) : Said::tr("its window is closed");
    case LinkState::Silent:
        return Said::tr("silent since %1").arg(since());
    case LinkState::Behind:
        if (!node.through)
            return Said::tr("through %1").arg(code(node.via));
        return Said::tr("through %1, %2", "site, its link").arg(code(node.via), node.held && !hinders(node.through->link) ? shortly(*node.held) : link(*node.through, now));
    }
    return {};
}

namespace {

Mark notReached(const std::optional<Error> &error) { return error && error->code == Code::AddressNotThere ? Mark::DpNotThere : Mark::Blocked; }

} // namespace

Mark markOf(const engine::SiteNode &node)
{
    using engine::LinkState;
    switch (node.link) {
    case LinkState::Own:
        return Mark::Information;
    case LinkState::Behind: // its own state is not known here: what hinders on the way is
        if (node.through && hinders(node.through->link))
            return markOf(*node.through);
        return !node.held ? Mark::Information : node.held->by == WaitsFor::OpenWindow ? Mark::Paused : notReached(node.held->error);
    case LinkState::Reached:
        return Mark::Installed;
    case LinkState::NotTried:
        return Mark::Waiting;
    case LinkState::NotReached:
        return notReached(node.address ? node.address->error : std::nullopt);
    case LinkState::WindowClosed:
        return Mark::Paused;
    case LinkState::Silent:
        return Mark::DpNotResponding;
    }
    return Mark::Information;
}

QString asOf(const std::optional<Time> &told, Time now) { return told ? Said::tr("as of %1").arg(format::clock(*told, now)) : QString(); }

QString stateName(SendState state)
{
    switch (state) {
    case SendState::Pending:
        return Said::tr("waits for its turn");
    case SendState::Claimed:
        return Said::tr("is being prepared");
    case SendState::Connecting:
        return Said::tr("connects");
    case SendState::Sending:
        return Said::tr("is being sent");
    case SendState::Sent:
        return Said::tr("sent, not answered yet");
    case SendState::Acknowledged:
        return Said::tr("acknowledged");
    case SendState::Retrying:
        return Said::tr("tries again");
    case SendState::Cancelled:
        return Said::tr("cancelled");
    case SendState::Quarantined:
        return Said::tr("in quarantine there");
    }
    return {};
}

Mark markOf(SendState state)
{
    switch (state) {
    case SendState::Pending:
        return Mark::Waiting;
    case SendState::Claimed:
    case SendState::Connecting:
        return Mark::Verifying;
    case SendState::Sending:
        return Mark::Publishing;
    case SendState::Sent:
        return Mark::Unverified;
    case SendState::Acknowledged:
        return Mark::Installed;
    case SendState::Retrying:
        return Mark::Retrying;
    case SendState::Cancelled:
        return Mark::Stopped;
    case SendState::Quarantined:
        return Mark::Error;
    }
    return Mark::Waiting;
}

QString kindName(InstructionKind kind)
{
    if (kind == InstructionKind::Information)
        return Said::tr("package information");
    if (kind == InstructionKind::Content)
        return Said::tr("content");
    if (kind == InstructionKind::Removal)
        return Said::tr("removal");
    if (kind == InstructionKind::Acknowledgement)
        return Said::tr("acknowledgement");
    if (kind == InstructionKind::Report)
        return Said::tr("report");
    const std::string_view word = name(kind); // a kind that came later
    return QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
}

QString dpState(const std::string &told)
{
    engine::DpView view;
    if (told == name(DpState::Ok))
        return format::dpStateName(view);
    if (told == name(DpState::Slow))
        return Said::tr("slow");
    if (told == name(DpState::NotResponding))
        return Said::tr("does not respond");
    if (told == name(DpState::Blocked))
        return Said::tr("blocked");
    if (told == name(DpState::Held))
        return Said::tr("held");
    if (told == name(DpState::Removing))
        return Said::tr("being removed");
    return format::shown(told);
}

Mark dpMark(const std::string &told)
{
    if (told == name(DpState::Ok))
        return Mark::Installed;
    if (told == name(DpState::Slow))
        return Mark::DpSlow;
    if (told == name(DpState::NotResponding))
        return Mark::DpNotResponding;
    if (told == name(DpState::Held))
        return Mark::Paused;
    if (told == name(DpState::Removing))
        return Mark::Removing;
    return Mark::Blocked;
}

State stateOf(const engine::RemoteView &view)
{
    const RemoteTarget &target = view.target;
    if (target.state && target.toldWanted == target.wantedVersion)
        return *target.state;
    return target.wantedVersion == 0 ? State::Removing : State::Waiting;
}

QString order(const SiteOrder &order, Time now)
{
    QString text = Said::tr("%1: asked %2 by %3, %4", "action, time, who, what became of it")
                       .arg(actionName(order.action), format::clock(order.askedAt, now), format::shown(order.askedBy), orderState(order.state));
    if (order.doneAt)
        text += QLatin1Char(' ') + format::clock(*order.doneAt, now);
    if (!order.detail.empty())
        text += QStringLiteral(": ") + format::shown(order.detail);
    return text;
}

} // namespace cartage::ui::sitewords
