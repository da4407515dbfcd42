// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/overview.h"

#include <QGridLayout>
#include <QPainter>
#include <QVBoxLayout>

#include "core/engine/listing.h"
#include "ui/models/rowsmodel.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"
#include "ui/text/sitewords.h"
#include "ui/views/chartboard.h"
#include "ui/views/latestchanges.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tile.h"

namespace cartage::ui {

namespace {

constexpr int stepsShown = 120;
constexpr int changesShown = 14;
constexpr int changesZeros = 44;

Location states(std::initializer_list<State> wanted)
{
    Location location{QStringLiteral("distributions"), {}, {}, {}};
    for (const State state : wanted)
        location.chips.push_back({QStringLiteral("state"), QString::fromLatin1(name(state).data()), false});
    return location;
}

const char unreached[] = "unreached"; ///< of the list of sites

QString whyItWaits(const engine::WaitingView &view, Time now)
{
    if (view.below && !view.error)
        return view.oldest ? sentences::of(*view.oldest, now) : QString();
    if (view.dp.dp.condition)
        return sentences::kindOf(*view.dp.dp.condition);
    if (!view.error)
        return format::dpStateName(view.dp);
    Error error;
    error.code = *view.error;
    return sentences::kindOf(error);
}

/// What waits at a site on the way says nothing of the DP.
Mark markOf(const engine::WaitingView &view)
{
    if (!view.below)
        return cartage::ui::markOf(view.dp);
    const bool between = view.oldest && view.oldest->told && view.oldest->told->heldUp && view.oldest->told->heldUp->to;
    return between ? Mark::Waiting : sitewords::dpMark(view.below->state);
}

} // namespace

OverviewView::OverviewView(engine::Session &asked, QWidget *parent)
    : View(asked, QStringLiteral("overview"), tr("Overview"), parent)
    , m_tileRow(new QGridLayout)
    , m_charts(new ChartBoard(this))
    , m_waitingTitle(new SectionTitle(tr("Waiting, by DP and age"), this))
    , m_waiting(new ListView(this))
    , m_changes(new ListView(this))
    , m_waitingRows(new RowsModel(this))
    , m_changeRows(new RowsModel(this))
{
    auto *sheet = new QVBoxLayout(this);
    sheet->setContentsMargins(Look::sheetEdge, Look::edge, Look::sheetEdge, Look::edge);
    sheet->setSpacing(Look::edge);
    m_tileRow->setHorizontalSpacing(Look::edge - Look::unit);
    sheet->addLayout(m_tileRow);
    m_problems = addTile(tr("Problems that need you"), {QStringLiteral("problems"), {{QStringLiteral("is"), QStringLiteral("needs-you"), false}}, {}, {}});
    m_retrying = addTile(tr("Retrying"), states({State::Retrying}));
    m_active = addTile(tr("Active"), states({State::Transferring, State::Verifying, State::Publishing}));
    m_coverage = addTile(tr("Coverage"), {QStringLiteral("distributions"), {}, {}, {}});
    m_sites = addTile(tr("Unreached"), {QStringLiteral("sites"), {{QStringLiteral("is"), QString::fromLatin1(unreached), false}}, {}, {}});
    m_sites->hide();
    m_inbox = addTile(tr("Inbox"), {QStringLiteral("components"), {}, {}, QStringLiteral("StatusManager")}); // whose work waits there

    auto *below = new QHBoxLayout;
    below->setSpacing(Look::sheetEdge);
    auto *left = new QVBoxLayout;
    left->setSpacing(Look::markGap);
    left->addWidget(m_charts, 3);
    left->addWidget(m_waitingTitle);
    left->addWidget(m_waiting, 2);
    below->addLayout(left, 1);
    auto *right = new QVBoxLayout;
    right->setSpacing(Look::markGap);
    auto *changesTitle = new SectionTitle(tr("Latest changes"), this);
    auto *allActivity = new QAction(tr("All activity"), this);
    allActivity->setObjectName(QStringLiteral("all-activity"));
    connect(allActivity, &QAction::triggered, this, [this] { Q_EMIT openRequested({QStringLiteral("activity"), {}, {}, {}}); });
    changesTitle->addTrailing(actionButton(allActivity, ButtonRole::Link, this));
    right->addWidget(changesTitle);
    right->addWidget(m_changes, 1);
    below->addLayout(right);
    sheet->addLayout(below, 1);

    const auto count = [](const QString &title) { return Column{title, true, {}}; };
    m_waitingRows->setColumns({{tr("DP"), false, {}}, {tr("Why"), false, {}}, count(tr("< 5 min")), count(tr("< 15 min")), count(tr("< 1 h")), count(tr("< 4 h")), count(tr("< 1 day")),
                               count(tr("older")), count(tr("All")), {tr("Owed"), true, tr("MB")}});
    m_waiting->setModel(m_waitingRows);
    m_waiting->setAccessibleName(tr("Waiting, by DP and age"));
    const Look &look = lookOf(this);
    m_waiting->listHeader()->resizeSection(0, look.zeros(18));
    for (int column = 2; column < m_waitingRows->columnCount(); ++column)
        m_waiting->listHeader()->resizeSection(column, look.zeros(10));
    m_waiting->listHeader()->setStretchColumn(1);
    m_changeRows->setColumns({{tr("What"), false, {}}, {tr("When"), true, {}}});
    m_changes->setModel(m_changeRows);
    m_changes->setTwoLines(true);
    m_changes->horizontalHeader()->setVisible(false);
    m_changes->listHeader()->resizeSection(1, look.zeros(12));
    m_changes->listHeader()->setStretchColumn(0);
    m_changes->setFixedWidth(look.zeros(changesZeros));
    m_changes->setAccessibleName(tr("Latest changes"));
    m_waiting->setEdge(0);
    m_changes->setEdge(0);
    connect(m_charts, &ChartBoard::rangeChanged, this, &OverviewView::refresh);
    connect(m_waiting, &ListView::rowActivated, this, [this](const QModelIndex &index) {
        const QString dp = m_waitingRows->row(index.row()).id;
        QList<Chip> chips{{QStringLiteral("dp"), dp, false}, {QStringLiteral("is"), QStringLiteral("open"), false}};
        if (!dp.contains(QLatin1Char('/')) && !m_ownSite.isEmpty()) // a site below may have one of that name
            chips.prepend({QStringLiteral("site"), m_ownSite, false});
        Q_EMIT openRequested({QStringLiteral("distributions"), chips, {}, {}});
    });
}

Tile *OverviewView::addTile(const QString &label, const Location &location)
{
    auto *tile = new Tile(label, this);
    m_tileRow->addWidget(tile, 0, m_tileRow->columnCount());
    connect(tile, &Tile::clicked, this, [this, location] { Q_EMIT openRequested(location); });
    return tile;
}

Result<OverviewView::Answer> OverviewView::ask(engine::Site &site, Span range)
{
    const auto overview = engine::overview(site);
    const auto throughput = engine::throughput(site, range, stepsShown);
    const auto states = engine::stateHistory(site, range);
    const auto waiting = engine::waitingByAge(site);
    const auto changes = engine::latestChanges(site, changesShown);
    auto sites = engine::siteTree(site);
    if (!overview || !throughput || !states || !waiting || !changes || !sites)
        return failure(!overview ? overview.error() : !throughput ? throughput.error() : !states ? states.error() : !waiting ? waiting.error() : !changes ? changes.error() : sites.error());
    std::erase_if(*sites, [](const engine::SiteNode &node) { return node.link == engine::LinkState::Own; });
    return Answer{*overview, QString::fromStdString(site.row().code.value()), std::move(*sites), *throughput, *states, *waiting, *changes};
}

void OverviewView::read()
{
    session().ask<Answer>([range = m_charts->range()](engine::Session::Desk &desk) -> Result<Answer> {
        const auto site = desk.site();
        return site ? ask(**site, range) : failure(site.error());
    }).then(this, [this](const Result<Answer> &answer) {
        answered();
        if (answer)
            show(*answer);
    });
}

void OverviewView::show(const Answer &answer)
{
    showTiles(answer.overview);
    showSites(answer.sites, answer.overview.at);
    m_charts->setData(answer.throughput, answer.states);
    m_ownSite = answer.sites.empty() ? QString() : answer.ownSite;
    showWaiting(answer.waiting, answer.overview.at);
    m_changeRows->setRows(latestChangeRows(answer.changes, now()));
}

void OverviewView::showTiles(const engine::Overview &now)
{
    const QString oldest = now.oldestNeedsYou ? tr("oldest %1").arg(format::past(*now.oldestNeedsYou, now.at)) : tr("nothing needs you");
    m_problems->setContent({format::number(now.needYou), tr("of %1").arg(format::number(now.problems)), oldest, now.needYou > 0 ? Mark::Error : Mark::Installed, now.needYou > 0});
    m_retrying->setContent({format::number(now.retrying), {}, now.nextTry ? tr("next %1").arg(format::future(*now.nextTry, now.at)) : tr("no try is due"), Mark::Retrying, false});
    const bool below = std::any_of(now.distributionsBelow.begin(), now.distributionsBelow.end(), [](const auto &each) { return isAtWork(each.first) && each.second > 0; });
    const QString work = now.bytesPerSecond > 0 ? format::rate(static_cast<double>(now.bytesPerSecond)).text() : below ? tr("at sites below") : tr("nothing moves");
    m_active->setContent({format::number(now.active), {}, work, Mark::Transferring, false});
    const format::Quantity coverage = format::coverage(now.verified, now.targets);
    m_coverage->setContent({coverage.digits, coverage.unit, tr("%1 proven").arg(format::ofTotal(now.verified, now.targets)), now.verified == now.targets ? Mark::Installed : Mark::Unverified, false});
    m_pace.take(now);
    m_inbox->setContent({format::number(now.inboxFiles), {}, m_pace.words(now), now.inboxFiles > 0 ? std::optional(Mark::Waiting) : std::nullopt, false});
}

/// Counted as the list is filtered.
void OverviewView::showSites(const std::vector<engine::SiteNode> &sites, Time at)
{
    const Filter filter{{{"is", unreached, false}}, {}};
    std::vector<engine::SiteNode> cut;
    std::copy_if(sites.begin(), sites.end(), std::back_inserter(cut), [&](const engine::SiteNode &node) { return engine::passes(filter, node, at); });
    const auto oldest = std::min_element(cut.begin(), cut.end(), [at](const auto &a, const auto &b) { return a.linkSince.value_or(at) < b.linkSince.value_or(at); });
    const QString line = cut.empty() ? tr("all sites answer") : oldest->linkSince ? tr("%1 since %2", "site, time").arg(QString::fromStdString(oldest->code.value()), format::clock(*oldest->linkSince, at)) : QString::fromStdString(oldest->code.value());
    m_sites->setContent({format::number(std::ssize(cut)), tr("of %1").arg(format::number(std::ssize(sites))), line, cut.empty() ? Mark::Installed : Mark::Warning, false});
    m_sites->setVisible(!sites.empty());
}

void OverviewView::showWaiting(const std::vector<engine::WaitingView> &waiting, Time at)
{
    std::vector<Row> rows;
    std::int64_t all = 0;
    for (const engine::WaitingView &view : waiting) {
        Row row;
        row.id = view.below ? QString::fromStdString(view.below->site.value()) + QLatin1Char('/') + format::shown(view.below->name) : format::shown(view.dp.dp.name);
        Cell dp, why;
        dp.text = row.id;
        dp.mark = markOf(view);
        why.text = whyItWaits(view, at);
        why.ink = Ink::Text2;
        row.cells = {dp, why};
        for (const std::int64_t count : view.byAge) {
            Cell cell;
            cell.right = true;
            cell.text = count ? format::number(count) : QString(QChar(0xb7));
            cell.ink = count ? Ink::Text : Ink::Text3;
            cell.heat = count;
            row.cells.push_back(cell);
        }
        Cell sum, owed;
        sum.right = owed.right = true;
        sum.bold = true;
        sum.text = format::number(view.all);
        const format::Quantity bytes = format::bytes(view.bytesOwed);
        owed.text = bytes.digits;
        owed.unit = bytes.unit;
        row.cells.push_back(sum);
        row.cells.push_back(owed);
        rows.push_back(std::move(row));
        all += view.all;
    }
    m_waitingTitle->setFact(tr("%n distribution(s) on %1", nullptr, static_cast<int>(all)).arg(tr("%n DP(s)", nullptr, static_cast<int>(rows.size()))));
    m_waitingRows->setRows(std::move(rows));
}

void OverviewView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), lookOf(this).base);
}

} // namespace cartage::ui
