#!/bin/bash
# Installs the .deb in a clean Debian root, adds an account by keyboard alone, reads it back, removes the
# package and sees that the user's data stayed: test-deb.sh BEIFU.deb   (as root; needs debootstrap, Xvfb, xdotool)
set -euo pipefail
deb=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(realpath -m "${BEIFU_DEB_ROOT:-$here/../../build/deb-root}")
root=$work/root display=:93
mirror=$(apt-get indextargets --format '$(SITE)' | head -n 1)
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")

say() { echo "test-deb: $*"; }
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/root DEBIAN_FRONTEND=noninteractive "$@"; }
user() { inside su beifu-user -c "cd; DISPLAY=$display XDG_RUNTIME_DIR=/home/beifu-user LC_ALL=zh_CN.UTF-8 $*"; }
pids=()
stop_inside() {
    for place in /proc/[0-9]*; do
        [ "$(readlink "$place/root" 2>/dev/null)" = "$root" ] && kill "${place#/proc/}" 2>/dev/null || true
    done
}
clean_up() {
    stop_inside
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    for place in tmp/.X11-unix proc dev; do umount -l "$root/$place" 2>/dev/null || true; done
}
trap clean_up EXIT

desktop-file-validate "$here/io.github.beifu.Beifu.desktop"
appstreamcli validate --no-net "$here/io.github.beifu.Beifu.metainfo.xml"
say "desktop entry and metainfo are valid"

clean_up
rm -rf "$root"
mkdir -p "$work"
if [ ! -f "$work/base.tar" ]; then
    debootstrap --variant=minbase "$suite" "$work/base" "$mirror" >"$work/debootstrap.log"
    tar -C "$work/base" -cf "$work/base.tar" . && rm -rf "$work/base"
fi
mkdir "$root" && tar -C "$root" -xf "$work/base.tar"
cp /etc/apt/apt.conf.d/* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
rm -f "$root"/etc/apt/apt.conf.d/docker-*
cp /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
mount --bind /proc "$root/proc" && mount --rbind /dev "$root/dev"
cp "$deb" "$root/tmp/beifu.deb"
inside apt-get -qq update
inside apt-get -qq install --yes --no-install-recommends /tmp/beifu.deb fonts-noto-cjk >"$work/install.log" 2>&1
say "installed with $(inside dpkg-query -f '${binary:Package}\n' -W | wc -l) packages in the root, no Python of the system's: $(inside sh -c 'command -v python3' || echo none)"
inside useradd --create-home beifu-user

mkdir -p "$root/tmp/.X11-unix" /tmp/.X11-unix
Xvfb $display -screen 0 1100x760x24 -nolisten tcp >"$work/xvfb.log" 2>&1 & pids+=($!)
for _ in $(seq 50); do DISPLAY=$display xdpyinfo >/dev/null 2>&1 && break; sleep 0.1; done
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
DISPLAY=$display openbox >"$work/openbox.log" 2>&1 & pids+=($!)
export DISPLAY=$display
user beifu >"$work/beifu.log" 2>&1 & pids+=($!)
window=
for _ in $(seq 100); do
    window=$(xdotool search --onlyvisible --name 备付 2>/dev/null | tail -n 1) && [ -n "$window" ] && break
    sleep 0.2
done
[ -n "$window" ] || { say "no window"; cat "$work/beifu.log"; exit 1; }
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
grep -q '"amount_fen": 123456' "$work/dues.json" || { say "the bill is not in the store"; cat "$work/dues.json"; exit 1; }
say "an account was added by keyboard and read back from the store"

stop_inside
inside apt-get -qq remove --yes beifu >"$work/remove.log" 2>&1
[ ! -e "$root/opt/beifu" ] && [ ! -e "$root/usr/bin/beifu" ] || { say "the package left files"; exit 1; }
[ -s "$root/home/beifu-user/.local/share/beifu/beifu.db" ] || { say "the user's data are gone"; exit 1; }
say "removed; the user's data stayed"
