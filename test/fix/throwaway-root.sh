# Makes an overlay over this machine's root, a broken state in it, and mends that with the printed script, twice.
# In private mount, network, host name and process namespaces: nothing of this machine is changed.
set -eu
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs /mnt
mkdir /mnt/up /mnt/work /mnt/root /mnt/repo /mnt/bin /mnt/out
touch /mnt/bin/node
mount --bind "$NODE" /mnt/bin/node
mount --bind "$REPO" /mnt/repo
mount --bind "$OUT" /mnt/out
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/up,workdir=/mnt/work /mnt/root
root=/mnt/root
mount -t proc proc $root/proc
mount -t sysfs sysfs $root/sys
mount --rbind /dev $root/dev
mount -t tmpfs -o mode=755 tmpfs $root/run
mkdir -p $root/opt/made $root/opt/repo $root/run/out $root/run/lock
mount --rbind /mnt/bin $root/opt/made
mount --bind -o ro /mnt/repo $root/opt/repo
mount --bind /mnt/out $root/run/out
rm -f $root/usr/sbin/policy-rc.d $root/.dockerenv
printf '127.0.0.1 localhost\n::1 localhost\n' > $root/etc/hosts
hostname made
ip link set lo up
mkdir -p $root/run/systemd/system
printf '#!/bin/sh\nexec /opt/made/node /opt/repo/src/main.ts "$@"\n' > $root/usr/local/bin/kube-preflight
chmod 755 $root/usr/local/bin/kube-preflight
printf 'set -eu\n%s\n' "$STATE" > $root/opt/state.sh

inside() { chroot $root /bin/sh -c "$@" </dev/null; }
# What the second run must leave as it is: every file of the upper layer, but what judging itself may touch.
snapshot() { (cd /mnt/up && find . \( -path ./tmp -o -path ./root -o -path ./var/cache -o -path ./var/log \) -prune -o -printf '%p %y %m %s %T@\n') | sort; }

inside 'sh /opt/state.sh >/run/out/state 2>&1' || { cat /mnt/out/state >&2; exit 3; }
if [ -n "${THEN:-}" ]; then
  inside "$THEN"
  exit
fi
inside 'kube-preflight '"$JUDGE"' -o json >/run/out/before.json || true
  kube-preflight fix '"$FIX"' >/run/out/fix.sh 2>/run/out/summary || echo $? >/run/out/printed
  sh /run/out/fix.sh >/run/out/first 2>&1; echo $? >/run/out/first-code
  kube-preflight '"$JUDGE"' -o json >/run/out/after.json || true' || true
snapshot > /mnt/out/one
inside 'sh /run/out/fix.sh >/run/out/second 2>&1; echo $? >/run/out/second-code' || true
snapshot > /mnt/out/two
