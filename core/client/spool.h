// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/inbox/statusfile.h"
#include "core/io/filesystem.h"

namespace cartage::client {

/// What a client needs of the world.
struct World {
    io::FileSystem &files;
    const Clock &clock;
    Random &random;
    std::function<void(Span)> pause; ///< may come back early
};

/// A client's status messages until they lie in an inbox: a folder of files, no database.
///
///     lock               held while numbers are given and while messages leave
///     lock.bring         held by the one process that brings the messages to the inbox
///     sender             32 hexadecimal digits: 128 random bits, made with the spool and kept for ever
///     sequence           a number that was given: at least the highest that has left
///     tmp/               a message before it has its name; what lies there when the lock is free was left by a kill, and goes
///     queue/<number>     a message, by its number in 16 digits: the number is given by this name, so a kill makes no gap and no number twice
///     damaged/           what could not be read: set aside, never deleted
///
/// Next number = the higher of `sequence` and the highest name in queue/, plus one; a message leaves queue/ only when `sequence` durably says its number
/// at least, or a higher one is in queue/. Files take the permissions of the spool's folder, so that a group can share one. Any number of processes work on one spool at once, on a local
/// file system; an object is used by one thread at a time. Errors are spool_*; nothing here touches an inbox.
class Spool final
{
public:
    /// Makes the spool where there is none (its parent must be there).
    static Result<Spool> open(World world, const std::string &folder);

    [[nodiscard]] const std::string &folder() const { return m_folder; }
    [[nodiscard]] const std::string &sender() const { return m_sender; }

    /// Gives the report its sender and number and makes it durable; the number. wrong_value when a reader would refuse it.
    Result<std::int64_t> add(inbox::StatusReport report);

    /// Numbers in the queue, ascending, all of them durable.
    Result<std::vector<std::int64_t>> queued();
    /// 0 where the queue is empty.
    Result<std::int64_t> highestQueued();
    struct Item {
        std::string bytes; ///< without SENT
        inbox::ReadStatus read;
    };
    /// Nothing when it has left meanwhile. A damaged one is set aside and answered with spool_damaged.
    Result<std::optional<Item>> read(std::int64_t number);
    /// Makes sure that this message can leave: before it is brought, or a full disk would have it brought again and again.
    Result<void> reserve(std::int64_t number);
    /// They lie durably in an inbox: they leave.
    Result<void> retire(const std::vector<std::int64_t> &numbers);

    struct Left {
        std::int64_t queued = 0;
        std::int64_t damaged = 0; ///< files that were set aside
    };
    /// Messages up to this number. What others queued later is theirs to bring.
    Result<Left> left(std::int64_t upTo = inbox::highestSequence);

    /// Held as long as the handle is open; nothing when another process brings for longer than `patience`.
    Result<std::optional<io::Handle>> bringing(Span patience);

    /// The name of a queue's file.
    [[nodiscard]] static std::string nameOf(std::int64_t number);

private:
    Spool(World world, std::string folder) : m_world(std::move(world)), m_folder(std::move(folder)) { }
    Result<void> make();
    Result<std::optional<io::Handle>> hold(const std::string &lockFile, Span patience);
    Result<io::Handle> hold();
    Result<void> identify();
    Result<std::int64_t> counter();
    Result<void> raiseCounter(std::int64_t number);
    Result<void> sweep();
    Result<void> writeMessage(const std::string &name, const std::string &bytes);
    Result<std::string> setAside(const std::string &folder, const std::string &name);
    [[nodiscard]] Error errorOf(const io::IoError &error, std::string path) const;
    [[nodiscard]] Error damaged(std::string path, std::string why, std::string aside) const;

    World m_world;
    std::string m_folder;
    std::string m_sender;
    std::uint32_t m_fileMode = 0600;
    io::Handle m_root;
    io::Handle m_aside;
    io::Handle m_queue;
    io::Handle m_damaged;
};

} // namespace cartage::client
