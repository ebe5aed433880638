import { executableNames } from './executables.ts';
import { catalog } from './requirements/catalog.ts';
import { watchedKeys } from './sysctls.ts';

/**
 * Names that people write in requirements of their own: what a misspelt one may have meant. No name is refused for not
 * standing here. Names that are one letter apart from another stand here both, so that neither is taken for the other.
 */
const sysctls = [
  'fs.aio-max-nr fs.file-max fs.inotify.max_queued_events fs.inotify.max_user_instances fs.inotify.max_user_watches',
  'fs.nr_open fs.protected_hardlinks fs.protected_symlinks fs.suid_dumpable kernel.core_pattern kernel.dmesg_restrict',
  'kernel.kptr_restrict kernel.msgmax kernel.msgmnb kernel.numa_balancing kernel.perf_event_paranoid kernel.pid_max',
  'kernel.randomize_va_space kernel.sched_rt_runtime_us kernel.sem kernel.shmall kernel.shmmax kernel.shmmni',
  'kernel.sysrq kernel.threads-max kernel.unprivileged_bpf_disabled kernel.unprivileged_userns_clone',
  'kernel.yama.ptrace_scope net.bridge.bridge-nf-call-arptables net.core.bpf_jit_enable net.core.bpf_jit_harden',
  'net.core.default_qdisc net.core.netdev_budget net.core.netdev_max_backlog net.core.optmem_max',
  'net.core.rmem_default net.core.rmem_max net.core.somaxconn net.core.wmem_default net.core.wmem_max',
  'net.ipv4.conf.all.accept_redirects net.ipv4.conf.all.arp_announce net.ipv4.conf.all.arp_ignore',
  'net.ipv4.conf.all.log_martians net.ipv4.conf.all.rp_filter net.ipv4.conf.all.send_redirects',
  'net.ipv4.conf.default.accept_redirects net.ipv4.conf.default.rp_filter net.ipv4.fib_multipath_hash_policy',
  'net.ipv4.conf.default.send_redirects net.ipv4.conf.all.accept_source_route net.ipv4.icmp_echo_ignore_broadcasts',
  'net.ipv4.ip_local_port_range net.ipv4.ip_local_reserved_ports net.ipv4.ip_nonlocal_bind net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.neigh.default.gc_thresh1 net.ipv4.neigh.default.gc_thresh2 net.ipv4.neigh.default.gc_thresh3',
  'net.ipv4.tcp_congestion_control net.ipv4.tcp_fin_timeout net.ipv4.tcp_keepalive_intvl net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time net.ipv4.tcp_max_orphans net.ipv4.tcp_max_syn_backlog net.ipv4.tcp_max_tw_buckets',
  'net.ipv4.tcp_mtu_probing net.ipv4.tcp_retries2 net.ipv4.tcp_rmem net.ipv4.tcp_slow_start_after_idle',
  'net.ipv4.tcp_syncookies net.ipv4.tcp_timestamps net.ipv4.tcp_tw_recycle net.ipv4.tcp_tw_reuse net.ipv4.tcp_wmem',
  'net.ipv4.vs.conn_reuse_mode net.ipv4.vs.conntrack net.ipv4.vs.expire_nodest_conn',
  'net.ipv6.conf.all.accept_ra net.ipv6.conf.default.accept_ra net.ipv6.neigh.default.gc_thresh1',
  'net.ipv6.neigh.default.gc_thresh2 net.ipv6.neigh.default.gc_thresh3 net.netfilter.nf_conntrack_buckets',
  'net.netfilter.nf_conntrack_max net.netfilter.nf_conntrack_tcp_be_liberal net.nf_conntrack_max',
  'net.netfilter.nf_conntrack_tcp_timeout_close_wait net.netfilter.nf_conntrack_tcp_timeout_established',
  'user.max_user_namespaces vm.dirty_background_ratio vm.dirty_ratio vm.max_map_count vm.min_free_kbytes',
  'vm.nr_hugepages vm.overcommit_ratio vm.swappiness vm.vfs_cache_pressure vm.zone_reclaim_mode',
];

const modules = [
  'bonding br_netfilter bridge btrfs cls_bpf configfs dm_crypt dm_multipath dm_snapshot dm_thin_pool drbd dummy ext4',
  'fuse geneve ip_set ip_vs ip_vs_lc ip_vs_rr ip_vs_sed ip_vs_sh ip_vs_wlc ip_vs_wrr ip_tables ip6_tables ipip iptable_nat',
  'ip6table_nat iptable_filter ip6table_filter iptable_mangle ip6table_mangle iptable_raw ip6table_raw iscsi_tcp kvm',
  'kvm_amd kvm_intel libiscsi macvlan ipvlan mlx5_core nbd nf_conntrack nf_conntrack_netlink nf_nat nf_tables nfs nfsd',
  'nft_chain_nat nft_compat nft_ct nft_masq nft_nat nft_numgen nft_reject nvidia nvme nvme_fabrics nvme_tcp nvme_rdma',
  'openvswitch overlay rbd ceph sch_fq sch_ingress sctp target_core_mod tcp_bbr tun uio_pci_generic veth vfio vfio_pci',
  'vhost_net vxlan wireguard xfs xt_conntrack xt_mark xt_set xt_tcpudp xt_comment xt_multiport xt_MASQUERADE zram zfs',
];

const tools = [
  'aide apparmor_parser auditctl auditd bash blkid bpftool ceph chronyc chronyd cloud-init conntrack conntrackd containerd',
  'containerd-shim-runc-v2 cosign cri-dockerd crictl crio crun cryptsetup ctr curl docker dockerd dmidecode dmsetup',
  'ebtables etcd etcdctl ethtool falco filebeat findmnt fluent-bit getenforce git gpg helm ip ip6tables iptables',
  'iptables-legacy iptables-nft ipset iptables-restore iptables-save ipvsadm iscsiadm iscsid jq journalctl keepalived haproxy',
  'kubeadm kubectl kubelet losetup lsblk lvm lvs mdadm mkfs.ext4 mkfs.xfs modinfo modprobe mount mount.nfs multipath',
  'multipathd nerdctl nft node_exporter nsenter ntpd ntpq numactl nvidia-smi nvme openssl perl podman python3 rsync rsyslogd',
  'runc sed semanage setfacl smartctl snmpd socat ss ssh sshd sudo swapoff sysctl systemctl tar tc tcpdump telegraf',
  'timedatectl touch udevadm umount unzip vault vgs wget wg xfs_quota xtables-nft-multi yum dnf apt-get zypper zabbix_agentd',
];

function words(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}

function ofCatalog(kind: string): readonly string[] {
  return catalog.filter((one) => one.kind === kind).map(({ name }) => name);
}

/** With dots, as sysctl(8) prints them. */
export function knownSysctls(): readonly string[] {
  return [...words(sysctls), ...watchedKeys.map((key) => key.replaceAll('/', '.'))];
}

export function knownModules(): readonly string[] {
  return [...words(modules), ...ofCatalog('module')];
}

export function knownTools(): readonly string[] {
  return [...words(tools), ...executableNames];
}
