"""What was sought, offered and won?"""

from dashboard.app_pages.funding import closer, sections, sentences
from dashboard.model import state
from dashboard.model.catalogue import looked_at
from dashboard.parts import blocks, head

looked = looked_at()
view, theme = looked.view, head.theme()
told = sections.funding_view(looked.build, view.only(*state.FILTERS, "area", "others"), theme)
scope = told.scope

head.title(f"{scope.name}: what was sought, offered and won?" if view.area else "What was sought, offered and won?")
if not scope.focus:
    head.answer("No area fits all of these filters.")
elif told.has_returns:
    head.answer(sentences.answer(scope.place, told.totals, (scope.group, told.beside) if view.area else None))
else:
    head.answer(sentences.answer_of_record(scope.place, told.facts))

sections.filters(looked, told)
if not scope.focus:
    raise head.Done

if told.has_returns:
    sections.key_figures(looked, told)
    sections.pipeline(looked, told)
    closer.closer(looked, told, theme)
    sections.grants(looked, told)
    sections.facts(looked, told)
else:
    sections.facts(looked, told)
    sections.grants(looked, told)
    sections.no_returns(looked)

blocks.how_we_know(sections.how_we_know(looked))
