// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/base/check.h"

/// What each fuzz target gives: any bytes go in, nothing may break, and what is said of the result must hold (CARTAGE_CHECK).
void oneInput(const std::string &bytes);

/// libFuzzer's entry; also called by the replay of the stored corpus.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);
