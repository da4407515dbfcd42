// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>
#include <QTest>

#include "core/io/fileops.h"
#include "core/io/posixfilesystem.h"
#include "tests/support/fakeclock.h"
#include "tests/support/simfilesystem.h"

namespace cartage::test {

/// What FileSystem promises is asked of the real one and of the simulated one, each in an empty folder.
class BothFileSystems final
{
public:
    static void rows()
    {
        QTest::addColumn<bool>("simulated");
        QTest::newRow("posix") << false;
        QTest::newRow("simulated") << true;
    }

    BothFileSystems()
    {
        QFETCH(bool, simulated);
        if (simulated) {
            m_simulated = std::make_unique<SimFileSystem>(m_clock);
            m_simulated->mount("/work");
            m_path = "/work";
            m_fs = &m_simulated->makeView();
        } else {
            m_posix = io::makePosixFileSystem();
            m_folder = std::make_unique<QTemporaryDir>();
            m_path = m_folder->path().toStdString();
            m_fs = m_posix.get();
        }
        m_root = m_fs->openFolder(m_path).value();
    }

    [[nodiscard]] io::FileSystem &fs() { return *m_fs; }
    [[nodiscard]] const io::Handle &root() const { return m_root; }
    [[nodiscard]] const std::string &path() const { return m_path; }

    void write(std::string_view relative, std::string_view bytes)
    {
        auto file = m_fs->createFile(m_root, relative, 0644);
        QVERIFY(file.has_value());
        QVERIFY(io::writeAll(*m_fs, *file, std::as_bytes(std::span(bytes))).has_value());
        QVERIFY(m_fs->close(std::move(*file)).has_value());
    }
    [[nodiscard]] std::string read(std::string_view relative)
    {
        const auto text = io::readFile(*m_fs, m_root, relative, 1 << 20);
        return text ? *text : "(errno " + std::to_string(text.error().error) + ")";
    }
    [[nodiscard]] bool exists(std::string_view relative) { return io::exists(*m_fs, m_root, relative).value(); }

private:
    FakeClock m_clock;
    std::unique_ptr<SimFileSystem> m_simulated;
    std::unique_ptr<io::FileSystem> m_posix;
    std::unique_ptr<QTemporaryDir> m_folder;
    io::FileSystem *m_fs = nullptr;
    std::string m_path;
    io::Handle m_root;
};

/// 0 for success.
template <class T>
[[nodiscard]] int errorOf(const io::IoResult<T> &result)
{
    return result ? 0 : result.error().error;
}

} // namespace cartage::test
