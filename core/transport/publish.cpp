// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/publish.h"

#include <cerrno>

#include "core/io/fileops.h"
#include "core/transport/dperror.h"
#include "core/transport/rights.h"
#include "core/transport/stage.h"

namespace cartage::transport {

namespace {

/// Lie in the stage, whole and synced, before they become the record.
constexpr const char *finalFile = "record.final";
constexpr const char *formerFile = "record.former";

constexpr std::uint64_t recordCap = 64 * 1024;
constexpr std::uint64_t fromCap = 4ULL << 30;

} // namespace

Record publishingRecord(Record former, const Record::Publishing &open, const SiteIdentity &site)
{
    if (former.version == 0)
        former.site = site;
    former.publishing = open;
    return former;
}

io::IoResult<void> putFile(io::FileSystem &fs, const io::Handle &folder, const char *name, std::string_view bytes)
{
    const auto removed = fs.removeFile(folder, name);
    if (!removed && removed.error().error != ENOENT)
        return removed;
    auto file = fs.createFile(folder, name, fileMode(fs, folder));
    if (!file)
        return failure(file.error());
    if (const auto written = io::writeAll(fs, *file, asBytes(bytes)); !written)
        return written;
    return fs.close(std::move(*file));
}

Publication::Publication(DpVisit &visit, PackageId package, Record former, Record::Publishing open, bool resuming)
    : m_visit(visit)
    , m_fs(visit.fs())
    , m_package(std::move(package))
    , m_former(std::move(former))
    , m_open(std::move(open))
    , m_resuming(resuming)
{
    m_former.publishing.reset();
}

Finished Publication::run()
{
    if (const auto loaded = load(); !loaded) {
        m_finished.mixed = m_resuming;
        m_finished.error = loaded.error();
        return std::move(m_finished);
    }
    if (m_finished.lost)
        return std::move(m_finished);
    if (const auto begun = begin(); !begun) {
        m_finished.mixed = m_finished.mixed || m_resuming;
        m_finished.error = begun.error();
        return std::move(m_finished);
    }
    if (m_whole)
        renameWhole();
    else
        carryOutSeries();
    return std::move(m_finished);
}

/// A stage or a manifest that is gone is `lost`: something else must be done then than to try again.
Result<void> Publication::load()
{
    const std::string path = std::string(stagesFolder) + '/' + m_open.stage;
    auto stage = m_fs.openFolderAt(m_visit.ours(), path);
    if (!stage) {
        m_finished.lost = stage.error().error == ENOENT;
        return m_finished.lost ? Result<void>() : failure(m_visit.error(stage.error(), path, Doing::Root));
    }
    m_stage = std::move(*stage);
    auto to = m_visit.services.library.manifest(m_open.manifest);
    if (!to) {
        m_finished.lost = m_resuming;
        return m_resuming ? Result<void>() : failure(to.error());
    }
    m_to = *to;
    const auto whole = io::exists(m_fs, m_stage, wholeFile);
    if (!whole)
        return failure(m_visit.error(whole.error(), path, Doing::Root));
    m_whole = *whole;
    if (m_whole)
        return {};
    m_careful = m_resuming;
    auto own = io::readFile(m_fs, m_stage, fromFile, fromCap);
    if (!own && own.error().error != ENOENT)
        return failure(m_visit.error(own.error(), path, Doing::Root));
    auto from = own ? content::Manifest::parse(std::move(*own))
                : m_open.from ? m_visit.services.library.manifest(*m_open.from)
                              : Result<std::shared_ptr<const content::Manifest>>();
    // A publish of the version that the record names already (a repair) may have been done before: it cannot be told from the record.
    m_careful = m_careful || own;
    m_finished.lost = !from || !*from;
    if (!m_finished.lost)
        m_from = *from;
    return {};
}

Result<void> Publication::sync(std::string_view path)
{
    m_visit.control.moved();
    const auto synced = m_visit.sync().sync(nullptr);
    m_visit.control.moved();
    if (!synced)
        return failure(m_visit.error(synced.error(), path, Doing::Write));
    return {};
}

Record Publication::finalRecord() const
{
    Record record;
    record.site = m_visit.dp.site;
    record.site.epoch = m_open.epoch;
    record.version = m_open.version;
    record.manifest = m_open.manifest;
    record.proof = m_open.proof;
    return record;
}

/// Written anew each time: a former one may be torn.
Result<void> Publication::putRecord(const char *name, const Record &record)
{
    if (const auto put = putFile(m_fs, m_stage, name, toJson(record)); !put)
        return failure(m_visit.error(put.error(), recordName(m_package), Doing::Root));
    return {};
}

Result<void> Publication::installRecord(const char *name)
{
    const auto folder = io::ensureFolder(m_fs, m_visit.ours(), recordFolder, folderMode(m_fs, m_visit.ours()));
    const auto renamed = folder ? m_fs.rename(m_stage, name, *folder, recordName(m_package)) : io::IoResult<void>(failure(folder.error()));
    if (!renamed)
        return failure(m_visit.error(renamed.error(), recordName(m_package), Doing::Root));
    return {};
}

Result<void> Publication::forgetRecord()
{
    const auto removed = m_fs.removeFile(m_visit.ours(), std::string(recordFolder) + '/' + recordName(m_package));
    if (!removed && removed.error().error != ENOENT)
        return failure(m_visit.error(removed.error(), recordName(m_package), Doing::Root));
    return {};
}

/// The stage's own sync brought this record to the medium already, but for the time of its proof.
bool Publication::liesReady(const Record &publishing)
{
    const auto text = io::readFile(m_fs, m_stage, publishingFile, recordCap);
    auto ready = text ? recordFromJson(*text) : std::optional<Record>();
    if (!ready || !ready->publishing || ready->publishing->proof.has_value() != publishing.publishing->proof.has_value())
        return false;
    ready->publishing->proof = publishing.publishing->proof;
    return *ready == publishing;
}

/// The record says `publishing`, on the medium, before the first name changes.
Result<void> Publication::begin()
{
    if (const auto put = putRecord(finalFile, finalRecord()); !put)
        return put;
    // Its record may be known to this machine alone: the sync that should have brought it to the medium may have failed.
    if (m_resuming)
        return sync(recordName(m_package));
    const Record publishing = publishingRecord(m_former, m_open, m_visit.dp.site);
    if (!liesReady(publishing)) {
        if (const auto put = putRecord(publishingFile, publishing); !put)
            return put;
        if (const auto synced = sync(recordName(m_package)); !synced)
            return synced;
    }
    if (const auto installed = installRecord(publishingFile); !installed)
        return installed;
    const auto synced = sync(recordName(m_package));
    if (!synced)
        takeBack(synced.error());
    return synced;
}

Error Publication::refusal(const io::IoError &failed, std::string_view path, const Patience &patience)
{
    if (patience.forbidden())
        return m_visit.error(*patience.forbidden(), "", Doing::Root);
    Error error = m_visit.error(failed, path, Doing::Create);
    if (isRefusal(failed.error)) {
        error.code = Code::FileInUse;
        error.scope = Scope::Distribution;
    }
    return error;
}

/// A first delivery: clients see it whole or not at all.
void Publication::renameWhole()
{
    Patience patience(m_visit);
    const std::string &name = m_package.value();
    if (m_resuming && isWholeRenamed())
        return;
    for (;;) {
        const auto renamed = m_fs.renameNoReplace(m_stage, newFolder, m_visit.root(), name);
        if (renamed)
            return end();
        io::IoError failed = renamed.error();
        const bool cannot = failed.error == EINVAL || failed.error == ENOSYS || failed.error == EOPNOTSUPP;
        if (cannot || (failed.error == EEXIST && m_resuming)) {
            const auto over = renameOverEmpty();
            if (over)
                return end();
            failed.error = over.error().systemError;
        }
        if (failed.error == EEXIST || failed.error == ENOTEMPTY)
            return takeBack(m_visit.error(Code::ForeignContent, name));
        if (patience.again(failed))
            continue;
        if (isOutage(failed.error)) {
            m_finished.mixed = true;
            m_finished.error = m_visit.error(failed, name, Doing::Create);
            return;
        }
        return takeBack(refusal(failed, name, patience));
    }
}

/// What lies in the stage tells whether the rename was done; then, or when that cannot be known, all is said.
bool Publication::isWholeRenamed()
{
    const std::string &name = m_package.value();
    const auto fresh = io::exists(m_fs, m_stage, newFolder);
    const auto there = fresh ? io::exists(m_fs, m_visit.root(), name) : fresh;
    if (!there) {
        m_finished.mixed = true;
        m_finished.error = m_visit.error(there.error(), name, Doing::Root);
        return true;
    }
    if (*fresh)
        return false;
    if (*there)
        end();
    else
        m_finished.lost = m_finished.mixed = true;
    return true;
}

/// Where renames cannot be told not to replace: an empty folder takes the name, and gives way to the package in one step.
Result<void> Publication::renameOverEmpty()
{
    const std::string &name = m_package.value();
    const auto fail = [&](const io::IoError &error) {
        Error result = m_visit.error(Code::IoError, name);
        result.operation = error.operation;
        result.systemError = error.error;
        return failure(result);
    };
    const auto made = m_fs.makeFolder(m_visit.root(), name, 0755);
    if (!made && (made.error().error != EEXIST || !m_resuming))
        return fail(made.error());
    const auto renamed = m_fs.rename(m_stage, newFolder, m_visit.root(), name);
    if (renamed)
        return {};
    const int error = renamed.error().error;
    // Some servers let no folder replace another. Removing fails for one that is not empty.
    if (error != EEXIST && error != EACCES && error != EPERM) {
        // Nobody else knows whose it is: a removal would leave it. It goes only while it is empty.
        if (made)
            static_cast<void>(m_fs.removeFolder(m_visit.root(), name));
        return fail(renamed.error());
    }
    if (const auto removed = m_fs.removeFolder(m_visit.root(), name); !removed)
        return fail(removed.error());
    const auto again = m_fs.rename(m_stage, newFolder, m_visit.root(), name);
    if (!again)
        return fail(again.error());
    return {};
}

void Publication::carryOutSeries()
{
    const std::string &name = m_package.value();
    auto published = m_fs.openFolderAt(m_visit.root(), name);
    auto fresh = published ? io::ensureFolder(m_fs, m_stage, newFolder, 0700) : io::IoResult<io::Handle>(failure(published.error()));
    auto old = fresh ? io::ensureFolder(m_fs, m_stage, oldFolder, 0700) : io::IoResult<io::Handle>(failure(fresh.error()));
    if (!old) {
        m_finished.lost = old.error().error == ENOENT;
        takeBack(m_visit.error(old.error(), name, Doing::Root));
        if (m_finished.lost && m_finished.undone)
            m_finished.error.reset();
        return;
    }
    const SeriesPlan plan = planSeries(*m_from, *m_to, m_visit.abilities());
    PublishSeries series(m_visit, plan, *m_from, *m_to, {*published, *fresh, *old, m_open.stage});
    Patience patience(m_visit);
    const PublishSeries::End ended = series.forward(m_careful, patience);
    m_finished.edited = series.edited();
    switch (ended) {
    case PublishSeries::End::Done:
        m_finished.setAside = series.setAside();
        return end();
    case PublishSeries::End::Lost:
        m_finished.lost = m_finished.mixed = true;
        return;
    case PublishSeries::End::Failed:
        return undoSeries(series, patience);
    }
}

void Publication::undoSeries(PublishSeries &series, const Patience &patience)
{
    const Error why = refusal(series.problem(), series.problemPath(), patience);
    // A DP that is out of reach is not going to answer the way back either: the series is finished at the next visit.
    if (isOutage(series.problem().error) || !series.undo()) {
        m_finished.mixed = true;
        m_finished.error = why;
        return;
    }
    takeBack(why);
}

/// The former version is whole again (or nothing was there): the record says so too.
void Publication::takeBack(Error why)
{
    m_finished.error = std::move(why);
    const bool first = m_former.version == 0;
    Result<void> done;
    if (!first) {
        done = putRecord(formerFile, m_former);
        if (done)
            done = sync(recordName(m_package));
        if (done)
            done = installRecord(formerFile);
    } else {
        done = sync(recordName(m_package));
        if (done)
            done = forgetRecord();
    }
    if (done)
        done = sync(recordName(m_package));
    m_finished.undone = done.has_value();
    m_finished.mixed = !done;
}

void Publication::end()
{
    auto done = sync(m_package.value());
    if (done)
        done = installRecord(finalFile);
    if (done)
        done = sync(recordName(m_package));
    m_finished.whole = done.has_value();
    m_finished.mixed = !done;
    if (!done)
        m_finished.error = done.error();
}

Finished finishForward(DpVisit &visit, const PackageId &package, const Record &record)
{
    return Publication(visit, package, record, *record.publishing, true).run();
}

namespace {

PublishOutcome outcomeOf(Finished finished, const Record::Publishing &open)
{
    PublishOutcome outcome;
    outcome.published = finished.whole;
    outcome.undone = finished.undone;
    outcome.mixed = finished.mixed;
    outcome.edited = std::move(finished.edited);
    outcome.setAside = std::move(finished.setAside);
    outcome.error = std::move(finished.error);
    if (outcome.published)
        outcome.proof = open.proof;
    return outcome;
}

Record::Publishing openFor(const PublishOrder &order)
{
    Record::Publishing open;
    open.version = order.version;
    open.epoch = order.epoch;
    open.from = order.formerManifest;
    open.manifest = order.manifest;
    open.stage = order.stage;
    open.token = order.token;
    if (order.proven)
        open.proof = Proof{ProofKind::ReadBack, order.provenAt};
    return open;
}

/// The record there says what this order wants: published, and the answer was lost (F08).
bool isPublished(const Record &record, const PublishOrder &order)
{
    return !record.publishing && record.version == order.version && record.site.epoch == order.epoch && record.manifest == order.manifest;
}

/// The record was right before as well, and what it speaks of was damaged or gone.
bool isToBeDoneAgain(DpVisit &visit, const std::string &stage)
{
    const auto has = [&](const char *name) {
        const auto there = io::exists(visit.fs(), visit.ours(), std::string(stagesFolder) + '/' + stage + '/' + name);
        return there && *there;
    };
    return has(fromFile) || (has(wholeFile) && has(newFolder));
}

PublishOutcome publishAt(DpVisit &visit, const PublishOrder &order)
{
    PublishOutcome outcome;
    const auto found = readRecord(visit.fs(), visit.ours(), order.package);
    if (!found) {
        outcome.error = visit.error(found.error(), recordName(order.package), Doing::Root);
        return outcome;
    }
    const bool ours = found->record && found->record->isBy(visit.dp.site);
    if (found->exists && !ours) {
        outcome.error = visit.error(Code::ForeignContent, order.package.value());
        return outcome;
    }
    const Record former = ours ? *found->record : Record();
    const bool resuming = former.publishing && former.publishing->stage == order.stage && former.publishing->manifest == order.manifest;
    if (ours && isPublished(former, order) && !isToBeDoneAgain(visit, order.stage)) {
        // The record may be known to this machine alone.
        if (const auto synced = visit.sync().sync(nullptr); !synced) {
            outcome.error = visit.error(synced.error(), recordName(order.package), Doing::Root);
            return outcome;
        }
        outcome.published = true;
        outcome.proof = former.proof;
        return outcome;
    }
    Record::Publishing open = openFor(order);
    if (resuming)
        open.from = former.publishing->from;
    else if (former.version == 0)
        open.from.reset();
    Finished finished;
    // The stage was made for what lay there then.
    const bool other = !resuming && former.version > 0 && order.formerManifest && former.manifest != *order.formerManifest;
    if (!other)
        finished = Publication(visit, order.package, former, open, resuming).run();
    if (other || (finished.lost && !finished.error)) {
        finished.error = visit.error(Code::Interrupted, order.stage);
        finished.mixed = resuming;
    }
    return outcomeOf(std::move(finished), open);
}

} // namespace

PublishOutcome publishPackage(Services &services, const PublishOrder &order, WorkControl &control)
{
    DpVisit visit(services, order.dp, control);
    PublishOutcome outcome;
    auto problem = visit.open();
    if (!problem)
        problem = visit.joinSync();
    if (problem) {
        outcome.error = problem;
    } else {
        outcome = publishAt(visit, order);
        (void)visit.readSpace();
    }
    if (outcome.error)
        outcome.error->object = outcome.error->scope == Scope::Package ? order.package.value() : order.dp.name;
    outcome.seen = visit.seen;
    return outcome;
}

} // namespace cartage::transport
