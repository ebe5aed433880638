# Runs the commands of one page, one after the other, in an overlay over this machine's root.
# In private mount, network, host name, IPC and process namespaces: nothing of this machine is changed.
set -eu
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs /mnt
mkdir /mnt/up /mnt/work /mnt/root /mnt/repo /mnt/in
mount --bind "$REPO" /mnt/repo
mount --bind "$SESSION" /mnt/in
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/up,workdir=/mnt/work /mnt/root
root=/mnt/root
mount -t proc proc $root/proc
# Of the sysctls only those of the network are of this namespace.
mount --bind $root/proc/sys $root/proc/sys
mount -o remount,bind,ro $root/proc/sys
mount --bind $root/proc/sys/net $root/proc/sys/net
mount -o remount,bind,rw $root/proc/sys/net
mount -t sysfs -o ro sysfs $root/sys
mount --rbind /dev $root/dev
mount -t tmpfs -o mode=755 tmpfs $root/run
mount -t tmpfs -o mode=700 tmpfs $root/root
mount -t tmpfs -o mode=1777 tmpfs $root/tmp
rm -rf $root/var/log/pods $root/etc/kubernetes
mkdir -p $root/run/session $root/opt/repo $root/root/work/dist $root/root/.config/fish/completions $root/usr/local/share/man/man1
mount --bind /mnt/in $root/run/session
mount --bind -o ro /mnt/repo $root/opt/repo
printf '127.0.0.1 localhost\n::1 localhost\n' > $root/etc/hosts
hostname node-1
ip link set lo up

# Every start of kube-preflight is written down with its exit code; one that follows a log is stopped as by Ctrl-C.
cat > $root/usr/local/bin/kube-preflight <<'END'
#!/bin/sh
limit=60
case " $* " in *" --follow "*) limit=2 ;; esac
timeout --foreground --preserve-status -s INT $limit /opt/repo/dist/kube-preflight "$@"
code=$?
echo "$DOC_COMMAND $code kube-preflight $*" >> /run/session/started
exit $code
END
chmod 755 $root/usr/local/bin/kube-preflight $root/run/session/stand-ins/*
ln -s /usr/local/bin/kube-preflight $root/root/work/dist/kube-preflight
cp -r "$FIXTURES/root/." $root/
# Git ignores what ends in .log.
find $root/var/log -name '*.made' -exec sh -c 'mv "$1" "${1%.made}.log"' sh {} \;
cp -r "$FIXTURES/work/." "$REPO/docs" "$REPO/kubernetes" "$REPO/Containerfile" "$REPO/package.json" $root/root/work/
mkdir -p $root/root/work/image/etc $root/root/work/clusters
cp $root/etc/os-release $root/root/work/image/etc/
cp $root/root/work/kubeadm.yaml $root/root/work/clusters/
# Without the capability to load modules: a script that mends may want to.
exec setpriv --bounding-set=-sys_module,-sys_boot,-sys_time chroot $root /usr/bin/env -i HOME=/root LC_ALL=C.UTF-8 TERM=dumb NO_COLOR=1 \
  PATH=/run/session/stand-ins:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  bash /run/session/driver.sh </dev/null
