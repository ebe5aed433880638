# One host of the fleet: its own network, names, keys and disk over the root file system of this machine, and a real sshd.
# Arguments: number, what is special about it, folder.
set -eu
number=$1 special=$2 folder=$3
mount --make-rprivate /
hostname "node-$number"
mine=$folder/node-$number
mkdir -p "$mine/ssh"
ssh-keygen -q -t ed25519 -N '' -f "$mine/ssh/ssh_host_ed25519_key"
printf '%032x\n' "$((number + 4096))" >"$mine/machine-id"
mount --bind "$mine/machine-id" /etc/machine-id
mount --bind "$mine/ssh" /etc/ssh
# The links of this network, not of the machine; the control groups stay.
mkdir -p "$mine/cgroup"
mount --rbind /sys/fs/cgroup "$mine/cgroup"
mount -t sysfs sys /sys
mount --rbind "$mine/cgroup" /sys/fs/cgroup
case $special in full) size=1m ;; *) size=400m ;; esac
mount -t tmpfs -o "size=$size" opt /opt
case $special in
  no-nft | no-iptables)
    # An overlay on an overlay needs an upper layer of its own.
    mkdir -p "$mine/layer"
    mount -t tmpfs layer "$mine/layer"
    mkdir -p "$mine/layer/upper" "$mine/layer/work"
    mount -t overlay over -o "lowerdir=/usr/sbin,upperdir=$mine/layer/upper,workdir=$mine/layer/work" /usr/sbin
    ;;
esac
case $special in
  no-nft) rm /usr/sbin/nft ;;
  no-iptables) rm /usr/sbin/*tables* ;;
esac
echo $$ >"$folder/pid-$number"
until ip link show eth0 >/dev/null 2>&1; do sleep 0.05; done
ip link set lo up
ip link set eth0 address "02:00:00:00:00:$(printf %02x "$number")"
ip addr add "10.77.0.$number/24" dev eth0
ip link set eth0 up
[ "$special" = dead ] && exec sleep 1000
# Goes away when the first file was put there: its own sshds are those of its network.
leave() {
  until [ -e /opt/kube-preflight ]; do sleep 0.02; done
  own=$(readlink /proc/self/ns/net)
  for pid in $(pgrep sshd); do
    [ "$(readlink "/proc/$pid/ns/net")" = "$own" ] && kill -KILL "$pid"
  done
}
[ "$special" = leaving ] && leave &
exec /usr/sbin/sshd -D -e -f /dev/null -h /etc/ssh/ssh_host_ed25519_key -o "AuthorizedKeysFile=$folder/key.pub" \
  -o UsePAM=no -o StrictModes=no -o PermitRootLogin=yes -o "PidFile=$folder/sshd-$number.pid" \
  -o Subsystem='sftp internal-sftp' 2>"$folder/sshd-$number.log"
