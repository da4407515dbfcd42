// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <memory>

#include "core/engine/exporting.h"
#include "core/engine/session.h"
#include "ui/look/marks.h"

class QFileDialog;
class QProgressDialog;

namespace cartage::ui {

/// Export what the filter shows: asks for a file, has the session write it, shows how far it is where that takes longer, and says what came of it.
/// Deletes itself when it is done.
class ExportList final : public QObject
{
    Q_OBJECT

public:
    /// `name` without its ending: "distributions". The session is the owner: with it the export ends.
    ExportList(engine::Session &session, engine::ListQuery query, const QString &name, QWidget *window);
    ~ExportList() override;
    void start();

    /// "distributions-2026-11-21"
    [[nodiscard]] static QString proposal(const QString &name, Time now);

Q_SIGNALS:
    void done(cartage::ui::Mark mark, const QString &sentence);

private:
    void write(const QString &file, engine::ExportForm form);
    void showProgress();
    void cancel();
    void finish(Mark mark, const QString &sentence);

    engine::Session &m_session;
    engine::ListQuery m_query;
    QString m_name;
    QWidget *m_window;
    QPointer<QFileDialog> m_dialog;
    QPointer<QProgressDialog> m_progress;
    QTimer m_tick;
    QFuture<Result<std::int64_t>> m_under;
    bool m_ended = false;
    struct Count;
    std::shared_ptr<Count> m_count; ///< shared with the thread that writes: either may end first
};

} // namespace cartage::ui
