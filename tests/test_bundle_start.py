"""What the bundle compiles once instead of at each start is the same, and nothing that must be there."""

import compileall
import json
import marshal
import shutil
import subprocess
import sys
from pathlib import Path
from types import CodeType

import pytest

ROOT = Path(__file__).parent.parent
PACKAGING = ROOT / "packaging"
WATCHED = """
import dataclasses, json, runpy, sys
sys.path.insert(0, sys.argv[1])
early = runpy.run_path(sys.argv[2])
early["take_compiled"](sys.argv[3])
taken = getattr(dataclasses, "exec", None)
texts = []
def watch(text, *names):
    texts.append(text)
    (taken or exec)(text, *names)
dataclasses.exec = watch
"""
CLASSES = """
@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Point:
    x: int
    y: int = 2
one, other = Point(1), Point(1, 3)
try:
    one.x = 5
    frozen = False
except dataclasses.FrozenInstanceError:
    frozen = True
said = [repr(one), one == Point(1), one == other, hash(one) == hash(Point(1)), one < other, frozen]
said += [repr(dataclasses.replace(one, x=9)), dataclasses.astuple(other)]
print(json.dumps({"taken": taken is not None, "said": said, "texts": texts}))
"""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the bundle's recipe makes."""
    folder = tmp_path_factory.mktemp("compiled")
    command = [sys.executable, str(PACKAGING / "compiled.py"), str(folder)]
    subprocess.run(command, check=True, cwd=ROOT, timeout=120)
    return folder


def run(script: str, table: Path) -> dict[str, object]:
    """What a Python of its own prints that began like the bundle."""
    command = [sys.executable, "-c", WATCHED + script, str(ROOT), str(PACKAGING / "early.py")]
    done = subprocess.run(
        [*command, str(table)], check=True, capture_output=True, text=True, timeout=120
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def code(content: bytes) -> CodeType:
    """The code in a table or ``.pyc``, which a comparison of the bytes would find different."""
    made: CodeType = marshal.loads(content)  # noqa: S302 - made by the test itself
    return made


def test_the_table_knows_every_method_of_the_first_screen(compiled: Path) -> None:
    table = compiled / "compiled.bin"
    script = (
        "import assistant.__main__, assistant.ui.start, marshal\n"
        "known, patterns = marshal.loads(open(sys.argv[3], 'rb').read())\n"
        "print(json.dumps({'all': len(texts) > 50, 'new': [t for t in texts if t not in known]}))"
    )
    answer = run(script, table)
    assert (answer["new"], answer["all"]) == ([], True)


def test_a_class_made_of_known_methods_is_the_same(compiled: Path, tmp_path: Path) -> None:
    table, other = compiled / "compiled.bin", tmp_path / "with_point.bin"
    plain = run(CLASSES, tmp_path / "absent")
    texts = plain["texts"]
    assert isinstance(texts, list)
    known = {text: compile(text, "<string>", "exec") for text in texts}
    other.write_bytes(marshal.dumps((known, {})))
    unknown, quick = run(CLASSES, table), run(CLASSES, other)
    assert (plain["taken"], unknown["taken"], quick["taken"]) == (False, True, True)
    assert plain["said"] == unknown["said"] == quick["said"]
    assert plain["texts"] == quick["texts"]


def test_a_known_expression_is_the_one_that_re_would_make(compiled: Path) -> None:
    script = (
        "import importlib, marshal, re, _sre\n"
        "methods, patterns = marshal.loads(open(sys.argv[3], 'rb').read())\n"
        "quick = [re.compile(*key) for key in patterns]\n"
        "new = [re.compile(b'a+').findall(b'caat')[0].decode(), re.sub('(?i)A(.)', r'<\\1>', 'xabx')]\n"
        "try: re.compile('(')\n"
        "except re.error: new.append('error')\n"
        "importlib.reload(re._compiler); re.purge()\n"
        "plain = [re._compiler.compile(*key) for key in patterns]\n"
        "print(json.dumps({'many': len(plain) > 5, 'same': plain == quick, 'new': new}))"
    )
    answer = run(script, compiled / "compiled.bin")
    assert answer == {"many": True, "same": True, "new": ["aa", "x<b>x", "error"]}


@pytest.mark.parametrize(
    "content",
    [b"", b"no table", marshal.dumps(7), marshal.dumps({}), marshal.dumps(({}, {"a": "b"}))[:-3]],
)
def test_a_broken_table_is_none(content: bytes, tmp_path: Path) -> None:
    table = tmp_path / "compiled.bin"
    table.write_bytes(content)
    answer = run(CLASSES, table)
    assert not answer["taken"]
    assert answer["said"] == run(CLASSES, tmp_path / "absent")["said"]


def test_shibokens_modules_are_those_in_its_library(compiled: Path, tmp_path: Path) -> None:
    import PySide6.QtCore  # noqa: F401 - brings them

    archive = sys.modules["signature_bootstrap"].prepare_zipfile()[1].zfile
    names = [name for name in archive.namelist() if name.startswith("shibokensupport/")]
    archive.extractall(tmp_path, names)
    assert compileall.compile_dir(
        tmp_path, quiet=1, legacy=True, optimize=1, stripdir=str(tmp_path)
    )
    made, given = (
        {path.relative_to(root): path.read_bytes()[16:] for path in root.rglob("*.pyc")}
        for root in (compiled / "files.dir", tmp_path)
    )
    assert made.keys() == given.keys()
    assert {path.name for path in given if code(made[path]) != code(given[path])} == {
        "pyi_generator.pyc"
    }
    assert list(compiled.rglob("*.py")) == []


def test_qt_starts_with_them_and_still_explains_a_wrong_call(
    compiled: Path, tmp_path: Path
) -> None:
    import shiboken6

    shutil.copytree(Path(shiboken6.__file__).parent, tmp_path / "shiboken6")
    shutil.copytree(compiled / "files.dir", tmp_path / "shiboken6" / "files.dir")
    script = (
        "import sys\nsys.path.insert(0, sys.argv[1])\n"
        "from PySide6.QtCore import QObject\n"
        "print(sys.modules['shibokensupport.signature.loader'].__file__)\n"
        "try: QObject().setObjectName(5)\n"
        "except TypeError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    place, told = done.stdout.split("\n", 1)
    assert Path(place) == tmp_path / "shiboken6/files.dir/shibokensupport/signature/loader.pyc"
    assert "Supported signatures" in told
