"""Start: ``beifu`` opens the window, ``beifu COMMAND`` works without one."""

import gc

# Starting makes many objects that stay: collecting in between only costs time. The window switches
# it on again after its first paint; a command is over before it would matter.
gc.disable()

import sys  # noqa: E402
from collections.abc import Sequence  # noqa: E402
from pathlib import Path  # noqa: E402

from assistant import i18n  # noqa: E402
from assistant.app import build  # noqa: E402


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; without a command, open the window."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    i18n.use(i18n.preferred())
    if not given:
        return build().show()
    from assistant.cli import grammar, run  # late: argparse is no part of the window's start

    given, file = grammar.split_file(given)
    parsed = grammar.parser().parse_args(given)
    data_dir = getattr(parsed, "data_dir", None)
    app = build(None if data_dir is None else Path(data_dir))
    if parsed.command is None:
        return app.show(hidden=parsed.hidden, file=file)
    return run.run(parsed, app)


def window() -> int:
    """The desktop menu's entry: the same as ``beifu``, without a console on Windows."""
    return main()


if __name__ == "__main__":
    sys.exit(main())
