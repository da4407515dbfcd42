// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/matrixpane.h"

#include <QVBoxLayout>
#include <algorithm>

#include "ui/text/format.h"
#include "ui/views/distributionsview.h"
#include "ui/views/matrixview.h"
#include "ui/widgets/legend.h"

namespace cartage::ui {

namespace {

using Answer = std::shared_ptr<const engine::Matrix>;

QString stateKey(State state) { return QString::fromLatin1(name(state).data()); }

/// States that are in the legend twice: what ends by itself and what needs an operator.
bool isSplit(State state) { return state == State::Blocked || state == State::Damaged; }

Chip endsChip(bool needsYou) { return {QStringLiteral("is"), needsYou ? QStringLiteral("needs-you") : QStringLiteral("by-itself"), false}; }
Chip stateChip(State state) { return {QStringLiteral("state"), stateKey(state), false}; }

/// What narrows to just these.
Chip namedOr(const char *key, const std::string &name, const std::string &otherwise)
{
    const bool pattern = name.find('*') != std::string::npos;
    return {QString::fromLatin1(key), QString::fromStdString(pattern ? otherwise : name), false};
}

QString entryKey(engine::MatrixCell cell) { return stateKey(cell.state()) + (cell.needsYou() ? QStringLiteral(" needs-you") : QString()); }

} // namespace

bool isChosenState(const QList<Chip> &chips, engine::MatrixCell cell)
{
    return chips.contains(stateChip(cell.state())) && !(isSplit(cell.state()) && chips.contains(endsChip(!cell.needsYou())));
}

QList<Chip> toggledState(QList<Chip> chips, engine::MatrixCell cell)
{
    const bool chosen = isChosenState(chips, cell);
    for (const bool needsYou : {false, true})
        chips.removeAll(endsChip(needsYou));
    const Chip state = stateChip(cell.state());
    chips.removeAll(state);
    if (chosen)
        return chips;
    const bool alone = std::none_of(chips.begin(), chips.end(), [](const Chip &chip) { return chip.key == QStringLiteral("state"); });
    chips.push_back(state);
    // Who ends it narrows all states: it is said only where there is one.
    if (alone && isSplit(cell.state()))
        chips.push_back(endsChip(cell.needsYou()));
    return chips;
}

MatrixPane::MatrixPane(engine::Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_view(new MatrixView(this))
    , m_legend(new Legend(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    column->addWidget(m_legend);
    setFocusProxy(m_view);
    connect(m_view, &MatrixView::currentMoved, this, &MatrixPane::currentMoved);
    connect(m_view, &MatrixView::cellOpened, this, &MatrixPane::open);
    connect(m_view, &MatrixView::orderChosen, this, [this](engine::MatrixOrder order) {
        m_view->setOrder(order);
        m_query.order = order;
        refresh();
    });
    connect(m_legend, &Legend::toggled, this, [this](const QString &key) {
        for (const engine::Matrix::Legend &entry : matrix().legend) {
            if (entryKey(entry.cell) == key)
                return Q_EMIT chipsChosen(toggledState(m_chips, entry.cell));
        }
    });
}

const engine::Matrix &MatrixPane::matrix() const { return m_view->field()->matrix(); }

void MatrixPane::setFilter(const Filter &filter, const QList<Chip> &chips)
{
    m_chips = chips;
    if (filter != m_query.filter) {
        m_query.filter = filter;
        refresh();
    }
    takeLegend();
}

void MatrixPane::setActive(bool active)
{
    m_active = active;
    if (active && m_wantsAgain)
        ask();
}

void MatrixPane::refresh()
{
    m_wantsAgain = true;
    if (m_active)
        ask();
}

void MatrixPane::ask()
{
    if (m_asking)
        return;
    m_asking = true;
    m_wantsAgain = false;
    m_session.ask<Answer>([query = m_query](engine::Session::Desk &desk) -> Result<Answer> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        auto made = engine::matrix(**site, query, desk.stop());
        return made ? Result<Answer>(std::make_shared<const engine::Matrix>(std::move(*made))) : failure(made.error());
    }).then(this, [this, asked = m_query](const Result<Answer> &answer) {
        m_asking = false;
        // What was asked before another filter or order is not shown any more.
        if (asked == m_query)
            take(answer);
        if (m_active && m_wantsAgain)
            ask();
        if (!m_asking)
            Q_EMIT settled();
    });
}

void MatrixPane::take(const Result<Answer> &answer)
{
    m_error = answer ? std::nullopt : std::optional(answer.error());
    if (answer) {
        m_view->setMatrix(*answer);
        takeLegend();
        if (!m_wanted.isEmpty() && m_view->setCurrentId(m_wanted.toLongLong()))
            m_wanted.clear();
    }
    Q_EMIT answered();
}

void MatrixPane::takeLegend()
{
    QList<Legend::Entry> entries;
    for (const engine::Matrix::Legend &entry : matrix().legend)
        entries.push_back({entryKey(entry.cell), MatrixModel::markOf(entry.cell), MatrixModel::wordOf(entry.cell), entry.count, isChosenState(m_chips, entry.cell)});
    m_legend->setEntries(entries);
}

QString MatrixPane::scopeText() const
{
    const engine::Matrix &now = matrix();
    const qint64 packages = std::ssize(now.packages), dps = std::ssize(now.dps);
    const QString proven = format::ofTotal(now.verified, now.targets);
    // No more than have room: it is said which part this is.
    if (packages < now.allPackages || dps < now.allDps)
        return tr("%1 packages on %2 DPs: %3 proven")
            .arg(format::ofTotal(packages, now.allPackages), dps < now.allDps ? format::ofTotal(dps, now.allDps) : format::number(dps), proven);
    return tr("%1 on %2: %3 proven").arg(tr("%n package(s)", nullptr, static_cast<int>(packages)), tr("%n DP(s)", nullptr, static_cast<int>(dps)), proven);
}

std::optional<Subject> MatrixPane::subject() const
{
    const QModelIndex current = m_view->currentIndex();
    const MatrixModel &field = *m_view->field();
    if (!current.isValid() || field.cell(current.row(), current.column()).kind() == engine::MatrixCell::Kind::NotWanted)
        return std::nullopt;
    const QString words = DistributionsView::tr("%1 to %2").arg(field.packageName(current.row()), field.dpName(current.column()));
    if (const engine::Matrix::Column *where = field.column(current.column()); where && where->below) {
        Subject below{Subject::Kind::Distribution, words, {}, {}, matrix().packages[static_cast<std::size_t>(current.row())].id, where->dp, 0};
        below.site = where->site;
        return below;
    }
    return Subject{Subject::Kind::Distribution, words, {}, {}, matrix().packages[static_cast<std::size_t>(current.row())].id,
                   matrix().dps[static_cast<std::size_t>(current.column())].dp.name, 0};
}

QString MatrixPane::copied() const
{
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid())
        return {};
    const QStringList words{m_view->field()->packageName(current.row()), m_view->field()->dpName(current.column()), current.data().toString()};
    return words.join(QLatin1Char('\t')) + QLatin1Char('\n');
}

QString MatrixPane::selected() const
{
    const auto id = m_view->currentId();
    return id && m_wanted.isEmpty() ? QString::number(*id) : m_wanted;
}

void MatrixPane::select(const QString &row)
{
    m_wanted = row;
    if (!row.isEmpty() && m_view->setCurrentId(row.toLongLong()))
        m_wanted.clear();
}

/// The same row in the list, alone.
void MatrixPane::open(engine::RowId id)
{
    const QModelIndex index = m_view->field()->find(engine::packageOf(id), engine::dpOf(id));
    const engine::Matrix::PackageRow &package = matrix().packages[static_cast<std::size_t>(index.row())];
    const Dp &dp = matrix().dps[static_cast<std::size_t>(index.column())].dp;
    Q_EMIT opened({QStringLiteral("distributions"), {namedOr("package", package.name, package.id.value()), {QStringLiteral("dp"), QString::fromStdString(dp.name), false}},
                   {}, QString::number(id)});
}

} // namespace cartage::ui
