// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/storable.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include <QtCore/QString>

#include "core/domain/escape.h"
#include "core/io/fileops.h"

namespace cartage::transport {

namespace {

/// Error::names keeps no more.
constexpr std::size_t mostNames = 1000;

std::string upper(std::string_view text)
{
    std::string result(text);
    for (char &c : result) {
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    }
    return result;
}

/// Device names of Windows, with or without an extension.
bool isDeviceName(std::string_view name)
{
    static constexpr std::array<std::string_view, 4> plain{"CON", "PRN", "AUX", "NUL"};
    const std::string stem = upper(name.substr(0, std::min(name.find('.'), name.size())));
    if (std::find(plain.begin(), plain.end(), stem) != plain.end())
        return true;
    return stem.size() == 4 && (stem.compare(0, 3, "COM") == 0 || stem.compare(0, 3, "LPT") == 0) && stem[3] >= '1' && stem[3] <= '9';
}

bool windowsKeeps(std::string_view name)
{
    for (const char c : name) {
        if (static_cast<unsigned char>(c) < 0x20 || std::string_view("<>:\"|?*\\").find(c) != std::string_view::npos)
            return false;
    }
    return name.back() != '.' && name.back() != ' ' && !isDeviceName(name);
}

bool keepsName(std::string_view name, const io::Abilities &abilities)
{
    return name.size() <= abilities.longestName && (abilities.anyBytes || isValidUtf8(name))
           && (abilities.windowsNames || windowsKeeps(name));
}

class Offenders
{
public:
    void add(std::string_view path)
    {
        if (m_names.size() < mostNames)
            m_names.emplace_back(path);
    }
    [[nodiscard]] std::optional<Error> as(Code code)
    {
        if (m_names.empty())
            return std::nullopt;
        Error error;
        error.code = code;
        error.scope = Scope::Distribution;
        error.path = m_names.front();
        error.names = std::move(m_names);
        return error;
    }

private:
    std::vector<std::string> m_names;
};

void addTwins(const content::Manifest &manifest, const io::Abilities &abilities, Offenders &offenders)
{
    std::unordered_map<std::string, std::string_view> seen;
    seen.reserve(static_cast<std::size_t>(manifest.entries()));
    for (content::Manifest::Cursor at(manifest); !at.atEnd(); at.next()) {
        const std::string_view path = at.current().path;
        const auto [first, isNew] = seen.emplace(foldedFor(abilities, path), path);
        if (!isNew) {
            offenders.add(first->second);
            offenders.add(path);
        }
    }
}

} // namespace

std::string foldedFor(const io::Abilities &abilities, std::string_view path)
{
    if (!abilities.caseSensitive)
        return foldName(path);
    if (!isValidUtf8(path))
        return std::string(path);
    return QString::fromUtf8(path.data(), static_cast<qsizetype>(path.size())).normalized(QString::NormalizationForm_C).toStdString();
}

std::optional<Error> notStorable(const content::Manifest &manifest, const io::Abilities &abilities)
{
    Offenders names, links, sizes;
    for (content::Manifest::Cursor at(manifest); !at.atEnd(); at.next()) {
        const content::Manifest::View &entry = at.current();
        if (!keepsName(io::splitPath(entry.path).name, abilities))
            names.add(entry.path);
        if (entry.type == content::EntryType::Link && !abilities.symbolicLinks)
            links.add(entry.path);
        if (entry.type == content::EntryType::File && entry.size > abilities.largestFile)
            sizes.add(entry.path);
    }
    if (folds(abilities))
        addTwins(manifest, abilities, names);
    if (auto error = names.as(Code::NameNotStorable))
        return error;
    if (auto error = links.as(Code::LinkNotStorable))
        return error;
    return sizes.as(Code::FileTooLarge);
}

} // namespace cartage::transport
