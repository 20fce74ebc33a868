#!/bin/bash
# Sees on a Debian that has python3, python3-venv and make and nothing else that the tree sets itself up: someone
# who may not install anything is told the one line to run, and with it the window opens; then, in a second root
# and as root, all that .ci/run runs and the window once more: test-bare.sh   (as root; needs debootstrap, git,
# Xvfb, xdotool; tries the last commit, about ten minutes)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
tree=$(realpath "$here/../..")
work=$(realpath -m "${BEIFU_BARE_ROOT:-$tree/build/bare-root}")
display=:94
. "$here/clean-root.sh"

bare_root() {
    enter_root "$1"
    inside apt-get -qq install --yes --no-install-recommends python3 python3-venv make >"$work/$1.apt.log" 2>&1
}
clone_to() { git clone --quiet --no-hardlinks "$tree" "$root$1"; }

# timed LOG COMMAND...: how long it took, and its last line; ends the test when it fails.
timed() {
    local log=$work/$1.log what=$1 from=$SECONDS
    shift
    "$@" >"$log" 2>&1 </dev/null || give_up "$what failed" "$log"
    say "$what: $((SECONDS - from)) s; $(tail -n 1 "$log")"
}

# opens LOG COMMAND...: the window appears, can be looked at in LOG.png, and is closed again.
opens() {
    local log=$work/$1.log what=$1 from=$SECONDS
    shift
    "$@" >"$log" 2>&1 </dev/null & pids+=($!)
    wait_for_window 900 || give_up "$what: no window" "$log"
    say "$what: the window after $((SECONDS - from)) s"
    sleep 2
    import -window root "$work/$what.png"
    stop_inside
    wait "${pids[-1]}" || true
}

mkdir -p "$work"
open_screen 1100x760

bare_root someone
inside useradd --create-home someone
clone_to /home/someone/beifu
inside chown -R someone: /home/someone/beifu
someone() { inside su someone -c "cd ~/beifu && DISPLAY=$display XDG_RUNTIME_DIR=/home/someone LC_ALL=C.UTF-8 $*"; }
for target in run test setup; do
    someone make $target >"$work/refused.log" 2>&1 </dev/null && give_up "make $target needs no system package?"
    line=$(sed -n 's/^ *sudo //p' "$work/refused.log")
    [ "$(wc -l <"$work/refused.log")" -le 4 ] && [ -n "$line" ] || give_up "make $target does not say what to run" "$work/refused.log"
    [ "$target" != run ] || for_the_window=$line
done
say "without rights: 'sudo $for_the_window'"
timed line inside sh -c "$for_the_window --yes"
opens run-by-someone someone make run

bare_root root
clone_to /srv/beifu
timed ci inside CI=true /srv/beifu/.ci/run
opens run inside DISPLAY=$display make -C /srv/beifu run
say "done"
