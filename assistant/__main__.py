"""Start: ``beifu`` opens the window, ``beifu COMMAND`` works without one."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant import i18n
from assistant.app import build


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; without a command, open the window."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    i18n.use(i18n.preferred())
    if not given:
        # Start-up makes many objects that stay: collecting in between only costs time. The
        # program switches it on again after the first paint.
        gc.disable()
        return build().show()
    from assistant import cli  # late: argparse is no part of the window's start

    parsed = cli.parser().parse_args(given)
    data_dir = getattr(parsed, "data_dir", None)
    app = build(None if data_dir is None else Path(data_dir))
    if parsed.command is None:
        return app.show()
    return cli.run(parsed, app.open, app.examine)


def window() -> int:
    """The desktop menu's entry: the same as ``beifu``, without a console on Windows."""
    return main()


if __name__ == "__main__":
    sys.exit(main())
