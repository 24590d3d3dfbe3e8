"""The card's picture is well-formed and shows every run."""

from xml.etree import ElementTree

from training.starter.curves import HEIGHT, WIDTH, curves

RUNS = [
    {"steps": 100, "tokens": 400_000, "losses": [[10, 4.0], [100, 2.0]], "watched": []},
    {"steps": 50, "tokens": 200_000, "losses": [[10, 1.5], [50, 1.0]], "watched": [[20, 3, 10], [50, 6, 10]]},
]


def test_each_run_is_a_line_that_goes_on_where_the_one_before_ended() -> None:
    picture = ElementTree.fromstring(curves(RUNS))
    lines = [line.attrib["points"].split() for line in picture.findall(".//{*}polyline")]
    assert [len(line) for line in lines] == [2, 2, 2]
    ends = [[float(point.split(",")[0]) for point in (line[0], line[-1])] for line in lines]
    assert ends[0][0] < ends[0][1] < ends[1][0] < ends[1][1]
    places = [tuple(map(float, point.split(","))) for line in lines for point in line]
    assert all(0 <= across <= WIDTH and 0 <= down <= HEIGHT for across, down in places)
