// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/distributionsview.h"

#include "core/domain/advice.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"
#include "ui/text/sitewords.h"
#include "ui/views/distributioncells.h"

namespace cartage::ui {

namespace {

const QString listFace = QStringLiteral("list"), matrixFace = QStringLiteral("matrix");
constexpr int sentenceFirst = 5, sentenceLast = 8;

const engine::DistributionView &viewOf(const engine::ListRow &row) { return std::get<engine::DistributionView>(row); }

Cell progressCell(const engine::DistributionView &view, Time at)
{
    const Distribution &row = view.row;
    Cell cell;
    if ((row.state == State::Transferring || row.state == State::Verifying) && row.bytesTotal > 0) {
        // Copying and proving are one way of twice the bytes; how far the proof is nobody counts.
        const double done = std::min(1.0, static_cast<double>(row.bytesDone) / static_cast<double>(row.bytesTotal));
        cell.progress = Progress{row.state == State::Verifying ? 0.5 : done / 2, 0.5, Hue::Blue};
        cell.text = DistributionsView::tr("%1 %").arg(static_cast<int>(cell.progress->done * 100));
        return cell;
    }
    cell.sentence = sentences::of(view, at);
    if (view.told) {
        const bool holds = view.error || view.row.dueAt; // what holds it up on its way is known here, also of what nothing was told of yet
        const QString asked = holds ? DistributionsView::tr("asked %1") : DistributionsView::tr("asked %1, not told yet");
        const QString age = view.told->knownAt ? sitewords::asOf(view.told->knownAt, at) : asked.arg(format::past(view.told->askedAt, at));
        cell.sentence = cell.sentence.isEmpty() || (!view.told->knownAt && !holds) ? age : DistributionsView::tr("%1, %2", "state, age").arg(cell.sentence, age);
    }
    cell.sentenceInk = needsYou(view) ? Ink::Red : Ink::Text2;
    return cell;
}

Cell quantityCell(const format::Quantity &quantity)
{
    Cell cell;
    cell.right = true;
    cell.text = quantity.digits;
    cell.unit = quantity.unit;
    return cell;
}

/// Of what is being copied; how long proving takes is not known before.
Cell etaCell(const engine::DistributionView &view)
{
    Cell cell;
    cell.right = true;
    const std::int64_t left = view.row.bytesTotal - view.row.bytesDone;
    if (view.row.state == State::Transferring && view.bytesPerSecond.value_or(0) > 0 && left > 0)
        cell.text = format::eta(std::chrono::duration_cast<Span>(std::chrono::duration<double>(static_cast<double>(left) / *view.bytesPerSecond)));
    return cell;
}

std::vector<Cell> cellsOf(const engine::DistributionView &view, Time at)
{
    const Distribution &row = view.row;
    const bool moves = isAtWork(row.state) && row.bytesTotal > row.bytesDone;
    return {stateCell(view),
            textCell(format::shown(view.packageName), QString::fromStdString(row.package.value())),
            numberCell(row.wantedVersion),
            numberCell(row.installedVersion.value_or(0)),
            textCell(dpNameOf(view)),
            progressCell(view, at),
            moves ? quantityCell(format::bytes(row.bytesTotal - row.bytesDone)) : Cell(),
            moves && view.bytesPerSecond ? quantityCell(format::rate(*view.bytesPerSecond)) : Cell(),
            etaCell(view),
            attemptCell(view, at),
            errorCell(view),
            pastCell(row.proof ? std::optional(row.proof->at) : std::nullopt, at)};
}

} // namespace

DistributionsView::DistributionsView(engine::Session &asked, QWidget *parent)
    : PagedPage(asked, QStringLiteral("distributions"), tr("Distributions"), ListKind::Distributions, parent)
    , m_matrix(new MatrixPane(asked, this))
    , m_switch(new Segments(this))
{
    using engine::ListOrder;
    setUp({{tr("State"), false, {}, ListOrder::ByState},
           {tr("Package"), false, {}, ListOrder::ByPackage},
           {tr("Wanted"), true},
           {tr("There"), true},
           {tr("DP"), false, {}, ListOrder::ByDp},
           {tr("Progress"), false, {}, ListOrder::ByChanged},
           {tr("Left"), true, tr("MB")},
           {tr("Rate"), true, tr("MB/s")},
           {tr("ETA"), true},
           {tr("Attempt"), true, {}, ListOrder::ByAttempt},
           {tr("Last error"), false, {}, ListOrder::ByError},
           {tr("Verified"), false, {}, ListOrder::ByVerified}},
          [this](const engine::ListRow &row) { return cellsOf(viewOf(row), now()); }, {sentenceFirst, {12, 19, 6, 5, 15, 12, 8, 9, 9, 9, 18, 12}, {11, 10, 3, 7, 6, 8, 9}}, 0, Qt::AscendingOrder);
    list()->setSentenceColumns(sentenceFirst, sentenceLast);
    m_switch->setSegments({{listFace, tr("List"), {}}, {matrixFace, tr("Matrix"), {}}});
    m_switch->setCurrent(listFace);
    m_switch->setAccessibleName(tr("Shown as"));
    filterBar()->addTrailing(m_switch);
    m_matrix->hide();
    connect(m_switch, &Segments::chosen, this, [this](const QString &face) {
        setMatrix(face == matrixFace);
        Q_EMIT locationChanged();
        Q_EMIT selectionChanged();
    });
    connect(m_matrix, &MatrixPane::answered, this, &DistributionsView::takeMatrix);
    connect(m_matrix, &MatrixPane::settled, this, &DistributionsView::settle);
    connect(m_matrix, &MatrixPane::opened, this, &DistributionsView::openRequested);
    connect(m_matrix, &MatrixPane::currentMoved, this, [this] {
        if (!m_isMatrix)
            return;
        Q_EMIT selectionChanged();
        Q_EMIT locationChanged();
    });
    connect(m_matrix, &MatrixPane::chipsChosen, this, [this](const QList<Chip> &chips) {
        Location narrowed = location();
        narrowed.chips = chips;
        setLocation(narrowed);
        Q_EMIT locationChanged();
    });
}

Location DistributionsView::location() const
{
    Location here = PagedPage::location();
    if (m_isMatrix) {
        here.face = matrixFace;
        here.selected = m_matrix->selected();
    }
    return here;
}

void DistributionsView::setLocation(const Location &location)
{
    setMatrix(location.face == matrixFace);
    if (!m_isMatrix)
        return PagedPage::setLocation(location);
    Location unselected = location;
    unselected.selected.clear();
    PagedPage::setLocation(unselected);
    m_matrix->select(location.selected);
}

/// What is selected in the one is selected in the other.
void DistributionsView::setMatrix(bool on)
{
    if (on == m_isMatrix)
        return;
    const QString selected = location().selected;
    m_isMatrix = on;
    m_switch->setCurrent(on ? matrixFace : listFace);
    setBody(on ? m_matrix : nullptr);
    list()->selectionModel()->clear();
    scope()->setSelectionText({});
    setWanted(on ? QString() : selected);
    setListShown(!on);
    if (on)
        m_matrix->refresh(); // it has not heard of changes while the list was shown
    m_matrix->setActive(on && isVisible());
    settle();
    if (on) {
        m_matrix->select(selected);
        takeMatrix();
    }
}

QList<Subject> DistributionsView::subjects() const
{
    if (!m_isMatrix)
        return PagedPage::subjects();
    const auto subject = m_matrix->subject();
    return subject ? QList<Subject>{*subject} : QList<Subject>();
}

qint64 DistributionsView::selectedCount() const { return m_isMatrix ? subjects().size() : PagedPage::selectedCount(); }

std::optional<QString> DistributionsView::copied() const { return m_isMatrix ? std::optional(m_matrix->copied()) : std::nullopt; }

void DistributionsView::read()
{
    if (!m_isMatrix)
        return PagedPage::read();
    m_reading = true;
    m_matrix->refresh();
    settle();
}

/// The matrix's own questions (another filter, another order) are not what the page waits for.
void DistributionsView::settle()
{
    if (!m_matrix->isAsking() && std::exchange(m_reading, false))
        answered();
}

void DistributionsView::showEvent(QShowEvent *event)
{
    PagedPage::showEvent(event);
    m_matrix->setActive(m_isMatrix);
}

void DistributionsView::hideEvent(QHideEvent *event)
{
    m_matrix->setActive(false);
    PagedPage::hideEvent(event);
}

void DistributionsView::rowsAsked(const Filter &filter)
{
    m_matrix->setFilter(filter, filterBar()->chips());
    if (m_isMatrix && m_matrix->isLoading() && m_matrix->matrix().packages.empty())
        scope()->setText(tr("Looking…"));
}

void DistributionsView::takeMatrix()
{
    if (!m_isMatrix || (m_matrix->isLoading() && m_matrix->matrix().packages.empty()))
        return;
    if (const auto &error = m_matrix->error(); error && m_matrix->matrix().packages.empty())
        return showError(*error);
    scope()->setText(m_matrix->error() ? sentences::describe(*m_matrix->error()) : m_matrix->scopeText());
    if (!m_matrix->matrix().packages.empty())
        showList();
    else
        showSentence(filterBar()->chips().isEmpty() && filterBar()->text().isEmpty() ? emptyContent() : nothingMatches(m_matrix->matrix().all));
}

Subject DistributionsView::subjectOf(const engine::ListRow &row) const { return ui::subjectOf(viewOf(row)); }

QString DistributionsView::scopeText(qint64 shown, std::optional<qint64> all) const
{
    if (all && *all != shown)
        return tr("%1 of %2 distributions").arg(format::number(shown), format::number(*all));
    return tr("%n distribution(s)", nullptr, static_cast<int>(shown));
}

EmptyState::Content DistributionsView::emptyContent() const
{
    EmptyState::Content content;
    content.mark = Mark::Waiting;
    content.title = tr("Nothing is distributed yet");
    content.sentence = tr("Give a package to distribution points; each pair becomes a row here.");
    return content;
}

} // namespace cartage::ui
