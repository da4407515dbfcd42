// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/zipwriter.h"

#include <QByteArray>
#include <QDateTime>
#include <QTimeZone>
#include <array>

namespace cartage::engine {

namespace {

constexpr std::uint32_t partMark = 0x04034b50, centralMark = 0x02014b50, endMark = 0x06054b50;
constexpr std::uint16_t version = 20, namesAreUtf8 = 1 << 11, deflated = 8;

template <class T>
void put(std::string &to, T value)
{
    for (std::size_t i = 0; i < sizeof(T); ++i)
        to += static_cast<char>((value >> (8 * i)) & 0xFF);
}

/// CRC-32 of ISO 3309, as gzip and ZIP have it.
std::uint32_t crcOf(const std::string &bytes)
{
    static constexpr auto table = [] {
        std::array<std::uint32_t, 256> made{};
        for (std::uint32_t i = 0; i < made.size(); ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit)
                value = value & 1 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
            made[i] = value;
        }
        return made;
    }();
    std::uint32_t crc = 0xFFFFFFFFu;
    for (const char each : bytes)
        crc = table[(crc ^ static_cast<std::uint8_t>(each)) & 0xFF] ^ (crc >> 8);
    return ~crc;
}

/// Qt compresses to its own four bytes of length, a zlib stream's two of head, the deflated bytes, and four of check sum.
QByteArray deflate(const std::string &bytes)
{
    constexpr qsizetype before = 4 + 2, after = 4;
    const QByteArray packed = qCompress(QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())));
    return packed.mid(before, packed.size() - before - after);
}

} // namespace

ZipWriter::ZipWriter(NewFile &file, Time at) : m_file(file)
{
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(toMs(at), QTimeZone::utc());
    const QDate day = utc.date();
    const QTime time = utc.time();
    const int date = (std::max(day.year() - 1980, 0) << 9) | (day.month() << 5) | day.day();
    const int clock = (time.hour() << 11) | (time.minute() << 5) | (time.second() / 2);
    m_dosTime = (static_cast<std::uint32_t>(date) << 16) | static_cast<std::uint32_t>(clock);
}

/// The fields that a part's own head and the list at the end have in common.
std::string ZipWriter::head(const Part &part) const
{
    std::string bytes;
    put(bytes, version);
    put(bytes, namesAreUtf8);
    put(bytes, deflated);
    put(bytes, m_dosTime);
    put(bytes, part.crc);
    put(bytes, part.packed);
    put(bytes, part.size);
    put(bytes, static_cast<std::uint16_t>(part.name.size()));
    put(bytes, std::uint16_t(0)); // nothing extra
    return bytes;
}

Result<void> ZipWriter::add(const std::string &name, const std::string &bytes)
{
    const QByteArray packed = deflate(bytes);
    const Part part{name, crcOf(bytes), static_cast<std::uint32_t>(packed.size()), static_cast<std::uint32_t>(bytes.size()), m_offset};
    std::string head;
    put(head, partMark);
    head += this->head(part) + name;
    m_offset += static_cast<std::uint32_t>(head.size()) + part.packed;
    m_parts.push_back(part);
    if (const auto written = m_file.write(head); !written)
        return written;
    return m_file.write(std::string_view(packed.constData(), static_cast<std::size_t>(packed.size())));
}

Result<void> ZipWriter::end()
{
    std::string list;
    for (const Part &part : m_parts) {
        put(list, centralMark);
        put(list, version);
        list += head(part);
        put(list, std::uint16_t(0)); // comment
        put(list, std::uint16_t(0)); // disk
        put(list, std::uint16_t(0)); // internal attributes
        put(list, std::uint32_t(0)); // external attributes
        put(list, part.offset);
        list += part.name;
    }
    std::string last;
    put(last, endMark);
    put(last, std::uint32_t(0)); // one disk
    put(last, static_cast<std::uint16_t>(m_parts.size()));
    put(last, static_cast<std::uint16_t>(m_parts.size()));
    put(last, static_cast<std::uint32_t>(list.size()));
    put(last, m_offset);
    put(last, std::uint16_t(0)); // comment
    return m_file.write(list + last);
}

} // namespace cartage::engine
