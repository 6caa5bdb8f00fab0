"""The text of the About page: the definition of a measure, and how figures are made, judged and protected."""

from typing import Any

from dashboard.parts import blocks

GLOSSARY = (
    "**95% confidence interval**: the range that would contain the true figure 19 times in 20.",
    "**Area**: one of the neighbourhoods of the programme.",
    "**Best-fit census areas**: the census areas (MSOAs) whose figures are shown for an area.",
    "**Cash terms**: amounts as they were paid, not adjusted for inflation. **Real terms**: adjusted to the prices of one year.",
    "**Control limits**: the limits in a funnel plot outside which an area differs by more than chance.",
    "**Funding won**: cash from outside the programme. Loans, investment and contracts are counted separately.",
    "**Interquartile range**: the range that contains the middle half of areas.",
    "**Locally trusted organisation (LTO)**: the organisation that held the money for an area.",
    "**Median (typical area)**: half of areas are above it and half below.",
    "**Neighbourhood (MSOA)**: a census area of about 8,000 people. **LSOA**: a small census area of about 1,600 people.",
    "**Percentage point**: the difference between two percentages. From 40% to 45% is 5 percentage points.",
    "**Public record**: facts from published pages, each with its address.",
    "**Return**: what an area sends about its own spending, meetings, funding and surveys.",
    "**Suppressed**: not shown, because a small number could reveal a person.",
    "**Wave**: a group of areas that joined together: 1, 2 or 3.",
)
LIMITATIONS = (
    "**The effect of the programme.** The figures describe places. Areas were chosen because they had missed out, so some "
    "improvement would be expected anyway.",
    "**Participation, money and council relationships** in areas whose returns are not loaded.",
    "**Exact figures for each area.** Most best-fit census areas are larger than the Big Local area. A typical area was "
    "described as 5,000 to 8,000 people.",
    "**Which area is best.** There is no ranking. Comparisons are made in words, with their uncertainty.",
)
INTERVALS = {
    "wilson": "Wilson’s 95% confidence interval for a proportion, which also holds for small samples.",
    "byar": "Byar’s 95% confidence interval for a count or rate (exact limits for fewer than 10 events).",
    "t": "95% confidence interval of a mean, by Student’s t distribution.",
    "bootstrap": "95% bootstrap interval for groups of areas (2,000 resamples of areas). None for a single area.",
    "none": "none. This is a full count or a published figure without an interval, so it is not tested.",
}
COUNTS_PEOPLE = {
    "no": "No. It describes places, money or organisations, so small numbers are not suppressed.",
    "denominator": "Yes. Its base is people, or partnerships whose figure would reveal their members, so small bases are "
    "suppressed.",
    "numerator": "Yes. It is a number of people, so small numbers are suppressed.",
}
DIRECTIONS = {
    "higher better": "Higher is better.",
    "lower better": "Lower is better.",
    "none": "Neither higher nor lower is better.",
}
KINDS = {
    "proportion": "the number counted divided by the number it is out of, x 100",
    "rate": "the number counted divided by the number it is out of, x {per:,}",
    "mean": "the sum divided by the number of values",
    "count": "the number itself",
    "money": "the amount in pounds",
    "index": "the published number",
    "change": "the number itself",
}
CERTAINTY = (
    "**95% confidence interval.** The range that would contain the true figure 19 times in 20 if chance were the only source "
    "of error. It does not allow for people who were not asked.",
    "**Higher, lower, no clear difference.** An area is compared with the *other* areas of its programme, wave or region, and "
    "with its similar areas combined. It is called higher or lower only if the 95% confidence interval of the difference "
    "excludes zero. Overlapping intervals do not decide this. Methods: Newcombe for proportions, Welch for means, MOVER for "
    "rates.",
    "**Control limits.** When many areas are compared at once, a funnel plot shows which are outside the 95% or 99.8% control "
    "limits around the figure for all areas. The limits widen for smaller samples. Where areas vary more than chance explains, "
    "the variance between areas is added (Spiegelhalter’s additive model), so that a large area is not flagged for its size. "
    "Rates with fewer than 10 expected events have exact limits. An area with fewer than five expected answers of either kind "
    "is not tested.",
    "**Clear differences from similar areas.** The test allows for chance and for how much similar areas vary. Because many "
    "measures are tested, at most 5% of the differences listed are expected by chance (Benjamini and Hochberg).",
    "**Between 3rd and 17th of 20.** The 95% interval of a rank, from 4,000 simulations. Councils are never ranked.",
)
CHANGE = (
    "**Rising, falling, no clear change.** A chi-squared test for trend on up to the last five points, weighted by precision "
    "(above 9.55, which chance alone gives 1 time in 500). The direction must hold whichever point is left out. At least "
    "five points are needed. The programme is tested on the same areas throughout, and never across a change of wording.",
    "**Change for the programme.** The confidence interval treats each area as a cluster: it depends on how differently the "
    "areas changed, not only on the number of answers. With fewer than ten of the same areas, no change or trend is reported.",
    "**Year of the plan.** Year 1 is the calendar year in which an area’s first plan was endorsed. Areas whose first plan has "
    "no dated endorsement are left out.",
    "**Newest period.** The last whole year or round for which at least half of the areas expected to report did so. Where fewer "
    "than half of areas ever report, at least half as many as in the fullest period. A year that is not over is a part year.",
)
RETURNS = (
    "**Complete years.** A year of an area is complete in one kind of return when each of its months falls in a return marked "
    "complete or nothing to report. Months before the area’s first return of that kind are not needed. The year must be covered "
    "to its last month, even if the area closed in it, and no return marked partial or not sent may have a day in it. All years "
    "are complete when every return of that kind is. A return is missing for a year when one marked not sent has a day in it.",
    "**Not applicable.** A year or round that begins after an area closed is not applicable to it, unless a figure was reported. "
    "The first published date of closing counts, compared as precisely as it is given: for an area closed in 2016, 2017 is the "
    "first such year. A return is not applicable when its period begins after the last possible day of closing, or ends before "
    "the area’s first plan or active state.",
    "**Overdue returns.** A return is overdue when it had not been received by its date of submission or, where none was set, by "
    "the last day of its period. Until then it is not yet due.",
)
SIMILAR = (
    "**Similar areas.** The ten most similar by population, density, rural share, deprivation, age and tenure, not by results.",
)
PROTECTION = (
    "A figure about **fewer than 10** people, such as answers to a survey, is suppressed for an area or a group. Staff see "
    "figures about 5 people or more, marked, on the screen only.",
    "A share of **10 to 29** people is shown as a band: “10% or less”, “more than 10%, up to 50%”, “more than 50%, less than "
    "90%” or “90% or more”. It has no exact value, confidence interval or rank.",
    "Where a total of areas would reveal a suppressed figure, **the total is suppressed**. For the total of all areas, another "
    "area is shown as a band instead.",
    "Each time the data are built, a check proves that no suppressed count can be worked out, even by a reader who knows these "
    "rules and how many people were counted in each area. If the check fails, nothing is published.",
    "A published figure changes only when at least **30 people** more or fewer are counted in it (10 for a number of people). "
    "Until then it stays as it was published. A new figure that would change a total by fewer people is suppressed and left out "
    "of the total, so comparing two versions reveals no one.",
    "Figures about people are never added up over years or rounds, as one year could then be worked out by subtraction.",
    "Suppression is done when the data are built: the file behind these pages has no suppressed figure and no record of "
    "a person. Staff mode reads another file, on the computer of staff.",
    "Facts about organisations are not suppressed for small numbers. Examples are meetings held, bids won, money, how many "
    "members a partnership has and whether it met the membership rule.",
)
ACCESSIBILITY = (
    "**Standard.** This dashboard aims to meet the Web Content Accessibility Guidelines 2.2 at level AA. It meets them in part; "
    "known problems are listed below.",
    "**Testing.** Every page was tested in November 2026: wide and on a phone, in light and dark themes, with axe-core (no "
    "serious or critical findings), by keyboard alone, at 320 pixels wide, and for reading order. It has not been tested by "
    "people who use a screen reader every day.",
    "**Features.** The first press of Tab offers to skip to the main content. Every map and chart has a text description and a "
    "table of the same figures. Arrow keys move around the maps, and Enter selects an area. Colour is never the only sign. The "
    "theme and reduced motion follow the settings of the device.",
    "**Charts** cannot be explored by keyboard. Their descriptions and tables give the same figures.",
    "**Small dots.** Dots on the map of England are smaller than 24 pixels. The tile map has larger targets.",
    "**Problems?** Contact the organisation that gave you this dashboard. There is no support desk, but all data can be "
    "downloaded.",
)
FOLDED = {
    "How sure a figure is": CERTAINTY,
    "Change over time": CHANGE,
    "Returns: complete, overdue and not applicable": RETURNS,
    "Similar areas": SIMILAR,
    "Protecting people": PROTECTION,
    "Accessibility": ACCESSIBILITY,
}
"""The methods that open on demand, by topic."""


def terms(measure: Any) -> dict[str, str]:
    """Return how a measure is worked out, judged and protected, and who may see it, by term."""
    return {
        "Calculation": f"{capitalised(KINDS[str(measure['kind'])].format(per=int(measure['per'])))}.",
        "Confidence interval": capitalised(INTERVALS[str(measure["interval_by"])]),
        "Figures for groups of areas": blocks.ROLL_UPS[str(measure["roll_up"])],
        "Direction": DIRECTIONS[str(measure["direction"])],
        "About people": COUNTS_PEOPLE[str(measure["counts_people"])],
        "Who may see it": "Everyone." if measure["who_may_see_it"] == "everyone" else "Staff only.",
    }


def capitalised(text: str) -> str:
    """Return a text with a capital first letter, all else unchanged."""
    return f"{text[0].upper()}{text[1:]}"
