// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/domain/messageid.h"
#include "core/domain/values.h"
#include "core/store/database.h"

namespace cartage::components {

/// What a message is about; it becomes attributes 400, 404 and 410.
struct About {
    std::optional<PackageId> package;
    std::string dp;
    std::optional<int> version;
};

/// RFC 9562, version 4, in lower case.
[[nodiscard]] std::string makeUuid(Random &random);

/// Writes status messages into the transaction that makes the change they tell of; severity and component are the catalogue's. Copies share the random source. One thread.
class StatusWriter final
{
public:
    StatusWriter(std::string site, std::string machine, Random &random)
        : m_site(std::move(site)), m_machine(std::move(machine)), m_random(&random) { }
    void raise(store::Connection &db, Time now, MessageId id, std::vector<std::string> strings, const About &about = {}) const;

private:
    std::string m_site;
    std::string m_machine;
    Random *m_random;
};

} // namespace cartage::components
