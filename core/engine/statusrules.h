// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/operations.h"
#include "core/io/program.h"
#include "core/store/rulerepository.h"

/// Status filter rules: what operators do with them and ask of them. RuleKeeper carries them out.
namespace cartage::engine {

struct RuleView {
    store::RuleRow row;
    std::int64_t waiting = 0;                         ///< runs
    std::optional<io::ProgramObjection> objection{};  ///< why its program would not be run now
};
[[nodiscard]] Result<std::vector<RuleView>> ruleViews(Site &site);
[[nodiscard]] Result<RuleView> ruleView(Site &site, const std::string &name);

/// What is not given stays (or is not there, of a new one); an empty text takes it away.
struct RuleWish {
    std::optional<std::string> filter, mark, program; ///< a program's path as raw bytes
    std::optional<std::vector<std::string>> arguments;
    bool forward = false;
};
/// wrong_value naming the part (filter, mark, run), program_refused, name_taken; state_forbids where forwarding is wanted and there is no parent.
Result<Answer> addRule(Site &site, const std::string &name, const RuleWish &wish, const Intent &intent);
Result<Answer> setRule(Site &site, const std::string &name, const RuleWish &wish, const Intent &intent);
Result<Answer> removeRule(Site &site, const std::string &name, const Intent &intent); // destructive

struct RuleTest {
    std::vector<StatusMessage> messages; ///< newest first
    std::int64_t looked = 0;             ///< at the newest so many
};
/// Which of the newest messages (10,000 at most) the rule's filter lets pass, also those that are older than the rule.
[[nodiscard]] Result<RuleTest> testRule(Site &site, const std::string &name, std::int64_t limit);
/// Newest first; without a name of all rules.
[[nodiscard]] Result<std::vector<store::RunRow>> ruleRuns(Site &site, const std::optional<std::string> &name, std::int64_t limit);

/// The results *rule* and *run* of docs/cli.md.
[[nodiscard]] QJsonObject toJson(const RuleView &view);
[[nodiscard]] QJsonObject toJson(const store::RunRow &row);

} // namespace cartage::engine
