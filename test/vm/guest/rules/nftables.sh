# What kube-proxy in nftables mode writes for a few Services. $1: what of it this cluster uses beside the common.
set -e
ip link set lo up
nft -f /rules/nftables.nft
case " $1 " in *" fib "*) nft -f /rules/nftables-fib.nft ;; esac
case " $1 " in *" affinity "*) nft -f /rules/nftables-affinity.nft ;; esac
nft --json list ruleset >/tmp/listed
grep -q kube-proxy /tmp/listed
