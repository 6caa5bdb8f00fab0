"""Small lines: points in their places, the interval as a band, and nothing for a single point."""

from urllib.parse import unquote

from dashboard.drawing.chart_style import GROUND
from dashboard.drawing.small_lines import COLOR, OTHERS, Point, small_line, small_scale


def drawn(*points: Point, is_percentage: bool = False) -> str:
    return unquote(small_line(points, "Wins", is_percentage))


def test_a_line_of_counts_starts_at_zero_and_goes_up_to_the_highest():
    # 4 is the top and 30 the bottom: 2 of 4 is in the middle
    picture = drawn(Point(2020, 2), Point(2021, 4), Point(2022, 0))
    assert 'points="4.0,17.0 60.0,4.0 116.0,30.0"' in picture
    assert picture.endswith('alt="Wins">') and "<polygon" not in picture


def test_a_small_change_of_a_percentage_looks_small():
    # of 40 points over 26 pixels, one is 0.65 pixels
    assert 'points="4.0,17.3 116.0,16.7"' in drawn(Point(2020, 50), Point(2021, 51), is_percentage=True)
    # the scale stays between 0 and 100: it covers 60 to 100, and 0 to 40
    assert 'points="4.0,4.0 116.0,10.5"' in drawn(Point(2020, 100), Point(2021, 90), is_percentage=True)
    assert 'points="4.0,30.0 116.0,23.5"' in drawn(Point(2020, 0), Point(2021, 10), is_percentage=True)


def test_a_large_change_of_a_percentage_fills_the_height_also_beyond_100():
    assert 'points="4.0,30.0 116.0,4.0"' in drawn(Point(2020, 10), Point(2021, 90), is_percentage=True)
    assert 'points="4.0,4.0 116.0,30.0"' in drawn(Point(2020, 150), Point(2021, 50), is_percentage=True)


def test_an_interval_is_a_band_and_makes_room_for_its_ends():
    picture = drawn(Point(2020, 5, 0, 10), Point(2021, 5, 4, 6))
    assert '<polygon points="4.0,30.0 116.0,19.6 116.0,14.4 4.0,4.0"' in picture


def test_a_line_breaks_at_a_gap_and_a_figure_between_gaps_is_a_dot():
    values = (2, 4, None, 4, None, 0, 2)
    picture = drawn(*(Point(2010 + number, value) for number, value in enumerate(values)))
    assert picture.count("<polyline") == 2
    assert 'points="4.0,17.0 22.7,4.0"' in picture and 'points="97.3,30.0 116.0,17.0"' in picture
    assert '<circle cx="60.0" cy="4.0" r="1.5"' in picture and '<circle cx="116.0" cy="17.0" r="3"' in picture


def test_gaps_at_the_ends_take_no_room():
    picture = drawn(Point(2018, None), Point(2020, 0), Point(2022, 4), Point(2023, None))
    assert 'points="4.0,30.0 116.0,4.0"' in picture


def test_a_single_point_or_none_draws_nothing_and_points_at_zero_are_level():
    assert drawn() == drawn(Point(2020, 1), Point(2021, None)) == ""
    assert 'points="4.0,17.0 116.0,17.0"' in drawn(Point(2020, 0), Point(2021, 0))


def test_the_colour_is_seen_on_the_grounds_of_both_themes(contrast):
    assert all(contrast(color, ground) >= 3 for color in (COLOR, OTHERS) for ground in GROUND.values())


def test_a_scale_has_a_stroke_for_each_other_place_the_figure_as_a_dot_and_its_interval_as_a_bar():
    picture = unquote(small_scale([0, 5, 10], 5, 2.5, 12, "5 on a scale from 0 to 10"))
    # from 4 to 196 of 200 wide: 0 at 4, 2.5 at 52, 5 at 100, 10 at 196, where an interval beyond it is cut off
    assert 'd="M4.0 10.0v14M100.0 10.0v14M196.0 10.0v14"' in picture
    assert '<circle cx="100.0" cy="17.0"' in picture
    assert 'd="M52.0 17.0H196.0"' in picture
    assert picture.endswith('alt="5 on a scale from 0 to 10">')


def test_a_scale_of_equal_places_has_its_dot_in_the_middle_and_no_bar_without_an_interval():
    picture = unquote(small_scale([3, 3], 3, None, None, ""))
    assert '<circle cx="100.0"' in picture and picture.count("<path") == 2
