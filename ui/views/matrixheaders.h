// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

#include "core/engine/matrix.h"

/// Parts of MatrixView.
namespace cartage::ui {

class HeaderButton;
class MatrixModel;
class MatrixView;

/// The site as a bracket over the names of its DPs, turned by 90 degrees; the mark of a DP's condition under its name.
class MatrixColumns final : public QHeaderView
{
    Q_OBJECT

public:
    explicit MatrixColumns(MatrixView *view);
    void takeSizes();
    /// Where names end and marks begin.
    [[nodiscard]] int markHeight() const;

protected:
    /// Over a bracket the site in full.
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int logical) const override;

private:
    struct Bracket {
        QString code, name;
        int first = 0, last = 0;
        [[nodiscard]] QString whole() const;
    };
    [[nodiscard]] std::vector<Bracket> brackets() const;
    /// Over its columns, as far as they are seen.
    [[nodiscard]] QRect placeOf(const Bracket &each) const;
    /// Over few columns the last one's words go on beyond them.
    [[nodiscard]] QRect roomOf(const Bracket &each) const;
    void paintBracket(QPainter &over, const Bracket &each) const;
    [[nodiscard]] const MatrixModel &field() const;
    MatrixView *m_view;
};

/// Package, its version that is wanted, and how far it is proven.
class MatrixRows final : public QHeaderView
{
    Q_OBJECT

public:
    explicit MatrixRows(MatrixView *view);
    /// Names get at most what is left of `available`.
    void takeSizes(int available);
    [[nodiscard]] int nameWidth() const { return m_nameWidth; }
    [[nodiscard]] int wantedWidth() const { return m_wantedWidth; }
    [[nodiscard]] int provenWidth() const { return m_provenWidth; }
    void measure();
    /// False: their columns are as wide as before.
    bool measureNumbers();

protected:
    void paintEvent(QPaintEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int logical) const override;

private:
    [[nodiscard]] const MatrixModel &field() const;
    MatrixView *m_view;
    int m_widestName = 0, m_nameWidth = 0, m_wantedWidth = 0, m_provenWidth = 0;
};

/// Over the packages: names of their columns; two of them sort.
class MatrixCorner final : public QWidget
{
    Q_OBJECT

public:
    explicit MatrixCorner(MatrixView *view);
    void setOrder(engine::MatrixOrder order);
    void arrange(const MatrixRows &rows, const MatrixColumns &columns);

Q_SIGNALS:
    void orderChosen(cartage::engine::MatrixOrder order);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    HeaderButton *m_package, *m_wanted, *m_proven;
};

} // namespace cartage::ui
