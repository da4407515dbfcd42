// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QStyleOption>
#include <QToolButton>

#include "ui/look/style.h"
#include "ui/look/stylepaint.h"

namespace cartage::ui {

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 24;
    case PM_SplitterWidth:
        return 1;
    case PM_ButtonDefaultIndicator:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_MenuBarVMargin:
    case PM_MenuBarPanelWidth:
        return 0;
    case PM_MenuBarHMargin:
        return 2 * Look::unit;
    case PM_MenuBarItemSpacing:
        return 2;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return Look::unit;
    case PM_MenuHMargin:
        return 0;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 14;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return Look::markGap;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
        return Look::markSize;
    case PM_TabBarTabHSpace:
    case PM_TabBarTabVSpace:
        return 0;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return Look::edge;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return Look::markGap;
    case PM_ToolTipLabelFrameWidth:
        return 6;
    case PM_HeaderMargin:
        return Look::cellPadding;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ItemView_ActivateItemOnSingleClick:
    case SH_TabBar_ElideMode:
        return 0;
    case SH_ScrollBar_Transient:
        return 0;
    case SH_ItemView_ArrowKeysNavigateIntoChildren:
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ToolTipLabel_Opacity:
        return 255;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (!slider)
            return {};
        // No arrows: the groove takes everything.
        const bool vertical = slider->orientation == Qt::Vertical;
        const int length = vertical ? slider->rect.height() : slider->rect.width();
        const qint64 range = qint64(slider->maximum) - slider->minimum;
        const int least = pixelMetric(PM_ScrollBarSliderMin, option, widget);
        const int size = range > 0 ? std::min(length, std::max(least, int(qint64(length) * slider->pageStep / (range + slider->pageStep)))) : length;
        const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition, length - size, slider->upsideDown);
        const auto piece = [&](int from, int to) {
            return vertical ? QRect(0, from, slider->rect.width(), to - from)
                            : visualRect(slider->direction, slider->rect, QRect(from, 0, to - from, slider->rect.height()));
        };
        switch (part) {
        case SC_ScrollBarSlider:
            return piece(start, start + size);
        case SC_ScrollBarSubPage:
            return piece(0, start);
        case SC_ScrollBarAddPage:
            return piece(start + size, length);
        case SC_ScrollBarGroove:
            return slider->rect;
        default:
            return {};
        }
    }
    if (control == CC_ComboBox && option) {
        const QRect rect = option->rect;
        switch (part) {
        case SC_ComboBoxEditField:
            return visualRect(option->direction, rect, rect.adjusted(Look::cellPadding, 1, -28, -1));
        case SC_ComboBoxArrow:
            return visualRect(option->direction, rect, QRect(rect.right() - 27, rect.top(), 28, rect.height()));
        default:
            break;
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_LineEditContents && option) {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0)
            return option->rect.adjusted(Look::cellPadding - 2, 1, -Look::cellPadding + 2, -1);
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    const Look &l = look();
    switch (type) {
    case CT_PushButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const ButtonRole role = buttonRole(widget);
        if (!button)
            break;
        int width = button->fontMetrics.size(Qt::TextShowMnemonic, button->text).width();
        if (!button->icon.isNull())
            width += button->iconSize.width() + Look::unit + 2;
        const bool link = role == ButtonRole::Link || role == ButtonRole::TipLink;
        return {width + (link ? 2 : 6 * Look::unit), l.fieldHeight()};
    }
    case CT_LineEdit:
        return {size.width() + 2 * Look::cellPadding, l.fieldHeight()};
    case CT_ComboBox:
        return {size.width() + 2 * Look::cellPadding + 28, l.fieldHeight()};
    case CT_SpinBox:
        return {std::max(QProxyStyle::sizeFromContents(type, option, size, widget).width(), size.width() + 28), l.fieldHeight()};
    case CT_ToolButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        if (!button)
            break;
        if (button->toolButtonStyle == Qt::ToolButtonIconOnly || button->text.isEmpty())
            return {l.fieldHeight(), l.fieldHeight()};
        int width = QFontMetrics(button->font).size(Qt::TextShowMnemonic, button->text).width() + 2 * Look::cellPadding - 4;
        if (!button->icon.isNull() && button->toolButtonStyle != Qt::ToolButtonTextOnly)
            width += button->iconSize.width() + Look::unit + 2;
        return {width, l.fieldHeight() - 2};
    }
    case CT_TabBarTab:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            return {tab->fontMetrics.size(Qt::TextShowMnemonic, tab->text).width() + 2 * Look::cellPadding, l.tabsHeight()};
        break;
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            return paint::menuItemSize(*item, l);
        break;
    case CT_MenuBarItem:
        return {size.width() + 2 * Look::unit, l.sidebarRowHeight() - 2};
    case CT_ProgressBar:
        return {size.width(), 6};
    case CT_ItemViewItem: // boxes one above the other have air between them
        return QProxyStyle::sizeFromContents(type, option, size, widget).expandedTo({0, l.rowHeight() - Look::unit});
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

} // namespace cartage::ui
