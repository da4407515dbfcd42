// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <atomic>

#include "core/engine/supportbundle.h"
#include "ui/dialogs/sheets.h"

class QCheckBox;
class QFileDialog;

namespace cartage::ui {

class Facts;

/// What would be in a support bundle, before it is written anywhere.
class SupportBundleSheet final : public SessionSheet
{
    Q_OBJECT

public:
    SupportBundleSheet(engine::Session &session, QWidget *parent);
    ~SupportBundleSheet() override;

protected:
    void act() override;

private:
    void list();
    void write(const QString &file);

    Facts *m_contents;
    QCheckBox *m_leaveOutPaths;
    QTimer m_tick;
    std::shared_ptr<std::atomic<int>> m_part; ///< engine::BundlePart; -1 before the first. Shared with the thread that writes: either may end first
    QFuture<Result<QString>> m_under;
};

} // namespace cartage::ui
