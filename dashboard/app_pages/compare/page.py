"""The Compare page: which areas differ, and how certain that is."""

import streamlit as st

from dashboard.app_pages.compare import among, sections, sentences
from dashboard.model.catalogue import NO_RETURNS, current_context
from dashboard.parts import blocks, head

context = sections.opened_context(current_context(), st.query_params.to_dict())
build, catalogue, view = context.build, context.catalogue, context.view
theme = head.theme()
names = sentences.names_of(catalogue, view.chosen)

head.title(sentences.title(list(names.values())))

if len(names) < 2:
    head.answer(
        "Choose two or more areas or groups, and a measure: the first is then compared with each of the others."
    )
    sections.show_controls(context, names)
    sections.show_starts(context)
    raise head.Done

comparison = sections.comparison_of(build, view)
head.answer(comparison.answer)
sections.show_controls(context, names)
head.unused_filters(view, "Compare shows the areas and groups that are chosen.")

if comparison.refusal:
    sections.show_alike(context, comparison)
    raise head.Done

if view.period == NO_RETURNS:
    sections.show_no_returns(context, comparison)
else:
    sections.show_picture(context, comparison, theme)
    sections.show_differences(context, comparison)
    if view.beside:
        sections.show_second(context, comparison, theme)

among.show_look(context, comparison, theme)
blocks.how_we_know(sections.method_lines(context))
