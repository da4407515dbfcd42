// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/style.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>
#include <QToolButton>

#include "ui/look/stylepaint.h"

namespace cartage::ui {
namespace {

constexpr char roleProperty[] = "cartageButtonRole";

bool isFusions(const QPalette &palette, const QPalette &fusions)
{
    for (const auto role : {QPalette::Window, QPalette::Base, QPalette::Text, QPalette::Highlight}) {
        if (palette.color(QPalette::Active, role) != fusions.color(QPalette::Active, role))
            return false;
    }
    return true;
}

} // namespace

Style::Style(Scheme scheme)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    , m_scheme(scheme)
{ }

const Look &Style::look() const
{
    const QPalette palette = QApplication::palette();
    const QFont font = QApplication::font();
    if (!m_made || palette.cacheKey() != m_paletteKey || font != m_font) {
        m_look = Look::from(palette, font);
        m_paletteKey = palette.cacheKey();
        m_font = font;
        m_made = true;
    }
    return m_look;
}

void Style::setScheme(Scheme scheme)
{
    m_scheme = scheme;
    // An empty palette asks the style and the platform again.
    QApplication::setPalette(QPalette());
}

void Style::polish(QPalette &palette)
{
    if (m_scheme != Scheme::System)
        palette = Look::ownPalette(m_scheme == Scheme::Dark);
    else if (isFusions(palette, baseStyle()->standardPalette()))
        palette = Look::ownPalette(false);
}

QPalette Style::standardPalette() const { return Look::ownPalette(m_scheme == Scheme::Dark); }

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QLineEdit *>(widget) || qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)
        || qobject_cast<QTabBar *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Look &l = look();
    switch (element) {
    case PE_FrameFocusRect:
        return; // each part shows the focus itself
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            paint::field(*painter, *option, widget, l);
        return;
    case PE_FrameLineEdit:
        return;
    case PE_Frame:
        if (qobject_cast<const QAbstractScrollArea *>(widget))
            paint::box(*painter, option->rect, Look::radius, {}, widget->hasFocus() ? l.accentInk : l.line2, widget->hasFocus() ? 2 : 1);
        return;
    case PE_FrameGroupBox:
        return;
    case PE_FrameMenu:
        paint::box(*painter, option->rect, 0, {}, l.line2);
        return;
    case PE_PanelMenu:
        painter->fillRect(option->rect, l.base);
        return;
    case PE_FrameTabBarBase:
    case PE_FrameTabWidget:
        paint::hairline(*painter, option->rect, element == PE_FrameTabBarBase ? Qt::BottomEdge : Qt::TopEdge, l.line);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, l.tip);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paint::checkBox(*painter, *option, l);
        return;
    case PE_IndicatorRadioButton:
        paint::radioButton(*painter, *option, l);
        return;
    case PE_PanelItemViewRow:
        return;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, l.base);
        return;
    case PE_PanelItemViewItem:
        if (option->state & State_Selected)
            painter->fillRect(option->rect, option->state & State_Active ? l.selected : l.selectedUnfocused);
        else if (option->state & State_MouseOver)
            painter->fillRect(option->rect, l.hover);
        return;
    case PE_IndicatorTabClose:
    case PE_IndicatorHeaderArrow:
        return;
    case PE_PanelStatusBar:
    case PE_FrameStatusBarItem:
        return;
    case PE_IndicatorBranch:
        if (option->state & State_Children)
            paint::chevron(*painter, QRectF(option->rect).center(), 8, option->state & State_Open ? paint::Direction::Down : paint::Direction::Right,
                           l.text2);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Look &l = look();
    switch (element) {
    case CE_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            paint::pushButton(*painter, *button, widget, l, *this);
        return;
    case CE_Splitter:
        painter->fillRect(option->rect, l.line);
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            paint::header(*painter, *header, l);
        else
            painter->fillRect(option->rect, l.base);
        return;
    case CE_TabBarTabShape:
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            paint::tab(*painter, *tab, l);
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, l.window);
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            paint::menuBarItem(*painter, *item, l);
        return;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            paint::menuItem(*painter, *item, l);
        return;
    case CE_MenuEmptyArea:
        painter->fillRect(option->rect, l.base);
        return;
    case CE_ProgressBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option))
            paint::progressBar(*painter, *bar, l);
        return;
    case CE_ComboBoxLabel:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            // Fusion colours the text as a button's.
            QStyleOptionComboBox copy(*combo);
            copy.palette.setColor(QPalette::ButtonText, combo->state & State_Enabled ? l.text : l.text3);
            QProxyStyle::drawControl(element, &copy, painter, widget);
        }
        return;
    case CE_ItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            // What is selected stands on a tint, not on the accent.
            QStyleOptionViewItem copy(*item);
            copy.palette.setColor(QPalette::HighlightedText, l.text);
            QProxyStyle::drawControl(element, &copy, painter, widget);
        }
        return;
    case CE_ShapedFrame:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine)) {
            const bool across = frame->frameShape == QFrame::HLine;
            paint::hairline(*painter, option->rect, across ? Qt::BottomEdge : Qt::RightEdge, l.line);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const Look &l = look();
    switch (control) {
    case CC_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option))
            paint::toolButton(*painter, *button, widget, l);
        return;
    case CC_ComboBox:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            paint::comboBox(*painter, *combo, widget, l);
        return;
    case CC_SpinBox:
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option))
            paint::spinBox(*painter, *spin, widget, l, *this);
        return;
    case CC_ScrollBar:
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option))
            paint::scrollBar(*painter, *slider, widget, l, *this);
        return;
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

void setButtonRole(QAbstractButton *button, ButtonRole role)
{
    button->setProperty(roleProperty, int(role));
    button->updateGeometry();
    button->update();
}

ButtonRole buttonRole(const QWidget *button) { return button ? ButtonRole(button->property(roleProperty).toInt()) : ButtonRole::Plain; }

} // namespace cartage::ui
