"""What was sought, offered and won?"""

from dashboard import funding_closer, funding_parts, funding_words, parts
from dashboard.catalogue import looked_at

looked = looked_at()
view, theme = looked.view, parts.theme()
told = funding_parts.funding_view(looked.build, view, theme)
scope = told.scope

parts.title(f"{scope.name}: what was sought, offered and won?" if view.area else "What was sought, offered and won?")
if not scope.focus:
    parts.answer("No area fits all of these filters.")
elif told.has_returns:
    parts.answer(funding_words.answer(scope.place, told.totals, (scope.group, told.beside) if view.area else None))
else:
    parts.answer(funding_words.answer_of_record(scope.place, told.facts))

funding_parts.filters(looked, told)
if not scope.focus:
    raise parts.Done

if told.has_returns:
    funding_parts.key_figures(looked, told)
    funding_parts.pipeline(looked, told)
    funding_closer.closer(looked, told, theme)
    funding_parts.grants(looked, told)
    funding_parts.facts(looked, told)
else:
    funding_parts.no_returns(looked)
    funding_parts.facts(looked, told)
    funding_parts.grants(looked, told)

parts.how_we_know(funding_parts.how_we_know(looked))
