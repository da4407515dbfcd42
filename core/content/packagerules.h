// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// What a package may hold, whoever made it: nothing in it leads out of its folder.
namespace cartage::content {

inline constexpr std::size_t longestComponent = 255;
/// A tree of 1,000 levels of the longest names has room in this.
inline constexpr std::size_t longestPath = 1024 * 1024;
/// PATH_MAX without its NUL: no system stores a longer one.
inline constexpr std::size_t longestLink = 4095;

/// Not empty, not "." or "..", without '/' and NUL, at most 255 bytes.
[[nodiscard]] bool isPackageName(std::string_view component);
/// Such names divided by single '/'; not absolute.
[[nodiscard]] bool isPackagePath(std::string_view path);

/// The symbolic links of one package. A link that leads out of it is found also where it does so only by way of another link of
/// the package; files that are not there count as folders, so that what is put there later changes nothing.
class PackageLinks
{
public:
    void add(std::string path, std::string target);
    /// Paths of the links that may not be, in order: absolute, empty or too long targets, targets that leave the package by their
    /// text, and those that leave it by way of other links. A circle leads nowhere and may be.
    [[nodiscard]] std::vector<std::string> refused() const;

private:
    [[nodiscard]] bool staysInside(std::string_view path, std::string_view target) const;
    std::map<std::string, std::string, std::less<>> m_targets;
};

} // namespace cartage::content
