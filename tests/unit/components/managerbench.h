// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <QTemporaryDir>

#include "core/components/distributionmanager.h"
#include "core/store/database.h"
#include "tests/support/seededrandom.h"

namespace cartage::test {

/// A Distribution Manager on a database of its own, without workers: the test says what they found.
class ManagerBench final
{
public:
    ManagerBench();

    PackageId addPackage(int number, Priority priority = Priority::Normal);
    int addVersion(const PackageId &package);
    DpKey addDp(const std::string &name, bool network = false);
    /// Owed now, in this version.
    void owe(const PackageId &package, DpKey dp, int version = 1);
    void changeDp(DpKey key, const std::function<void(Dp &)> &edit);
    void changeRow(const PackageId &package, DpKey dp, const std::function<void(Distribution &)> &edit);
    void setPackageRemoving(const PackageId &id);
    void setSetting(const std::string &key, const std::string &value);

    std::vector<components::WorkItem> plan();
    std::vector<std::int64_t> overtaken();
    /// The only item that is due.
    components::WorkItem planOne();
    void record(const components::WorkItem &item, components::Report report);
    void reload();
    /// As a new engine after a kill.
    void restart();

    [[nodiscard]] Distribution row(const PackageId &package, DpKey dp);
    [[nodiscard]] Dp dp(DpKey key);
    [[nodiscard]] Package package(const PackageId &id);
    [[nodiscard]] std::vector<Attempt> attempts(const PackageId &package, DpKey dp);
    [[nodiscard]] int messageCount(MessageId id);
    [[nodiscard]] static Sha256 manifestOf(const PackageId &package, int version);

    /// What a worker found when all went well.
    [[nodiscard]] static transport::StageOutcome staged();
    [[nodiscard]] static transport::PublishOutcome published(Time at);
    [[nodiscard]] static transport::StageOutcome failed(Code code, Scope scope = Scope::Distribution);
    /// Through staging, publishing and cleaning.
    void deliver(components::WorkItem item);

    Time now = timeFromMs(1'795'140'000'000);
    SeededRandom random{7};
    std::unique_ptr<components::DistributionManager> manager;

private:
    template <class T, class Body>
    T inTransaction(const Body &body);
    QTemporaryDir m_folder;
    std::unique_ptr<store::Connection> m_db;
};

} // namespace cartage::test
