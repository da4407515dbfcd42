// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/content/packagerules.h"

namespace cartage::content {

namespace {

/// No system follows so many links (Linux: 40, path_resolution(7)): a circle, and what lies behind it is out of reach.
constexpr int mostHops = 256;

std::vector<std::string_view> components(std::string_view path)
{
    std::vector<std::string_view> result;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        const std::string_view component = path.substr(0, slash);
        if (!component.empty() && component != ".") {
            result.push_back(component);
        }
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    }
    return result;
}

std::string_view folderOf(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

bool leavesByText(std::string_view path, std::string_view target)
{
    std::size_t depth = components(folderOf(path)).size();
    for (const std::string_view component : components(target)) {
        if (component != "..") {
            ++depth;
        } else if (depth == 0) {
            return true;
        } else {
            --depth;
        }
    }
    return false;
}

} // namespace

bool isPackageName(std::string_view component)
{
    return !component.empty() && component.size() <= longestComponent && component != "." && component != ".."
        && component.find('/') == std::string_view::npos && component.find('\0') == std::string_view::npos;
}

bool isPackagePath(std::string_view path)
{
    if (path.empty() || path.size() > longestPath) {
        return false;
    }
    while (true) {
        const std::size_t slash = path.find('/');
        if (!isPackageName(path.substr(0, slash))) {
            return false;
        }
        if (slash == std::string_view::npos) {
            return true;
        }
        path.remove_prefix(slash + 1);
    }
}

void PackageLinks::add(std::string path, std::string target)
{
    m_targets.insert_or_assign(std::move(path), std::move(target));
}

std::vector<std::string> PackageLinks::refused() const
{
    std::vector<std::string> result;
    for (const auto &[path, target] : m_targets) {
        const bool stored = !target.empty() && target.size() <= longestLink && target.front() != '/' && target.find('\0') == std::string::npos;
        if (!stored || leavesByText(path, target) || !staysInside(path, target)) {
            result.push_back(path);
        }
    }
    return result;
}

bool PackageLinks::staysInside(std::string_view path, std::string_view target) const
{
    std::string at(folderOf(path));
    // What is still to be walked, next component last.
    std::vector<std::string_view> left;
    const auto walkFirst = [&left](std::string_view steps) {
        const std::vector<std::string_view> parts = components(steps);
        left.insert(left.end(), parts.rbegin(), parts.rend());
    };
    walkFirst(target);
    int hops = 0;
    while (!left.empty()) {
        const std::string_view component = left.back();
        left.pop_back();
        if (component == "..") {
            if (at.empty()) {
                return false;
            }
            at.resize(folderOf(at).size());
            continue;
        }
        const std::size_t before = at.size();
        at.append(at.empty() ? "" : "/").append(component);
        const auto link = m_targets.find(at);
        if (link == m_targets.end()) {
            continue;
        }
        if (++hops > mostHops) {
            return true;
        }
        if (link->second.empty() || link->second.front() == '/') {
            return false;
        }
        at.resize(before);
        walkFirst(link->second);
    }
    return true;
}

} // namespace cartage::content
