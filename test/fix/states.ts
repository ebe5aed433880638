import { made, offered } from './made-package.ts';

/** Broken states of a Debian host, one for each remedy that has steps: made as root in a throwaway root. */
export interface BrokenState {
  readonly check: string;
  /** What the check says of it. */
  readonly code: string;
  readonly state: readonly string[];
  readonly flags?: readonly string[];
  /** Programs that the state wants of this machine. */
  readonly needs?: readonly string[];
  /** The limits of connection tracking belong to the first network namespace. */
  readonly sharesNetwork?: true;
}

const ipv4 = 'FileContent--proc-sys-net-ipv4-ip_forward';
const ipv6 = 'FileContent--proc-sys-net-ipv6-conf-default-forwarding';
const bridge = 'FileContent--proc-sys-net-bridge-bridge-nf-call-iptables';

const set = (key: string, value: string): string => `echo '${value}' > /proc/sys/${key}`;
const onlyIpv6 = ['--pod-network-cidr=fd00:10:244::/56', '--service-cidr=fd00:96::/112'];
const asKubeadm = ['--policy=kubeadm', '--kubeadm-version=v1.36.2'];
const noFile = 'rm -f /etc/sysctl.d/*.conf /etc/sysctl.conf /usr/lib/sysctl.d/*.conf';

const sysctls: readonly BrokenState[] = [
  { check: ipv4, code: 'forwarding.off', state: [noFile, set('net/ipv4/ip_forward', '0')] },
  {
    check: ipv4,
    code: 'forwarding.off',
    state: [
      noFile,
      // A file that says it already, and ends without a line feed.
      "printf 'vm.max_map_count = 262144\\nnet.ipv4.ip_forward = 1' > /etc/sysctl.d/90-kubernetes.conf",
      set('net/ipv4/ip_forward', '0'),
    ],
  },
  { check: ipv4, code: 'forwarding.not-kept', state: [noFile, set('net/ipv4/ip_forward', '1')] },
  {
    check: ipv4,
    code: 'content.not-set',
    state: [set('net/ipv4/ip_forward', '0')],
    flags: asKubeadm,
  },
  {
    check: ipv6,
    code: 'forwarding.off',
    state: [noFile, set('net/ipv6/conf/all/forwarding', '0'), set('net/ipv6/conf/default/forwarding', '0')],
    flags: onlyIpv6,
  },
  {
    check: ipv6,
    code: 'forwarding.only-new-interfaces',
    state: [noFile, set('net/ipv6/conf/all/forwarding', '0'), set('net/ipv6/conf/default/forwarding', '1')],
    flags: onlyIpv6,
  },
  {
    check: ipv6,
    code: 'forwarding.not-new-interfaces',
    state: [
      "echo 'net.ipv6.conf.all.forwarding = 1' > /etc/sysctl.d/90-kubernetes.conf",
      set('net/ipv6/conf/all/forwarding', '1'),
      set('net/ipv6/conf/default/forwarding', '0'),
    ],
    flags: onlyIpv6,
  },
  {
    check: ipv6,
    code: 'forwarding.ipv6-switched-off',
    state: [
      "echo 'net.ipv6.conf.all.forwarding = 1' > /etc/sysctl.d/90-kubernetes.conf",
      set('net/ipv6/conf/all/forwarding', '1'),
      set('net/ipv6/conf/all/disable_ipv6', '1'),
    ],
    flags: onlyIpv6,
  },
  {
    check: ipv6,
    code: 'forwarding.ipv6-off-on-new',
    state: [
      "echo 'net.ipv6.conf.all.forwarding = 1' > /etc/sysctl.d/90-kubernetes.conf",
      set('net/ipv6/conf/all/forwarding', '1'),
      set('net/ipv6/conf/default/disable_ipv6', '1'),
    ],
    flags: onlyIpv6,
  },
  {
    check: 'NodePortRange',
    code: 'port.range-overlaps',
    state: [set('net/ipv4/ip_local_port_range', '1024 60999')],
  },
];

const bridged =
  'mkdir -p /etc/cni/net.d; echo \'{"cniVersion":"1.0.0","name":"n","plugins":[{"type":"bridge"}]}\' > /etc/cni/net.d/10-n.conflist';

/** modprobe of a module that this kernel has built in: the files that loading would bring are hidden until then. */
const loads = (module: string, directory: string): readonly string[] => [
  'mkdir -p /lib/modules/$(uname -r); : > /lib/modules/$(uname -r)/modules.builtin',
  `echo 'kernel/net/${module}.ko:' > /lib/modules/$(uname -r)/modules.dep`,
  `mount -t tmpfs tmpfs ${directory}; mount -t tmpfs tmpfs /sys/module; mount --bind /dev/null /proc/config.gz`,
  `printf '#!/bin/sh\\n[ "$1" = ${module} ] && umount ${directory} && mkdir /sys/module/${module}\\n' > /usr/sbin/modprobe`,
  'chmod 755 /usr/sbin/modprobe',
];

const modules: readonly BrokenState[] = [
  { check: bridge, code: 'bridge.off', state: [bridged, set('net/bridge/bridge-nf-call-iptables', '0')] },
  {
    check: bridge,
    code: 'bridge.not-loaded',
    state: [bridged, ...loads('br_netfilter', '/proc/sys/net/bridge')],
  },
  {
    check: bridge,
    code: 'content.not-set',
    state: [set('net/bridge/bridge-nf-call-iptables', '0')],
    flags: ['--policy=kubeadm', '--kubeadm-version=v1.29.0', '--kubernetes-version=v1.29.0'],
  },
  {
    check: bridge,
    code: 'content.absent',
    state: [...loads('br_netfilter', '/proc/sys/net/bridge')],
    flags: ['--policy=kubeadm', '--kubeadm-version=v1.29.0', '--kubernetes-version=v1.29.0'],
  },
  {
    check: 'ConntrackLimits',
    code: 'conntrack.not-loaded',
    state: [...loads('nf_conntrack', '/proc/sys/net/netfilter')],
    sharesNetwork: true,
  },
];

const packaged = (tool: string, name: string, mode: string): BrokenState => ({
  check: `FileExisting-${tool}`,
  code: 'tool.absent',
  state: offered(name),
  flags: [`--proxy-mode=${mode}`, '--kubernetes-version=v1.34.0', '--read-only'],
  needs: ['apt-get', 'dpkg-deb', tool],
});

const packages: readonly BrokenState[] = [
  packaged('nft', 'nftables', 'nftables'),
  packaged('iptables', 'iptables', 'iptables'),
  packaged('ipset', 'ipset', 'ipvs'),
  packaged('losetup', 'mount', 'nftables'),
  {
    check: 'FileExisting-losetup',
    code: 'tool.not-in-path',
    state: offered('mount'),
    flags: asKubeadm,
    needs: ['apt-get', 'dpkg-deb', 'losetup'],
  },
  {
    check: 'FileExisting-nft',
    code: 'tool.faulty.dangling-link',
    state: [
      ...offered('nftables'),
      'dpkg -i /opt/repository/nftables.deb >/dev/null',
      'ln -sf /nowhere /usr/sbin/nft',
    ],
    flags: ['--proxy-mode=nftables', '--read-only'],
    needs: ['apt-get', 'dpkg-deb', 'nft'],
  },
  {
    check: 'FileExisting-nft',
    code: 'tool.faulty.not-executable',
    state: ['chmod 0644 /usr/sbin/nft'],
    flags: ['--proxy-mode=nftables', '--read-only'],
    needs: ['nft'],
  },
];

/** A service manager that starts what its unit says, and keeps its records below /run/units. */
const systemctl = [
  'mkdir -p /run/units /run/systemd/system',
  `cat > /usr/local/bin/systemctl <<'END'
#!/bin/sh
set -eu
for unit in "$@"; do :; done
unit=\${unit%.service}
case "$1" in
  enable)
    touch /run/units/$unit
    [ "$2" != --now ] || sh /etc/starts/$unit ;;
  --no-pager) for unit in "$@"; do printf 'Names=%s\\nLoadState=not-found\\n\\n' $unit; done ;;
  is-enabled | is-active) [ -e /run/units/$unit ] ;;
  *) exit 1 ;;
esac
END`,
  'chmod 755 /usr/local/bin/systemctl; rm -f /usr/bin/systemctl; ln -s /usr/local/bin/systemctl /usr/bin/systemctl',
  'mkdir -p /etc/starts',
];

/** The real containerd; it ends with the process namespace. */
const containerdStarts = [
  ...systemctl,
  'rm -rf /run/containerd /var/lib/containerd',
  `cat > /etc/starts/containerd <<'END'
containerd >/run/containerd.log 2>&1 </dev/null &
for i in $(seq 100); do [ -S /run/containerd/containerd.sock ] && break; sleep 0.1; done
sleep 1
END`,
];

/** The real one, but for `show`: in a chroot it ignores that, and takes the rest from files. */
const chrootSystemctl = [
  'mv /usr/bin/systemctl /usr/bin/systemctl.real',
  `cat > /usr/bin/systemctl <<'END'
#!/bin/sh
case "$*" in
  *\\ show\\ *)
    printf 'Names=kubelet.service\\nLoadState=loaded\\nActiveState=inactive\\nFragmentPath=/usr/lib/systemd/system/kubelet.service\\n'
    echo "UnitFileState=$(systemctl.real is-enabled kubelet.service)" ;;
  *) exec systemctl.real "$@" ;;
esac
END`,
  'chmod 755 /usr/bin/systemctl',
];

const services: readonly BrokenState[] = [
  { check: 'CRI', code: 'cri.absent', state: containerdStarts, needs: ['containerd'] },
  {
    check: 'CRI',
    code: 'cri.absent',
    state: [...containerdStarts, ...offered('containerd')],
    needs: ['containerd', 'apt-get', 'dpkg-deb'],
  },
  {
    check: 'CRI',
    code: 'cri.refused',
    state: [
      ...containerdStarts,
      'mkdir -p /run/containerd',
      `/opt/made/node -e 'require("node:net").createServer().listen("/run/containerd/containerd.sock", () => process.kill(process.pid, 9))' || true`,
    ],
    needs: ['containerd'],
  },
  {
    check: 'Service-kubelet',
    code: 'service.disabled',
    state: [
      ...chrootSystemctl,
      'mkdir -p /usr/lib/systemd/system/kubelet.service.d',
      "printf '#!/bin/sh\\necho Kubernetes v1.36.2\\n' > /usr/bin/kubelet; chmod 755 /usr/bin/kubelet",
      "printf '[Service]\\nExecStart=/usr/bin/kubelet\\n[Install]\\nWantedBy=multi-user.target\\n' > /usr/lib/systemd/system/kubelet.service",
      "printf '[Service]\\nExecStart=\\nExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml --kubeconfig=/etc/kubernetes/kubelet.conf\\n' > /usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf",
    ],
    needs: ['systemctl'],
  },
  {
    check: 'TimeSync',
    code: 'time.nobody',
    state: [
      ...systemctl,
      'echo "chronyd 1000 >/dev/null 2>&1 </dev/null &" > /etc/starts/chrony',
      ...made('chrony', [
        // A process of that name, and an answer as chrony gives it.
        'mkdir -p $tree/usr/sbin $tree/usr/bin; cp /bin/sleep $tree/usr/sbin/chronyd',
        'printf \'#!/bin/sh\\necho "Leap status     : Normal"\\n\' > $tree/usr/bin/chronyc; chmod 755 $tree/usr/bin/chronyc',
      ]),
    ],
    needs: ['apt-get', 'dpkg-deb'],
  },
];

const kubeletConfig =
  "printf 'apiVersion: kubeadm.k8s.io/v1beta4\\nkind: ClusterConfiguration\\n---\\napiVersion: kubelet.config.k8s.io/v1beta1\\nkind: KubeletConfiguration\\nprotectKernelDefaults: true\\n' > /opt/kubelet.yaml";
/** Files of the kernel that are the same in every namespace: stand-ins are shown in their place. */
const kernelFiles = (values: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(values).flatMap(([key, value]) => [
    `mkdir -p /opt/sys/${key.split('/')[0] ?? ''}; echo ${value} > /opt/sys/${key}`,
    `mount --bind /opt/sys/${key} /proc/sys/${key}`,
  ]);

const others: readonly BrokenState[] = [
  {
    check: 'KubeletSysctls',
    code: 'kubelet.protected-differs',
    state: [
      kubeletConfig,
      noFile,
      ...kernelFiles({ 'vm/overcommit_memory': '0', 'kernel/panic': '0', 'kernel/panic_on_oops': '0' }),
    ],
    flags: ['--config=/opt/kubelet.yaml'],
  },
  {
    check: 'KubeletSysctls',
    code: 'kubelet.protected-not-kept',
    state: [
      kubeletConfig,
      noFile,
      ...kernelFiles({ 'vm/overcommit_memory': '1', 'kernel/panic': '10', 'kernel/panic_on_oops': '1' }),
    ],
    flags: ['--config=/opt/kubelet.yaml'],
  },
  { check: 'XtablesLock', code: 'lock.not-a-file', state: ['mkdir /run/xtables.lock'] },
];

/** A file of an organisation's own with one requirement. */
const required = (demand: string): readonly string[] => [
  `cat > /opt/own.yaml <<'END'
apiVersion: kube-preflight/v1
kind: Requirements
requirements:
  - name: own
    why: it is so
    ${demand}
END`,
];
const own = ['--requirements=/opt/own.yaml'];

const ofOwn: readonly BrokenState[] = [
  {
    check: 'Custom-own',
    code: 'custom.unsuitable',
    state: [
      ...required('sysctl: { key: net.ipv4.ip_default_ttl, values: [128, 255] }'),
      set('net/ipv4/ip_default_ttl', '64'),
    ],
    flags: own,
  },
  {
    check: 'Custom-own',
    code: 'custom.unsuitable',
    state: [
      ...required('module: { name: own_module, state: loaded }'),
      'mkdir -p /opt/hidden',
      ...loads('own_module', '/opt/hidden'),
    ],
    flags: own,
  },
  {
    check: 'Custom-own',
    code: 'custom.missing',
    state: [
      ...required('tool: { name: owntool, packages: { debian: own-tool, rhel: other } }'),
      ...made('own-tool', [
        "mkdir -p $tree/usr/bin; printf '#!/bin/sh\\n' > $tree/usr/bin/owntool; chmod 755 $tree/usr/bin/owntool",
      ]),
    ],
    flags: own,
    needs: ['apt-get', 'dpkg-deb'],
  },
];

const masquerading =
  'mkdir -p /etc/cni/net.d; echo \'{"name":"n","plugins":[{"type":"bridge","ipMasq":true,"ipMasqBackend":"iptables"}]}\' > /etc/cni/net.d/10-n.conflist';

const ofPlugins: readonly BrokenState[] = [
  {
    check: 'CNI-Tools',
    code: 'cni.tool-absent',
    state: [masquerading, ...offered('iptables')],
    flags: ['--proxy-mode=nftables', '--read-only'],
    needs: ['apt-get', 'dpkg-deb', 'iptables'],
  },
];

export const states: readonly BrokenState[] = [
  ...sysctls,
  ...modules,
  ...packages,
  ...services,
  ...others,
  ...ofOwn,
  ...ofPlugins,
];

/** Steps that no throwaway root of a Debian host can be given the state for: check and code, and why. */
export const elsewhere: Readonly<Record<string, string>> = {
  'FileContent forwarding.nothing-at-boot': 'said of an image, which is mended where it is built',
  'CRI cri.failed': 'an error of the kernel at connect; its step is that of cri.refused',
  'CRI cri.not-a-socket':
    'containerd may not replace a file that somebody put there; its step is that of cri.refused',
  'ConntrackLimits conntrack.loaded-by-this-run':
    'wants a modular kernel; its step is that of conntrack.not-loaded',
  'ContainerRuntimeVersion runtime-version.not-connected': 'a symptom of CRI, whose step it has',
  'FileContent forwarding.router-ignored': 'wants a router that announces itself; one sysctl more',
  'ImagePull images.no-runtime': 'a symptom of CRI, whose step it has',
  'ProxyKernel kernel.expression-missing':
    'wants a kernel without the expression; its step loads a module as others do',
};
