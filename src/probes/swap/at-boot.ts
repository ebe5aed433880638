import type { Host } from '../../host/host.ts';
import { known } from '../fact.ts';
import type { Probe } from '../probe.ts';
import type { SwapSource } from './facts.ts';
import { readFstab } from './fstab.ts';
import { isMasked, readSwapUnits } from './units.ts';
import { readZramGenerator } from './zram-generator.ts';

/** What turns swap on at the next boot. */
export const swapAtBootProbe: Probe<'swapAtBoot'> = {
  name: 'swapAtBoot',
  deadlineMs: 2500,
  async run(host) {
    const [cmdline, fstab, units, zram, target] = await Promise.all([
      host.readText('/proc/cmdline', { maxBytes: 16 * 1024 }),
      readFstab(host),
      readSwapUnits(host),
      readZramGenerator(host),
      isMasked(host, 'swap.target'),
    ]);
    const options = cmdline.ok ? cmdline.text : '';
    // systemd-fstab-generator(8) and zram-generator.conf(5) obey these.
    const sources = [
      ...(isOff(options, 'systemd.swap') ? [] : fstab.sources),
      ...(isOff(options, 'systemd.zram') ? [] : zram.sources),
      ...units.sources,
    ];
    return known({
      sources: await unmasked(host, sources, target),
      unread: [...fstab.unread, ...units.unread, ...zram.unread],
    });
  },
};

function isOff(cmdline: string, option: string): boolean {
  const escaped = option.replaceAll('.', String.raw`\.`);
  return new RegExp(`(?:^|\\s)${escaped}=(?:0|no|off|false)(?:\\s|$)`, 'u').test(cmdline);
}

/** Swap units start through swap.target; services do not. */
async function unmasked(
  host: Host,
  sources: readonly SwapSource[],
  targetMasked: boolean,
): Promise<readonly SwapSource[]> {
  const masked = await Promise.all(sources.map(({ unit }) => isMasked(host, unit)));
  return sources.filter(
    ({ kind }, index) => !(masked[index] ?? false) && (kind === 'service' || !targetMasked),
  );
}
