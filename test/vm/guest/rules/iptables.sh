# What kube-proxy in iptables mode writes for a few Services, and its test at start-up.
set -e
ip link set lo up
iptables -w 5 -S POSTROUTING -t nat >/dev/null
iptables-restore --noflush --counters </rules/iptables.rules
iptables-save | grep -q KUBE-SEP
