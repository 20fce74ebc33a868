#!/bin/bash
# Installs the .deb in a clean Debian root, adds an account by keyboard alone, reads it back, removes the
# package and sees that the user's data stayed: test-deb.sh BEIFU.deb   (as root; needs debootstrap, Xvfb, xdotool)
set -euo pipefail
deb=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(realpath -m "${BEIFU_DEB_ROOT:-$here/../../build/deb-root}")
display=:93
. "$here/clean-root.sh"

user() { inside su beifu-user -c "cd; DISPLAY=$display XDG_RUNTIME_DIR=/home/beifu-user LC_ALL=zh_CN.UTF-8 $*"; }

desktop-file-validate "$here/io.github.beifu.Beifu.desktop"
appstreamcli validate --no-net "$here/io.github.beifu.Beifu.metainfo.xml"
say "desktop entry and metainfo are valid"

enter_root root
cp "$deb" "$root/tmp/beifu.deb"
inside apt-get -qq install --yes --no-install-recommends /tmp/beifu.deb fonts-noto-cjk >"$work/install.log" 2>&1
say "installed with $(inside dpkg-query -f '${binary:Package}\n' -W | wc -l) packages in the root, no Python of the system's: $(inside sh -c 'command -v python3' || echo none)"
inside useradd --create-home beifu-user

open_screen 1100x760
user beifu >"$work/beifu.log" 2>&1 & pids+=($!)
wait_for_window 20 || give_up "no window" "$work/beifu.log"
sleep 2
xdotool windowactivate --sync "$window"
xdotool key --delay 200 Tab space      # the first button of the first screen: 添加花呗
sleep 1.5
import -window root "$work/dialog.png"
xdotool type --delay 60 "1234.56"      # 本期应还
xdotool key --delay 200 Return         # 看看结果
sleep 1.5
import -window root "$work/answer.png"
xdotool key --delay 200 Return         # 去总览
sleep 1
import -window root "$work/account.png"
user beifu due --json --days 60 >"$work/dues.json"
grep -q '"amount_fen": 123456' "$work/dues.json" || give_up "the bill is not in the store" "$work/dues.json"
say "an account was added by keyboard and read back from the store"

stop_inside
inside apt-get -qq remove --yes beifu >"$work/remove.log" 2>&1
[ ! -e "$root/opt/beifu" ] && [ ! -e "$root/usr/bin/beifu" ] || give_up "the package left files"
[ -s "$root/home/beifu-user/.local/share/beifu/beifu.db" ] || give_up "the user's data are gone"
say "removed; the user's data stayed"
