// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/domain/values.h"
#include "core/transport/directorytransport.h"

/// What a worker does at another site's inbox, a folder: package files into parts/, instructions into new/. Values in, values out; decides nothing.
namespace cartage::transport {

/// How far it has come; shared with the control thread. What lies before `synced` survives a crash of either side.
struct SendProgress {
    std::atomic<bool> begun{false};     ///< the other inbox is being used; before that only files here
    Sha256 part;                        ///< to be read once `total` is set
    std::atomic<std::int64_t> total{0};
    std::atomic<std::int64_t> there{0};  ///< bytes from the beginning that lie there
    std::atomic<std::int64_t> synced{0};
    std::atomic<std::int64_t> sent{0};   ///< bytes that went over the line in this try
};

constexpr std::int64_t syncEvery = 8 * 1024 * 1024;

struct PartOrder {
    SiteCode site; ///< for errors
    std::string inbox;
    Sha256 hash;
    std::int64_t bytes = 0;
    std::int64_t syncPoint = 0; ///< as recorded
};
struct PartOutcome {
    bool complete = false; ///< all of it lies there, synced
    bool stopped = false;
    std::optional<Error> error; ///< address_not_there ...: of the other inbox; library errors: of the file here
};
/// Goes on behind what lies there and is the same; never makes an inbox, never shortens what another owner has sent of the same file.
[[nodiscard]] PartOutcome sendPart(io::FileSystem &fs, const io::Handle &source, const PartOrder &order, const Pause &pause, SendProgress &progress,
                                   WorkControl &control);

/// Takes package files away that lie in the other site's parts/ for nothing; those that are not there are none. `mayStill` is asked before each.
[[nodiscard]] Result<void> clearParts(io::FileSystem &fs, const SiteCode &site, const std::string &inbox, const std::vector<Sha256> &parts, WorkControl &control,
                                      const std::function<bool()> &mayStill);

/// Publishes an instruction, synced; gives its name. `mayStill` is asked right before it can be seen.
[[nodiscard]] Result<std::string> publishInstruction(io::FileSystem &fs, const SiteCode &site, const std::string &inbox, std::string_view bytes,
                                                     const std::string &senderSiteId, Random &random, const std::function<bool()> &mayStill = {});

/// Whether the inbox says that it is another one's than this site's with this key: address_other_site. What says nothing is right.
[[nodiscard]] std::optional<Error> contradiction(const SiteIdentity &site, const std::string &inbox, const std::optional<SiteIdentity> &said);

/// Looks whether the inbox is there, is that site's, and takes files: steps "open", "identity" (only where the inbox says whose it is; then nothing is written
/// into a wrong one), "write", "read", "parts", "delete", "space".
[[nodiscard]] std::vector<ProbeOutcome::Step> testAddress(io::FileSystem &fs, const SiteIdentity &site, const std::string &inbox, const Clock &clock, Random &random);

} // namespace cartage::transport
