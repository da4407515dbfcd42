// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/sheets.h"

namespace cartage::ui {

/// From how many messages of 24 hours a component's status is warning, or critical. An empty field takes the default that stands in its place; 0: never.
class ThresholdsSheet final : public SessionSheet
{
    Q_OBJECT

public:
    ThresholdsSheet(engine::Session &session, std::string component, QWidget *parent);

protected:
    void act() override;

private:
    void fill();
    void check();
    [[nodiscard]] engine::Settings changes() const;
    std::string m_component;
    std::vector<std::pair<std::string, QLineEdit *>> m_fields;
    std::map<std::string, QString> m_were;
};

} // namespace cartage::ui
