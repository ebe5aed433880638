# What kube-proxy in ipvs mode makes for a few Services. $1: the scheduler.
set -e
ip link set lo up
scheduler=${1:-rr}
ip link add kube-ipvs0 type dummy
ipset create KUBE-CLUSTER-IP hash:ip,port family inet hashsize 1024 maxelem 65536
ipset create KUBE-LOOP-BACK hash:ip,port,ip family inet hashsize 1024 maxelem 65536
ipset create KUBE-LOAD-BALANCER-SOURCE-CIDR hash:ip,port,net family inet hashsize 1024 maxelem 65536
ipset create KUBE-NODE-PORT-TCP bitmap:port range 0-65535
ipset create KUBE-IPVS-IPS hash:ip family inet hashsize 1024 maxelem 65536
iptables-restore --noflush --counters </rules/ipvs.rules
ipvsadm -A -t 10.96.0.10:80 -s "$scheduler"
ipvsadm -a -t 10.96.0.10:80 -r 10.244.0.5:8080 -m
