# The readers of the marks, told again in few words, with the real iptables of this host.
# Usage: readers.sh; prints "<reader> <backend>", one a line. To be run in a network namespace of its own.
set -u

# $1: words for grep -E, matched at the start of a chain's line; then a -save command for both families.
chains() {
  pattern="^:($1)"; shift
  { "$@" 2>/dev/null; six="ip6${1#ip}"; shift; "$six" "$@" 2>/dev/null; } | grep -Ec "$pattern"
}
rules() { { "$1" 2>/dev/null; "ip6${1#ip}" 2>/dev/null; } | grep -c '^-'; }

by_count() { # $1: -ge or -gt
  if [ "$(rules iptables-legacy-save)" "$1" "$(rules iptables-nft-save)" ]; then echo legacy; else echo nft; fi
}

kubelet='KUBE-IPTABLES-HINT|KUBE-KUBELET-CANARY'
proxy='KUBE-IPTABLES-HINT|KUBE-PROXY-CANARY'

v1() { by_count -ge; }
v1_old() { if [ "$(rules iptables-legacy-save)" -ge 10 ]; then echo legacy; else by_count -ge; fi; }
v2() {
  if [ "$(chains "$kubelet" iptables-nft-save -t mangle)" -ne 0 ]; then echo nft
  elif [ "$(chains "$kubelet" iptables-legacy-save)" -ne 0 ]; then echo legacy
  else by_count -gt; fi
}
v3() {
  if [ "$(chains "$kubelet" iptables-nft-save -t mangle)" -ne 0 ]; then echo nft
  elif [ "$(chains "$kubelet" iptables-legacy-save)" -ne 0 ]; then echo legacy
  else echo nft; fi
}
cilium() {
  if [ "$(chains "$proxy" iptables-nft-save -t mangle)" -ne 0 ]; then echo nft
  elif [ "$(chains "$proxy" iptables-legacy-save)" -ne 0 ]; then echo legacy
  elif [ "$(chains KUBE-KUBELET-CANARY iptables-legacy-save)" -ne 0 ]; then echo legacy
  else by_count -gt; fi
}
istio() { # IPv4 only
  if [ "$(iptables-legacy-save 2>/dev/null | wc -l)" -ge 3 ]; then echo legacy
  elif iptables-nft-save >/dev/null 2>&1; then echo nft
  else echo unknown; fi
}
# Last: its look registers the legacy table mangle.
calico() {
  if { iptables-nft-save -t mangle; ip6tables-nft-save -t mangle; } 2>/dev/null | grep -Eq "$kubelet"; then echo nft
  elif { iptables-legacy-save -t mangle; ip6tables-legacy-save -t mangle; } 2>/dev/null | grep -Eq "$kubelet"; then
    echo legacy
  else by_count -ge; fi
}

echo "iptables-wrappers-v1 $(v1)"
echo "iptables-wrappers-v1-old $(v1_old)"
echo "kube-proxy $(v2)"
echo "iptables-wrappers-v3 $(v3)"
echo "cilium $(cilium)"
echo "flannel $(v3)"
echo "flannel-v1 $(v1)"
echo "istio $(istio)"
echo "calico $(calico)"
