"""Packs made by hand for the tests of the writers: every kind of picture, items, long names, and texts that look like code."""

from dashboard.pack.finding import Finding, Item, Pack, Picture, Series, Source, Table
from dashboard.text.words import Measure

SHARE = Measure(
    "belong",
    "Feeling of belonging",
    "Belonging",
    "% of people asked",
    "{value} of people in {area} belong",
    "share",
    0,
    "wilson",
)
COUNT = Measure("hours", "Volunteer hours", "Hours", "hours", "volunteer hours in {area}: {value}", "count", 0)

LINE = Finding(
    finding_id="trend.belong",
    theme="People taking part",
    title="More people feel they belong: 62% in 2023, 48% in 2017",
    subtitle="Feeling of belonging, % of people asked, 2017 to 2023",
    picture=Picture(
        "line",
        ("2017", "2019", "2021", "2023"),
        (
            Series("Aldermarsh", (48.0, 51.0, None, 62.0), (38.0, 41.0, None, 52.0), (58.0, 61.0, None, 71.0)),
            Series("All areas", (45.0, 46.0, 46.0, 47.0)),
        ),
        SHARE,
    ),
    table=Table(
        ("Year", "Aldermarsh", "95% confidence interval", "All areas"),
        (
            ("2017", "48%", "38% to 58%", "45%"),
            ("2019", "51%", "41% to 61%", "46%"),
            ("2021", "suppressed [c]", "", "46%"),
            ("2023", "62%", "52% to 71%", "47%"),
        ),
        (1, 2, 3),
    ),
    alt="Line chart of the feeling of belonging in Aldermarsh, 48% in 2017 to 62% in 2023, beside all areas, 45% to 47%.",
    base="97 people asked in 2023",
    certainty="between 52% and 71% (95% confidence interval)",
    verdict="Higher in 2023 than in 2017.",
    caveat="People chose whether to answer.",
    source="Survey of residents",
    period="2023",
    sentence="In Aldermarsh, 62% of 97 people asked in 2023 feel they belong; we are fairly sure it is between 52% and 71%.",
    page="/trends?measure=belong&area=aldermarsh",
)
COLUMNS = Finding(
    finding_id="trend.hours",
    theme="People taking part",
    title="Volunteers gave 1,240 hours in 2023",
    subtitle="Volunteer hours, 2021 to 2023",
    picture=Picture("columns", ("2021", "2022", "2023"), (Series("Aldermarsh", (0.0, 310.0, 1240.0)),), COUNT),
    table=Table(("Year", "Hours"), (("2021", "0"), ("2022", "310"), ("2023", "1,240")), (1,)),
    alt="Columns of volunteer hours in Aldermarsh: 0 in 2021, 310 in 2022 and 1,240 in 2023.",
    certainty="this is a full count, so there is no confidence interval",
    source="Returns of the area",
    period="2023",
    sentence="Volunteers in Aldermarsh gave 1,240 hours in 2023; this is a full count.",
    page="/trends?measure=hours&area=aldermarsh",
)
BARS = Finding(
    finding_id="similar.belong",
    theme="Council",
    title="Belonging is higher than in similar areas: 62% beside 47%",
    subtitle="Feeling of belonging, % of people asked, 2023",
    picture=Picture(
        "bars",
        ("Aldermarsh", "Similar areas (9)", "All areas (131)"),
        (Series("2023", (62.0, 47.0, 46.0), (52.0, 44.0, 45.5), (71.0, 50.0, 46.5)),),
        SHARE,
    ),
    table=Table(
        ("Place", "2023", "95% confidence interval"),
        (
            ("Aldermarsh", "62%", "52% to 71%"),
            ("Similar areas (9)", "47%", "44% to 50%"),
            ("All areas (131)", "46%", "46% to 47%"),
        ),
        (1, 2),
    ),
    alt="Bars of the feeling of belonging in 2023: Aldermarsh 62%, similar areas 47%, all areas 46%.",
    base="97 people asked",
    certainty="between 52% and 71% (95% confidence interval)",
    verdict="Higher than similar areas",
    source="Survey of residents",
    period="2023",
    sentence="In Aldermarsh, 62% of 97 people asked feel they belong (2023), more than in similar areas (47%).",
    page="/area?area=aldermarsh",
)
ITEMS = Finding(
    finding_id="record.council",
    theme="Council",
    title="On the public record: a lease, and a joint statement",
    items=(
        Item(
            "March 2019",
            "The council granted a 25-year lease of the hall.",
            "Aldermarsh Gazette",
            "https://example.org/lease",
        ),
        Item(
            "2021",
            "Council and partnership published a joint statement.",
            "Aldermarsh Borough Council",
            "https://example.org/joint",
        ),
        Item("4 May 2022", "The partnership asked for the crossing to be repaired."),
    ),
    alt="Three dated events.",
    caveat="What was found on published pages; not complete.",
    source="Published pages",
    sentence="On the public record of Aldermarsh are a lease (2019) and a joint statement (2021).",
    page="/record?area=aldermarsh",
)
HOSTILE = Finding(
    finding_id="trend.hostile",
    theme="Money <b>& more</b>",
    title='<script>alert(1)</script> =1+1 #import "x" $x$ *bold* _it_ [link](javascript:1) 100% {braces}',
    subtitle="</style><img src=x onerror=alert(1)> & “quotes” 'single' \\backslash",
    items=(
        Item(
            "2020",
            '=HYPERLINK("http://example.org") @SUM(1) <i>mark</i> #set page(width: 1pt)',
            "A & B <c>",
            "https://example.org/?a=1&b=2",
        ),
    ),
    alt="=cmd|' /C calc'!A0",
    caveat="]]> --> \u202e reversed",
    sentence="+1-1 and {{ 7 * 7 }} and {% raw %}",
)
PACK = Pack(
    place="Aldermarsh",
    title="Aldermarsh: findings for the partnership board",
    audience="partnership board",
    programme="Sample programme",
    version="2026-11-22-abc",
    made_on="1 December 2026",
    data_to="2023",
    findings=(LINE, COLUMNS, BARS, ITEMS),
    unknown=(
        "No returns on spending are loaded for this area.",
        "We do not know how many people took part before 2017.",
    ),
    left_out=(),
    sources=(
        Source("Survey of residents", "Sample programme"),
        Source("A lease", "Aldermarsh Gazette", "https://example.org/lease"),
    ),
    page="/present?area=aldermarsh&audience=board",
    site="https://compare.example.org",
    since="3 March 2022",
)
HOSTILE_PACK = Pack(
    place="Áldermarsh-with-the-Extremely-Long-Name-of-a-Place-upon-the-Water (Outer and Inner Parts), formerly Lower Marsh",
    title="Áldermarsh-with-the-Extremely-Long-Name-of-a-Place-upon-the-Water (Outer and Inner Parts): findings for councillors",
    audience="councillors",
    programme="Practice <programme>",
    version="2026-11-22-abc",
    made_on="1 December 2026",
    data_to="2023",
    findings=(HOSTILE, LINE),
    unknown=('#panic("x") & <b>',),
    left_out=("Everything about councils and councillors is left out of this pack.",),
    page="/present?area=x",
    is_invented=True,
)
