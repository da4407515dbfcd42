// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace cartage {

/// The stored form of an error: one line of JSON {code, operation, path, errno, scope, object, names, parameters}; paths escaped.
[[nodiscard]] std::string errorToJson(const Error &error);
/// Nothing where the text is not of that form or the code is unknown.
[[nodiscard]] std::optional<Error> errorFromJson(std::string_view json);

} // namespace cartage
