// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/stage.h"

#include <cerrno>

#include "core/io/fileops.h"
#include "core/transport/publish.h"
#include "core/transport/removal.h"
#include "core/transport/storable.h"
#include "core/transport/survey.h"

namespace cartage::transport {

namespace {

constexpr std::uint64_t allocation = 4096; ///< what a small file costs on most file systems
constexpr std::uint64_t reservePercent = 5;

} // namespace

Stager::Stager(Services &services, const StageOrder &order, WorkControl &control)
    : m_services(services)
    , m_order(order)
    , m_control(control)
    , m_visit(services, order.dp, control)
    , m_rate(control, services.pause)
{ }

StageOutcome Stager::run()
{
    const auto staged = look();
    if (!staged) {
        m_outcome.error = completed(staged.error());
        // Proven files of a former try are kept where only the rest does not fit.
        const bool full = m_outcome.error->code == Code::NoSpace || m_outcome.error->code == Code::Quota;
        if (full && (m_begun || !m_stage || m_stage->kept().empty()))
            cutBack();
    }
    m_outcome.seen = m_visit.seen;
    return std::move(m_outcome);
}

Error Stager::completed(Error error) const
{
    if (error.code == Code::ContentDamaged)
        error.scope = Scope::Package;
    error.object = error.scope == Scope::Package ? m_order.package.value() : m_order.dp.name;
    if (error.code == Code::NoSpace || error.code == Code::Quota)
        error.parameters.emplace("need", std::to_string(m_need + m_need * reservePercent / 100));
    return error;
}

bool Stager::stopped()
{
    m_outcome.stopped = m_outcome.stopped || m_control.stopRequested();
    return m_outcome.stopped;
}

Result<void> Stager::look()
{
    if (auto error = m_visit.open())
        return failure(*error);
    if (auto error = m_visit.joinSync())
        return failure(*error);
    // Before anything that the wanted version could be refused for: what a former item has left open is another's.
    if (const auto finished = finishOthers(); !finished)
        return finished;
    if (const auto read = readFacts(); !read)
        return read;
    auto wanted = m_services.library.manifest(m_order.manifest);
    if (!wanted)
        return failure(wanted.error());
    m_wanted = *wanted;
    if (auto error = notStorable(*m_wanted, m_visit.abilities()))
        return failure(*error);
    if (const auto found = findBase(); !found || stopped())
        return found;
    if (m_outcome.alreadyThere)
        return confirm();
    if (const auto opened = openStage(); !opened)
        return opened;
    if (const auto measured = measure(); !measured)
        return measured;
    m_begun = true;
    return copy();
}

/// Work that a former item left at this DP for this package.
Result<void> Stager::finishOthers()
{
    const auto record = readRecord(m_visit.fs(), m_visit.ours(), m_order.package);
    if (!record)
        return failure(m_visit.error(record.error(), recordName(m_order.package), Doing::Root));
    if (record->record && record->record->publishing && record->record->isBy(m_order.dp.site)) {
        const Finished finished = finishForward(m_visit, m_order.package, *record->record);
        if (finished.error)
            return failure(*finished.error);
        m_outcome.finishedForward = m_finished = finished.whole;
        m_outcome.setAside = finished.setAside;
    }
    RemoveOutcome removed;
    auto error = finishRemovals(m_visit, m_order.package, removed);
    m_outcome.setAside.insert(m_outcome.setAside.end(), removed.found.begin(), removed.found.end());
    if (error)
        return failure(*error);
    return {};
}

/// What was found may be known to this machine alone: an engine before this one may have been killed before its last sync.
Result<void> Stager::confirm()
{
    if (const auto synced = m_visit.sync().sync(nullptr); !synced) {
        m_outcome.alreadyThere = false;
        return failure(m_visit.error(synced.error(), recordName(m_order.package), Doing::Root));
    }
    return {};
}

bool Stager::isWanted(const Record &record) const
{
    return !record.publishing && record.version == m_order.version && record.site.epoch == m_order.epoch && record.manifest == m_order.manifest;
}

Result<void> Stager::readFacts()
{
    const auto found = readRecord(m_visit.fs(), m_visit.ours(), m_order.package);
    if (!found)
        return failure(m_visit.error(found.error(), recordName(m_order.package), Doing::Root));
    if (found->record && found->record->isBy(m_order.dp.site)) {
        m_record = found->record;
        m_outcome.found = m_record->facts();
    }
    m_outcome.settled = !m_record || !m_record->publishing;
    return {};
}

Result<void> Stager::findBase()
{
    const auto folder = m_visit.fs().openFolderAt(m_visit.root(), m_order.package.value());
    if (!folder) {
        const int error = folder.error().error;
        if (error == ENOENT)
            return {};
        if (error == ENOTDIR || error == ELOOP)
            return failure(m_visit.error(Code::ForeignContent, m_order.package.value()));
        return failure(m_visit.error(folder.error(), m_order.package.value(), Doing::Root));
    }
    if (!m_record)
        return failure(m_visit.error(Code::ForeignContent, m_order.package.value()));
    const Record &record = *m_record;
    if (!m_order.force && !m_order.damagedOnly) {
        if (isWanted(record)) {
            m_outcome.alreadyThere = true;
            return {};
        }
        const bool known = m_finished
                           || (m_order.formerManifest && record.site.epoch == m_order.formerEpoch && record.manifest == *m_order.formerManifest);
        if (known && !record.publishing) {
            if (auto former = m_services.library.manifest(record.manifest)) {
                m_from = *former;
                return {};
            }
        }
    }
    return survey(*folder, record);
}

Result<void> Stager::survey(const io::Handle &packageFolder, const Record &record)
{
    std::vector<std::shared_ptr<const content::Manifest>> formers;
    if (const auto former = m_services.library.manifest(record.manifest))
        formers.push_back(*former);
    if (record.publishing) {
        if (const auto latest = m_services.library.manifest(record.publishing->manifest))
            formers.push_back(*latest);
    }
    const auto content = m_order.force ? Survey::Content::Unknown : Survey::Content::Hashed;
    auto taken = Survey(m_visit, m_rate, m_block).take(packageFolder, *m_wanted, formers, content);
    if (!taken)
        return failure(taken.error());
    m_from = *taken;
    m_ownBase = true;
    if (!m_from) // stopped
        return {};
    bool differs = false;
    content::difference(m_from.get(), *m_wanted, [&differs](const content::Difference &) { differs = true; });
    if (!differs && isWanted(record)) {
        m_outcome.alreadyThere = true;
        m_outcome.found->proof = Proof{ProofKind::Validated, m_services.clock.wall()};
    }
    return {};
}

Result<void> Stager::openStage()
{
    const StageName name{m_order.package, m_order.version, m_order.token};
    const Layout layout = m_from ? Layout::Flat : Layout::Tree;
    auto stage = StageFolder::take(m_visit, name, *m_wanted, layout, m_order.verifyLater);
    if (!stage)
        return failure(stage.error());
    m_stage = std::move(*stage);
    m_outcome.stage = m_stage->name();
    auto list = ProvenList::open(m_visit.fs(), m_stage->handle());
    if (!list)
        return failure(m_visit.error(list.error(), m_stage->path(ProvenList::fileName), Doing::Write));
    m_list.emplace(std::move(*list));
    m_places.emplace(m_visit.fs(), m_stage->content(), layout);
    m_writer.emplace(m_visit, *m_list, m_rate, m_block, !m_order.verifyLater);
    m_prover.emplace(m_visit, StagePlaces(m_visit.fs(), m_stage->content(), layout), m_rate, m_block);
    return noteBase();
}

/// What the publish must know and no manifest of the library tells.
Result<void> Stager::noteBase()
{
    io::FileSystem &fs = m_visit.fs();
    const auto put = [&](const char *name, std::string_view bytes, bool wanted) -> io::IoResult<void> {
        if (wanted)
            return putFile(fs, m_stage->handle(), name, bytes);
        const auto removed = fs.removeFile(m_stage->handle(), name);
        return !removed && removed.error().error != ENOENT ? removed : io::IoResult<void>();
    };
    const auto whole = put(wholeFile, "", !m_from);
    const auto from = whole ? put(fromFile, m_from ? m_from->bytes() : std::string(), m_ownBase) : whole;
    if (!from)
        return failure(m_visit.error(from.error(), m_stage->path(""), Doing::Write));
    return prepareRecord();
}

/// Spares the publish a sync of its own.
Result<void> Stager::prepareRecord()
{
    Record former = m_record.value_or(Record());
    former.publishing.reset();
    Record::Publishing open;
    open.version = m_order.version;
    open.epoch = m_order.epoch;
    if (former.version > 0)
        open.from = former.manifest;
    open.manifest = m_order.manifest;
    open.stage = m_stage->name();
    open.token = m_order.token;
    if (!m_order.verifyLater)
        open.proof = Proof{ProofKind::ReadBack, m_services.clock.wall()};
    const std::string json = toJson(publishingRecord(former, open, m_order.dp.site));
    if (const auto put = putFile(m_visit.fs(), m_stage->handle(), publishingFile, json); !put)
        return failure(m_visit.error(put.error(), m_stage->path(publishingFile), Doing::Write));
    return {};
}

/// A file's data, or a link's, has to be made.
static bool needsContent(const content::Difference &difference)
{
    return difference.after && difference.after->type != content::EntryType::Folder && difference.change != content::Change::AttributesChanged;
}

Result<void> Stager::measure()
{
    std::int64_t bytes = 0, files = 0;
    content::difference(m_from.get(), *m_wanted, [&](const content::Difference &each) {
        if (!needsContent(each)) {
            m_need += each.after ? allocation : 0;
            return;
        }
        bytes += static_cast<std::int64_t>(each.after->size);
        ++files;
        const auto kept = m_stage->kept().empty() ? m_stage->kept().end() : m_stage->kept().find(std::string(each.after->path));
        const std::uint64_t there = kept == m_stage->kept().end() ? 0 : kept->second.size;
        m_need += (each.after->size - std::min(there, each.after->size) + allocation - 1) / allocation * allocation;
    });
    m_control.setTotals(bytes, files);
    return checkRoom();
}

Result<void> Stager::checkRoom()
{
    if (auto error = m_visit.readSpace())
        return failure(*error);
    const std::uint64_t need = m_need + m_need * reservePercent / 100;
    Error error = m_visit.error(Code::NoSpace, "");
    error.parameters["need"] = std::to_string(need);
    error.parameters["free"] = std::to_string(m_visit.seen.space->free);
    if (need > m_visit.seen.space->free)
        return failure(error);
    if (m_order.dp.limit > 0 && m_order.dp.oursNow + static_cast<std::int64_t>(m_need) > m_order.dp.limit) {
        error.parameters["limit"] = std::to_string(m_order.dp.limit);
        error.parameters["used"] = std::to_string(m_order.dp.oursNow);
        return failure(error);
    }
    return {};
}

/// ENOSPC: what fits elsewhere shall not wait for room that this stage holds.
void Stager::cutBack()
{
    if (!m_stage)
        return;
    m_places.reset();
    m_prover.reset();
    m_writer.reset();
    m_list.reset();
    const std::string name = m_stage->name();
    m_stage.reset();
    if (const auto stages = openStages(m_visit)) {
        if (io::removeTree(m_visit.fs(), *stages, name))
            m_outcome.stage.clear();
    }
    if (!m_visit.readSpace())
        m_outcome.error->parameters["free"] = std::to_string(m_visit.seen.space->free);
}

} // namespace cartage::transport
