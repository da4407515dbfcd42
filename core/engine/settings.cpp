// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/settings.h"
#include "core/engine/change.h"

namespace cartage::engine {

Result<Answer> setSite(Site &site, const Settings &settings, const Intent &intent)
{
    return carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        const auto before = store::settings(db);
        Plan plan;
        for (const auto &[key, value] : settings) {
            if (auto checked = checkSiteSetting(key, value); !checked) {
                Error error = refusalError(Code::WrongValue, key, Scope::Site);
                error.parameters["why"] = checked.error();
                return failure(error);
            }
            const auto known = before.find(key);
            const std::string was = known == before.end() ? std::string() : known->second;
            ++(was == value ? plan.unchanged : plan.otherChanges);
            plan.others += key + '=' + was + '>' + value + '\n';
            plan.effect.lines.push_back(key + " becomes " + (value.empty() ? "the default" : value) + ".");
        }
        plan.messages.push_back(say(MessageId::SettingsChanged, {site.environment().actor, site.row().code.value()}));
        plan.apply = [settings](store::Connection &inner, std::int64_t) -> Result<void> {
            for (const auto &[key, value] : settings)
                store::setSetting(inner, key, value.empty() ? std::nullopt : std::optional(value));
            return {};
        };
        return plan;
    });
}

} // namespace cartage::engine
