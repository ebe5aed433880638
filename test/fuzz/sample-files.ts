/** Files as a real Debian 12 and others have them, cut to what tells them apart. By path. */
export const sampleFiles: Readonly<Record<string, string>> = {
  '/etc/os-release':
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\nID_LIKE="a \\"b\\" $c"\n',
  '/etc/hostname': 'node-1\n',
  '/etc/hosts': '127.0.0.1 localhost\n192.0.2.10\tnode-1.example.org node-1 # me\n::1 ip6-localhost\n',
  '/etc/resolv.conf':
    'search example.org. a.b\nnameserver 10.0.0.2\nnameserver fe80::1%eth0\noptions ndots:5 timeout:1\n',
  '/run/systemd/resolve/resolv.conf': 'nameserver 10.0.0.2\nsearch .\n',
  '/etc/nsswitch.conf': 'passwd: files\nhosts: files mymachines [!UNAVAIL=return] dns myhostname\n',
  '/etc/fstab':
    'UUID=1-2 / ext4 defaults 0 1\n/swap\\040file none swap sw,nofail 0 0\nLABEL=sw none swap sw 0 0 # x\n',
  '/etc/environment': 'HTTPS_PROXY="http://u:p@proxy.example:3128"\nNO_PROXY=10.0.0.0/8,.svc\n',
  '/etc/default/kubelet': 'KUBELET_EXTRA_ARGS="--node-ip=10.0.0.1 --cgroup-driver=\'systemd\'"\n',
  '/etc/sysctl.conf':
    'net.ipv4.ip_forward=1\n-net/bridge/bridge-nf-call-iptables = 1\nnet.ipv4.conf.*.rp_filter=2\n; x\n',
  '/etc/sysctl.d/99-x.conf': '# x\nvm.overcommit_memory = 1\nkernel.panic=10\n-net.ipv4.conf.eth0.100\n',
  '/etc/modules-load.d/k8s.conf': 'br_netfilter\n# x\noverlay\n',
  '/etc/modprobe.d/x.conf':
    'blacklist nft_fib\ninstall dummy /bin/false\nalias a b\noptions ip_vs \\\n conn_tab_bits=12\n',
  '/etc/nftables.conf':
    '#!/usr/sbin/nft -f\nflush ruleset\ntable inet filter { chain input { type filter hook input priority 0; } }\n',
  '/etc/iptables/rules.v4': '*filter\n:INPUT DROP [0:0]\n-A INPUT -j ACCEPT\nCOMMIT\n',
  '/etc/ufw/ufw.conf': 'ENABLED=yes\nLOGLEVEL=low\n',
  '/etc/crontab': '*/5 * * * * root iptables -F\n',
  '/etc/cni/net.d/10-x.conflist':
    '{"cniVersion":"1.0.0","name":"x","plugins":[{"type":"bridge","bridge":"cni0","ipMasq":true,"delegate":{"type":"flannel"}},{"type":"portmap","capabilities":{"portMappings":true}}]}',
  '/etc/systemd/zram-generator.conf': '[zram0]\nzram-size = min(ram / 2, 4096)\ncompression-algorithm=zstd\n',
  '/etc/systemd/system/kubelet.service':
    '[Unit]\nWants=a.service\n[Service]\nEnvironment="A=b c" HTTP_PROXY=http://x:1 \\\n  D=e\nEnvironmentFile=-/etc/default/kubelet\nExecStart=/usr/bin/kubelet $KUBELET_EXTRA_ARGS\n[Install]\nWantedBy=multi-user.target\n',
  '/etc/containerd/config.toml':
    'version = 2\ndisabled_plugins = ["cri", \'x\']\n[plugins."io.containerd.grpc.v1.cri"]\n  sandbox_image = "registry.k8s.io/pause:3.9"\n',
  '/etc/crictl.yaml': 'runtime-endpoint: unix:///run/containerd/containerd.sock\n',
  '/etc/kubernetes/kubelet.conf':
    'apiVersion: v1\nkind: Config\nclusters:\n- name: k\n  cluster: {server: "https://10.0.0.1:6443", certificate-authority-data: AAAA}\ncontexts:\n- name: c\n  context: {cluster: k, user: u}\ncurrent-context: c\nusers:\n- name: u\n  user: {client-certificate: /var/lib/kubelet/pki/x.pem}\n',
  '/etc/kubernetes/pki/ca.crt':
    '-----BEGIN CERTIFICATE-----\nMIIBdDCCARmgAwIBAgIUAbCdEf0123456789abcdefABCDEF0w\n-----END CERTIFICATE-----\n',
  '/var/lib/kubelet/config.yaml':
    'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\ncgroupDriver: systemd\nfailSwapOn: false\n',
  '/var/lib/kubelet/kubeadm-flags.env':
    'KUBELET_KUBEADM_ARGS="--container-runtime-endpoint=unix:///run/x.sock"\n',
  '/var/lib/kubelet/instance-config.yaml':
    'containerRuntimeEndpoint: unix:///run/containerd/containerd.sock\n',
  '/var/lib/dpkg/status':
    'Package: nftables\nStatus: install ok installed\nVersion: 1.0.6-2+deb12u2\n\nPackage: iptables\nStatus: deinstall ok config-files\nVersion: 1.8.9-2\n\n',
  '/lib/apk/db/installed': 'C:Q1x=\nP:nftables\nV:1.0.9-r0\n\nP:iptables\nV:1.8.10-r3\n\n',
  '/lib/modules/6.1.0-44-amd64/modules.dep':
    'kernel/net/netfilter/nft_ct.ko: kernel/net/netfilter/nf_conntrack.ko kernel/lib/libcrc32c.ko\nkernel/net/netfilter/nft_fib_inet.ko.xz: kernel/net/ipv4/netfilter/nft_fib_ipv4.ko.xz\nkernel/net/netfilter/xt_comment.ko.zst:\n',
  '/lib/modules/6.1.0-44-amd64/modules.builtin':
    'kernel/net/netfilter/nf_tables.ko\nkernel/net/ipv4/netfilter/ip_tables.ko\n',
  '/lib/modules/6.1.0-44-amd64/modules.alias':
    '# x\nalias nft-expr-ct nft_ct\nalias ipt_MASQUERADE xt_MASQUERADE\n',
  '/boot/config-6.1.0-44-amd64':
    'CONFIG_NETFILTER=y\nCONFIG_NFT_CT=m\n# CONFIG_NFT_FIB is not set\nCONFIG_CGROUPS=y\nCONFIG_LOCALVERSION="-x"\nCONFIG_IP_VS=m\n',
  '/proc/modules':
    'nft_ct 24576 2 - Live 0x0000000000000000\nnf_tables 282624 9 nft_ct,nft_compat, Live 0x0 (OE)\n',
  '/proc/swaps':
    'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n/dev/sda2                               partition\t1048572\t\t0\t\t-2\n/swap\\040file file 1024 0 -3\n',
  '/proc/meminfo': 'MemTotal:       16384000 kB\nMemFree:          1 kB\nHugePages_Total:       0\n',
  '/proc/cpuinfo': 'processor\t: 0\nflags\t\t: fpu sse4_2\n\nprocessor\t: 1\n',
  '/proc/stat': 'cpu  1 2 3\ncpu0 1 2 3\nbtime 1700000000\n',
  '/proc/cmdline':
    'BOOT_IMAGE=/vmlinuz root=/dev/sda1 ro systemd.unified_cgroup_hierarchy=0 ipv6.disable=1 noswap\n',
  '/proc/uptime': '12345.67 23456.78\n',
  '/proc/version': 'Linux version 6.1.0-44-amd64 (x@y) (gcc) #1 SMP\n',
  '/proc/mounts':
    'cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid 0 0\ncgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0\n/dev/a /mnt/a\\040b ext4 ro 0 0\n',
  '/proc/self/mounts': 'cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid 0 0\nproc /proc proc rw 0 0\n',
  '/proc/self/mountinfo':
    '24 30 0:22 / /proc rw,relatime shared:13 - proc proc rw\n25 30 0:23 /x /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate\n',
  '/proc/self/cgroup':
    '12:cpu,cpuacct:/user.slice\n1:name=systemd:/\n0::/user.slice/user-0.slice/session-1.scope\n',
  '/proc/1/cgroup': '0::/init.scope\n',
  '/proc/1/comm': 'systemd\n',
  '/proc/cgroups': '#subsys_name\thierarchy\tnum_cgroups\tenabled\ncpuset\t0\t100\t1\nmemory\t0\t100\t0\n',
  '/proc/self/status':
    'Name:\tnode\nUid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff\nNoNewPrivs:\t0\nSeccomp:\t2\nCpus_allowed_list:\t0-3,7\n',
  '/proc/self/uid_map': '         0          0 4294967295\n',
  '/proc/filesystems': 'nodev\tsysfs\nnodev\tcgroup2\n\text4\n',
  '/proc/net/route':
    'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\neth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\neth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n',
  '/proc/net/ipv6_route':
    'fd000000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0\n00000000000000000000000000000000 00 00000000000000000000000000000000 00 fd000000000000000000000000000001 00000400 00000003 00000000 00000003     eth0\n',
  '/proc/net/if_inet6': 'fd000000000000000000000000000002 02 40 00 80     eth0\n',
  '/proc/net/tcp':
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n   0: 00000000:192B 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1594 1 00000000e1797cda 100 0 0 10 0\n',
  '/proc/net/tcp6':
    '  sl  local_address                         remote_address                        st\n   0: 00000000000000000000000000000000:192B 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1595 1 0 100 0 0 10 0\n',
  '/proc/net/udp':
    '  sl  local_address rem_address   st\n 1: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 9 2 0 0\n',
  '/proc/net/unix':
    'Num       RefCount Protocol Flags    Type St Inode Path\n0000000000000000: 00000002 00000000 00010000 0001 01 1599 /run/containerd/containerd.sock\n',
  '/proc/net/stat/nf_conntrack':
    'entries  clashres found new invalid ignore delete chainlength insert insert_failed drop early_drop icmp_error  expect_new expect_create expect_delete search_restart\n00000010  00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000001 00000002 00000003 00000000  00000000 00000000 00000000 00000000\n',
  '/proc/net/ip_tables_names': 'nat\nfilter\n',
  '/proc/locks': '1: FLOCK  ADVISORY  WRITE 812 00:19:1234 0 EOF\n',
  '/proc/sys/net/ipv4/ip_forward': '1\n',
  '/proc/sys/net/netfilter/nf_conntrack_max': '262144\n',
  '/proc/sys/kernel/osrelease': '6.1.0-44-amd64\n',
  '/proc/sys/net/ipv6/conf/all/disable_ipv6': '0\n',
  '/sys/fs/cgroup/cgroup.controllers': 'cpuset cpu io memory hugetlb pids rdma misc\n',
  '/sys/fs/cgroup/memory.max': 'max\n',
  '/sys/fs/cgroup/cpu.max': 'max 100000\n',
  '/sys/fs/cgroup/user.slice/memory.max': '18446744073709551615\n',
  '/sys/devices/system/cpu/online': '0-3,5\n',
  '/sys/kernel/security/lsm': 'lockdown,capability,yama,apparmor,bpf\n',
  '/sys/fs/selinux/enforce': '1',
  '/sys/module/apparmor/parameters/enabled': 'Y\n',
  '/var/log/audit/audit.log':
    'type=AVC msg=audit(1700000000.123:456): avc:  denied  { module_request } for  pid=812 comm="nft" kmod="nft-expr-fib" scontext=system_u:system_r:container_t:s0 tclass=system permissive=0\n',
  '/var/lib/misc/xtables.lock': '',
};
