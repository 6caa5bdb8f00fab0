"""The Present page: choose a place and an audience, put findings in order, and take them to a meeting."""

from dashboard.app_pages.present import choices, files, slides
from dashboard.model import db
from dashboard.model.catalogue import current_context
from dashboard.pack import packs
from dashboard.parts import head

context = current_context()
# A pack holds public figures, whoever makes it.
build = context.build if context.view.v else db.public_build(context.build.programme_id)

head.title("Take it to a meeting")
head.answer(
    "Choose an area and who will be there. Check the slides. Take them as slides, a handout or one file for the hall."
)
choices.show_place_and_audience(context)
offered = packs.offer(build, context.view)
if offered is None:
    choices.show_no_group()
    raise head.Done
files.show_files(context, build)
slides.show_slides(context, offered)
files.show_not_known(context, build)
files.show_embeds(context, build)
