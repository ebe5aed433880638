/**
 * Lines as the components write them, all releases, with the key that each must get. Written from the
 * message keys of the sources and from recordings; values in them are made up.
 */
export const corpus: readonly (readonly [id: string, line: string])[] = [
  ['kubeadm.file-existing', '\t[ERROR FileExisting-iptables]: iptables not found in system path'],
  ['kubeadm.file-existing', '\t[WARNING FileExisting-tc]: tc not found in system path'],
  [
    'kubelet.no-iptables-support',
    'I0105 09:12:31.221930    1021 kubelet_network_linux.go:42] "No iptables support on this system; not creating the KUBE-IPTABLES-HINT chain"',
  ],
  [
    'kubelet.iptables-version-unknown',
    'W0105 09:12:31.100000    1021 iptables.go:221] Error checking iptables version, assuming version at least 1.4.11: executable file not found in $PATH',
  ],
  [
    'kubelet.iptables-version-failed',
    'W0105 09:12:31.100000    1021 iptables.go:221] Error checking iptables version, assuming version at least 1.4.11: exit status 127',
  ],
  [
    'kubelet.hint-absent',
    'E0105 09:12:31.221930    1021 kubelet_network_linux.go:83] "Failed to ensure that iptables hint chain exists" err="error creating chain \\"KUBE-IPTABLES-HINT\\": executable file not found in $PATH: "',
  ],
  [
    'kubelet.hint-lock',
    'E0105 09:12:31.221930    1021 kubelet_network_linux.go:83] "Failed to ensure that iptables hint chain exists" err="error creating chain \\"KUBE-IPTABLES-HINT\\": exit status 4: Another app is currently holding the xtables lock; still 4s"',
  ],
  [
    'kubelet.hint-failed',
    'E0105 09:12:31.221930    1021 kubelet_network_linux.go:83] "Failed to ensure that iptables hint chain exists" err="error creating chain \\"KUBE-IPTABLES-HINT\\": exit status 3: modprobe: FATAL"',
  ],
  [
    'kubelet.rules-missing',
    'I0105 09:12:31.3 1021 kubelet_network_linux.go:63] "Failed to initialize iptables rules; some functionality may be missing." protocol="IPv4"',
  ],
  [
    'kubelet.rules-made',
    'I0105 09:12:31.300000    1021 kubelet_network_linux.go:54] "Initialized iptables rules." protocol="IPv6"',
  ],
  [
    'kubeadm.ipvs-deprecated',
    'W0105 09:12:31.300000    1021 kubeproxy.go:88] the kube-proxy mode "ipvs" is deprecated since version v1.35',
  ],
  [
    'kube-proxy.no-nft',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="unable to create ipv4 proxier: could not find nftables binary: exec: \\"nft\\": executable file not found in $PATH"',
  ],
  [
    'kube-proxy.nft-too-old',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="unable to create ipv4 proxier: nft version must be v1.0.1 or later (got nftables v0.9.8 (E.D.S.))"',
  ],
  [
    'kube-proxy.nft-json',
    'E0105 09:12:31.3 1 proxier.go:1201] "nftables sync failed" err="failed to run nft: Error: JSON support not compiled-in" ipFamily="IPv4"',
  ],
  [
    'kube-proxy.nft-crash',
    'E0105 09:12:31.3 1 proxier.go:1201] "nftables sync failed" err="failed to run nft: signal: segmentation fault (core dumped)" ipFamily="IPv4"',
  ],
  [
    'kube-proxy.nft-not-permitted',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="could not run nftables command: /dev/stdin:1:1-20: Error: Could not process rule: Operation not permitted"',
  ],
  [
    'kube-proxy.nft-kernel',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="could not run nftables command: Unable to initialize Netlink socket: Protocol not supported"',
  ],
  [
    'kube-proxy.nft-kernel',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="could not run nftables command: netlink: Error: cache initialization failed: Invalid argument"',
  ],
  [
    'kube-proxy.nft-failed',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="could not run nftables command: exit status 1"',
  ],
  [
    'kube-proxy.kernel-old',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="kube-proxy in nftables mode requires kernel 5.13 or later"',
  ],
  [
    'kube-proxy.nft-sync-kernel',
    'E0105 09:12:31.3 1 proxier.go:1201] "nftables sync failed" err="/dev/stdin:11:47-65: Error: Could not process rule: No such file or directory\\nadd rule ip kube-proxy services fib daddr type local" ipFamily="IPv4"',
  ],
  [
    'kube-proxy.nft-sync',
    'E0105 09:12:31.3 1 proxier.go:1201] "nftables sync failed" err="exit status 1" ipFamily="IPv6"',
  ],
  [
    'kube-proxy.no-iptables-found',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="iptables is not available on this host : exec: \\"iptables\\": executable file not found in $PATH"',
  ],
  [
    'kube-proxy.iptables-not-permitted',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="iptables is not available on this host : error listing chain \\"POSTROUTING\\" in table \\"nat\\": exit status 4: iptables v1.8.9 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)"',
  ],
  [
    'kube-proxy.iptables-incompatible',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="iptables is not available on this host : error listing chain \\"POSTROUTING\\" in table \\"nat\\": exit status 1: iptables v1.8.9 (nf_tables): chain `POSTROUTING\' in table `nat\' is incompatible, use \'nft\' tool."',
  ],
  [
    'kube-proxy.iptables-kernel',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="iptables is not available on this host : exit status 3: iptables v1.8.9 (legacy): can\'t initialize iptables table `nat\': Table does not exist (do you need to insmod?)"',
  ],
  [
    'kube-proxy.no-iptables',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="iptables is not available on this host"',
  ],
  [
    'kube-proxy.one-family',
    'I0105 09:12:31.3 1 server_linux.go:143] "No iptables support for family" ipFamily="IPv6" error="exit status 3"',
  ],
  [
    'kube-proxy.kernel-one-family',
    'I0105 09:12:31.3 1 server_linux.go:143] "No kernel support for family" ipFamily="IPv6"',
  ],
  [
    'kube-proxy.restore-absent',
    'E0105 09:12:31.3 1 proxier.go:1402] "Failed to execute iptables-restore" err="exec: \\"iptables-restore\\": executable file not found in $PATH: "',
  ],
  [
    'kube-proxy.xor-mark',
    'E0105 09:12:31.3 1 proxier.go:1402] "Failed to execute iptables-restore" err="exit status 2: iptables-restore v1.8.9 (nf_tables): unknown option \\"--xor-mark\\"\\nError occurred at line: 11" ipFamily="IPv4"',
  ],
  [
    'kube-proxy.restore-kernel',
    'E0105 09:12:31.3 1 proxier.go:1402] "Failed to execute iptables-restore" err="exit status 4: iptables-restore v1.8.9 (nf_tables): \\nline 21: RULE_APPEND failed (No such file or directory): rule in chain KUBE-SERVICES" ipFamily="IPv4"',
  ],
  [
    'kube-proxy.restore-kernel',
    'E0105 09:12:31.3 1 proxier.go:1402] "Failed to execute iptables-restore" err="exit status 2: Warning: Extension comment revision 0 not supported, missing kernel module?"',
  ],
  [
    'kube-proxy.restore-lock',
    'E0105 09:12:31.3 1 proxier.go:1402] "Failed to execute iptables-restore" err="exit status 4: Another app is currently holding the xtables lock. Stopped waiting after 5s." ipFamily="IPv4"',
  ],
  [
    'kube-proxy.restore-failed',
    'E0105 09:12:31.3 1 proxier.go:1402] "Failed to execute iptables-restore" err="exit status 1: iptables-restore: line 7 failed" ipFamily="IPv4"',
  ],
  [
    'kube-proxy.chain-jumps',
    'E0105 09:12:31.3 1 proxier.go:800] "Failed to ensure chain jumps" err="error appending rule: exit status 4: iptables v1.8.9 (nf_tables):  RULE_INSERT failed (No such file or directory): rule in chain INPUT" table="filter"',
  ],
  [
    'kube-proxy.ensure-chain',
    'E0105 09:12:31.3 1 proxier.go:790] "Failed to ensure chain exists" err="error creating chain \\"KUBE-EXTERNAL-SERVICES\\": exit status 3" table="filter"',
  ],
  [
    'kube-proxy.ensure-chain',
    'W0105 09:12:31.3 1 iptables.go:564] "Could not set up iptables canary" err="error creating chain" table="mangle" chain="KUBE-PROXY-CANARY"',
  ],
  [
    'kube-proxy.no-ipset',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="can\'t use the IPVS proxier: error getting ipset version, error: executable file not found in $PATH"',
  ],
  [
    'kube-proxy.ipset-failed',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="can\'t use the IPVS proxier: error getting ipset version, error: exit status 1"',
  ],
  [
    'kube-proxy.ipset-old',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="can\'t use the IPVS proxier: ipset version: v5.9 is less than min required version: v6.0"',
  ],
  [
    'kube-proxy.no-ipvs',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="can\'t use the IPVS proxier: Ipvs not supported"',
  ],
  [
    'kube-proxy.no-scheduler',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="can\'t use the IPVS proxier: Could not create dummy VS, err: no such file or directory"',
  ],
  [
    'kube-proxy.ipvs-refused',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="can\'t use the IPVS proxier: something new"',
  ],
  [
    'kube-proxy.ipvs-deprecated',
    'E0105 09:12:31.3 1 server_linux.go:201] "The ipvs proxier is now deprecated and may be removed in a future release."',
  ],
  [
    'kube-proxy.conntrack-readonly',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="could not set conntrack parameters: open /proc/sys/net/netfilter/nf_conntrack_max: permission denied"',
  ],
  [
    'kube-proxy.conntrack-readonly',
    'W0105 09:12:31.3 1 server.go:800] "cannot modify conntrack limits, problems may arise later"',
  ],
  [
    'kube-proxy.conntrack-readonly',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="open /proc/sys/net/netfilter/nf_conntrack_max: permission denied"',
  ],
  [
    'kube-proxy.no-conntrack',
    'E0105 09:12:31.3 1 server.go:520] "Error running ProxyServer" err="open /proc/sys/net/netfilter/nf_conntrack_max: no such file or directory"',
  ],
  [
    'kube-proxy.cleanup-nft',
    'E0105 09:12:31.3 1 cleanup.go:44] "Error cleaning up nftables rules" err="could not find nft"',
  ],
  [
    'kube-proxy.node-port-addresses',
    'E0105 09:12:31.3 1 server.go:234] "Kube-proxy configuration may be incomplete or incorrect" err="nodePortAddresses is unset; NodePort connections will be accepted on all local IPs."',
  ],
  [
    'kube-proxy.br-netfilter',
    'I0105 09:12:31.3 1 proxier.go:246] "Missing br-netfilter module or unset sysctl br-nf-call-iptables, proxy may not work as intended"',
  ],
  ['kube-proxy.mode-used', 'I0105 09:12:31.3 1 server_linux.go:120] "Using iptables Proxier"'],
  ['kube-proxy.mode-used', 'I0105 09:12:31.3 1 server_linux.go:120] "Using nftables Proxier"'],
  [
    'kube-proxy.sync-retry',
    'I0105 09:12:31.3 1 proxier.go:805] "Sync failed" ipFamily="IPv4" retryingTime="30s"',
  ],
  [
    'tool.not-found',
    'time="2026-01-05" level=error msg="exec: \\"ip6tables\\": executable file not found in $PATH"',
  ],
  ['tool.exec-format', 'fork/exec /usr/sbin/iptables: exec format error'],
  ['tool.module-format', "modprobe: ERROR: could not insert 'ip_tables': Exec format error"],
  [
    'tool.library',
    'iptables: error while loading shared libraries: libxtables.so.12: cannot open shared object file',
  ],
  [
    'tool.extension-missing',
    "iptables v1.8.9 (nf_tables): Couldn't load match `statistic':No such file or directory",
  ],
  ['tool.lock', 'Another app is currently holding the xtables lock; waiting (1s) for it to exit...'],
  ['tool.incompatible', "# Table `nat' is incompatible, use 'nft' tool."],
  ['tool.legacy-present', '# Warning: iptables-legacy tables present, use iptables-legacy-save to see them'],
  ['tool.not-root', 'iptables v1.8.9 (legacy): Permission denied (you must be root)'],
  [
    'tool.table-missing',
    "iptables v1.8.9 (legacy): can't initialize iptables table `mangle': Table does not exist (do you need to insmod?)",
  ],
  ['tool.nft-init', 'iptables: Failed to initialize nft: Protocol not supported'],
  ['tool.rule-refused', 'iptables: No chain/target/match by that name.'],
  [
    'tool.rule-refused',
    'ip6tables v1.8.9 (nf_tables): CHAIN_ADD failed (No such file or directory): chain POSTROUTING',
  ],
  ['tool.nft-rule-refused', '/dev/stdin:3:9-20: Error: Could not process rule: Operation not supported'],
  ['tool.nft-not-permitted', 'netlink: Error: cache initialization failed: Operation not permitted'],
  ['tool.ipset-type', 'ipset v7.17: Kernel error received: set type not supported'],
  [
    'tool.ipset-revision',
    'ipset v7.17: Kernel and userspace incompatible: settype hash:ip,port with revision 5 not supported',
  ],
  [
    'tool.module-missing',
    'modprobe: FATAL: Module ip_vs_rr not found in directory /lib/modules/6.12.0-124.el10',
  ],
  ['tool.nft-syntax', '/dev/stdin:4:12-17: Error: syntax error, unexpected string (nft)'],
  ['tool.restore-option', 'iptables-restore v1.6.1: unknown option "--random-fully"'],
];

/** Close to a key, and none of it: what each must get instead; '' for no key at all. */
export const nearMisses: readonly (readonly [id: string, line: string])[] = [
  ['', 'I0105 09:12:31.3 1 kubelet.go:42] "Shifting pods between nodes" count=3'],
  ['', 'E0105 09:12:31.3 1 mount.go:12] "Could not process rule book" err="no such file or directory"'],
  ['', 'E0105 1 exec.go:1] "exec: \\"helm\\": executable file not found in $PATH"'],
  ['', 'docker: error while loading shared libraries: libfoo.so.1'],
  ['', 'I0105 09:12:31.3 1 proxier.go:805] "Sync finished" ipFamily="IPv4" elapsed="26ms"'],
  ['', 'I0105 09:12:31.3 1 proxier.go:805] "Syncing nftables rules" ipFamily="IPv4"'],
  ['', 'open /proc/sys/net/netfilter/nf_conntrack_count: permission granted'],
  ['', 'bash: ./script: cannot execute: exec format error'],
  ['kube-proxy.nft-sync', 'E0105 1 proxier.go:1201] "nftables sync failed" err="file exists"'],
  ['kube-proxy.restore-failed', '"Failed to execute iptables-restore" err="exit status 1: No such file"'],
];
