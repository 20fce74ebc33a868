#!/bin/sh
# Makes a .deb of the bundle with dpkg-deb alone: build-deb.sh BUNDLE ICONS VERSION OUT.deb
set -eu
bundle=$1 icons=$2 version=$3 out=$4
here=$(cd "$(dirname "$0")" && pwd)
id=io.github.beifu.Beifu
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

share="$root/usr/share"
mkdir -p "$root/DEBIAN" "$root/opt" "$root/usr/bin" "$share/applications" "$share/metainfo" \
    "$share/mime/packages" "$share/doc/beifu" "$share/icons/hicolor/scalable/apps"
cp -a "$bundle" "$root/opt/beifu"
ln -s /opt/beifu/beifu "$root/usr/bin/beifu"
cp "$here/$id.desktop" "$share/applications/"
cp "$here/$id.metainfo.xml" "$share/metainfo/"
cp "$here/$id.mime.xml" "$share/mime/packages/$id.xml"
cp "$here/../../resources/icons/app.svg" "$share/icons/hicolor/scalable/apps/$id.svg"
for size in 16 22 24 32 48 64 128 256 512; do
    folder="$share/icons/hicolor/${size}x${size}/apps"
    mkdir -p "$folder"
    cp "$icons/$size.png" "$folder/$id.png"
done
cp "$here/../../LICENSE" "$share/doc/beifu/copyright"

# The newest glibc symbol that anything in the bundle asks for.
libc=$(find "$root/opt/beifu" -type f \( -name '*.so*' -o -name beifu \) -exec objdump -T {} + 2>/dev/null |
    sed -n 's/.*GLIBC_\([0-9.]*\).*/\1/p' | sort -V | tail -n 1)
cat > "$root/DEBIAN/control" <<C
Package: beifu
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: The Beifu authors <noreply@beifu.invalid>
Section: misc
Priority: optional
Installed-Size: $(du -sk "$root" | cut -f1)
Depends: libc6 (>= ${libc:-2.34}), libstdc++6, libegl1, libgl1, libx11-6, libx11-xcb1, libxcb1, libxcb-glx0,
 libxcb-randr0, libxcb-render0, libxcb-shape0, libxcb-shm0, libxcb-sync1, libxcb-xfixes0, libxcb-xkb1,
 libxkbcommon0, libxkbcommon-x11-0, libdbus-1-3, libfontconfig1, libfreetype6, libglib2.0-0 | libglib2.0-0t64
Recommends: fonts-noto-cjk | fonts-wqy-microhei, libwayland-client0, libwayland-cursor0
Suggests: gnome-keyring
Description: repayment assistant for consumer credit in China (备付)
 Tells what is due, from which account, and whether the money is there; reminds from the tray; plans the
 repayments at the least cost. All data stay on this computer.
C
# Removing the package keeps what the user typed: it lies in the home folder, which no script touches.
find "$root" -type d -exec chmod 755 {} +
find "$root" -exec touch -h -d "@${SOURCE_DATE_EPOCH:-0}" {} +
dpkg-deb --root-owner-group -Zxz -z6 -b "$root" "$out" >/dev/null
