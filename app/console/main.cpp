// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QStandardPaths>
#include <QTranslator>
#include <csignal>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/engine/site.h"
#include "core/io/posixfilesystem.h"
#include "ui/look/icons.h"
#include "ui/look/style.h"
#include "ui/shell/mainwindow.h"

using namespace cartage;

int main(int argc, char **argv)
{
    QApplication::setApplicationName(QStringLiteral("cartage-console"));
    QApplication::setApplicationDisplayName(QStringLiteral("Cartage"));
    QApplication::setApplicationVersion(QStringLiteral(CARTAGE_VERSION));
    QApplication::setOrganizationName(QStringLiteral("cartage"));
    QApplication::setDesktopFileName(QStringLiteral("cartage-console"));
    QApplication app(argc, argv);
    std::signal(SIGPIPE, SIG_IGN); // a share that goes away does not end the console

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Shows and works a Cartage site: packages, distribution points, retries, status messages."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption site(QStringLiteral("site"), QStringLiteral("Opens the site in this folder."), QStringLiteral("DIR"));
    const QCommandLineOption sample(QStringLiteral("sample"), QStringLiteral("Makes the sample site in this folder, if it is not there, and opens it."),
                                    QStringLiteral("DIR"));
    parser.addOptions({site, sample});
    parser.process(app);

    QTranslator own, qts;
    if (qts.load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(&qts);
    // English has a file for its plurals.
    if (own.load(QLocale(), QStringLiteral("cartage"), QStringLiteral("_"), QStringLiteral(":/i18n")) || own.load(QStringLiteral(":/i18n/cartage_en")))
        QApplication::installTranslator(&own);
    ui::setUpIconThemes();
    QApplication::setStyle(new ui::Style);

    SystemClock clock;
    SystemRandom random;
    const auto files = io::makePosixFileSystem();
    const engine::Environment environment{*files, clock, random, engine::thisProcess(), engine::loginName(), "cartage-console " CARTAGE_VERSION, engine::processLives};
    int code = 0;
    bool abandoned = false;
    {
        ui::MainWindow window(environment, QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/cartage/console.ini"));
        if (parser.isSet(sample))
            window.openSample(QDir(parser.value(sample)).absolutePath());
        else if (parser.isSet(site))
            window.openSite(QDir(parser.value(site)).absolutePath());
        else
            window.showStartPage();
        window.show();
        code = QApplication::exec();
        abandoned = window.hasAbandoned();
    }
    if (abandoned) // a worker waits in the kernel and cannot be joined
        _exit(code);
    return code;
}
