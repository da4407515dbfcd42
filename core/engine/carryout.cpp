// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/carryout.h"

#include <algorithm>
#include <cerrno>
#include <new>

#include "core/base/overloaded.h"

namespace cartage::engine {

namespace {

using components::HealOrder;
using components::HealOutcome;
using components::Report;

/// Where a damaged content lies in the package, by the first manifest that names it.
std::optional<std::string> pathOf(const content::ContentLibrary &library, const std::vector<Sha256> &manifests, const Sha256 &wanted)
{
    for (const Sha256 &hash : manifests) {
        const auto manifest = library.manifest(hash);
        if (!manifest)
            continue;
        for (content::Manifest::Cursor cursor(**manifest); !cursor.atEnd(); cursor.next()) {
            if (cursor.current().type == content::EntryType::File && cursor.current().sha256 == wanted)
                return std::string(cursor.current().path);
        }
    }
    return std::nullopt;
}

/// `heal` checks the bytes: whatever lies there is taken only if it hashes right.
bool healFrom(content::ContentLibrary &library, const std::string &folderPath, const std::string &path, const Sha256 &hash)
{
    io::FileSystem &fs = library.fileSystem();
    const auto folder = fs.openFolder(folderPath);
    if (!folder)
        return false;
    auto file = fs.openForReading(*folder, path);
    return file && library.heal(hash, std::move(*file)).has_value();
}

std::optional<std::string> healOne(const HealOrder &order, content::ContentLibrary &library, const Sha256 &hash)
{
    const auto sound = library.verify(hash);
    if (sound && *sound)
        return "library";
    const std::optional<std::string> path = pathOf(library, order.manifests, hash);
    if (!path)
        return std::nullopt;
    if (healFrom(library, order.source, *path, hash))
        return "source";
    for (const HealOrder::Donor &donor : order.donors) {
        if (healFrom(library, donor.path, *path, hash))
            return donor.dp;
    }
    return std::nullopt;
}

HealOutcome heal(const HealOrder &order, content::ContentLibrary &library, transport::WorkControl &control)
{
    HealOutcome outcome;
    Error left;
    left.code = Code::ContentDamaged;
    left.scope = Scope::Package;
    left.object = order.package.value();
    for (const Sha256 &hash : order.contents) {
        const std::optional<std::string> from = control.stopRequested() ? std::nullopt : healOne(order, library, hash);
        control.moved();
        if (from)
            outcome.healed.emplace_back(hash, *from);
        else
            left.names.push_back(hash.hex());
    }
    if (!left.names.empty() || order.contents.empty())
        outcome.error = left;
    return outcome;
}

Error faultOfOurs(const components::WorkItem &item, const std::string &what)
{
    Error error;
    error.code = Code::Internal;
    error.scope = Scope::Distribution;
    error.object = item.dpName;
    error.parameters["what"] = what;
    return error;
}

Error outOfMemory(const components::WorkItem &item)
{
    Error error;
    error.code = Code::IoError;
    error.operation = "allocate";
    error.systemError = ENOMEM;
    error.scope = Scope::Distribution;
    error.object = item.dpName;
    return error;
}

template <class Outcome>
Report withError(Error error)
{
    Outcome outcome;
    outcome.error = std::move(error);
    return outcome;
}

Report failedReport(const components::WorkItem &item, const Error &error)
{
    return std::visit(Overloaded{
                          [&](const transport::StageOrder &) { return withError<transport::StageOutcome>(error); },
                          [&](const transport::PublishOrder &) {
                              // How far it came is not known: the next look finds out.
                              transport::PublishOutcome outcome;
                              outcome.mixed = true;
                              outcome.error = error;
                              return Report(outcome);
                          },
                          [&](const components::CleanOrder &) { return withError<components::CleanOutcome>(error); },
                          [&](const transport::RemoveOrder &) { return withError<transport::RemoveOutcome>(error); },
                          [&](const components::RemoveDpOrder &) {
                              components::RemoveDpOutcome outcome;
                              outcome.removal.error = error;
                              return Report(outcome);
                          },
                          [&](const components::ProbeOrder &) { return withError<transport::ProbeOutcome>(error); },
                          [&](const transport::ValidateOrder &) { return withError<transport::ValidateOutcome>(error); },
                          [&](const HealOrder &) { return withError<HealOutcome>(error); },
                      },
                      item.order);
}

} // namespace

Report carryOut(const components::WorkItem &item, transport::Transport &transport, content::ContentLibrary &library,
                transport::WorkControl &control)
{
    try {
        return std::visit(
            Overloaded{
                [&](const transport::StageOrder &order) { return Report(transport.stage(order, control)); },
                [&](const transport::PublishOrder &order) { return Report(transport.publish(order, control)); },
                [&](const components::CleanOrder &order) {
                    return Report(components::CleanOutcome{transport.clean(order.dp, order.package, order.keepStage, order.durably, control)});
                },
                [&](const transport::RemoveOrder &order) { return Report(transport.remove(order, control)); },
                [&](const components::RemoveDpOrder &order) {
                    return Report(components::RemoveDpOutcome{transport.removeDp(order.dp, control)});
                },
                [&](const components::ProbeOrder &order) { return Report(transport.probe(order.dp, order.abilities, control)); },
                [&](const transport::ValidateOrder &order) { return Report(transport.validate(order, control)); },
                [&](const HealOrder &order) { return Report(heal(order, library, control)); },
            },
            item.order);
    } catch (const std::bad_alloc &) {
        return failedReport(item, outOfMemory(item));
    } catch (const std::exception &thrown) {
        // A fault of ours at one distribution is no reason to leave all others.
        return failedReport(item, faultOfOurs(item, thrown.what()));
    }
}

} // namespace cartage::engine
