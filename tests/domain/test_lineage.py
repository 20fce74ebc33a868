"""Two machines and one place."""

import pytest

from assistant.domain.lineage import Lineage, Meeting, Remote, meet

OWN = Lineage("aaaaaaaa11112222", 4, "bbbbbbbb33334444", "digest")


def remote(line: str = "aaaaaaaa", mark: str = "bbbbbbbb", counter: int = 4) -> Remote:
    return Remote("name", line, counter, mark)


@pytest.mark.parametrize(
    ("newest", "changed", "found"),
    [
        (None, False, Meeting.PUSH),
        (None, True, Meeting.PUSH),
        (remote(), False, Meeting.SAME),
        (remote(), True, Meeting.PUSH),
        (remote(mark="cccccccc", counter=5), False, Meeting.TAKE),
        (remote(mark="cccccccc", counter=5), True, Meeting.CONFLICT),
        (remote(mark="cccccccc"), True, Meeting.CONFLICT),
        (remote(line="dddddddd"), False, Meeting.CONFLICT),
        (remote(line="dddddddd"), True, Meeting.CONFLICT),
    ],
)
def test_what_has_to_happen(newest: Remote | None, changed: bool, found: Meeting) -> None:
    assert meet(OWN, newest, changed=changed) is found
