// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tabstrip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QScopedValueRollback>
#include <QTabBar>
#include <QToolButton>

#include "ui/widgets/parts.h"

namespace cartage::ui {

namespace {

/// Says how wide a tab would like to be: where there is no room their rectangles shrink.
class Tabs final : public QTabBar
{
public:
    using QTabBar::QTabBar;
    [[nodiscard]] int widthOf(int tab) const { return tabSizeHint(tab).width(); }
};

} // namespace

TabStrip::TabStrip(QWidget *parent)
    : QWidget(parent)
    , m_bar(new Tabs(this))
    , m_more(new QToolButton(this))
    , m_menu(new QMenu(m_more))
{
    m_bar->setAccessibleName(tr("What to show of it"));
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    m_bar->setUsesScrollButtons(false);
    m_more->setText(tr("More"));
    m_more->setToolTip(tr("What else there is"));
    m_more->setAutoRaise(true);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->setMenu(m_menu);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->setSizeConstraint(QLayout::SetNoConstraint); // narrower than all of its tabs
    row->addWidget(m_bar, 1);
    row->addWidget(m_more);
    setFocusProxy(m_bar);
    connect(m_bar, &QTabBar::currentChanged, this, [this] {
        if (!m_fitting)
            Q_EMIT chosen(current());
    });
}

void TabStrip::setTabs(const QList<QPair<QString, QString>> &tabs)
{
    if (tabs == m_tabs)
        return;
    const QString was = current();
    m_tabs = tabs;
    {
        const QScopedValueRollback quiet(m_fitting, true);
        while (m_bar->count() > 0)
            m_bar->removeTab(0);
        for (const auto &[key, title] : tabs)
            m_bar->setTabData(m_bar->addTab(title), key);
    }
    setCurrent(was);
    fit();
}

QString TabStrip::current() const { return m_bar->tabData(m_bar->currentIndex()).toString(); }

void TabStrip::setCurrent(const QString &key)
{
    const QScopedValueRollback quiet(m_fitting, true);
    for (int tab = 0; tab < m_bar->count(); ++tab) {
        if (m_bar->tabData(tab).toString() == key) {
            m_bar->setTabVisible(tab, true);
            m_bar->setCurrentIndex(tab);
        }
    }
    fit();
}

QSize TabStrip::minimumSizeHint() const { return {m_more->sizeHint().width(), m_bar->sizeHint().height()}; }

void TabStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void TabStrip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (isLookChange(event))
        fit();
}

void TabStrip::fit()
{
    const QScopedValueRollback quiet(m_fitting, true);
    QList<int> widths;
    int all = 0;
    for (int tab = 0; tab < m_bar->count(); ++tab) {
        m_bar->setTabVisible(tab, true);
        widths.push_back(static_cast<const Tabs *>(m_bar)->widthOf(tab));
        all += widths.back();
    }
    m_menu->clear();
    const bool tight = all > width();
    m_more->setVisible(tight);
    if (!tight)
        return;
    const int chosen = m_bar->currentIndex();
    int left = width() - m_more->sizeHint().width() - (chosen >= 0 ? widths[chosen] : 0);
    bool full = false;
    for (int tab = 0; tab < m_bar->count(); ++tab) {
        if (tab == chosen)
            continue;
        full = full || widths[tab] > left; // those behind it too: the order stays
        if (!full) {
            left -= widths[tab];
            continue;
        }
        m_bar->setTabVisible(tab, false);
        QAction *entry = m_menu->addAction(m_bar->tabText(tab), this, [this, key = m_bar->tabData(tab).toString()] {
            setCurrent(key);
            m_bar->setFocus(Qt::OtherFocusReason);
            Q_EMIT this->chosen(key);
        });
        entry->setObjectName(QStringLiteral("tab-") + m_bar->tabData(tab).toString());
    }
}

} // namespace cartage::ui
