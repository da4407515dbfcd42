// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <algorithm>

#include "core/domain/advice.h"
#include "core/engine/sitetree.h"
#include "ui/detail/detailparts.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"
#include "ui/text/sitewords.h"

namespace cartage::ui::detailparts {

namespace {

/// For lupdate, which looks for a class.
class Said
{
    Q_DECLARE_TR_FUNCTIONS(Detail)
};

using engine::LinkState;
using Tab = Detail::Tab; // lupdate takes a qualified one for the class of what it translates

QString waitingFor(const engine::SiteNode &node)
{
    if (node.outbox == 0)
        return Said::tr("Nothing waits for it now; what comes will wait.");
    return Said::tr("%n request(s) wait for it. Its distribution points keep what they have.", nullptr, static_cast<int>(node.outbox));
}

/// How much it is, is known once the Sender has built it.
QString outboxOf(const engine::SiteNode &node)
{
    if (node.outbox == 0)
        return Said::tr("empty");
    const QString files = Said::tr("%n file(s)", nullptr, static_cast<int>(node.outbox));
    return node.outboxBytes > 0 ? QStringLiteral("%1, %2").arg(files, format::bytes(node.outboxBytes).text()) : files;
}

/// A line between two sites below.
void adviseOnLine(Detail &detail, const engine::SiteNode &node, const engine::HeldLine &line, Time now)
{
    const QString from = QString::fromStdString(line.from.value());
    const QString effect = Said::tr("What is meant for %1 and not there yet waits at %2. Its distribution points keep what they have.").arg(sitewords::nameOf(node), from);
    if (line.error) {
        const Advice words = sentences::adviceOn(*line.error);
        detail.advice = {{Said::tr("What"), format::shown(words.text)}, {Said::tr("Effect"), effect}, {Said::tr("To do"), format::shown(words.toDo)}, {Said::tr("By itself"), format::shown(words.byItself)}};
        detail.rawError = rawOf(*line.error);
        detail.code = line.error->code;
        return;
    }
    detail.advice = {{Said::tr("What"), sitewords::heldLine(line, now)},
                     {Said::tr("Effect"), effect},
                     {Said::tr("To do"), Said::tr("Nothing, unless it has to be there sooner: then open the window of that address at %1.").arg(from)},
                     {Said::tr("By itself"), line.until ? Said::tr("It goes on %1.").arg(format::future(*line.until, now)) : Said::tr("It goes on when the window opens.")}};
    detail.hue = Hue::Blue;
}

/// What hinders most is said, once.
void advise(Detail &detail, const engine::SiteNode &node, Time now)
{
    const QString site = sitewords::nameOf(node);
    if (node.link == LinkState::NotReached && node.address->error) {
        const Advice words = sentences::adviceOn(*node.address->error);
        const QString next = node.address->nextTry && *node.address->nextTry > now ? Said::tr("It is tried again %1, and then for as long as it takes; nothing is lost.").arg(format::future(*node.address->nextTry, now))
                                                                                   : Said::tr("It is tried again for as long as it takes; nothing is lost.");
        detail.advice = {{Said::tr("What"), format::shown(words.text)}, {Said::tr("Effect"), waitingFor(node)}, {Said::tr("To do"), format::shown(words.toDo)}, {Said::tr("By itself"), next}};
        detail.rawError = rawOf(*node.address->error);
        detail.code = node.address->error->code;
    } else if (node.link == LinkState::Silent) {
        detail.advice = {{Said::tr("What"), Said::tr("%1 has said nothing since %2. What is sent there lies in its inbox.").arg(site, node.linkSince ? format::clock(*node.linkSince, now) : format::missing())},
                         {Said::tr("Effect"), Said::tr("What is known of it grows old; its distribution points keep what they have.")},
                         {Said::tr("To do"), Said::tr("See whether an engine works that site, and whether it reaches the inbox of this one.")},
                         {Said::tr("By itself"), Said::tr("What lies in its inbox is taken in, in its order, when it is back. Nothing is sent twice but the instruction.")}};
    } else if (node.link == LinkState::WindowClosed) {
        detail.advice = {{Said::tr("What"), Said::tr("The window of its address is closed: %1.").arg(QString::fromStdString(node.address->window.text()))},
                         {Said::tr("Effect"), waitingFor(node)},
                         {Said::tr("To do"), Said::tr("Nothing, unless it has to be there sooner: then open the window in its address.")},
                         {Said::tr("By itself"), node.opensAt ? Said::tr("It goes on %1.").arg(format::future(*node.opensAt, now)) : Said::tr("It goes on when the window opens.")}};
        detail.hue = Hue::Blue;
    } else if (node.through && (engine::isUnreached(*node.through) || node.through->link == LinkState::WindowClosed)) {
        const QString child = sitewords::nameOf(*node.through);
        detail.advice = {{Said::tr("What"), Said::tr("The way there leads through %1: %2.").arg(child, sitewords::link(*node.through, now))},
                         {Said::tr("Effect"), Said::tr("What is meant for %1 and not there yet waits. Its distribution points keep what they have.").arg(site)},
                         {Said::tr("To do"), Said::tr("Look at %1: it says what hinders there.").arg(child)},
                         {Said::tr("By itself"), Said::tr("It goes on as soon as %1 is reached again.").arg(child)}};
        detail.links = {{Said::tr("Show the site"), {QStringLiteral("sites"), {}, {}, QString::fromStdString(node.via.value())}}};
    } else if (node.held) {
        adviseOnLine(detail, node, *node.held, now);
    } else if (node.failing > 0 && node.link != LinkState::Own) {
        detail.advice = {{Said::tr("What"), Said::tr("%n distribution(s) at %1 cannot be done as they are.", nullptr, static_cast<int>(node.failing)).arg(site)},
                         {Said::tr("Effect"), Said::tr("%1 packages are in step there.").arg(format::ofTotal(node.inStep, node.packages))},
                         {Said::tr("To do"), Said::tr("Look at them under Packages: each says what its site has told of it.")},
                         {Said::tr("By itself"), Said::tr("The engine of that site goes on trying by its own rules; this one has nothing to send again.")}};
    }
}

void addAddress(Detail &detail, const Address &address, Time now)
{
    detail.values += QList<QPair<QString, QString>>{{Said::tr("Its inbox"), format::shownPath(address.inbox)},
                                                    {Said::tr("Key"), format::shown(address.keyId)},
                                                    {Said::tr("Last contact"), at(address.lastContact, now)},
                                                    {Said::tr("Heard"), at(address.heardAt, now)}};
    if (!address.window.isAlways())
        detail.values.push_back({Said::tr("Window"), QString::fromStdString(address.window.text())});
    if (address.rate > 0)
        detail.values.push_back({Said::tr("Rate limit"), format::rate(static_cast<double>(address.rate)).text()});
    detail.values.push_back({Said::tr("Sendings at once"), format::number(address.maxSendings)});
}

QString packageNameOf(engine::Site &site, const PackageId &id)
{
    const auto view = engine::packageView(site, id);
    return view ? format::shown(view->package.name) : QString::fromStdString(id.value());
}

/// "for dresden1; on to LEI, MUC": a routing request names DPs of sites behind the one it is sent to. An order goes on to each of them by itself.
QString targetsOf(const engine::RequestView &view)
{
    QStringList here, on;
    for (const Target &target : view.targets) {
        const QString site = QString::fromStdString(target.site.value());
        if (target.site == view.request.to)
            here << format::shown(target.dp);
        else if (view.request.kind == InstructionKind::Order)
            here << site + QLatin1Char('/') + format::shown(target.dp);
        else if (!on.contains(site))
            on << site;
    }
    QStringList words;
    if (!here.isEmpty())
        words << Said::tr("for %1").arg(here.join(QStringLiteral(", ")));
    if (!on.isEmpty())
        words << Said::tr("routing request, on to %1").arg(on.join(QStringLiteral(", ")));
    return words.join(QStringLiteral("; "));
}

/// `probe`: when an address that is not reached is tried again.
DetailEntry entryOf(engine::Site &site, const engine::RequestView &view, const std::optional<Time> &probe, Time now)
{
    const SendRequest &request = view.request;
    DetailEntry entry;
    entry.mark = sitewords::markOf(request.state);
    entry.strong = true;
    entry.title = request.package ? Said::tr("%1, %2").arg(packageNameOf(site, *request.package), sitewords::kindName(request.kind)) : sitewords::kindName(request.kind);
    entry.beside = request.version > 0 ? Said::tr("version %1").arg(format::number(request.version)) : QString();
    entry.right = format::clockSeconds(request.acknowledgedAt.value_or(request.sentAt.value_or(request.createdAt)), now);
    QStringList words{sitewords::stateName(request.state)};
    if (request.bytesTotal > 0) {
        const std::int64_t there = request.bytesTotal - request.bytesLeft;
        words << (request.bytesLeft > 0 ? Said::tr("%1 of %2 there, %3").arg(format::bytes(there).text(), format::bytes(request.bytesTotal).text(), format::percent(there, request.bytesTotal))
                                        : format::bytes(request.bytesTotal).text());
        if (request.syncPoint > 0 && request.bytesLeft > 0)
            words << Said::tr("goes on from %1").arg(format::bytes(request.syncPoint).text());
    }
    if (request.connects > 0)
        words << Said::tr("%n connect(s)", nullptr, request.connects);
    if (request.dueAt && request.state == SendState::Retrying)
        words << Said::tr("next try %1").arg(format::future(std::max(*request.dueAt, probe.value_or(*request.dueAt)), now));
    if (const QString targets = targetsOf(view); !targets.isEmpty())
        words << targets;
    entry.second = words.join(QStringLiteral(" · "));
    entry.mono = request.error ? rawOf(*request.error) : QString();
    entry.failing = request.error.has_value();
    return entry;
}

/// What is open first, then what is done, newest first.
Tab requestsTab(engine::Site &site, const engine::SiteDetail &detail, const DetailWish &wish, Time now)
{
    Tab tab{QStringLiteral("requests"), Said::tr("Requests"), false, {}, {}, {}, {}, false, 0, false, Said::tr("Nothing was sent to it yet.")};
    const auto isOpen = [](const engine::RequestView &view) { return view.request.state != SendState::Acknowledged && view.request.state != SendState::Cancelled; };
    const auto open = std::count_if(detail.requests.begin(), detail.requests.end(), isOpen);
    tab.head = Said::tr("%n open", nullptr, static_cast<int>(open));
    tab.fact = Said::tr("%n done", nullptr, static_cast<int>(std::ssize(detail.requests) - open));
    if (wish.tab != tab.key)
        return tab;
    for (const bool wanted : {true, false}) {
        for (const engine::RequestView &view : detail.requests) {
            if (isOpen(view) == wanted)
                tab.entries.push_back(entryOf(site, view, detail.node.address ? detail.node.address->nextTry : std::nullopt, now));
        }
    }
    cut(tab, wish);
    return tab;
}

Tab dpsTab(const engine::SiteDetail &detail, const DetailWish &wish)
{
    Tab tab{QStringLiteral("dps"), Said::tr("DPs"), false, {}, {}, {}, {}, false, 0, false, Said::tr("It has told of no distribution point yet.")};
    if (wish.tab != tab.key)
        return tab;
    for (const RemoteDp &dp : detail.dps) {
        DetailEntry entry;
        std::int64_t all = 0, proven = 0;
        for (const engine::RemoteView &view : detail.targets) {
            const bool wanted = view.target.target.dp == dp.name && view.target.wantedVersion > 0 && !view.target.gone;
            all += wanted;
            proven += wanted && view.fulfilled;
        }
        QStringList groups;
        for (const std::string &group : dp.groups)
            groups << format::shown(group);
        entry.mark = sitewords::dpMark(dp.state);
        entry.title = format::shown(dp.name);
        entry.right = all > 0 ? Said::tr("%1 proven").arg(format::ofTotal(proven, all)) : QString();
        entry.second = groups.isEmpty() ? sitewords::dpState(dp.state) : Said::tr("%1; %2").arg(sitewords::dpState(dp.state), groups.join(QStringLiteral(", ")));
        tab.entries.push_back(entry);
    }
    cut(tab, wish);
    return tab;
}

DetailEntry entryOf(const engine::RemoteView &view, Time now)
{
    const RemoteTarget &target = view.target;
    const State state = sitewords::stateOf(view);
    DetailEntry entry;
    const bool needsYou = target.error && resolvesOf(target.error->code) == Resolves::Operator;
    entry.mark = markOf(state, needsYou);
    entry.title = view.packageName.empty() ? QString::fromStdString(target.package.value()) : format::shown(view.packageName);
    entry.beside = format::shown(target.target.dp);
    entry.right = target.receivedAt ? sitewords::asOf(target.receivedAt, now) : Said::tr("asked %1").arg(format::past(target.askedAt, now));
    QStringList words{target.gone ? Said::tr("its site has no such distribution point") : format::stateName(state)};
    if (target.wantedVersion > 0)
        words << Said::tr("version %1 wanted").arg(format::number(target.wantedVersion));
    words << (target.installedVersion ? Said::tr("%1 there").arg(format::number(*target.installedVersion)) : Said::tr("none there"));
    entry.second = words.join(QStringLiteral(" · "));
    if (target.error && state == target.state) {
        entry.failing = true;
        entry.mono = rawOf(*target.error);
    }
    return entry;
}

Tab packagesTab(const engine::SiteDetail &detail, const DetailWish &wish, Time now)
{
    Tab tab{QStringLiteral("packages"), Said::tr("Packages"), false, {}, {}, {}, {}, false, 0, false, Said::tr("Its distribution points are given nothing.")};
    if (wish.tab != tab.key)
        return tab;
    tab.head = Said::tr("%1 packages in step").arg(format::ofTotal(detail.node.inStep, detail.node.packages));
    for (const bool done : {false, true}) {
        for (const engine::RemoteView &view : detail.targets) {
            if (view.fulfilled == done)
                tab.entries.push_back(entryOf(view, now));
        }
    }
    cut(tab, wish);
    return tab;
}

} // namespace

Result<Detail> ofSite(engine::Site &site, const Subject &subject, const DetailWish &wish, Time now)
{
    const auto known = engine::siteDetail(site, SiteCode(subject.site));
    if (!known)
        return failure(known.error());
    const engine::SiteNode &node = known->node;
    Detail detail;
    detail.mark = sitewords::markOf(node);
    detail.hue = adviceHue(*detail.mark);
    if (node.link == LinkState::Reached && node.failing > 0)
        detail.hue = Hue::Amber;
    detail.title = subject.title;
    detail.facts = node.link == LinkState::Own ? sitewords::link(node, now) : Said::tr("%1 · %2").arg(sitewords::relation(node), sitewords::link(node, now));
    advise(detail, node, now);
    if (node.parent)
        detail.values.push_back({Said::tr("Its parent"), QString::fromStdString(node.parent->value())});
    detail.values += QList<QPair<QString, QString>>{{Said::tr("Distribution points"), format::number(node.dps)},
                                                    {Said::tr("Packages in step"), node.packages > 0 ? format::ofTotal(node.inStep, node.packages) : format::missing()}};
    if (node.link == LinkState::Own) {
        detail.values.push_back({Said::tr("Public key"), QString::fromStdString(known->ownKey)});
        detail.links = {{Said::tr("Show its distribution points"), {QStringLiteral("dps"), {}, {}, {}}}};
        return detail;
    }
    if (node.address) {
        detail.values += QList<QPair<QString, QString>>{{Said::tr("Outbox"), outboxOf(node)},
                                                        {Said::tr("Oldest"), at(node.outboxOldest, now)},
                                                        {Said::tr("Not answered yet"), format::number(node.unanswered)},
                                                        {Said::tr("Last acknowledged"), at(node.acknowledgedAt, now)}};
        addAddress(detail, *node.address, now);
    } else {
        const QString via = QString::fromStdString(node.via.value());
        detail.values.push_back({Said::tr("Reached through"), node.through ? QStringLiteral("%1, %2").arg(via, sitewords::link(*node.through, now)) : via});
        if (node.held)
            detail.values.push_back({Said::tr("Held back"), sitewords::heldLine(*node.held, now)});
        detail.values.push_back({Said::tr("Told"), at(node.toldAt, now)});
    }
    detail.tabs = {requestsTab(site, *known, wish, now), dpsTab(*known, wish), packagesTab(*known, wish, now)};
    return detail;
}

} // namespace cartage::ui::detailparts
