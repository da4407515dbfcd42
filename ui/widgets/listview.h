// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>
#include <QTableView>
#include <optional>

#include "ui/widgets/rowdelegate.h"

namespace cartage::ui {

/// Small text over a hairline; the sorted column in text with a chevron. Sections can be dragged.
class ListHeader final : public QHeaderView
{
    Q_OBJECT

public:
    explicit ListHeader(QWidget *parent = nullptr);
    /// The column fills what is left, and gives way last. -1: none.
    void setStretchColumn(int logical);
    [[nodiscard]] bool isFirst(int logical) const; ///< of those that are shown
    [[nodiscard]] bool isLast(int logical) const;
    void setModel(QAbstractItemModel *model) override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logical) const override;
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] QSize sectionSizeFromContents(int logical) const override;
    bool viewportEvent(QEvent *event) override;

private:
    void takeStretch();

    int m_stretch = -1;
};

/// A list: rows of one or two lines, whole rows selected, hovered and marked at the left; group header rows; sentences over several columns.
/// Flat: what is folded is not in the model. Rows are of one height unless `setGrouped`.
class ListView : public QTableView
{
    Q_OBJECT

public:
    explicit ListView(QWidget *parent = nullptr);
    [[nodiscard]] ListHeader *listHeader() const { return m_header; }

    void setTwoLines(bool on);
    /// Group header rows (GroupRole) have a height of their own: for lists of some hundred rows.
    void setGrouped(bool on);
    /// Logical columns that one sentence (SentenceRole at `first`) covers instead of their cells. -1, -1: none.
    void setSentenceColumns(int first, int last);
    /// Where the sentence of the cell at `index` begins and ends; nothing where this cell shows itself.
    [[nodiscard]] std::optional<QRect> sentenceRect(const QModelIndex &index) const;
    [[nodiscard]] int sentenceColumn() const { return m_sentenceFirst; }
    [[nodiscard]] bool hasTwoLines() const { return m_twoLines; }
    /// Of the first and last column's text from the sides; a list inside a sheet or a pane has none.
    void setEdge(int edge);
    [[nodiscard]] int edge() const { return m_edge; }
    [[nodiscard]] int hoveredRow() const { return m_hovered; }
    /// What lies under a row's cells: for marks, whose glyph has the background's colour.
    [[nodiscard]] QColor rowBackground(int row) const;
    void setModel(QAbstractItemModel *model) override;

Q_SIGNALS:
    /// A group's header was clicked, or Left, Right or Enter pressed on it.
    void groupToggled(const QModelIndex &header);
    /// Enter, or a double click on a row.
    void rowActivated(const QModelIndex &index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setHovered(int row);
    void takeSizes();
    void sizeGroups(int first, int last);
    [[nodiscard]] bool isGroup(int row) const;

    ListHeader *m_header;
    bool m_twoLines = false, m_grouped = false;
    int m_sentenceFirst = -1, m_sentenceLast = -1;
    int m_hovered = -1;
    int m_edge = Look::edge;
};

} // namespace cartage::ui
