// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "ui/detail/detailparts.h"
#include "ui/text/format.h"
#include "ui/text/statuswords.h"

namespace cartage::ui::detailparts {

namespace {

/// For lupdate, which looks for a class.
class Said
{
    Q_DECLARE_TR_FUNCTIONS(Detail)
};

constexpr std::size_t mostShown = 64 * 1024;
constexpr qsizetype linesInOne = 32;
constexpr std::size_t mostGaps = 50;

bool has(const std::vector<std::string_view> &marks, std::string_view word) { return std::find(marks.begin(), marks.end(), word) != marks.end(); }

void add(Detail &detail, const QString &what, const QString &effect, const QString &toDo, const QString &byItself)
{
    detail.advice = {{Said::tr("What"), what}, {Said::tr("Effect"), effect}, {Said::tr("To do"), toDo}, {Said::tr("By itself"), byItself}};
}

/// The worst of what is to be said of it.
void advise(Detail &detail, const engine::ClientView &client, Time now)
{
    const auto marks = engine::marksOf(client, now);
    const QString machine = format::shown(client.machine);
    if (has(marks, "cloned"))
        add(detail, Said::tr("Two machines send as this client: a number came twice, with different messages, %1.").arg(format::past(*client.clonedAt, now)),
            Said::tr("Both messages were kept; nothing is lost. But numbers cannot tell any more whether one is missing."),
            Said::tr("Find the machine that was copied with its spool, and delete the spool folder there: it makes itself a new one."), Said::tr("Messages of both are taken in."));
    else if (has(marks, "gaps"))
        add(detail, Said::tr("%n message(s) of %1 have not come.", nullptr, static_cast<int>(client.missing)).arg(machine),
            Said::tr("What they would have told is not known here. Newer ones have come since."),
            Said::tr("Look on %1 whether they lie in its spool: cartage-client flush brings them. If the spool was deleted, they are lost.").arg(machine),
            Said::tr("Numbers that still come are struck off."));
    else if (has(marks, "silent"))
        add(detail, Said::tr("Nothing has come from %1 for more than a day.").arg(machine), Said::tr("It may be switched off, or it cannot reach the inbox."),
            Said::tr("See whether it runs, and whether cartage-client flush says anything there."), Said::tr("What it keeps in its spool comes when it can reach the inbox."));
    else if (has(marks, "ahead") || has(marks, "behind"))
        add(detail, Said::tr("The clock of %1 is %2.").arg(machine, statuswords::clock(client.skew)), Said::tr("Its messages stand at the wrong time in lists; the time of receipt is right."),
            Said::tr("Set its clock, or let it be set over the network."), Said::tr("Its messages are taken in all the same."));
}

void addGaps(Detail &detail, const engine::ClientView &client, Time now)
{
    Detail::Related related;
    related.title = Said::tr("Numbers that have not come");
    related.fact = Said::tr("%n of %1", nullptr, static_cast<int>(client.missing)).arg(format::number(client.highest));
    for (const engine::ClientView::Gap &gap : client.gaps) {
        if (related.entries.size() == static_cast<qsizetype>(mostGaps)) {
            DetailEntry more;
            more.title = Said::tr("and %n more stretch(es)", nullptr, static_cast<int>(client.gaps.size() - mostGaps));
            related.entries.push_back(more);
            break;
        }
        DetailEntry entry;
        entry.mark = Mark::Warning;
        entry.title = statuswords::numbers(gap);
        entry.second = Said::tr("missed since %1").arg(format::clock(gap.since, now));
        entry.right = format::number(gap.last - gap.first + 1);
        related.entries.push_back(entry);
    }
    detail.related = {related};
}

/// A few dozen lines together: they are read, not chosen.
Result<Detail::Tab> contentOf(engine::Site &site, const engine::QuarantineView &view, const DetailWish &wish)
{
    Detail::Tab tab{QStringLiteral("content"), Said::tr("Content"), false, {}, {}, {}, {}, false, 0, false,
                    view.type == "file" ? Said::tr("The file is empty.") : Said::tr("This is no file (%1): it is not opened.").arg(statuswords::typeName(view.type))};
    if (wish.tab != tab.key)
        return tab;
    const auto bytes = engine::quarantinePreview(site, view.id, mostShown);
    if (!bytes)
        return failure(bytes.error());
    const statuswords::Shown shown = statuswords::bytesShown(*bytes);
    for (qsizetype at = 0; at < shown.lines.size(); at += linesInOne) {
        DetailEntry entry;
        const QStringList part = shown.lines.mid(at, linesInOne);
        entry.title = shown.hexadecimal ? Said::tr("Bytes from %1").arg(format::number(at * 8)) : Said::tr("Line %1 to %2").arg(format::number(at + 1), format::number(at + part.size()));
        entry.mono = part.join(QLatin1Char('\n'));
        tab.entries.push_back(entry);
    }
    tab.head = shown.hexadecimal ? Said::tr("Hardly text: hexadecimal") : Said::tr("As text, escaped");
    const bool more = view.size && *view.size > static_cast<std::int64_t>(bytes->size());
    tab.fact = more ? Said::tr("the first %1 of %2").arg(format::bytes(static_cast<std::int64_t>(bytes->size())).text(), format::bytes(*view.size).text())
                    : format::bytes(static_cast<std::int64_t>(bytes->size())).text();
    if (bytes->empty())
        tab.head.clear();
    cut(tab, wish);
    return tab;
}

} // namespace

Result<Detail> ofClient(engine::Site &site, const Subject &subject, const DetailWish &wish, Time now)
{
    const auto client = engine::clientView(site, subject.sender);
    if (!client)
        return failure(client.error());
    Detail detail;
    detail.mark = statuswords::markOf(*client, now);
    detail.hue = adviceHue(*detail.mark);
    if (detail.hue == Hue::Green) // a clock that is off is no fault of its messages
        detail.hue = Hue::Blue;
    detail.title = subject.title;
    detail.facts = Said::tr("%1 · last message %2").arg(statuswords::stateOf(*client, now), format::past(client->lastAt, now));
    advise(detail, *client, now);
    detail.values = {{Said::tr("Sender"), format::shown(client->sender)},
                     {Said::tr("First message"), at(client->firstAt, now)},
                     {Said::tr("Last message"), at(client->lastAt, now)},
                     {Said::tr("Received"), Said::tr("%n message(s)", nullptr, static_cast<int>(client->received))},
                     {Said::tr("Highest number"), format::number(client->highest)},
                     {Said::tr("Came again"), client->repeated ? Said::tr("%n message(s), counted and dropped", nullptr, static_cast<int>(client->repeated)) : format::missing()},
                     {Said::tr("Errors in 24 h"), format::number(client->errors24h)},
                     {Said::tr("Clock"), client->skew ? QStringLiteral("%1 (%2)").arg(statuswords::clock(client->skew), format::later(Time(), Time(*client->skew))) : Said::tr("not known")}};
    if (client->clonedAt)
        detail.values.push_back({Said::tr("Cloned"), at(client->clonedAt, now)});
    detail.values.removeIf([](const auto &each) { return each.second == format::missing(); });
    if (!client->gaps.empty())
        addGaps(detail, *client, now);
    const QString sender = QString::fromStdString(client->sender);
    detail.links = {{Said::tr("Show its messages"), {QStringLiteral("messages"), {{QStringLiteral("sender"), sender, false}}, {}, {}}}};
    if (client->errors24h > 0)
        detail.links.push_back({Said::tr("Show its errors"),
                                {QStringLiteral("messages"), {{QStringLiteral("sender"), sender, false}, {QStringLiteral("severity"), QStringLiteral("error"), false}}, {}, {}}});
    auto messages = messagesTab(site, {"sender", client->sender, false}, wish, now);
    if (!messages)
        return failure(messages.error());
    detail.tabs = {*messages};
    return detail;
}

Result<Detail> ofQuarantined(engine::Site &site, const Subject &subject, const DetailWish &wish, Time now)
{
    const auto view = engine::quarantineView(site, subject.record);
    if (!view)
        return failure(view.error());
    Detail detail;
    detail.mark = Mark::Error;
    detail.hue = Hue::Red;
    detail.title = subject.title;
    detail.facts = Said::tr("%1 · received %2").arg(statuswords::reason(view->reason), format::past(view->received, now));
    const statuswords::Advised words = statuswords::adviceOn(*view);
    add(detail, words.what, words.effect, words.toDo, words.byItself);
    detail.values = {{Said::tr("Number"), QString::number(view->id)}, {Said::tr("Received"), at(view->received, now)}, {Said::tr("Kind"), statuswords::kindName(view->kind)},
                     {Said::tr("Is a"), statuswords::typeName(view->type)}, {Said::tr("Size"), view->size ? format::bytes(*view->size).text() : format::missing()},
                     {Said::tr("Sender"), statuswords::senderShort(view->sender)}, {Said::tr("Message id"), view->guid.empty() ? format::missing() : format::shown(view->guid)}};
    detail.values.removeIf([](const auto &each) { return each.second == format::missing(); });
    detail.rawError = view->detail.empty() ? format::shown(view->reason) : QStringLiteral("%1: %2").arg(format::shown(view->reason), format::shown(view->detail));
    if (!view->sender.empty())
        detail.links = {{Said::tr("The client it came from"), {QStringLiteral("clients"), {{QStringLiteral("sender"), QString::fromStdString(view->sender), false}}, {}, {}}}};
    auto content = contentOf(site, *view, wish);
    if (!content)
        return failure(content.error());
    detail.tabs = {*content};
    return detail;
}

} // namespace cartage::ui::detailparts
