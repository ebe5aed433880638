import { describe, expect, it } from 'vitest';
import { debian, factsOf } from '../../../test/builders/facts.ts';
import { known } from '../../probes/fact.ts';
import { bootKindOf, bootWith } from './boot-arguments.ts';

function kindOf(id: string, idLike: readonly string[] = [], release = '6.1.0'): string {
  const { kernel } = factsOf({});
  if (kernel?.known !== true) throw new Error('the usual kernel is known');
  return bootKindOf({ os: known({ ...debian, id, idLike }), kernel: known({ ...kernel.value, release }) });
}

describe('bootKindOf', () => {
  it.each([
    ['debian', [], 'grub-debian'],
    ['ubuntu', ['debian'], 'grub-debian'],
    ['linuxmint', ['ubuntu', 'debian'], 'grub-debian'],
    ['raspbian', ['debian'], 'grub-debian'],
    ['rhel', ['fedora'], 'grubby'],
    ['rocky', ['rhel', 'centos', 'fedora'], 'grubby'],
    ['ol', ['fedora'], 'grubby'],
    ['amzn', ['fedora'], 'grubby'],
    ['opensuse-leap', ['suse', 'opensuse'], 'grub-suse'],
    ['sles', ['suse'], 'grub-suse'],
    ['alpine', [], 'other'],
    ['polslex', [], 'other'],
    ['notrhel', ['centos-like'], 'other'],
  ])('knows who writes the command line of the kernel on %s', (id, idLike, kind) => {
    expect(kindOf(id, idLike)).toBe(kind);
  });

  it.each(['6.6.31+rpt-rpi-v8', '6.8.0-1013-raspi', '5.15.84-v7l+', '5.15.84-v8+', '4.19.66-v7+'])(
    'knows a Raspberry Pi by its kernel %s',
    (release) => expect(kindOf('debian', [], release)).toBe('raspberry-pi'),
  );

  it('does not guess where the system is not known', () => {
    expect(bootKindOf({})).toBe('other');
  });
});

describe('bootWith', () => {
  const words = { add: ['a=1', 'b=2'], drop: ['c=3', 'd.e=4'] };
  const written = (kind: string, given: Parameters<typeof bootWith>[2] = words) =>
    bootWith(kind, 'do it', given, ['verify']);

  it.each([
    [
      'grubby',
      [
        'grubby --update-kernel=ALL --remove-args="c=3 d.e=4"',
        'grubby --update-kernel=ALL --args="a=1 b=2"',
        'reboot',
      ],
    ],
    [
      'grub-debian',
      [
        "sed -i 's/ *c=3//g' /etc/default/grub",
        String.raw`sed -i 's/ *d\.e=4//g' /etc/default/grub`,
        `sed -i 's/^GRUB_CMDLINE_LINUX="/&a=1 b=2 /' /etc/default/grub`,
        'update-grub',
        'reboot',
      ],
    ],
    [
      'raspberry-pi',
      [
        "sed -i 's/ *c=3//g' /boot/firmware/cmdline.txt",
        String.raw`sed -i 's/ *d\.e=4//g' /boot/firmware/cmdline.txt`,
        "sed -i '1s/$/ a=1 b=2/' /boot/firmware/cmdline.txt",
        'reboot',
      ],
    ],
  ])('writes the commands of %s', (kind, commands) => {
    expect(written(kind)).toEqual({
      what: 'do it: boot with a=1 b=2, without c=3 d.e=4',
      persistent: commands,
      verify: ['verify'],
    });
  });

  it('writes no command that adds or drops nothing', () => {
    expect(written('grubby', { add: ['a=1'] }).persistent).toEqual([
      'grubby --update-kernel=ALL --args="a=1"',
      'reboot',
    ]);
    expect(written('grub-suse', { add: [], drop: ['c=3'] })).toEqual({
      what: 'do it: boot without c=3',
      persistent: [
        "sed -i 's/ *c=3//g' /etc/default/grub",
        'grub2-mkconfig -o /boot/grub2/grub.cfg',
        'reboot',
      ],
      verify: ['verify'],
    });
    expect(written('raspberry-pi', { add: [], drop: ['c=3'] }).persistent).toEqual([
      "sed -i 's/ *c=3//g' /boot/firmware/cmdline.txt",
      'reboot',
    ]);
  });

  it('says where the words go when it does not know who writes them', () => {
    const what = 'do it: boot with a=1 (in the configuration of the boot loader), then reboot';
    expect(written('other', { add: ['a=1'] })).toEqual({ what, verify: ['verify'] });
    expect(written('lilo', { add: ['a=1'] })).toEqual({ what, verify: ['verify'] });
  });
});
