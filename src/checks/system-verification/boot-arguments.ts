import type { Remedy } from '../../findings/finding.ts';
import type { Facts } from '../../probes/facts.ts';

/** Who writes the kernel's command line here. */
export const bootKinds = ['grub-debian', 'grubby', 'grub-suse', 'raspberry-pi', 'other'] as const;
export type BootKind = (typeof bootKinds)[number];

export function bootKindOf({ os, kernel }: Facts): BootKind {
  if (!os?.known) return 'other';
  // Raspberry Pi's kernels: 6.6.31+rpt-rpi-v8, 6.8.0-1013-raspi, 5.15.84-v7l+.
  if (kernel?.known && /rpi|raspi|-v[678]l?\+/u.test(kernel.value.release)) return 'raspberry-pi';
  const ids = [os.value.id, ...os.value.idLike];
  if (ids.some((id) => id === 'debian' || id === 'ubuntu')) return 'grub-debian';
  if (ids.some((id) => /^(?:rhel|centos|rocky|almalinux|ol|fedora|amzn)$/u.test(id))) return 'grubby';
  return ids.some((id) => /suse|^sle/u.test(id)) ? 'grub-suse' : 'other';
}

/** @param kind an argument of a finding, so any text */
export function isBootKind(kind: unknown): kind is BootKind {
  return bootKinds.some((one) => one === kind);
}

const reboot = 'reboot';

/** Boots with these words on the kernel's command line, and without those. */
export function bootWith(
  kind: unknown,
  what: string,
  words: { readonly add: readonly string[]; readonly drop?: readonly string[] },
  verify: readonly string[],
): Remedy {
  const { add, drop = [] } = words;
  const persistent = writers[isBootKind(kind) ? kind : 'other'](add.join(' '), drop);
  const how = [
    ...(add.length > 0 ? [`with ${add.join(' ')}`] : []),
    ...(drop.length > 0 ? [`without ${drop.join(' ')}`] : []),
  ].join(', ');
  const by = persistent === undefined ? ' (in the configuration of the boot loader), then reboot' : '';
  return {
    what: `${what}: boot ${how}${by}`,
    ...(persistent === undefined ? {} : { persistent }),
    verify,
  };
}

type Writer = (add: string, drop: readonly string[]) => readonly string[] | undefined;

const writers: Readonly<Record<BootKind, Writer>> = {
  grubby: (add, drop) => [
    ...(drop.length > 0 ? [`grubby --update-kernel=ALL --remove-args="${drop.join(' ')}"`] : []),
    ...(add === '' ? [] : [`grubby --update-kernel=ALL --args="${add}"`]),
    reboot,
  ],
  'grub-debian': (add, drop) => [...inDefaultGrub(add, drop), 'update-grub', reboot],
  'grub-suse': (add, drop) => [...inDefaultGrub(add, drop), 'grub2-mkconfig -o /boot/grub2/grub.cfg', reboot],
  // One line; /boot/cmdline.txt before Debian 12. The firmware's own words come before it.
  'raspberry-pi': (add, drop) => [
    ...drop.map((word) => `sed -i 's/ *${escaped(word)}//g' /boot/firmware/cmdline.txt`),
    ...(add === '' ? [] : [`sed -i '1s/$/ ${add}/' /boot/firmware/cmdline.txt`]),
    reboot,
  ],
  other: () => undefined,
};

function inDefaultGrub(words: string, drop: readonly string[]): readonly string[] {
  return [
    ...drop.map((word) => `sed -i 's/ *${escaped(word)}//g' /etc/default/grub`),
    ...(words === '' ? [] : [`sed -i 's/^GRUB_CMDLINE_LINUX="/&${words} /' /etc/default/grub`]),
  ];
}

/** A word of the kernel's command line inside a pattern of sed. */
function escaped(word: string): string {
  return word.replaceAll(/[.*[\]\\/]/gu, String.raw`\$&`);
}
