// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/json.h"

namespace cartage::cli {

using engine::addPath;
using engine::contextOf;
using engine::errorLine;
using engine::pathJson;
using engine::toJson;

} // namespace cartage::cli
