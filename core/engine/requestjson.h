// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/components/requestjson.h"

namespace cartage::engine {

using components::findingFromName;
using components::name;
using components::probeOutcomeFromJson;
using components::toJson;
using components::validateOutcomeFromJson;

} // namespace cartage::engine
