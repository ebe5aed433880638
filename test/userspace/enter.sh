# Runs a command in a root file system that is not ours, in namespaces of its own; it ends, and nothing stays. Runs under
# `unshare --net --mount --pid --fork`. Arguments: root, variant of iptables, command.
set -eu
root=$1 variant=$2
shift 2
mount --make-rprivate /
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs run "$root/run"
# In a layer of its own: the root is shared by runs that want the other variant.
mount -t tmpfs alternatives "$root/mnt"
cp -a "$root/etc/alternatives/." "$root/mnt/"
for name in iptables ip6tables; do
  for part in '' -restore -save; do ln -sf "/usr/sbin/$name-$variant$part" "$root/mnt/$name$part"; done
done
mount --bind "$root/mnt" "$root/etc/alternatives"
ip link set lo up
exec chroot "$root" "$@"
