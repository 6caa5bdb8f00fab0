"""Which of these areas differ, and is the gap bigger than the doubt?"""

from dashboard import comparing_among, comparing_parts, comparing_words, parts
from dashboard.catalogue import NO_RETURNS, looked_at

looked = looked_at()
build, told, view = looked.build, looked.catalogue, looked.view
theme = parts.theme()
names = comparing_words.names_of(told, view.chosen)

parts.title(comparing_words.title(list(names.values())))

if len(names) < 2:
    parts.answer(
        "Choose two or more areas or groups, and a measure: the first is then compared with each of the others."
    )
    comparing_parts.controls(looked, names)
    comparing_parts.show_starts(looked)
    raise parts.Done

found = comparing_parts.comparing(build, view)
parts.answer(found.answer)
comparing_parts.controls(looked, names)

if found.refusal:
    comparing_parts.show_alike(looked, found)
    raise parts.Done

if view.period == NO_RETURNS:
    comparing_parts.no_returns(looked, found)
else:
    comparing_parts.show_picture(looked, found, theme)
    comparing_parts.show_differences(looked, found)
    if view.beside:
        comparing_parts.show_second(looked, found, theme)

comparing_among.show_look(looked, found, theme)
parts.how_we_know(comparing_parts.known_lines(looked))
