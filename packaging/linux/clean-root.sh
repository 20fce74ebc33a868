# A clean Debian root to try things in, and a screen for what runs there; read in by the test scripts.
# Wants: $work (where roots lie), $display (":93"). As root, with debootstrap, Xvfb, xdotool.
# shellcheck shell=bash

pids=()
root=
base=$(realpath -m "${BEIFU_ROOTS:-$(dirname "${BASH_SOURCE[0]}")/../../build/roots}")/base.tar
clean=(PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive)

say() { echo "$(basename "$0" .sh): $*"; }
give_up() { say "$1"; [ -z "${2-}" ] || tail -n 40 "$2"; exit 1; }
inside() { chroot "$root" /usr/bin/env -i "${clean[@]}" HOME=/root "$@"; }

# stop_inside: end whatever still runs in the root.
stop_inside() {
    for place in /proc/[0-9]*; do
        [ "$(readlink "$place/root" 2>/dev/null)" = "$root" ] && kill "${place#/proc/}" 2>/dev/null || true
    done
}
leave_root() {
    [ -n "$root" ] || return 0
    stop_inside
    for place in tmp/.X11-unix proc dev; do umount -l "$root/$place" 2>/dev/null || true; done
}
clean_up() {
    leave_root
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
}
trap clean_up EXIT

# enter_root NAME: a Debian of this machine's release with nothing but what debootstrap's smallest variant has;
# packages, and Python's, are reached the way this machine reaches them.
enter_root() {
    leave_root
    root=$work/$1
    leave_root
    rm -rf "$root"
    mkdir -p "$(dirname "$base")" "$root"
    if [ ! -f "$base" ]; then
        local suite mirror fresh
        suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
        mirror=$(apt-get indextargets --format '$(SITE)' | head -n 1)
        case $mirror in
            # Some machines name a file with a list of mirrors.
            *+file:*) mirror=$(sed -n 's/^\(http[^[:space:]]*\).*/\1/p' "${mirror#*+file:}" | head -n 1) ;;
        esac
        fresh=$(mktemp -d "$base.XXXX") && chmod 755 "$fresh"  # its root is everybody's
        debootstrap --variant=minbase "$suite" "$fresh" "$mirror" >"$work/debootstrap.log"
        tar -C "$fresh" -cf "$base.part" . && mv "$base.part" "$base" && rm -rf "$fresh"
    fi
    tar -C "$root" -xf "$base"
    cp /etc/apt/apt.conf.d/* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
    rm -f "$root"/etc/apt/apt.conf.d/docker-*
    cp /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
    if [ -f /etc/pip.conf ]; then
        # Under a name of its own: installing ca-certificates in the root writes the usual file anew.
        sed 's#^cert *=.*#cert = /etc/pip-certificates.crt#' /etc/pip.conf >"$root/etc/pip.conf"
        cp /etc/ssl/certs/ca-certificates.crt "$root/etc/pip-certificates.crt"
    fi
    mount --bind /proc "$root/proc"
    mount --rbind --make-rslave /dev "$root/dev"
    inside apt-get -qq update
    mkdir -p "$root/tmp/.X11-unix" /tmp/.X11-unix
    mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
}

# open_screen WIDTHxHEIGHT: an empty screen with a window manager.
open_screen() {
    Xvfb "$display" -screen 0 "${1}x24" -nolisten tcp >"$work/xvfb.log" 2>&1 & pids+=($!)
    export DISPLAY=$display
    for _ in $(seq 50); do xdpyinfo >/dev/null 2>&1 && break; sleep 0.1; done
    openbox >"$work/openbox.log" 2>&1 & pids+=($!)
}

# wait_for_window SECONDS: sets $window to the program's window once it is on the screen.
wait_for_window() {
    window=
    for _ in $(seq $(($1 * 5))); do
        window=$(xdotool search --onlyvisible --name 备付 2>/dev/null | tail -n 1) && [ -n "$window" ] && return
        sleep 0.2
    done
    return 1
}
