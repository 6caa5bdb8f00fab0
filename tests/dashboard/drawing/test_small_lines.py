"""Small lines: points in their places, the interval as a band, and nothing for a single point."""

from urllib.parse import unquote

from dashboard.drawing.chart_style import GROUND
from dashboard.drawing.small_lines import COLOR, Point, small_line


def test_a_line_goes_from_the_lowest_point_at_the_bottom_to_the_highest_at_the_top():
    picture = unquote(small_line([Point(2020, 1), Point(2021, 3), Point(2022, 2)], "Wins"))
    assert 'points="4.0,30.0 60.0,4.0 116.0,17.0"' in picture
    assert picture.endswith('alt="Wins">') and "<polygon" not in picture


def test_an_interval_is_a_band_and_makes_room_for_its_ends():
    picture = unquote(small_line([Point(2020, 5, 0, 10), Point(2021, 5, 4, 6)], "Share"))
    assert '<polygon points="4.0,30.0 116.0,19.6 116.0,14.4 4.0,4.0"' in picture


def test_a_single_point_or_none_draws_nothing_and_equal_points_are_level():
    assert small_line([], "") == small_line([Point(2020, 1)], "") == ""
    assert 'points="4.0,17.0 116.0,17.0"' in unquote(small_line([Point(2020, 1), Point(2021, 1)], ""))


def test_the_colour_is_seen_on_the_grounds_of_both_themes(contrast):
    assert all(contrast(COLOR, ground) >= 3 for ground in GROUND.values())
