// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

class QAction;
class QToolButton;

namespace cartage::ui {

/// "42 of 12,310 distributions", what is selected, and what can be done with it. What has no room goes into a menu.
class ScopeLine final : public QWidget
{
    Q_OBJECT

public:
    explicit ScopeLine(QWidget *parent = nullptr);
    void setText(const QString &text);
    void setSelectionText(const QString &text);
    /// Icon and word; then, after a hairline, options of the view: icon only, the word is the tooltip. Not owned.
    void setActions(const QList<QAction *> &actions, const QList<QAction *> &options = {});
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void takeLook();
    void arrange();
    [[nodiscard]] QRect mirrored(const QRect &part) const;

    QString m_text, m_selection;
    std::vector<QToolButton *> m_actions, m_options;
    QToolButton *m_more;
    int m_lineAt = -1;
    int m_textEnd = 0;
};

} // namespace cartage::ui
