// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <string>

#include "core/content/snapshot.h"
#include "core/engine/operations.h"

/// What surrounds a snapshot: the intake row, the cache that says which files are unchanged, and a look that keeps nothing. Only for core/engine.
namespace cartage::engine {

/// The row that keeps others from a snapshot of the same package and the library from deleting content; taken away by the destructor,
/// after the transaction that keeps the snapshot: so no content is ever without one or the other.
class IntakeHold final
{
public:
    /// `subject`: the package's id, or "name:" and the folded name of one that is being added. snapshot_running while a living process holds it.
    static Result<std::unique_ptr<IntakeHold>> take(Site &site, const std::string &subject, const std::string &object);
    ~IntakeHold();
    [[nodiscard]] const std::string &id() const { return m_id; }
    /// In the transaction that keeps the version: without its row the library may have been swept meanwhile (by an engine that cannot see this
    /// process, in another pid namespace), and what the snapshot relied on may be gone.
    [[nodiscard]] Result<void> check(store::Connection &db) const;

private:
    IntakeHold(Site &site, std::string id, std::string object)
        : m_site(site)
        , m_id(std::move(id))
        , m_object(std::move(object))
    { }
    Site &m_site;
    std::string m_id;
    std::string m_object;
};

/// Intakes of dead processes are forgotten; true when one of a living process is open.
[[nodiscard]] bool snapshotsRun(store::Connection &db, const Environment &environment);

[[nodiscard]] std::string readSnapshotIndex(Site &site, const PackageId &package);
/// Losing it costs only reading again, so a failure is logged and no more.
void writeSnapshotIndex(Site &site, const PackageId &package, const std::string &index);
void removeSnapshotIndex(Site &site, const PackageId &package);

/// Walks the source and compares names, sizes and times with the former version (null: none): what a snapshot would take, as far as that shows without reading.
Result<SnapshotReport> lookAtSource(Site &site, const std::string &source, const content::Manifest *former, const std::string &object,
                                    const std::atomic<bool> &stop);

} // namespace cartage::engine
