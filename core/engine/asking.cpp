// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/asking.h"

#include <thread>

namespace cartage::engine {
namespace {

constexpr std::chrono::milliseconds lookEvery{50};
constexpr int looksPerSignOfLife = 10;

using Answers = std::vector<std::optional<std::string>>;

/// Writes the requests; empty where no engine works.
Result<std::vector<std::int64_t>> ask(Site &site, const std::vector<store::RequestRow> &requests)
{
    return site.database().write<std::vector<std::int64_t>>([&](store::Connection &db) -> Result<std::vector<std::int64_t>> {
        std::vector<std::int64_t> ids;
        if (!engineLives(site, store::lease(db)))
            return ids;
        for (store::RequestRow row : requests) {
            row.askedAt = site.now();
            ids.push_back(store::insertRequest(db, row));
        }
        return ids;
    });
}

struct Look {
    bool complete = false;
    bool engine = false;
};

Result<Look> look(Site &site, const std::vector<std::int64_t> &ids, Answers &answers)
{
    return site.database().read<Look>([&](store::Connection &db) -> Result<Look> {
        Look seen{true, engineLives(site, store::lease(db))};
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (answers[i])
                continue;
            const auto row = store::request(db, ids[i]);
            if (row && row->doneAt)
                answers[i] = row->result;
            else
                seen.complete = false;
        }
        return seen;
    });
}

} // namespace

Result<Answers> askEngine(Site &site, const std::vector<store::RequestRow> &requests, const std::atomic<bool> &stop)
{
    Answers answers(requests.size());
    if (requests.empty())
        return answers;
    const auto ids = ask(site, requests);
    if (!ids)
        return failure(ids.error());
    if (ids->empty())
        return answers;
    site.wake();
    std::int64_t version = -1;
    for (int round = 0;; ++round) {
        if (stop) {
            Error error;
            error.code = Code::Interrupted;
            return failure(error);
        }
        const std::int64_t now = site.database().dataVersion();
        if (now != version || round % looksPerSignOfLife == 0) {
            version = now;
            const auto seen = look(site, *ids, answers);
            if (!seen)
                return failure(seen.error());
            if (seen->complete || !seen->engine)
                return answers;
        }
        std::this_thread::sleep_for(lookEvery);
    }
}

} // namespace cartage::engine
