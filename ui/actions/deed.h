// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <functional>

#include "core/engine/operations.h"
#include "core/engine/session.h"
#include "ui/look/marks.h"
#include "ui/views/view.h"

namespace cartage::ui {

/// What one operation of the engine is asked for. A selection makes one or more of them, never more than was selected.
struct Target {
    engine::ScopeNames scope;
    std::string problem;       ///< key
    std::optional<Time> until; ///< of an acknowledgement
    std::string plan;          ///< that was shown; empty: none was
    std::optional<Filter> filter{}; ///< that shows just the rows of the scope
    std::shared_ptr<const std::vector<engine::RowId>> quarantined{}; ///< what lies in quarantine; never empty where it is set
    std::vector<std::string> components{};
    std::string site{};        ///< code of another one
};

/// One thing that operators do: its words, what it can be done to, and the operation.
struct Deed {
    enum class Of {
        Distributions, ///< by whatever names them
        Pairs,         ///< only rows of their own
        Dps,
        Packages,
        Problems,
        Quarantined,
        Components,
        Sites
    };
    enum class Manner {
        AtOnce,
        Preview, ///< wide or destructive: the engine's plan first
        Long     ///< reads much: on a thread of its own
    };
    struct Outcome {
        engine::Answer answer;
        QString sentence; ///< empty: the deed's own with the number
    };
    QString key, words;
    Mark mark = Mark::Information;
    QKeySequence shortcut;
    Of of = Of::Distributions;
    Manner manner = Manner::AtOnce;
    std::function<QString(int)> object; ///< "3 distribution points"
    std::function<QString(int)> done;   ///< "3 distributions are held."
    QString undo;                       ///< key of the deed that makes it undone; empty: there is none
    std::string command;                ///< of the command line, as the audit names it
    std::string options;                ///< behind what it is done to
    std::function<Result<Outcome>(engine::Session::Desk &, const Target &, const engine::Intent &)> carryOut;
    bool takesReason = false;           ///< of the command line
};

[[nodiscard]] std::vector<Deed> allDeeds();
/// What the deed would be done to; empty where a subject is of another kind.
[[nodiscard]] std::vector<Target> targetsOf(const Deed &deed, const QList<Subject> &subjects);
/// Pairs of several packages and DPs in one transaction, with one audit row.
/// Rows at sites below are named there.
[[nodiscard]] Result<std::vector<Target>> asOne(engine::Session::Desk &desk, std::vector<Target> targets);
/// The same, with the packages that a site's DPs are given: one target for each. Others stay as they are.
[[nodiscard]] Result<std::vector<Target>> bySitesPackages(engine::Session::Desk &desk, const Deed &deed, const std::vector<Target> &targets);
/// Rows by the terms of the filter that shows them, where the command line has words for these and they mean the same; else by their names, one target for
/// each package.
[[nodiscard]] Result<std::vector<Target>> named(engine::Session::Desk &desk, const Deed &deed, const std::vector<Target> &targets);
/// The same from the command line, as a shell takes it; of named targets.
[[nodiscard]] QString commandOf(const Deed &deed, const Target &target, const QString &reason = {});
/// Such a command for a shell that may have another site in mind.
[[nodiscard]] QString atSite(const QString &command, const std::string &folder);
/// For the audit: a JSON object. Of many rows their number and the first ones.
[[nodiscard]] std::string argumentsOf(engine::Session::Desk &desk, const Target &target);

} // namespace cartage::ui
