// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/matrixmodel.h"

#include <algorithm>
#include <map>

#include "ui/text/format.h"
#include "ui/text/sitewords.h"

namespace cartage::ui {

namespace {


std::vector<PackageId> idsOf(const engine::Matrix &matrix)
{
    std::vector<PackageId> ids;
    for (const engine::Matrix::PackageRow &package : matrix.packages)
        ids.push_back(package.id);
    return ids;
}

bool sameDps(const engine::Matrix &a, const engine::Matrix &b)
{
    return std::equal(a.dps.begin(), a.dps.end(), b.dps.begin(), b.dps.end(), [](const auto &left, const auto &right) { return left.dp.key == right.dp.key; });
}

/// Tooltips take what looks like markup for markup.
QString plain(const QString &text) { return QStringLiteral("<p style='white-space:pre'>%1</p>").arg(text.toHtmlEscaped()); }

} // namespace

MatrixModel::MatrixModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_matrix(std::make_shared<const engine::Matrix>())
{ }

void MatrixModel::setMatrix(std::shared_ptr<const engine::Matrix> matrix)
{
    std::vector<PackageId> old = idsOf(*m_matrix), now = idsOf(*matrix);
    if (old != now || !sameDps(*m_matrix, *matrix)) {
        std::sort(old.begin(), old.end());
        std::sort(now.begin(), now.end());
        if (old == now && sameDps(*m_matrix, *matrix))
            return moveRows(std::move(matrix));
        beginResetModel();
        m_matrix = std::move(matrix);
        takeNames();
        endResetModel();
        return;
    }
    const auto before = std::exchange(m_matrix, std::move(matrix));
    takeNames();
    noteCells(*before);
    if (!m_packages.isEmpty() && before->packages != m_matrix->packages)
        Q_EMIT headerDataChanged(Qt::Vertical, 0, static_cast<int>(m_packages.size()) - 1);
    if (!m_dps.isEmpty())
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, static_cast<int>(m_dps.size()) - 1);
}

/// The same packages in another order.
void MatrixModel::moveRows(std::shared_ptr<const engine::Matrix> matrix)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    std::map<PackageId, int> rows;
    for (std::size_t row = 0; row < matrix->packages.size(); ++row)
        rows.emplace(matrix->packages[row].id, static_cast<int>(row));
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    for (const QModelIndex &each : before)
        after << index(rows.at(m_matrix->packages[static_cast<std::size_t>(each.row())].id), each.column());
    m_matrix = std::move(matrix);
    takeNames();
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void MatrixModel::takeNames()
{
    m_packages.clear();
    m_dps.clear();
    m_dpMarks.clear();
    for (const engine::Matrix::PackageRow &package : m_matrix->packages)
        m_packages << format::shown(package.name);
    for (const engine::DpView &dp : m_matrix->dps) {
        const engine::Matrix::Column *where = column(static_cast<int>(m_dps.size()));
        m_dps << format::shown(dp.dp.name);
        m_dpMarks << (!where || !where->below ? cartage::ui::markOf(dp) : where->silent ? Mark::Stale : sitewords::dpMark(where->state));
    }
}

const engine::Matrix::Column *MatrixModel::column(int column) const
{
    const auto at = static_cast<std::size_t>(column);
    return at < m_matrix->columns.size() ? &m_matrix->columns[at] : nullptr;
}

QString MatrixModel::headOf(int section) const
{
    const engine::Matrix::Column *where = column(section);
    return where ? format::shown(where->dp) : m_dps[section];
}

/// One signal for each run of rows in which something changed.
void MatrixModel::noteCells(const engine::Matrix &before)
{
    const auto columns = static_cast<std::ptrdiff_t>(m_matrix->dps.size());
    const int rows = rowCount();
    const auto differs = [&](int row) {
        const auto from = before.cells.begin() + row * columns;
        return !std::equal(from, from + columns, m_matrix->cells.begin() + row * columns);
    };
    for (int row = 0; row < rows; ++row) {
        if (!differs(row))
            continue;
        int last = row;
        while (last + 1 < rows && differs(last + 1))
            ++last;
        Q_EMIT dataChanged(index(row, 0), index(last, static_cast<int>(columns) - 1));
        row = last;
    }
}

QModelIndex MatrixModel::find(const PackageId &package, DpKey dp) const
{
    const auto row = std::find_if(m_matrix->packages.begin(), m_matrix->packages.end(), [&](const auto &each) { return each.id == package; });
    const auto column = std::find_if(m_matrix->dps.begin(), m_matrix->dps.end(), [&](const auto &each) { return each.dp.key == dp; });
    if (row == m_matrix->packages.end() || column == m_matrix->dps.end())
        return {};
    return index(static_cast<int>(row - m_matrix->packages.begin()), static_cast<int>(column - m_matrix->dps.begin()));
}

QString MatrixModel::wordOf(engine::MatrixCell cell)
{
    switch (cell.kind()) {
    case engine::MatrixCell::Kind::NotWanted:
        return tr("not wanted");
    case engine::MatrixCell::Kind::LeftOut:
        return tr("left out by the filter");
    case engine::MatrixCell::Kind::State:
        break;
    }
    const QString state = format::stateName(cell.state());
    return cell.needsYou() && cell.state() != State::Failed ? tr("%1, needs you").arg(state) : state;
}

Mark MatrixModel::markOf(engine::MatrixCell cell)
{
    return cell.kind() == engine::MatrixCell::Kind::State ? cartage::ui::markOf(cell.state(), cell.needsYou(), cell.needsYou()) : Mark::NotWanted;
}

int MatrixModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_packages.size()); }

int MatrixModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_dps.size()); }

QString MatrixModel::sentenceOf(const QModelIndex &index) const
{
    return tr("%1 to %2: %3", "package to DP: state").arg(m_packages[index.row()], m_dps[index.column()], wordOf(cell(index.row(), index.column())));
}

QVariant MatrixModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return wordOf(cell(index.row(), index.column()));
    case Qt::AccessibleTextRole:
        return sentenceOf(index);
    case Qt::ToolTipRole:
        return plain(sentenceOf(index));
    default:
        return {};
    }
}

QString MatrixModel::tipOfDp(int column) const
{
    const engine::DpView &dp = m_matrix->dps[static_cast<std::size_t>(column)];
    if (const engine::Matrix::Column *where = this->column(column); where && where->below)
        return tr("%1: %2\n%3 packages proven\nas %4 has told: %5", "DP: state, packages; site, time")
            .arg(m_dps[column], sitewords::dpState(where->state), format::ofTotal(dp.verified, dp.packages), format::shown(where->site), where->knownAt ? format::exact(*where->knownAt) : tr("nothing yet"));
    return tr("%1: %2\n%3 packages proven").arg(m_dps[column], format::dpStateName(dp), format::ofTotal(dp.verified, dp.packages));
}

QString MatrixModel::tipOfPackage(int row) const
{
    const engine::Matrix::PackageRow &package = m_matrix->packages[static_cast<std::size_t>(row)];
    return tr("%1 (%2), version %3\nproven at %4 distribution points")
        .arg(m_packages[row], format::shown(package.id.value()), format::number(package.wanted), format::ofTotal(package.verified, package.targets));
}

QVariant MatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool dp = orientation == Qt::Horizontal;
    if (section < 0 || section >= (dp ? m_dps : m_packages).size())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return dp ? m_dps[section] : m_packages[section];
    case Qt::AccessibleTextRole:
        return (dp ? tipOfDp(section) : tipOfPackage(section)).replace(QLatin1Char('\n'), QStringLiteral(", "));
    case Qt::ToolTipRole:
        return plain(dp ? tipOfDp(section) : tipOfPackage(section));
    default:
        return {};
    }
}

Qt::ItemFlags MatrixModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

} // namespace cartage::ui
