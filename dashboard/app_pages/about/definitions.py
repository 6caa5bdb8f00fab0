"""The text of the About page: the definition of a measure, and how figures are made, judged and protected."""

from typing import Any

from dashboard.parts import blocks

INTERVALS = {
    "wilson": "95%, by a rule for shares that also holds for few people and for none or all of them (Wilson’s interval).",
    "byar": "95%, by a rule for how much counts of events vary by chance (Byar’s interval; under 10 events the exact one).",
    "t": "95%, from how far the values lie apart, wider where they are few (the interval of a mean by Student’s t).",
    "bootstrap": "95%, for groups of areas: how far the figure moves when areas are drawn again by lot, 2,000 times "
    "(the bootstrap). None for one area.",
    "none": "none: it is a total, or a figure that its publisher gives without one. So it is not judged against others.",
}
COUNTS_PEOPLE = {
    "no": "No: it tells of places, money or organisations, and is not hidden for being few.",
    "denominator": "Yes: its base is people, or partnerships whose figure would tell of their people, so it is hidden where "
    "few are counted.",
    "numerator": "Yes: it is a number of people, so it is hidden where they are few.",
}
DIRECTIONS = {
    "higher better": "Higher is agreed to be better.",
    "lower better": "Lower is agreed to be better.",
    "none": "Neither higher nor lower is better.",
}
KINDS = {
    "proportion": "those that count, divided by all that were counted, x 100",
    "rate": "what is counted, divided by what it is held against, x {per:,}",
    "mean": "the sum, divided by how many there are",
    "count": "the number itself",
    "money": "the sum itself, in pounds",
    "index": "the number itself",
    "change": "the number itself",
}
METHODS = (
    "**Range (95%).** If the same were counted again and again by chance alone, such a range would hold the true "
    "figure 19 times in 20. It does not allow for those who were not asked.",
    "**Higher, lower, no clear difference.** An area is held against the *other* areas of its programme, wave or "
    "region, or against its similar areas added up. It is called higher or lower only when the 95% interval of the "
    "difference leaves out nought: a difference so large comes by chance at most one time in 20. Two ranges that overlap "
    "decide nothing. (The intervals are Newcombe’s for shares, Welch’s for means, and those of both put together for rates.)",
    "**As expected, worth a look, differs by more than chance.** Where many areas are seen at once, each is judged by "
    "a funnel about the figure of all areas: beyond 95% limits it is worth a look, beyond 99.8% limits it differs. "
    "The limits widen where areas differ more than chance explains. Where fewer than five of either answer are "
    "expected, it is too few to judge.",
    "**Rising, falling, no clear change.** From the last five points at most, a line is drawn in which surer points weigh "
    "more. It counts when so steep a line would come by chance at most one time in 500 (a chi-square above 9.55), and "
    "when it slopes the same way whichever point is left out. With fewer than five it cannot be said. "
    "The programme is judged on the same areas in every period, and nothing is compared across a new wording.",
    "**Similar areas.** The ten nearest by people, density, rural share, deprivation, ages and tenure; never by how "
    "they did.",
    "**What stands out.** Against similar areas, allowing for chance and for how much those differ. As many measures are "
    "looked at, some would stand out by luck alone; so much is asked of each that at most 5% of what is shown is "
    "expected to be luck (the rule of Benjamini and Hochberg).",
    "**Between 3rd and 17th of 20.** The ranks that an area takes in 95% of 4,000 draws. Councils are never ranked.",
)
PROTECTION = (
    "What counts people, such as answers to a survey, is hidden for an area or a group where **fewer than 10** were "
    "counted, and where **everyone or no one** of fewer than 30 said yes. Staff see bases from 5 on, marked, on the "
    "screen only. From 10 to 29 a figure is marked as of low reliability, [u].",
    "Where a hidden figure could be had by taking some figures from others, **more are hidden**: the smallest area "
    "that is shown, or the sum itself. When the data are built it is proved that no hidden figure follows from those "
    "that are shown, else nothing is built.",
    "Figures about people are never added up over years or rounds, as a year could then be had by subtraction.",
    "It is done when the data are built: the file that these pages read holds no hidden figure and no row about a "
    "person. Staff mode reads another file, on the computer of staff.",
    "Facts about organisations, such as meetings held, bids won, money, or how many members a partnership has, are "
    "not hidden for being few.",
)
ACCESSIBILITY = (
    "**The aim** is the Web Content Accessibility Guidelines 2.2 at level AA. This dashboard meets them in part: what falls "
    "short is told below.",
    "**How it was tested.** Every page, wide and on a phone, in the light and the dark theme, with axe-core, which finds "
    "nothing serious or critical; by keyboard alone; at 320 pixels, as at four times the size; and by its order of reading. "
    "It was not tested by people who use a screen reader every day. Last tested in November 2026.",
    "**What helps.** The first press of Tab offers to skip to the main content. Every map and chart has words that say what "
    "it shows, and a table with the same figures, which can be had as a file. The maps are walked with the arrow keys, and "
    "an area is chosen with Enter; the search and the menus do the same without a map. Colour is never the only sign. Light "
    "and dark follow the setting of the device, and movement stops where the device asks for it.",
    "**Long tables** are drawn by Streamlit’s data grid as a picture with a hidden table behind it, of which a screen reader "
    "hears only the rows in view. The file under the table has them all.",
    "**Charts** are drawn by Plotly and cannot be walked by keyboard; their words and their tables say the same.",
    "**Changes are not announced.** When a menu is changed, Streamlit draws the page anew without telling a screen reader; the "
    "answer under the title, and the line that says how many areas are shown, are the first to read again.",
    "**Small dots.** Dots on the map of England are smaller than 24 pixels; the tiles beside it are not.",
    "**Something does not work for you?** Tell whoever gave you this dashboard: it has no maker on call, and everything in it "
    "can be had as files.",
)


def lines(measure: Any) -> list[str]:
    """Return the definition of a measure as lines: calculation, interval, groups, direction, people, audience."""
    audience = "Everyone." if measure.who_may_see_it == "everyone" else "Staff only."
    formula = (
        KINDS[str(measure.kind)].format(per=int(measure.per))
        if "{per" in KINDS[str(measure.kind)]
        else KINDS[str(measure.kind)]
    )
    return [
        f"**Worked out as.** {formula[0].upper()}{formula[1:]}.",
        f"**Range.** {INTERVALS[str(measure.interval_by)][0].upper()}{INTERVALS[str(measure.interval_by)][1:]}",
        f"**For the programme, a wave or a region’s areas.** {blocks.ROLL_UPS[str(measure.roll_up)]}",
        f"**Direction.** {DIRECTIONS[str(measure.direction)]}",
        f"**Counts people.** {COUNTS_PEOPLE[str(measure.counts_people)]}",
        f"**Who may see it.** {audience}",
    ]
