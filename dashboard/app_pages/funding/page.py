"""Funding won: what was sought, offered and won, by route, year and source."""

import streamlit as st

from dashboard.app_pages.funding import closer, sections, sentences
from dashboard.app_pages.funding.view import funding_view
from dashboard.model import state
from dashboard.model.catalogue import current_context
from dashboard.parts import blocks, head, record

context = current_context()
view, theme = context.view, head.theme()
page_view = funding_view(context.build, view.only(*state.FILTERS, "area", "others"), theme)
scope = page_view.scope

head.title(f"{scope.name}: funding won" if view.area else "Funding won")
if not scope.area_ids:
    head.answer("No area fits all of these filters.")
elif page_view.has_returns:
    head.answer(
        sentences.answer(
            scope.place,
            page_view.totals,
            page_view.record_counts,
            page_view.pipeline,
            (scope.group, page_view.group_totals) if view.area else None,
        )
    )
else:
    on_record = record.opening_sentence(context, "funding", scope.area_ids.split("."), scope.name if view.area else "")
    head.answer(f"{on_record} We do not know how many bids were made or lost, or how much was won in total.")

sections.show_filters(context, page_view)
if not scope.area_ids:
    raise head.Done

if page_view.has_returns:
    sections.show_key_figures(context, page_view)
    closer.show_closer_look(context, page_view, theme)
    left, right = st.columns([3, 2], gap="large")
    with left:
        sections.show_facts(context, page_view)
    with right:
        sections.show_grants(context, page_view)
else:
    sections.show_facts(context, page_view)
    sections.show_grants(context, page_view)
    sections.show_missing_returns(context)

blocks.how_we_know(sections.method_lines())
