// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/content/snapshot.h"
#include "core/io/posixfilesystem.h"
#include "tests/support/fakeclock.h"
#include "tests/support/simfilesystem.h"

namespace cartage::content::test {

using namespace cartage::test;

inline const std::string libraryPath = "/site/contentlib";
inline const std::atomic<bool> goOn{false};

inline std::set<std::string> pathsOf(const Manifest &manifest)
{
    std::set<std::string> paths;
    for (Manifest::Cursor cursor(manifest); !cursor.atEnd(); cursor.next()) {
        paths.emplace(cursor.current().path);
    }
    return paths;
}

/// A simulated machine with a source and a library.
struct Machine {
    Machine() : disk(clock)
    {
        disk.makeFolder("/site", 0700);
        disk.writeFile("/source/a.txt", "one");
        disk.writeFile("/source/d/b.txt", "two");
        disk.writeFile("/source/d/e/c.txt", std::string(3000, 'c'), 0755);
        disk.makeLink("/source/d/link", "../a.txt");
        disk.makeFolder("/source/empty");
        clock.advance(std::chrono::seconds(10));
        restart();
    }
    void restart()
    {
        view = &disk.makeView();
        auto opened = ContentLibrary::open(*view, libraryPath);
        library = opened ? std::move(*opened) : nullptr;
    }
    SnapshotOrder order() const
    {
        SnapshotOrder result;
        result.source = "/source";
        result.intakeName = "intake";
        result.package = "CEN00001";
        result.threads = 1;
        result.busyWait = {};
        return result;
    }
    Result<SnapshotOutcome> take(const SnapshotOrder &what) { return takeSnapshot(*view, *library, what, clock, goOn, {}); }
    Result<SnapshotOutcome> take() { return take(order()); }
    Result<SnapshotOutcome> takeAfter(const SnapshotOutcome &former)
    {
        SnapshotOrder next = order();
        next.former = former.manifest;
        next.formerIndex = former.index;
        return take(next);
    }
    /// What lies in the library, and is not what its name says or is left in incoming.
    std::vector<std::string> wrongInLibrary() const
    {
        std::vector<std::string> wrong;
        for (const auto &[path, what] : disk.tree(libraryPath)) {
            if (!what.starts_with("file")) {
                if (path.starts_with("incoming/")) {
                    wrong.push_back(path);
                }
                continue;
            }
            const std::string hex = sha256(asBytes(disk.read(libraryPath + "/" + path).value_or(""))).hex();
            if (path != hex.substr(0, 2) + "/" + hex) {
                wrong.push_back(path);
            }
        }
        return wrong;
    }
    bool holdsAllOf(const Manifest &manifest) const
    {
        for (Manifest::Cursor cursor(manifest); !cursor.atEnd(); cursor.next()) {
            if (cursor.current().type == EntryType::File && !*library->holds(cursor.current().sha256)) {
                return false;
            }
        }
        return *library->holds(manifest.hash());
    }

    FakeClock clock;
    SimFileSystem disk;
    io::FileSystem *view = nullptr;
    std::unique_ptr<ContentLibrary> library;
};

/// A real source with a real library beside it.
struct RealFolders {
    RealFolders() : fs(io::makePosixFileSystem())
    {
        source = dir.path().toStdString() + "/source";
        ::mkdir(source.c_str(), 0755);
        auto opened = ContentLibrary::open(*fs, dir.path().toStdString() + "/contentlib");
        library = opened ? std::move(*opened) : nullptr;
    }
    void write(const std::string &path, const std::string &content) const
    {
        QFile file(QString::fromLocal8Bit((source + "/" + path).c_str()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content.data(), static_cast<qint64>(content.size()));
    }
    Result<SnapshotOutcome> take(unsigned threads = 0)
    {
        SnapshotOrder order;
        order.source = source;
        order.intakeName = "intake";
        order.threads = threads;
        return takeSnapshot(*fs, *library, order, clock, goOn, {});
    }
    /// Names that are not UTF-8 are beyond QTemporaryDir.
    ~RealFolders()
    {
        if (const auto root = fs->openFolder(dir.path().toStdString())) {
            (void)io::removeTree(*fs, *root, "source");
        }
    }
    QTemporaryDir dir;
    std::unique_ptr<io::FileSystem> fs;
    std::string source;
    std::unique_ptr<ContentLibrary> library;
    SystemClock clock;
};

} // namespace cartage::content::test
