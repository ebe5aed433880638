# Makes a fleet in namespaces of its own and runs the playbook on it twice. Runs under
# `unshare --net --mount --pid --fork --kill-child --mount-proc`: when it ends, all of it is gone.
# Arguments: folder, number of hosts, collections, executable. Environment: SPECIAL "NUMBER=WHAT …".
set -eu
folder=$1 hosts=$2 collections=$3 executable=$4
here=$(dirname "$0")
mount --make-rprivate /
mkdir -p /run/sshd
ssh-keygen -q -t ed25519 -N '' -f "$folder/key"
ip link set lo up
ip link add br0 type bridge
ip addr add 10.77.0.254/24 dev br0
ip link set br0 up

# A hundred megabytes for each of twenty hosts are too much for a small machine: most get a program that starts it.
printf '#!/bin/sh\nexec "%s" "$@"\n' "$executable" >"$folder/kube-preflight"
chmod 755 "$folder/kube-preflight"
# The controller's own files stay in the folder, too.
echo "localhost ansible_connection=local ansible_remote_tmp=$folder/local" >"$folder/inventory"
echo '[fleet]' >>"$folder/inventory"
for number in $(seq 1 "$hosts"); do
  what=none
  for one in $SPECIAL; do [ "${one%%=*}" = "$number" ] && what=${one#*=}; done
  unshare --net --mount --uts sh "$here/host.sh" "$number" "$what" "$folder" &
  until [ -s "$folder/pid-$number" ]; do sleep 0.05; done
  ip link add "v$number" type veth peer name eth0 netns "$(cat "$folder/pid-$number")"
  ip link set "v$number" master br0 up
  case $number in 1 | 2 | 4 | 17 | 20) brought=$executable ;; *) brought=$folder/kube-preflight ;; esac
  echo "node-$number ansible_host=10.77.0.$number collect_executable=$brought" >>"$folder/inventory"
done
for number in $(seq 1 "$hosts"); do
  case " $SPECIAL " in *" $number=dead "*) continue ;; esac
  tries=0
  until [ -s "$folder/sshd-$number.pid" ] || [ "$tries" -gt 200 ]; do tries=$((tries + 1)); sleep 0.05; done
done
for one in $SPECIAL; do
  [ "${one#*=}" = hanging ] && kill -STOP "$(cat "$folder/sshd-${one%%=*}.pid")"
done

export ANSIBLE_COLLECTIONS_PATHS=$collections ANSIBLE_HOST_KEY_CHECKING=False ANSIBLE_NOCOLOR=1 ANSIBLE_FORKS=8 ANSIBLE_TIMEOUT=30
export ANSIBLE_LOCAL_TEMP=$folder/local ANSIBLE_REMOTE_TEMP=/opt/.ansible HOME=$folder LC_ALL=C.UTF-8
export ANSIBLE_SSH_ARGS="-o ControlMaster=auto -o ControlPersist=60 -o ConnectTimeout=20 -o UserKnownHostsFile=/dev/null"
play() {
  ansible-playbook -i "$folder/inventory" kube_preflight.fleet.report -u root --private-key "$folder/key" \
    -e ansible_python_interpreter=/usr/bin/python3 \
    -e "collect_into=$folder/nodes" -e "report_executable=$executable" -e "report_from=$folder/nodes" \
    -e collect_become=false "$@"
}
play -e "report_to=$folder/first.html" \
  -e '{"report_arguments": ["--proxy-mode", "nftables"]}' >"$folder/first.log" 2>&1 || true
play -e "report_to=$folder/second.md" -e report_format=markdown \
  -e '{"report_arguments": ["--proxy-mode", "nftables"]}' >"$folder/second.log" 2>&1 || true
play -e "report_to=$folder/limited.json" -e report_format=json --limit 'localhost,node-1' --check \
  >"$folder/limited.log" 2>&1 || true
