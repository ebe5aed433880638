import type { Args } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const list = (value: Args[string] | undefined): readonly string[] => (Array.isArray(value) ? value : []);

export const moduleReasons: readonly Reason[] = [
  {
    code: 'kernel.legacy-not-loaded',
    means:
      'Modules of legacy iptables were not loaded before this program proved the kernel; a container may not be able to load them.',
    words: ({ modules }) => ({
      says: `nothing had loaded ${list(modules).join(', ')} before this run; containers with legacy iptables may not be able to`,
      need: 'the modules of legacy iptables loaded at boot: an image without modprobe, or one that cannot read compressed modules, does not load them',
      have: 'loaded by the proof of the kernel, and by nothing at boot so far',
      remedies: [
        {
          what: 'load them now and at every boot',
          now: list(modules).map((name) => `modprobe ${name}`),
          persistent: [
            `printf '%s\\n' ${list(modules).join(' ')} > /etc/modules-load.d/kubernetes-iptables.conf`,
          ],
          verify: ["lsmod | grep '^ip6\\?table'"],
        },
      ],
    }),
  },
  {
    code: 'kernel.no-module-tree',
    means:
      'The modules of the running kernel are not on disk: what is not loaded or built in now cannot be loaded later.',
    words: ({ path, others }) => ({
      says: `the modules of the running kernel are not on disk (${String(path)}): what is not loaded now cannot be loaded later`,
      need: 'the modules of the running kernel, for what kube-proxy and the network plugin will want (vxlan, ip_set, br_netfilter)',
      have:
        list(others).length > 0
          ? `${String(path)} is not there; there are ${list(others).join(', ')}`
          : `${String(path)} is not there`,
      remedies: [
        list(others).length > 0
          ? { what: 'reboot into the installed kernel', now: ['reboot'], verify: ['uname -r'] }
          : {
              what: 'install the modules of the running kernel; a kernel with all built in that its network plugin wants needs none',
              verify: [`ls ${String(path)}`],
            },
      ],
    }),
  },
];
