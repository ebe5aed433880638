# make-base.sh DIRECTORY: a root file system of this machine's own programs, in which the first stage of the
# Containerfile can run. It stands for debian:bookworm-slim where no registry is to be reached.
set -eu
base=$1
programs=$(for name in sh bash ldd cat cp chmod chroot mkdir sed sleep sort; do readlink -f "$(command -v "$name")"; done)
mkdir -p "$base/usr/bin" "$base/usr/lib" "$base/tmp" "$base/etc"
for link in bin sbin lib lib64; do mkdir -p "$base/usr/$link"; ln -sfn "usr/$link" "$base/$link"; done
libraries=$(ldd $programs "$2" 2>/dev/null | sed -n 's|^[^/:]*\(/[^ :]*\) (0x[0-9a-f]*)$|\1|p' | sort -u)
for file in $programs $libraries; do
  mkdir -p "$base$(dirname "$file")"
  cp -L "$file" "$base$file"
done
ln -sfn "$(basename "$(readlink -f "$(command -v sh)")")" "$base/usr/bin/sh"
