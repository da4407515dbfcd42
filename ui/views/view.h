// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/domain/filter.h"
#include "core/domain/values.h"
#include "core/engine/rowid.h"
#include "core/engine/session.h"
#include "ui/views/pace.h"
#include "ui/widgets/filterbar.h"

namespace cartage::ui {

/// What one thing is about: for the path bar and the detail pane.
struct Subject {
    enum class Kind {
        None,
        Problem,
        Distribution,
        Package,
        Dp,
        Message,
        Action,
        Client,
        Quarantined, ///< one by its record, more by `rows`
        Component,
        Site,
        Rows ///< several distributions, perhaps of pages that nobody has looked at
    };
    Kind kind = Kind::None;
    QString title;
    std::string problem;      ///< key; of something in quarantine: the reason; of a component: its state; of a site: own, child, parent, below
    std::optional<Code> code; ///< of a problem
    PackageId package;
    std::string dp;
    std::int64_t record = 0; ///< of a message or an action
    std::shared_ptr<const std::vector<engine::RowId>> rows{}; ///< of Rows and Quarantined
    std::optional<Filter> filter{}; ///< of Rows: they are all that this one shows
    std::string sender{};    ///< of a client
    std::string component{}; ///< its name
    std::string site{};      ///< its code
    bool operator==(const Subject &) const = default;
};

/// Where one can be: Back and Forward, links and saved filters lead to it.
struct Location {
    QString view; ///< its key in the sidebar
    QList<Chip> chips;
    QString text;
    QString selected; ///< row id; empty: none
    QString face{};   ///< another look at the same: "matrix"; empty: the list
    bool operator==(const Location &) const = default;
};

/// One entry of the sidebar. Asks the session when it is shown and after changes; never while it cannot be seen.
class View : public QWidget
{
    Q_OBJECT

public:
    View(engine::Session &session, QString key, QString title, QWidget *parent);
    [[nodiscard]] const QString &key() const { return m_key; }
    [[nodiscard]] const QString &title() const { return m_title; }
    [[nodiscard]] virtual Location location() const;
    virtual void setLocation(const Location &location);
    [[nodiscard]] virtual QList<Subject> subjects() const { return {}; } ///< what is selected
    [[nodiscard]] virtual qint64 selectedCount() const { return static_cast<qint64>(subjects().size()); }
    virtual void focusFilter() { }
    virtual void focusList() { setFocus(); }
    /// Asks again, at once.
    void refresh() { m_pace.wantAtOnce(); }

Q_SIGNALS:
    /// Of filter or selection, by the user.
    void locationChanged();
    void selectionChanged();
    /// Enter or a double click, a tile, a number: one step down.
    void openRequested(const cartage::ui::Location &location);

protected:
    void showEvent(QShowEvent *event) override;
    /// Asks; `answered` says that the answer is there.
    virtual void read() = 0;
    void answered() { m_pace.answered(); }
    [[nodiscard]] engine::Session &session() const { return m_session; }
    [[nodiscard]] Time now() const { return m_session.environment().clock.wall(); }

private:
    engine::Session &m_session;
    QString m_key, m_title;
    bool m_stale = true;
    Pace m_pace;
};

} // namespace cartage::ui
