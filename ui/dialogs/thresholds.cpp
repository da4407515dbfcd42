// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/thresholds.h"

#include "core/engine/componentviews.h"
#include "ui/text/componentwords.h"
#include "ui/text/format.h"

namespace cartage::ui {

ThresholdsSheet::ThresholdsSheet(engine::Session &asked, std::string component, QWidget *parent)
    : SessionSheet(asked, tr("Thresholds of %1").arg(format::shown(component)), tr("Set the thresholds"), parent)
    , m_component(std::move(component))
{
    for (const std::string &key : limitKeys()) {
        auto *field = new QLineEdit(this);
        field->setObjectName(QString::fromStdString(key));
        addField(componentwords::limitName(key), field);
        m_fields.emplace_back(key, field);
        connect(field, &QLineEdit::textChanged, this, &ThresholdsSheet::check);
    }
    setHint(tr("Messages of the last 24 hours. 0: never. An empty field takes the default."));
    setComplete(false);
    fill();
}

void ThresholdsSheet::fill()
{
    using Values = std::map<std::string, std::int64_t>;
    session().ask<Values>([component = m_component](engine::Session::Desk &desk) -> Result<Values> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        const auto views = engine::componentViews(**site);
        if (!views)
            return failure(views.error());
        for (const engine::ComponentView &view : views->rows) {
            if (view.component != component)
                continue;
            const auto values = limitValues(view.limits);
            return Values(values.begin(), values.end());
        }
        Error gone;
        gone.code = Code::NotFound;
        gone.object = component;
        return failure(gone);
    }).then(this, [this](const Result<Values> &values) {
        if (!values) {
            setWrong(values.error());
            return;
        }
        const auto usual = limitValues(ComponentLimits());
        const Values defaults(usual.begin(), usual.end());
        for (auto &[key, field] : m_fields) {
            field->setPlaceholderText(QString::number(defaults.at(key)));
            if (values->at(key) != defaults.at(key))
                field->setText(QString::number(values->at(key)));
            m_were[key] = field->text();
        }
        check();
    });
}

engine::Settings ThresholdsSheet::changes() const
{
    engine::Settings changed;
    for (const auto &[key, field] : m_fields) {
        const auto was = m_were.find(key);
        if (was != m_were.end() && was->second != field->text().trimmed())
            changed.emplace_back(key, field->text().trimmed().toStdString());
    }
    return changed;
}

void ThresholdsSheet::check()
{
    std::map<std::string, std::string> texts;
    for (const auto &[key, field] : m_fields) {
        const std::string text = field->text().trimmed().toStdString();
        if (!checkLimit(key, text)) {
            setWrong(tr("%1: a whole number is wanted.").arg(componentwords::limitName(key)));
            setComplete(false);
            return;
        }
        if (!text.empty())
            texts[key] = text;
    }
    const bool ordered = checkLimits(limitsFrom(texts)).has_value();
    setWrong(ordered ? QString() : tr("A warning has to come before what is critical."));
    setComplete(ordered && !changes().empty());
}

void ThresholdsSheet::act()
{
    setBusy(tr("The thresholds are set…"));
    session().act<QString>([component = m_component, changed = changes()](engine::Session::Desk &desk) -> Result<QString> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        const auto answer = engine::setComponent(**site, component, changed, intentOf("components set", {{"component", component}}));
        if (!answer)
            return failure(answer.error());
        if (answer->refusal)
            return failure(*answer->refusal);
        return tr("The thresholds of %1 are set.").arg(format::shown(component));
    }).then(this, [this](const Result<QString> &sentence) { take(sentence); });
}

} // namespace cartage::ui
