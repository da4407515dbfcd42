// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include "core/base/error.h"

namespace cartage {

/// What a function that can fail for a reason of the world returns. The only place that names tl::expected.
template <class T, class E = Error>
using Result = tl::expected<T, E>;

template <class E>
[[nodiscard]] auto failure(E &&error)
{
    return tl::make_unexpected(std::forward<E>(error));
}

} // namespace cartage
