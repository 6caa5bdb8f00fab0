"""Which of these areas differ, and is the gap bigger than the doubt?"""

from dashboard.app_pages.compare import among, sections, sentences
from dashboard.model.catalogue import NO_RETURNS, current_context
from dashboard.parts import blocks, head

context = current_context()
build, told, view = context.build, context.catalogue, context.view
theme = head.theme()
names = sentences.names_of(told, view.chosen)

head.title(sentences.title(list(names.values())))

if len(names) < 2:
    head.answer(
        "Choose two or more areas or groups, and a measure: the first is then compared with each of the others."
    )
    sections.controls(context, names)
    sections.show_starts(context)
    raise head.Done

found = sections.comparing(build, view)
head.answer(found.answer)
sections.controls(context, names)

if found.refusal:
    sections.show_alike(context, found)
    raise head.Done

if view.period == NO_RETURNS:
    sections.no_returns(context, found)
else:
    sections.show_picture(context, found, theme)
    sections.show_differences(context, found)
    if view.beside:
        sections.show_second(context, found, theme)

among.show_look(context, found, theme)
blocks.how_we_know(sections.known_lines(context))
