// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>
#include <optional>
#include <vector>

#include "ui/look/marks.h"

class QHBoxLayout;

namespace cartage::ui {

class StripPart;
class Spark;

/// The line at the bottom. Each part is a button that opens its list.
class StatusStrip final : public QWidget
{
    Q_OBJECT

public:
    enum class Side { Left, Right };
    explicit StatusStrip(QWidget *parent = nullptr);
    /// Parts stand in the order in which they are first set. An empty text hides the part. `strong`: in text instead of text2.
    void setPart(const QString &key, Side side, std::optional<Mark> mark, const QString &text, bool strong = false);
    /// Behind the part; newest last. Empty: none.
    void setSpark(const QString &afterPart, const std::vector<double> &values);
    /// Parts that give way where there is no room for all, the first first; the spark goes before the first of the left side.
    void setGoFirst(const QStringList &keys) { m_goFirst = keys; }
    void setPartToolTip(const QString &key, const QString &text);
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void partActivated(const QString &key);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    [[nodiscard]] StripPart *part(const QString &key) const;

    QHBoxLayout *m_left, *m_right;
    std::vector<StripPart *> m_parts;
    Spark *m_spark = nullptr;
    QStringList m_goFirst;
};

} // namespace cartage::ui
