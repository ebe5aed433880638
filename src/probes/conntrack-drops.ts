import { known, unknown } from './fact.ts';
import type { Probe } from './probe.ts';

/** Packets that connection tracking of this network namespace has dropped since the boot. */
export interface ConntrackDrops {
  /** The table was full, or the packet failed otherwise. */
  readonly dropped: number;
  /** Connections thrown out early to make room: the table was full. */
  readonly early: number;
}

const path = '/proc/net/stat/nf_conntrack';

/** A line of names, then a line of hexadecimal numbers for each CPU. */
export const conntrackDropsProbe: Probe<'conntrackDrops'> = {
  name: 'conntrackDrops',
  deadlineMs: 1500,
  async run(host) {
    const read = await host.readText(path, { maxBytes: 512 * 1024 });
    if (!read.ok && read.code === 'ENOENT') return unknown('not-found', `there is no ${path}`);
    if (!read.ok) {
      const code = read.code === 'EACCES' || read.code === 'EPERM' ? 'needs-root' : 'failed';
      return unknown(code, `${path} cannot be read: ${read.code}`);
    }
    const [names = '', ...lines] = read.text.trim().split('\n');
    const columns = names.trim().split(/\s+/u);
    return known({
      dropped: sumOf(lines, columns.indexOf('drop')),
      early: sumOf(lines, columns.indexOf('early_drop')),
    });
  },
};

function sumOf(lines: readonly string[], column: number): number {
  let sum = 0;
  for (const line of lines) {
    const value = Number.parseInt(line.trim().split(/\s+/u)[column] ?? '', 16);
    sum += Number.isNaN(value) ? 0 : value;
  }
  return sum;
}
