// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/clientsview.h"

#include "ui/text/format.h"
#include "ui/text/statuswords.h"

namespace cartage::ui {

namespace {

const engine::ClientView &viewOf(const engine::ListRow &row) { return std::get<engine::ClientView>(row); }

Cell cellOf(const QString &text, const QString &tip = {})
{
    Cell cell;
    cell.text = text;
    cell.tip = tip;
    return cell;
}

Cell countCell(std::int64_t count, Ink ink = Ink::Text)
{
    Cell cell = cellOf(count ? format::number(count) : format::missing());
    cell.ink = count ? ink : Ink::Text2;
    cell.right = true;
    return cell;
}

std::vector<Cell> cellsOf(const engine::ClientView &view, Time at)
{
    Cell machine = cellOf(format::shown(view.machine));
    machine.mark = statuswords::markOf(view, at);
    Cell state = cellOf(statuswords::stateOf(view, at));
    if (*machine.mark == Mark::Error)
        state.ink = Ink::Red;
    state.tip = state.text;
    Cell clock = cellOf(statuswords::clock(view.skew), statuswords::clockExactly(view.skew));
    if (!view.skew || std::chrono::abs(*view.skew) < engine::skewSpoken)
        clock.ink = Ink::Text2;
    else
        clock.mark = Mark::DpSlow; // clock hands
    Cell sender = cellOf(format::shown(view.sender));
    sender.mono = true;
    sender.tip = sender.text;
    Cell missing = countCell(view.missing);
    if (!view.gaps.empty())
        missing.tip = ClientsView::tr("since %1").arg(format::past(view.gaps.front().since, at));
    return {machine, state, cellOf(format::past(view.lastAt, at), format::exact(view.lastAt)), countCell(view.errors24h), clock, missing,
            countCell(view.received), countCell(view.repeated), sender};
}

} // namespace

ClientsView::ClientsView(engine::Session &asked, QWidget *parent)
    : PagedPage(asked, QStringLiteral("clients"), tr("Clients"), ListKind::Clients, parent)
{
    using engine::ListOrder;
    setUp({{tr("Machine"), false, {}, ListOrder::ByMachine},
           {tr("State")},
           {tr("Last message"), false, {}, ListOrder::ByTime},
           {tr("Errors, 24 h"), true, {}, ListOrder::ByErrors},
           {tr("Clock"), false, {}, ListOrder::BySkew},
           {tr("Missing"), true, {}, ListOrder::ByMissing},
           {tr("Received"), true, {}, ListOrder::ByReceived},
           {tr("Repeated"), true, {}, ListOrder::ByRepeated},
           {tr("Sender"), false, {}, ListOrder::BySender}},
          [this](const engine::ListRow &row) { return cellsOf(viewOf(row), now()); }, {0, {20, 20, 13, 10, 20, 8, 9, 9, 33}, {8, 7, 6, 4, 5}}, 0, Qt::AscendingOrder);
    const auto only = [](const char *mark) { return Chip{QStringLiteral("is"), QString::fromLatin1(mark), false}; };
    setQuickFilters({{QStringLiteral("all"), tr("All"), {}},
                     {QStringLiteral("gaps"), tr("Messages missing"), only("gaps")},
                     {QStringLiteral("cloned"), tr("Cloned"), only("cloned")},
                     {QStringLiteral("silent"), tr("Silent"), only("silent")}});
}

Subject ClientsView::subjectOf(const engine::ListRow &row) const
{
    Subject subject;
    subject.kind = Subject::Kind::Client;
    subject.title = format::shown(viewOf(row).machine);
    subject.sender = viewOf(row).sender;
    return subject;
}

Location ClientsView::downOf(const engine::ListRow &row) const
{
    return {QStringLiteral("messages"), {{QStringLiteral("sender"), QString::fromStdString(viewOf(row).sender), false}}, {}, {}};
}

void ClientsView::countFor(const Filter &filter, const Stop &stop)
{
    using Counts = std::vector<std::int64_t>;
    std::vector<Filter> filters;
    for (const QuickFilter &quick : quickFilters())
        filters.push_back(quickFiltered(filter, quick));
    session().ask<Counts>([filters, stop](engine::Session::Desk &desk) -> Result<Counts> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        Counts counts;
        for (const Filter &each : filters) {
            const auto shape = engine::listShape(**site, {ListKind::Clients, each, engine::ListOrder::BySender, false, 0}, *stop);
            if (!shape)
                return failure(shape.error());
            counts.push_back(std::ssize(shape->rows));
        }
        return counts;
    }).then(this, [this, stop](const Result<Counts> &counts) {
        if (!counts || *stop)
            return;
        QHash<QString, qint64> byKey;
        for (qsizetype at = 0; at < quickFilters().size(); ++at)
            byKey[quickFilters()[at].key] = (*counts)[static_cast<std::size_t>(at)];
        setQuickCounts(byKey);
    });
}

QString ClientsView::scopeText(qint64 shown, std::optional<qint64> all) const
{
    if (all && *all != shown)
        return tr("%1 of %2 clients").arg(format::number(shown), format::number(*all));
    return tr("%n client(s)", nullptr, static_cast<int>(shown));
}

EmptyState::Content ClientsView::emptyContent() const
{
    EmptyState::Content content;
    content.mark = Mark::Waiting;
    content.title = tr("No client has sent anything yet");
    content.sentence = tr("A client that reports with “cartage-client report --inbox %1” stands here with its first message.").arg(format::shownPath(session().folder() + "/inbox"));
    return content;
}

} // namespace cartage::ui
