// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

#include "ui/shell/memory.h"

class QAction;
class QVBoxLayout;

namespace cartage::ui {

class StartRow;
class SiteRow;

/// Where nothing is open yet: try the sample, create a site, open one; below them the sites that were open before. Up and Down move between all of them.
class StartPage final : public QScrollArea
{
    Q_OBJECT

public:
    /// Not owned: each is a row with the action's key. The first is the one that is offered.
    StartPage(QAction *sample, QAction *create, QAction *open, QWidget *parent);
    /// In the user's own data folder.
    [[nodiscard]] static QString sampleFolder();

    void setSites(const QList<KnownSite> &sites);
    /// What was learnt of one of them; `gone`: it cannot be opened.
    void setFact(const QString &folder, const QString &fact, bool gone);
    void focusFirst();

Q_SIGNALS:
    void siteWanted(const QString &folder);
    void forgetWanted(const QString &folder);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void addRow(QAction *action, const char *icon, const QString &text);
    void takeLook();

    QWidget *m_sheet;
    QVBoxLayout *m_rowColumn, *m_siteColumn;
    QWidget *m_sitesTitle;
    std::vector<StartRow *> m_rows;
    std::vector<SiteRow *> m_sites;
};

} // namespace cartage::ui
