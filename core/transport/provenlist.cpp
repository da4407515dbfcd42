// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/provenlist.h"

#include <cerrno>
#include <cstring>

#include "core/io/fileops.h"
#include "core/transport/rights.h"

namespace cartage::transport {

namespace {

/// Enough for some five million files.
constexpr std::uint64_t listCap = 1ULL << 30;
constexpr std::size_t checkSize = 8;

template <class Number>
void put(std::string &line, Number number)
{
    char bytes[sizeof number];
    std::memcpy(bytes, &number, sizeof number);
    line.append(bytes, sizeof number);
}

template <class Number>
Number take(std::string_view &line)
{
    Number number;
    std::memcpy(&number, line.data(), sizeof number);
    line.remove_prefix(sizeof number);
    return number;
}

constexpr std::size_t fixedSize = 1 + 32 + 8 + 8;

void append(std::string &to, std::string_view path, const Staged &staged)
{
    std::string line;
    line.reserve(fixedSize + path.size());
    line.push_back(static_cast<char>(staged.how));
    line.append(reinterpret_cast<const char *>(staged.sha256.bytes.data()), staged.sha256.bytes.size());
    put(line, staged.size);
    put(line, staged.mtimeNs);
    line.append(path);
    put(to, static_cast<std::uint32_t>(line.size()));
    to.append(line);
    const Xxh128 check = xxh128(asBytes(line));
    to.append(reinterpret_cast<const char *>(check.bytes.data()), checkSize);
}

std::pair<std::string, Staged> parseLine(std::string_view line)
{
    Staged staged;
    staged.how = static_cast<Staged::How>(line.front());
    line.remove_prefix(1);
    std::memcpy(staged.sha256.bytes.data(), line.data(), staged.sha256.bytes.size());
    line.remove_prefix(staged.sha256.bytes.size());
    staged.size = take<std::uint64_t>(line);
    staged.mtimeNs = take<std::int64_t>(line);
    return {std::string(line), staged};
}

ProvenList::Lines parse(std::string_view text)
{
    ProvenList::Lines lines;
    while (text.size() >= sizeof(std::uint32_t)) {
        const auto size = take<std::uint32_t>(text);
        if (size <= fixedSize || text.size() < size + checkSize)
            break;
        const std::string_view line = text.substr(0, size);
        const Xxh128 check = xxh128(asBytes(line));
        if (std::memcmp(check.bytes.data(), text.data() + size, checkSize) != 0)
            break;
        auto [path, staged] = parseLine(line);
        lines[std::move(path)] = staged;
        text.remove_prefix(size + checkSize);
    }
    return lines;
}

} // namespace

io::IoResult<ProvenList::Lines> ProvenList::read(io::FileSystem &fs, const io::Handle &stage)
{
    const auto text = io::readFile(fs, stage, fileName, listCap);
    if (!text) {
        if (text.error().error == ENOENT)
            return Lines{};
        return failure(text.error());
    }
    return parse(*text);
}

io::IoResult<void> ProvenList::replace(io::FileSystem &fs, const io::Handle &stage, const Lines &lines)
{
    std::string text;
    for (const auto &[path, staged] : lines)
        append(text, path, staged);
    return io::replaceFileDurably(fs, stage, fileName, text, fileMode(fs, stage));
}

io::IoResult<ProvenList> ProvenList::open(io::FileSystem &fs, const io::Handle &stage)
{
    auto file = fs.openForWriting(stage, fileName);
    if (!file && file.error().error == ENOENT)
        file = fs.createFile(stage, fileName, fileMode(fs, stage));
    if (!file)
        return failure(file.error());
    const auto status = fs.status(*file);
    if (!status)
        return failure(status.error());
    return ProvenList(std::move(*file), status->size);
}

void ProvenList::add(std::string_view path, const Staged &staged) { append(m_waiting, path, staged); }

io::IoResult<void> ProvenList::flush(io::FileSystem &fs)
{
    std::size_t done = 0;
    while (done < m_waiting.size()) {
        const auto written = fs.writeAt(m_file, std::as_bytes(std::span(m_waiting)).subspan(done), m_end);
        if (!written)
            return failure(written.error());
        if (*written == 0)
            return failure(io::IoError{"write", ENOSPC});
        done += *written;
        m_end += *written;
    }
    m_waiting.clear();
    return {};
}

} // namespace cartage::transport
