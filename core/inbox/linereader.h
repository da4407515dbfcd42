// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/settings.h"
#include "core/inbox/formtext.h"
#include "core/inbox/instruction.h"

namespace cartage::inbox {

/// Takes lines one after the other; after the first that is not as it must be nothing more is taken. Only for the bodies' readers. Lives no longer than the
/// lines.
class LineReader final
{
public:
    explicit LineReader(const std::vector<InstructionLine> &lines) : m_lines(&lines) { }

    /// The fields of the next line if it has this word and so many fields.
    const std::vector<std::string> *take(std::string_view word, std::size_t fields)
    {
        if (!isNext(word) || (*m_lines)[m_at].fields.size() != fields) {
            m_right = false;
            return nullptr;
        }
        return &(*m_lines)[m_at++].fields;
    }
    const InstructionLine *takeIf(std::string_view word) { return isNext(word) ? &(*m_lines)[m_at++] : nullptr; }
    [[nodiscard]] bool isNext(std::string_view word) const { return m_right && m_at < m_lines->size() && (*m_lines)[m_at].word == word; }
    void wrong() { m_right = false; }
    [[nodiscard]] bool right() const { return m_right; }
    [[nodiscard]] bool complete() const { return m_right && m_at == m_lines->size(); }

    std::int64_t number(const std::string &text, std::int64_t least, std::int64_t most = INT64_MAX)
    {
        const auto value = wholeNumber(text, least, most);
        if (!value)
            m_right = false;
        return m_right ? *value : least;
    }
    SiteCode site(const std::string &text)
    {
        const auto code = parseSiteCode(text);
        if (!code || code->value() != text)
            m_right = false;
        return code.value_or(SiteCode());
    }
    PackageId package(const std::string &text)
    {
        const auto id = parsePackageId(text);
        if (!id || id->value() != text)
            m_right = false;
        return id.value_or(PackageId());
    }
    std::optional<PackageId> packageOrNone(const std::string &text) { return text.empty() ? std::nullopt : std::optional(package(text)); }
    std::string dp(const std::string &text)
    {
        if (!isDpName(text))
            m_right = false;
        return text;
    }
    Sha256 hash(const std::string &text)
    {
        const auto hash = Sha256::fromHex(text);
        if (!hash || hash->hex() != text)
            m_right = false;
        return hash.value_or(Sha256());
    }
    std::optional<Sha256> maybeHash(const std::string &text) { return text.empty() ? std::nullopt : std::optional(hash(text)); }
    template <class Value>
    Value known(const std::optional<Value> &value, Value otherwise)
    {
        if (!value)
            m_right = false;
        return value.value_or(otherwise);
    }

private:
    const std::vector<InstructionLine> *m_lines;
    std::size_t m_at = 0;
    bool m_right = true;
};

} // namespace cartage::inbox
