// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QPointer>

#include "core/engine/session.h"
#include "ui/look/marks.h"
#include "ui/views/listpage.h"

namespace cartage::ui {

/// What leaves the window: rows to the clipboard, lists as files, the support bundle.
class TakeOut final : public QObject
{
    Q_OBJECT

public:
    /// Dialogs lie over `window`.
    explicit TakeOut(QWidget *window);
    /// Null: no site.
    void setSession(engine::Session *session);
    /// The list that is shown, whenever it or its selection has changed; null: none.
    void setPage(ListPage *page);

    [[nodiscard]] QAction *copyAction() const { return m_copy; }
    [[nodiscard]] QList<QAction *> siteActions() const { return {m_export, m_bundle}; }

Q_SIGNALS:
    void done(cartage::ui::Mark mark, const QString &sentence);

private:
    void copyRows();
    void exportList();
    void supportBundle();

    QWidget *m_window;
    engine::Session *m_session = nullptr;
    QPointer<ListPage> m_page;
    QAction *m_copy, *m_export, *m_bundle;
};

} // namespace cartage::ui
