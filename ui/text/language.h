// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTranslator>
#include <memory>
#include <vector>

namespace cartage::ui {

/// Every text with accents, a third longer and between brackets: what is cut, or was never given to tr(), can be seen.
class PseudoTranslator final : public QTranslator
{
public:
    [[nodiscard]] QString translate(const char *context, const char *source, const char *disambiguation = nullptr, int n = -1) const override;
    [[nodiscard]] bool isEmpty() const override { return false; }
    /// Placeholders (%1, %L1, %n, {dp}), keys (&) and line ends stay.
    [[nodiscard]] static QString pseudo(const QString &source);
};

/// The language of the application while it lives: translators, numbers and dates, and the side where lines begin. Main thread.
class Language final
{
public:
    /// Empty: as the system, where it speaks one of ours, else English; "de", "en"; "pseudo"; "rtl": English from right to left.
    explicit Language(const QString &wanted = {});
    ~Language();
    Language(const Language &) = delete;
    Language &operator=(const Language &) = delete;
    [[nodiscard]] static QStringList known();

private:
    void install(const QLocale &locale);

    std::vector<std::unique_ptr<QTranslator>> m_translators;
};

} // namespace cartage::ui
