// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/shell/palette.h"
#include "ui/views/view.h"

class QMainWindow;

namespace cartage::ui {

/// Something of the site that has a name.
struct Thing {
    Mark mark = Mark::Information;
    QString name, fact;
    Location where;
};
/// Problems, distribution points, packages. On a reader thread.
[[nodiscard]] Result<std::vector<Thing>> thingsOf(engine::Site &site);

/// Find or do: what the palette offers. The names are asked for when it is opened, so that no key waits for the engine.
class Finder final : public QObject
{
    Q_OBJECT

public:
    explicit Finder(QMainWindow *window);
    /// Null: only what can be done and looked up.
    void setSession(engine::Session *session);
    void open(int top, const QString &typed);
    /// For a text; what is found depends on the names that have come.
    [[nodiscard]] QList<Offer> offers(const QString &text) const;
    /// Every action that can be carried out now, once.
    [[nodiscard]] QList<QAction *> actions() const;

Q_SIGNALS:
    void locationWanted(const cartage::ui::Location &location);
    void messageWanted(int id);
    void codeWanted(cartage::Code code);

protected:
    /// Fields take Ctrl+K for themselves else.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void ask();
    void find(const QString &text, QList<Offer> &offers) const;
    void act(const QString &text, QList<Offer> &offers) const;
    void lookUp(const QString &text, QList<Offer> &offers) const;

    QMainWindow *m_window;
    Palette *m_palette;
    engine::Session *m_session = nullptr;
    std::vector<Thing> m_things;
    bool m_asking = false;
    int m_asked = 0;
};

} // namespace cartage::ui
