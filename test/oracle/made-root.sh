set -eu
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs /mnt
mkdir /mnt/up /mnt/work /mnt/root /mnt/cri /mnt/bin
mount --bind "$CRI" /mnt/cri
touch /mnt/bin/kube-preflight /mnt/bin/node
mount --bind "$1" /mnt/bin/kube-preflight
mount --bind "$NODE" /mnt/bin/node
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/up,workdir=/mnt/work /mnt/root
root=/mnt/root
mount -t proc proc $root/proc
mount --rbind /dev $root/dev
mount -t sysfs sysfs $root/sys
mount -t tmpfs -o mode=755 tmpfs $root/sys/fs/cgroup
for controller in cpu cpuacct cpuset devices freezer memory pids hugetlb blkio; do mkdir $root/sys/fs/cgroup/$controller; done
rm -rf $root/run/containerd $root/etc/kubernetes $root/var/lib/etcd $root/var/lib/kubelet
mkdir -p $root/run/containerd $root/opt/made
mount --bind /mnt/cri $root/run/containerd
mount --rbind /mnt/bin $root/opt/made
printf '#!/bin/sh\necho "Kubernetes %s"\n' "$KUBELET" > $root/usr/bin/kubelet
printf '#!/bin/sh\nexit 0\n' > $root/usr/sbin/ethtool
chmod 755 $root/usr/bin/kubelet $root/usr/sbin/ethtool
printf '127.0.0.1 localhost\n::1 localhost\n' > $root/etc/hosts
cat > $root/usr/sbin/hold-ports <<'END'
#!/bin/sh
/opt/made/node -e '
  const { writeFileSync } = require("node:fs");
  const ports = process.argv.slice(1).map(Number);
  let left = ports.length;
  for (const port of ports) require("node:net").createServer().listen(port, () => {
    left -= 1;
    if (left === 0) writeFileSync("/run/held", "");
  });' "$@" &
while [ ! -e /run/held ]; do sleep 0.02; done
END
chmod 755 $root/usr/sbin/hold-ports
hostname made
cat > $root/opt/state.sh <<END
set -eu
$NETWORK
exec 3<&0 </dev/null
$STATE
exec /opt/made/kube-preflight "\$@" <&3
END
shift
exec chroot $root /bin/sh /opt/state.sh "$@"
