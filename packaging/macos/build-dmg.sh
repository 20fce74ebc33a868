#!/bin/sh
# Packs dist/Beifu.app into a disk image: build-dmg.sh VERSION OUT.dmg
# Signed when BEIFU_SIGN holds an identity; unsigned builds show the program's own pop-ups instead of native notices.
set -eu
version=$1 out=$2
app=dist/Beifu.app
if [ -n "${BEIFU_SIGN-}" ]; then
    codesign --force --deep --options runtime --sign "$BEIFU_SIGN" "$app"
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
# Something on the system looks into each new volume, and then it is busy for a moment.
for _ in 1 2 3 4 5; do
    hdiutil create -volname "Beifu $version" -srcfolder "$folder" -ov -format UDZO "$out" && exit
    sleep 5
done
exit 1
