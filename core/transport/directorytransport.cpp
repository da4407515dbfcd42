// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/directorytransport.h"

#include "core/transport/probe.h"
#include "core/transport/publish.h"
#include "core/transport/removal.h"
#include "core/transport/services.h"
#include "core/transport/stage.h"
#include "core/transport/validation.h"

namespace cartage::transport {

namespace {

/// Each call is a work item with its own DpVisit; what they share is in Services. Thread-safe.
class DirectoryTransport final : public Transport
{
public:
    DirectoryTransport(io::FileSystem &fs, content::ContentLibrary &library, const Clock &clock, Random &random, Pause pause, bool threads)
        : m_services{fs, library, clock, random, std::move(pause), ContentCache(library), SharedSync(fs, threads)}
    { }

    Result<InstallOutcome> install(const DpAddress &dp, bool takeOver, WorkControl &control) override
    {
        return installDp(m_services, dp, takeOver, control);
    }
    StageOutcome stage(const StageOrder &order, WorkControl &control) override { return Stager(m_services, order, control).run(); }
    PublishOutcome publish(const PublishOrder &order, WorkControl &control) override { return publishPackage(m_services, order, control); }
    std::optional<Error> clean(const DpAddress &dp, const PackageId &package, const std::string &keepStage, bool durably, WorkControl &control) override
    {
        DpVisit visit(m_services, dp, control);
        if (auto error = visit.open())
            return error;
        if (auto error = cleanStages(visit, package, keepStage))
            return error;
        const auto stages = durably ? openStages(visit) : io::IoResult<io::Handle>();
        const auto synced = stages && stages->isOpen() ? m_services.fs.syncFile(*stages) : io::IoResult<void>();
        if (!stages || !synced)
            return visit.error(!stages ? stages.error() : synced.error(), stagesFolder, Doing::Root);
        return std::nullopt;
    }
    RemoveOutcome remove(const RemoveOrder &order, WorkControl &control) override { return removePackage(m_services, order, control); }
    RemoveOutcome removeDp(const DpAddress &dp, WorkControl &control) override { return transport::removeDp(m_services, dp, control); }
    ValidateOutcome validate(const ValidateOrder &order, WorkControl &control) override { return validatePackage(m_services, order, control); }
    ProbeOutcome probe(const DpAddress &dp, bool abilities, WorkControl &control) override
    {
        return probeDp(m_services, dp, abilities, control);
    }

private:
    Services m_services;
};

} // namespace

std::unique_ptr<Transport> makeDirectoryTransport(io::FileSystem &fs, content::ContentLibrary &library, const Clock &clock, Random &random,
                                                  Pause pause, bool threads)
{
    return std::make_unique<DirectoryTransport>(fs, library, clock, random, std::move(pause), threads);
}

} // namespace cartage::transport
