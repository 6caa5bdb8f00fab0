"""Small lines: points in their places, the interval as a band, and nothing for a single point."""

from urllib.parse import unquote

from dashboard.drawing.chart_style import GROUND
from dashboard.drawing.small_lines import COLOR, OTHERS, Point, small_line, small_scale


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
