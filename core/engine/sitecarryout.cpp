// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>

#include "core/base/overloaded.h"
#include "core/content/ioerrors.h"
#include "core/engine/hierarchy.h"
#include "core/engine/sitelayout.h"
#include "core/io/fileops.h"

/// What workers do for other sites: files only, neither database nor log.
namespace cartage::engine {

namespace {

using components::ClearOrder;
using components::ClearOutcome;
using components::DisposeOrder;
using components::PublishOrder;
using components::PublishOutcome;
using components::TransmitOrder;
using components::TransmitOutcome;
using components::UnpackOrder;
using components::UnpackOutcome;

constexpr const char *outboxFolder = "/outbox";
constexpr std::size_t randomBytes = 8;
constexpr std::uint64_t longestToken = 64;

/// Where work items are: the site's folder, its library, the outside.
struct Place {
    io::FileSystem &fs;
    content::ContentLibrary &library;
    const Clock &clock;
    Random &random;
    const std::string &folder;
};

content::PackageFileProgress progressOf(transport::WorkControl &control)
{
    return [&control](std::uint64_t) {
        control.moved();
        return !control.stopRequested();
    };
}

/// The hash of a whole file; nothing where it ends before `bytes` or goes on behind.
io::IoResult<std::optional<Sha256>> hashOf(io::FileSystem &fs, const io::Handle &file, std::uint64_t bytes, transport::WorkControl &control)
{
    constexpr std::size_t blockBytes = 1UL << 20;
    const auto status = fs.status(file);
    if (!status)
        return failure(status.error());
    if (status->type != io::FileType::Regular || status->size != bytes)
        return std::optional<Sha256>();
    std::vector<std::byte> block(blockBytes);
    Sha256Hasher hasher;
    for (std::uint64_t at = 0; at < bytes && !control.stopRequested();) {
        const auto got = fs.readAt(file, block, at);
        if (!got)
            return failure(got.error());
        if (*got == 0)
            return std::optional<Sha256>();
        hasher.add(std::span(block).first(*got));
        at += *got;
        control.moved();
    }
    return std::optional(hasher.finish());
}

Error interrupted()
{
    Error error;
    error.code = Code::Interrupted;
    return error;
}

/// Whether what was built before may be sent as it is.
Result<bool> isGood(const Place &place, const TransmitOrder &order, const io::Handle &outbox, transport::WorkControl &control)
{
    const std::string name = order.known->hash.hex();
    const auto status = place.fs.statusAt(outbox, name);
    if (!status || status->size != order.known->bytes)
        return false;
    if (!order.doubtful)
        return true;
    const auto file = place.fs.openForReading(outbox, name);
    const auto hash = file ? hashOf(place.fs, *file, order.known->bytes, control) : io::IoResult<std::optional<Sha256>>(failure(file.error()));
    if (control.stopRequested())
        return failure(interrupted());
    return hash && *hash == order.known->hash; // one that cannot be read is built anew, too
}

Result<content::PackageFile> build(const Place &place, const TransmitOrder &order, const io::Handle &outbox, transport::WorkControl &control, bool &baseLost)
{
    if (order.known) {
        const auto good = isGood(place, order, outbox, control);
        if (!good)
            return failure(good.error());
        if (*good)
            return *order.known;
    }
    const auto manifest = place.library.manifest(order.manifest);
    if (!manifest)
        return failure(manifest.error());
    std::shared_ptr<const content::Manifest> base;
    if (order.base) {
        auto read = place.library.manifest(*order.base);
        baseLost = !read && read.error().code == Code::ContentDamaged;
        if (!read)
            return failure(read.error());
        base = std::move(*read);
    }
    const std::string aside = ".new-" + place.random.hex(randomBytes);
    auto file = content::writePackageFile(place.library, **manifest, base.get(), outbox, aside, progressOf(control));
    if (!file)
        return file;
    if (const auto named = place.fs.rename(outbox, aside, outbox, file->hash.hex()); !named)
        return failure(content::libraryError(named.error(), file->hash.hex()));
    if (const auto synced = place.fs.syncFile(outbox); !synced)
        return failure(content::libraryError(synced.error(), place.folder + outboxFolder));
    return file;
}

TransmitOutcome transmit(const Place &place, const TransmitOrder &order, transport::SendProgress &progress, transport::WorkControl &control)
{
    TransmitOutcome outcome;
    const auto outbox = place.fs.openFolder(place.folder + outboxFolder);
    if (!outbox) {
        outcome.error = content::libraryError(outbox.error(), place.folder + outboxFolder);
        return outcome;
    }
    const auto file = build(place, order, *outbox, control, outcome.baseLost);
    if (outcome.baseLost)
        return outcome;
    if (!file) {
        outcome.stopped = file.error().code == Code::Interrupted;
        if (!outcome.stopped)
            outcome.error = file.error();
        return outcome;
    }
    if (!order.known || order.known->hash != file->hash) { // recorded before any of it lies at the other end
        outcome.part = *file;
        return outcome;
    }
    const auto source = place.fs.openForReading(*outbox, file->hash.hex());
    if (!source) {
        outcome.error = content::libraryError(source.error(), file->hash.hex());
        return outcome;
    }
    const transport::PartOrder part{order.to, order.inbox, file->hash, static_cast<std::int64_t>(file->bytes), order.syncPoint};
    const auto pause = [](Span span, transport::WorkControl &waiting) { pauseThread(span, waiting); };
    const auto sent = transport::sendPart(place.fs, *source, part, pause, progress, control);
    outcome.complete = sent.complete;
    outcome.stopped = sent.stopped;
    outcome.error = sent.error;
    return outcome;
}

UnpackOutcome whole(const content::Manifest &manifest)
{
    return {UnpackOutcome::Found::Whole, {}, manifest.files(), manifest.entries(), manifest.contentBytes(), {}};
}

UnpackOutcome failedHere(const Error &error) { return {UnpackOutcome::Found::Failed, {}, 0, 0, 0, error}; }

UnpackOutcome unpack(const Place &place, const UnpackOrder &order, transport::WorkControl &control)
{
    using Found = UnpackOutcome::Found;
    const Sha256 &wanted = order.body.information.version.manifest;
    const auto there = content::wholeManifest(place.library, wanted);
    if (!there)
        return failedHere(there.error());
    if (*there)
        return whole(**there);
    if (!order.body.part)
        return {Found::Lacks, "content of the base is missing", 0, 0, 0, {}};
    const std::string path = place.folder + "/inbox/parts";
    const auto parts = place.fs.openFolder(path);
    const auto file = parts ? place.fs.openForReading(*parts, order.body.part->hash.hex()) : io::IoResult<io::Handle>(failure(parts.error()));
    if (!file && file.error().error == ENOENT)
        return {Found::PartMissing, "its package file is not there", 0, 0, 0, {}};
    if (!file && file.error().error == ELOOP)
        return {Found::PartDamaged, "the package file is a link", 0, 0, 0, {}};
    if (!file)
        return failedHere(content::libraryError(file.error(), path));
    const auto hash = hashOf(place.fs, *file, order.body.part->bytes, control);
    if (!hash)
        return failedHere(content::libraryError(hash.error(), path));
    if (*hash != order.body.part->hash)
        return control.stopRequested() ? failedHere(interrupted()) : UnpackOutcome{Found::PartDamaged, "the package file differs from its name", 0, 0, 0, {}};
    const auto taken = content::unpackPackageFile(place.library, *file, wanted, order.intake, progressOf(control));
    if (taken)
        return whole(**taken);
    switch (taken.error().what) {
    case content::UnpackProblem::What::Damaged:
        return {Found::PartDamaged, taken.error().detail, 0, 0, 0, {}};
    case content::UnpackProblem::What::Lacks:
        return {Found::Lacks, taken.error().detail, 0, 0, 0, {}};
    case content::UnpackProblem::What::Local:
        return failedHere(taken.error().error.value_or(Error{}));
    }
    return failedHere({});
}

/// Another engine has taken over while this worker stood still, and does the same.
bool isRelieved(const Place &place, std::int64_t generation)
{
    const auto root = place.fs.openFolder(place.folder);
    const auto token = root ? io::readFile(place.fs, *root, lockName, longestToken) : io::IoResult<std::string>(failure(root.error()));
    return token && !token->empty() && *token != std::to_string(generation);
}

/// `mayStill` is asked before each one: another engine that has taken over finds in work/ what this one leaves, and may need a package file that comes anew.
DisposeOrder dispose(const Place &place, const DisposeOrder &order, const std::function<bool()> &mayStill)
{
    DisposeOrder left;
    const std::string inboxFolder = place.folder + "/inbox";
    const auto removeAll = [&](const std::string &folderPath, const std::vector<Sha256> &names, std::vector<Sha256> &notRemoved) {
        if (names.empty())
            return;
        const auto folder = place.fs.openFolder(folderPath);
        for (const Sha256 &name : names) {
            if (!mayStill())
                return;
            const auto removed = folder ? place.fs.removeFile(*folder, name.hex()) : io::IoResult<void>(failure(folder.error()));
            if (!removed && removed.error().error != ENOENT)
                notRemoved.push_back(name);
        }
    };
    // Before the instruction that named it: whoever finds that one in work/ still knows of the file.
    removeAll(inboxFolder + "/parts", order.parts, left.parts);
    removeAll(place.folder + outboxFolder, order.outbox, left.outbox);
    for (const std::string &name : order.discard) {
        if (mayStill() && !inbox::discardWork(place.fs, inboxFolder, name))
            left.discard.push_back(name);
    }
    for (const std::string &name : order.quarantine) {
        if (mayStill() && !inbox::putInQuarantine(place.fs, inboxFolder, name))
            left.quarantine.push_back(name);
    }
    return left;
}

} // namespace

Hierarchy::Report Hierarchy::carryOut(const Order &order, const Environment &environment, content::ContentLibrary &library, const std::string &folder,
                                      const std::string &siteId, std::int64_t generation, transport::SendProgress &progress,
                                      transport::WorkControl &control)
{
    const Place place{environment.files, library, environment.clock, environment.random, folder};
    const auto mayStill = [&] { return !isRelieved(place, generation); };
    try {
        return std::visit(Overloaded{
                              [&](const TransmitOrder &each) { return Report(transmit(place, each, progress, control)); },
                              [&](const PublishOrder &each) {
                                  PublishOutcome outcome;
                                  const auto name = transport::publishInstruction(place.fs, each.to, each.inbox, each.bytes, siteId, place.random,
                                                                                        [&] { return !isRelieved(place, each.generation); });
                                  if (!name)
                                      outcome.error = name.error();
                                  return Report(outcome);
                              },
                              [&](const ClearOrder &each) {
                                  const auto cleared = transport::clearParts(place.fs, each.to, each.inbox, each.parts, control,
                                                                            [&] { return !isRelieved(place, each.generation); });
                                  return Report(cleared ? ClearOutcome() : ClearOutcome{cleared.error()});
                              },
                              [&](const UnpackOrder &each) { return Report(unpack(place, each, control)); },
                              [&](const DisposeOrder &each) { return Report(DisposeOutcome{dispose(place, each, mayStill)}); },
                              [&](const ScanOrder &each) {
                                  ScanOutcome outcome;
                                  inbox::TakeInOrder asked = each.order;
                                  asked.mayStill = mayStill;
                                  auto round = inbox::takeInInstructions(place.fs, asked, place.random);
                                  if (round)
                                      outcome.round = std::move(*round);
                                  else
                                      outcome.error = round.error();
                                  return Report(outcome);
                              },
                          },
                          order);
    } catch (const std::exception &) { // out of memory: this item is tried again, the engine lives (F74)
        Error error;
        error.code = Code::IoError;
        error.operation = "allocate";
        error.systemError = ENOMEM;
        error.scope = Scope::Site;
        error.object = folder;
        return std::visit(Overloaded{
                              [&](const TransmitOrder &) { return Report(TransmitOutcome{{}, false, false, error}); },
                              [&](const PublishOrder &) { return Report(PublishOutcome{error}); },
                              [&](const ClearOrder &) { return Report(ClearOutcome{error}); },
                              [&](const UnpackOrder &) { return Report(failedHere(error)); },
                              [&](const DisposeOrder &each) { return Report(DisposeOutcome{each}); },
                              [&](const ScanOrder &) { return Report(ScanOutcome{{}, io::IoError{"allocate", ENOMEM}}); },
                          },
                          order);
    }
}

} // namespace cartage::engine
