// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts.h"

#include <QCoreApplication>

#include "ui/text/format.h"

namespace cartage::ui {

namespace {

/// For lupdate, which looks for a class.
class Said
{
    Q_DECLARE_TR_FUNCTIONS(Charts)
};

constexpr std::size_t ownAreas = 3;
constexpr double million = 1024.0 * 1024.0;
constexpr int momentsShown = 240;

/// The first ones each, the rest added up.
std::vector<engine::Throughput::Series> areasOf(const engine::Throughput &throughput)
{
    std::vector<engine::Throughput::Series> areas;
    for (const engine::Throughput::Series &series : throughput.series) {
        if (areas.size() <= ownAreas) {
            areas.push_back(series);
            continue;
        }
        engine::Throughput::Series &rest = areas.back();
        for (std::size_t step = 0; step < rest.bytesPerSecond.size() && step < series.bytesPerSecond.size(); ++step)
            rest.bytesPerSecond[step] += series.bytesPerSecond[step];
        rest.now += series.now;
    }
    return areas;
}

QString areaName(const std::vector<engine::Throughput::Series> &areas, std::size_t at)
{
    return at < ownAreas ? format::shown(areas[at].dp) : Said::tr("others");
}

Cell cellOf(const QString &text, bool right, Ink ink = Ink::Text)
{
    Cell cell;
    cell.text = text;
    cell.right = right;
    cell.ink = ink;
    return cell;
}

Cell countCell(std::int64_t count) { return count ? cellOf(format::number(count), true) : cellOf(QString(QChar(0xb7)), true, Ink::Text3); }

Cell rateCell(double bytesPerSecond)
{
    const format::Quantity rate = format::rate(bytesPerSecond);
    Cell cell = bytesPerSecond > 0 ? cellOf(rate.digits, true) : cellOf(QString(QChar(0xb7)), true, Ink::Text3);
    if (bytesPerSecond > 0)
        cell.unit = rate.unit;
    return cell;
}

Cell timeCell(Time at, Time now)
{
    Cell cell = cellOf(format::clockSeconds(at, now), false);
    cell.tip = format::exact(at);
    return cell;
}

/// States that are one area.
struct Band {
    QString name;
    std::vector<State> states;
    Hue hue;
    double strength;
};

std::vector<Band> bands()
{
    return {{format::stateName(State::Failed), {State::Failed}, Hue::Red, 0.85},
            {format::stateName(State::Blocked), {State::Blocked}, Hue::Amber, 0.85},
            {Said::tr("tried again"), {State::Retrying, State::Damaged}, Hue::Amber, 0.5},
            {Said::tr("at work"), {State::Transferring, State::Verifying, State::Publishing}, Hue::Blue, 0.6},
            {format::stateName(State::Waiting), {State::Waiting}, Hue::Grey, 0.55},
            {Said::tr("resting"), {State::Paused, State::Stopped, State::Unverified, State::Removing}, Hue::Grey, 0.28}};
}

std::int64_t sumOf(const store::StateCount &count, const std::vector<State> &states)
{
    std::int64_t sum = 0;
    for (const State state : states) {
        if (const auto found = count.rows.find(state); found != count.rows.end())
            sum += found->second;
    }
    return sum;
}

/// So many that they can be told apart: of those within one step the last, which held on.
std::vector<store::StateCount> thinned(const engine::StateHistory &history)
{
    std::vector<store::StateCount> kept;
    const Span step = std::max(Span(1), (history.to - history.from) / momentsShown);
    for (const store::StateCount &each : history.counts) {
        store::StateCount count = each;
        count.at = std::max(count.at, history.from);
        const bool sameStep = !kept.empty() && (kept.back().at - history.from) / step == (count.at - history.from) / step && count.at < history.to;
        if (sameStep)
            count.at = kept.back().at;
        if (sameStep)
            kept.back() = std::move(count);
        else
            kept.push_back(std::move(count));
    }
    return kept;
}

} // namespace

AreaChart::Content throughputChart(const engine::Throughput &throughput, const Look &look)
{
    AreaChart::Content content;
    const auto areas = areasOf(throughput);
    const std::size_t steps = areas.empty() ? 0 : areas.front().bytesPerSecond.size();
    content.from = throughput.from;
    content.to = throughput.from + throughput.step * std::max(1, throughput.steps);
    content.unit = Said::tr("MB/s now");
    content.empty = Said::tr("No bytes were brought to distribution points in this time.");
    for (std::size_t step = 0; step < steps; ++step)
        content.moments.push_back(throughput.from + throughput.step * static_cast<std::int64_t>(step));
    for (std::size_t at = 0; at < areas.size(); ++at) {
        AreaChart::Series series{areaName(areas, at), areas[at].now > 0 ? QLocale().toString(areas[at].now / million, 'f', 1) : format::missing(), look.area(static_cast<int>(at)), areas[at].bytesPerSecond};
        for (double &amount : series.amounts)
            amount /= million;
        content.series.push_back(std::move(series));
    }
    return content;
}

ChartTable throughputTable(const engine::Throughput &throughput)
{
    ChartTable table;
    const auto areas = areasOf(throughput);
    table.columns = {{Said::tr("From"), false}};
    for (std::size_t at = 0; at < areas.size(); ++at)
        table.columns.push_back({areaName(areas, at), true, Said::tr("MB/s")});
    table.columns.push_back({Said::tr("All"), true, Said::tr("MB/s")});
    const std::size_t steps = areas.empty() ? 0 : areas.front().bytesPerSecond.size();
    const Time end = throughput.from + throughput.step * static_cast<std::int64_t>(steps);
    for (std::size_t step = steps; step-- > 0;) {
        const Time from = throughput.from + throughput.step * static_cast<std::int64_t>(step);
        Row row;
        row.id = QString::number(toMs(from));
        row.cells.push_back(timeCell(from, end));
        double all = 0;
        for (const auto &area : areas) {
            all += area.bytesPerSecond[step];
            row.cells.push_back(rateCell(area.bytesPerSecond[step]));
        }
        row.cells.push_back(rateCell(all));
        row.cells.back().bold = true;
        table.rows.push_back(std::move(row));
    }
    return table;
}

AreaChart::Content statesChart(const engine::StateHistory &history, const Look &look)
{
    AreaChart::Content content;
    content.from = history.from;
    content.to = history.to;
    content.stepped = content.whole = true;
    content.unit = Said::tr("now");
    content.empty = Said::tr("Everything was proven in this time.");
    const auto counts = thinned(history);
    for (const store::StateCount &each : counts)
        content.moments.push_back(each.at);
    for (const Band &band : bands()) {
        AreaChart::Series series;
        for (const store::StateCount &each : counts)
            series.amounts.push_back(static_cast<double>(sumOf(each, band.states)));
        if (std::all_of(series.amounts.begin(), series.amounts.end(), [](double amount) { return amount == 0; }))
            continue;
        series.name = band.name;
        series.value = format::number(sumOf(counts.back(), band.states));
        series.color = Look::mix(look.base, look.fill(band.hue), band.strength);
        content.series.push_back(std::move(series));
    }
    return content;
}

ChartTable statesTable(const engine::StateHistory &history)
{
    ChartTable table;
    std::vector<State> states;
    for (const State state : allStates()) {
        if (std::any_of(history.counts.begin(), history.counts.end(), [state](const store::StateCount &each) { return each.rows.contains(state); }))
            states.push_back(state);
    }
    table.columns = {{Said::tr("From"), false}};
    for (const State state : states)
        table.columns.push_back({format::stateName(state), true});
    const auto counts = thinned(history);
    for (auto each = counts.rbegin(); each != counts.rend(); ++each) {
        Row row;
        row.id = QString::number(toMs(each->at));
        row.cells.push_back(timeCell(each->at, history.to));
        for (const State state : states)
            row.cells.push_back(countCell(sumOf(*each, {state})));
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace cartage::ui
