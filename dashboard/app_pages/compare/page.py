"""Which of these areas differ, and is the gap bigger than the doubt?"""

from dashboard.app_pages.compare import among, sections, sentences
from dashboard.model.catalogue import NO_RETURNS, looked_at
from dashboard.parts import blocks, head

looked = looked_at()
build, told, view = looked.build, looked.catalogue, looked.view
theme = head.theme()
names = sentences.names_of(told, view.chosen)

head.title(sentences.title(list(names.values())))

if len(names) < 2:
    head.answer(
        "Choose two or more areas or groups, and a measure: the first is then compared with each of the others."
    )
    sections.controls(looked, names)
    sections.show_starts(looked)
    raise head.Done

found = sections.comparing(build, view)
head.answer(found.answer)
sections.controls(looked, names)

if found.refusal:
    sections.show_alike(looked, found)
    raise head.Done

if view.period == NO_RETURNS:
    sections.no_returns(looked, found)
else:
    sections.show_picture(looked, found, theme)
    sections.show_differences(looked, found)
    if view.beside:
        sections.show_second(looked, found, theme)

among.show_look(looked, found, theme)
blocks.how_we_know(sections.known_lines(looked))
