"""What was sought, offered and won?"""

from dashboard.app_pages.funding import closer, sections, sentences
from dashboard.model import state
from dashboard.model.catalogue import current_context
from dashboard.parts import blocks, head

context = current_context()
view, theme = context.view, head.theme()
told = sections.funding_view(context.build, view.only(*state.FILTERS, "area", "others"), theme)
scope = told.scope

head.title(f"{scope.name}: what was sought, offered and won?" if view.area else "What was sought, offered and won?")
if not scope.focus:
    head.answer("No area fits all of these filters.")
elif told.has_returns:
    head.answer(sentences.answer(scope.place, told.totals, (scope.group, told.beside) if view.area else None))
else:
    head.answer(sentences.answer_of_record(scope.place, told.facts))

sections.filters(context, told)
if not scope.focus:
    raise head.Done

if told.has_returns:
    sections.key_figures(context, told)
    sections.pipeline(context, told)
    closer.closer(context, told, theme)
    sections.grants(context, told)
    sections.facts(context, told)
else:
    sections.facts(context, told)
    sections.grants(context, told)
    sections.no_returns(context)

blocks.how_we_know(sections.how_we_know(context))
