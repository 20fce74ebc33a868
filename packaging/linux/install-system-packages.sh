#!/bin/sh
# Install the Debian packages of one set (offscreen, desktop, e2e or package) that are not there yet.
# Says nothing and asks for no rights when nothing is missing.
set -eu

offscreen="libegl1 libgl1 libx11-6 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0
    libxkbcommon0 fonts-noto-cjk"
desktop="$offscreen libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1
    libx11-xcb1 libxkbcommon-x11-0 libwayland-client0 libwayland-cursor0 libwayland-egl1"
e2e="$desktop xvfb xauth xdotool x11-utils openbox tint2 xfce4-notifyd xfconf dbus imagemagick
    at-spi2-core python3-pyatspi python3-dbusmock fcitx5 fcitx5-pinyin weston"
package="$e2e binutils desktop-file-utils appstream nsis debootstrap"

case "${1-}" in
    offscreen) wanted=$offscreen ;;
    desktop) wanted=$desktop ;;
    e2e) wanted=$e2e ;;
    package) wanted=$package ;;
    *)
        echo "usage: $0 offscreen|desktop|e2e|package" >&2
        exit 2
        ;;
esac

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    if [ "$(uname -s)" = Linux ]; then
        echo "note: no apt here; Qt needs this system's counterparts of:" $wanted >&2
    fi
    exit 0
fi

# A package also counts when another one provides it: newer releases rename libglib2.0-0.
missing=$(
    dpkg-query --show --showformat '${db:Status-Status} ${Package}, ${Provides}\n' |
        WANTED="$wanted" awk '
            $1 == "installed" {
                sub(/^installed /, "")
                gsub(/\([^)]*\)/, "")
                count = split($0, names, /[, ]+/)
                for (i = 1; i <= count; i++) here[names[i]] = 1
            }
            END {
                count = split(ENVIRON["WANTED"], names, /[ \n]+/)
                for (i = 1; i <= count; i++) if (!(names[i] in here)) printf "%s ", names[i]
            }'
)
missing=${missing% }
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root="env"
elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    as_root="sudo env"
else
    echo "These system packages are missing, and installing them takes root. Please run once:" >&2
    echo "    sudo apt-get install --no-install-recommends $missing" >&2
    exit 1
fi

echo "installing system packages: $missing"
apt="$as_root DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300"
$apt update
$apt install --yes --no-install-recommends $missing >/dev/null
