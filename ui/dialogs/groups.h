// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/sheets.h"

namespace cartage::ui {

/// Which distribution points a group has: a group is there as long as one of them names it.
class GroupsSheet final : public SessionSheet
{
    Q_OBJECT

public:
    GroupsSheet(engine::Session &session, QWidget *parent);

protected:
    void act() override;

private:
    struct Sum {
        int dps = 0;
        std::int64_t distributions = 0, bytes = 0;
        std::optional<Error> error; ///< the first; what follows it was not tried
    };
    void fill();
    void showGroup();
    void plan();
    [[nodiscard]] std::vector<std::pair<std::string, bool>> changes() const;
    QFuture<Result<Sum>> ask(bool dryRun);

    QComboBox *m_group;
    QListWidget *m_list;
    std::vector<engine::DpView> m_dps;
    int m_asked = 0; ///< answers to older questions are dropped
};

} // namespace cartage::ui
