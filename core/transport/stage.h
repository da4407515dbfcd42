// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "core/transport/filewriter.h"
#include "core/transport/packagerecord.h"
#include "core/transport/stagefolder.h"

namespace cartage::transport {

/// Looks at a DP, stages what it lacks of a version, syncs and proves it: one work item. Changes nothing that clients see, but for a publish that
/// was interrupted, which is finished first.
class Stager
{
public:
    Stager(Services &services, const StageOrder &order, WorkControl &control);
    StageOutcome run();

private:
    /// Files written since the sync that will count for them was asked for.
    struct Batch {
        std::vector<content::Manifest::View> entries;
        SharedSync::Ticket ticket = 0;
        std::vector<bool> proven;
    };

    Result<void> look();
    Result<void> finishOthers();
    Result<void> readFacts();
    Result<void> findBase();
    Result<void> survey(const io::Handle &packageFolder, const Record &record);
    Result<void> measure();
    Result<void> checkRoom();
    Result<void> confirm();
    Result<void> openStage();
    Result<void> noteBase();
    Result<void> prepareRecord();
    Result<void> copy();
    Result<void> copyEntry(const content::Difference &difference);
    Result<void> copyContent(const content::Manifest::View &entry);
    Result<void> setFolderAttributes();
    void entryDone(const content::Manifest::View &entry);
    Result<void> closeBatchIfDue();
    Result<void> closeBatch();
    Result<void> settle(bool all);
    Result<void> count(Batch &batch);
    Result<void> proveBatch(Batch &batch);
    Result<void> dropFile(const content::Manifest::View &entry);
    void cutBack();
    [[nodiscard]] bool stopped();
    [[nodiscard]] Error completed(Error error) const;
    [[nodiscard]] bool isWanted(const Record &record) const;

    Services &m_services;
    const StageOrder &m_order;
    WorkControl &m_control;
    DpVisit m_visit;
    StageOutcome m_outcome;
    RateLimit m_rate;
    Block m_block;

    std::shared_ptr<const content::Manifest> m_wanted;
    std::shared_ptr<const content::Manifest> m_from; ///< null: a first delivery
    bool m_ownBase = false;                          ///< m_from was found at the DP and is in no library
    std::optional<Record> m_record;                  ///< ours, as it lies there
    bool m_finished = false;                         ///< this item finished a publish: what its record says is so
    bool m_begun = false; ///< content is being written
    std::uint64_t m_need = 0;

    std::optional<StageFolder> m_stage;
    std::optional<ProvenList> m_list;
    std::optional<StagePlaces> m_places;
    std::optional<FileWriter> m_writer;
    std::optional<Prover> m_prover;
    struct FolderAttributes {
        std::string_view path;
        std::uint32_t mode;
        std::int64_t mtimeNs;
    };
    std::vector<FolderAttributes> m_madeFolders;
    Batch m_batch;
    std::deque<Batch> m_batches;
    std::uint64_t m_batchBytes = 0;
    Span m_batchBegan{};
    std::optional<Error> m_mismatch;
};

} // namespace cartage::transport
