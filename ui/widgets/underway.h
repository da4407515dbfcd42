// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QVBoxLayout;

namespace cartage::ui {

/// What is going on just now, a line each with one thing to do about it. Hidden while nothing is.
class UnderWay final : public QWidget
{
    Q_OBJECT

public:
    struct Line {
        QString key;
        QString words;
        QString act; ///< of its button; empty: there is none
        bool operator==(const Line &) const = default;
    };
    explicit UnderWay(QWidget *parent = nullptr);
    void setLines(const QList<Line> &lines);

Q_SIGNALS:
    void acted(const QString &key);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_column;
    QList<Line> m_lines;
};

} // namespace cartage::ui
