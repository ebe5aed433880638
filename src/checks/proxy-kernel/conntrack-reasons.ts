import type { Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const load: Remedy = {
  what: 'load nf_conntrack now and at every boot',
  now: ['modprobe nf_conntrack'],
  persistent: ['echo nf_conntrack > /etc/modules-load.d/nf_conntrack.conf'],
  verify: ['ls /proc/sys/net/netfilter/nf_conntrack_max'],
  steps: [{ kind: 'module', module: 'nf_conntrack', file: '/etc/modules-load.d/nf_conntrack.conf' }],
};
/** Where the module may not be had, there is nothing to run. */
const { steps: _steps, ...tryToLoad } = load;

const leaveAlone: Remedy = {
  what: 'set the limit outside, and have kube-proxy leave it alone: conntrack: {maxPerCore: 0} in the KubeProxyConfiguration',
  verify: ['sysctl net.netfilter.nf_conntrack_max'],
};

const need =
  'the sysctls of nf_conntrack: kube-proxy sets its limits at the start, and exits where it cannot';

export const conntrackReasons: readonly Reason[] = [
  {
    code: 'conntrack.set',
    means: 'The limit is what kube-proxy wants.',
    words: ({ want }) => ({ says: `nf_conntrack_max is ${String(want)}, as kube-proxy wants it` }),
  },
  {
    code: 'conntrack.will-be-set',
    means: 'kube-proxy will raise the limit, and can.',
    words: ({ want, now, cpus }) => ({
      says:
        now === 'unknown'
          ? `kube-proxy can set nf_conntrack_max to ${String(want)} (${String(cpus)} cores)`
          : `kube-proxy can raise nf_conntrack_max from ${String(now)} to ${String(want)} (${String(cpus)} cores)`,
    }),
  },
  {
    code: 'conntrack.will-be-lowered',
    means: 'kube-proxy will lower the limit that is set now.',
    words: ({ want, now, cpus }) => ({
      says: `kube-proxy will lower nf_conntrack_max from ${String(now)} to ${String(want)} (${String(cpus)} cores)`,
      have: 'conntrack.maxPerCore: 0 in the KubeProxyConfiguration keeps what is set',
    }),
  },
  {
    code: 'conntrack.left-alone',
    means: 'The configuration leaves the limit alone.',
    words: ({ now }) => ({
      says: `kube-proxy leaves nf_conntrack_max alone (${String(now)}): maxPerCore is 0`,
    }),
  },
  {
    code: 'conntrack.loaded-by-this-run',
    means:
      'nf_conntrack was not loaded before this program proved the kernel; after a boot kube-proxy may not find it.',
    words: () => ({
      says: 'nf_conntrack was not loaded until this run loaded it; after a reboot kube-proxy may not find its sysctls',
      need,
      have: 'loaded by the proof of the kernel, and by nothing at boot so far',
      remedies: [load],
    }),
  },
  {
    code: 'conntrack.not-loaded',
    means: 'nf_conntrack is on disk and not loaded.',
    words: ({ source }) => ({
      says: 'nf_conntrack is not loaded: kube-proxy exits at its start until something loads it',
      need,
      have: `/proc/sys/net/netfilter/nf_conntrack_max is not there; the module is on disk${source === '' ? '' : `: ${String(source)}`}`,
      remedies: [load],
    }),
  },
  {
    code: 'conntrack.absent',
    means: 'The kernel has no connection tracking, or cannot load it.',
    words: ({ state, source, blockedBy }) => {
      const isBlocked = blockedBy !== '' && state !== 'absent';
      return {
        says: isBlocked
          ? 'nf_conntrack cannot be loaded here: kube-proxy exits at its start'
          : 'this kernel has no connection tracking: kube-proxy exits at its start',
        need,
        have: `/proc/sys/net/netfilter/nf_conntrack_max is not there; nf_conntrack: ${[String(state), String(blockedBy || source)].filter((part) => part !== '').join(', ')}`,
        remedies: isBlocked
          ? [{ ...tryToLoad, what: `take out what keeps it from being loaded, then ${tryToLoad.what}` }]
          : [
              tryToLoad,
              { what: 'where the module is not to be had: boot a kernel with CONFIG_NF_CONNTRACK' },
            ],
      };
    },
  },
  {
    code: 'conntrack.not-writable',
    means: 'kube-proxy must write the limit, and cannot.',
    words: ({ want, now, barrier }) => ({
      says: `kube-proxy cannot set nf_conntrack_max to ${String(want)}, and exits`,
      need: `${String(want)}, or a limit that it may write`,
      have: `${String(now)}; ${String(barrier)}`,
      remedies: [
        {
          what: 'set it on the machine that this container runs on',
          now: [`sysctl -w net.netfilter.nf_conntrack_max=${String(want)}`],
        },
        leaveAlone,
      ],
    }),
  },
  {
    code: 'conntrack.hashsize-small',
    means: 'The hash table is smaller than kube-proxy wants, and it cannot be changed from here.',
    words: ({ want, now, sysReadOnly }) => ({
      says:
        sysReadOnly === true
          ? `kube-proxy cannot raise the hash size of connection tracking; it says so in an Event and goes on`
          : `kube-proxy cannot raise the hash size of connection tracking, and exits`,
      need: `/sys/module/nf_conntrack/parameters/hashsize of ${String(want)}`,
      have: `${String(now)}; ${sysReadOnly === true ? '/sys is mounted read-only' : 'not the first network namespace of the machine'}`,
      remedies: [
        {
          what: 'set it on the machine itself',
          now: [`echo ${String(want)} > /sys/module/nf_conntrack/parameters/hashsize`],
        },
        leaveAlone,
      ],
    }),
  },
  {
    code: 'conntrack.not-told',
    means: 'The limits of connection tracking could not be told.',
    words: ({ detail }) => ({
      says: 'could not tell whether kube-proxy can set the limits of connection tracking',
      need,
      have: String(detail),
    }),
  },
];
