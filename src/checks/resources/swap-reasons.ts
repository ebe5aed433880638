import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const listOf = (value: Args[string] | undefined): readonly string[] => (Array.isArray(value) ? value : []);

const need = 'no swap while failSwapOn is true, as it is by default: the kubelet ends at its start';

const allow: Remedy = {
  what: 'let the kubelet run with swap: failSwapOn: false in the KubeletConfiguration',
};

/** What keeps each source from turning swap on at boot. */
function keepOff(args: Args): readonly Remedy[] {
  const places = listOf(args['places']);
  const units = listOf(args['units']);
  return listOf(args['kinds']).map((kind, index) => remedyOf(kind, places[index] ?? '', units[index] ?? ''));
}

function remedyOf(kind: string, place: string, unit: string): Remedy {
  const verify = ['swapon --show'];
  switch (kind) {
    case 'fstab':
      return {
        what: `take the swap line out of ${place}`,
        persistent: [`sed -i '${place.split(':').at(-1) ?? ''}s/^/#/' /etc/fstab`, 'systemctl daemon-reload'],
        verify,
      };
    case 'zram-generator':
      // An empty file in /etc takes the place of the one in /usr; drop-ins still count.
      return {
        what: `keep zram-generator from making ${unit.replace(/^dev-|\.swap$/gu, '')} swap (${place})`,
        persistent: ['touch /etc/systemd/zram-generator.conf', `systemctl mask ${quoted(unit)}`],
        verify,
      };
    case 'service':
      return { what: `disable ${unit}`, persistent: [`systemctl disable --now ${unit}`], verify };
    default:
      return { what: `mask ${unit} (${place})`, persistent: [`systemctl mask ${quoted(unit)}`], verify };
  }
}

/** Names of swap units hold `\x2d`, which a shell would take for its own. */
function quoted(unit: string): string {
  return unit.includes('\\') ? `'${unit}'` : unit;
}

function turnOff({ container }: Args): Remedy {
  const where =
    typeof container === 'string' && container !== '' ? 'on the machine that this container runs on' : 'now';
  return { what: `turn swap off ${where}`, now: ['swapoff --all'], verify: ['swapon --show'] };
}

function devicesOf(args: Args): string {
  const devices = listOf(args['devices']);
  return devices.length === 0 ? 'see /proc/swaps' : devices.join(', ');
}

export const swapReasons: readonly Reason[] = [
  {
    code: 'swap.off',
    means: 'There is no swap, now and after a reboot.',
    words: () => ({ says: 'no swap' }),
  },
  {
    code: 'swap.on',
    means: 'Swap is on, and the kubelet is to end where it is.',
    words: (args) => ({
      says: `swap is on: the kubelet will not start${args['zram'] === true ? ' (compressed memory, zram, counts too)' : ''}`,
      need,
      have: devicesOf(args),
      remedies: [turnOff(args), ...keepOff(args), allow],
    }),
  },
  {
    code: 'swap.returns',
    means: 'Swap is off now, and something turns it on at boot.',
    words: (args) => ({
      says: 'swap is off now and comes back at the next boot: the kubelet will not start then',
      need,
      have: listOf(args['places']).join(', '),
      remedies: [...keepOff(args), allow],
    }),
  },
  {
    code: 'swap.at-boot',
    means: 'The image turns swap on at boot, and the kubelet is to end where it is.',
    words: (args) => ({
      says: 'this image turns swap on at boot: the kubelet will not start',
      need,
      have: listOf(args['places']).join(', '),
      remedies: [...keepOff(args), allow],
    }),
  },
  {
    code: 'swap.at-boot-allowed',
    means: 'The image turns swap on at boot, and the kubelet is told to run with it.',
    words: (args) => ({
      says: `this image turns swap on at boot (${listOf(args['places']).join(', ')}), and failSwapOn is false`,
    }),
  },
  {
    code: 'swap.none-at-boot',
    means: 'Nothing in the image turns swap on at boot.',
    words: () => ({ says: 'nothing turns swap on at boot' }),
  },
  {
    code: 'swap.allowed',
    means: 'Swap is on, and the kubelet is told to run with it.',
    words: (args) => ({
      says: `swap is on, and failSwapOn is false: pods swap as ${String(args['behavior'])} says`,
      have: devicesOf(args),
    }),
  },
  {
    code: 'swap.on-cgroup-v1',
    means: 'Swap is on under cgroup v1, where the kubelet cannot keep pods out of it.',
    words: (args) => ({
      says: 'swap is on under cgroup v1: the kubelet cannot keep pods out of it',
      need: 'cgroup v2, or no swap',
      have: devicesOf(args),
      remedies: [
        {
          what: 'boot with cgroup v2: systemd.unified_cgroup_hierarchy=1 on the kernel command line',
          verify: ['stat -fc %T /sys/fs/cgroup'],
        },
        turnOff(args),
        ...keepOff(args),
      ],
    }),
  },
  {
    code: 'swap.on-kubeadm',
    means: 'Swap is on, of which kubeadm warns whatever the kubelet is told.',
    words: (args) => ({
      says: 'swap is on: it needs cgroup v2 and a kubelet that is configured for it',
      need: 'no swap, or cgroup v2 and failSwapOn: false in the KubeletConfiguration',
      have: devicesOf(args),
      remedies: [turnOff(args), allow],
    }),
  },
  {
    code: 'swap.behavior-refused',
    means: 'memorySwap.swapBehavior is no word that the kubelet of this release knows.',
    words: ({ behavior, allowed, release }) => ({
      says: `the kubelet will not start: ${String(release)} knows no swapBehavior ${String(behavior)}`,
      need: `memorySwap.swapBehavior: ${listOf(allowed).join(' or ')}`,
      have: String(behavior),
      remedies: [{ what: 'change memorySwap.swapBehavior in the KubeletConfiguration' }],
    }),
  },
  {
    code: 'swap.boot-not-told',
    means: 'Swap is off now; whether a boot turns it on could not be told.',
    words: ({ detail }) => ({
      says: 'no swap now; could not tell whether it comes back at the next boot',
      have: String(detail),
    }),
  },
  {
    code: 'swap.not-told',
    means: 'Whether swap is on could not be told.',
    words: ({ detail }) => ({ says: 'could not tell whether swap is on', have: String(detail) }),
  },
];
