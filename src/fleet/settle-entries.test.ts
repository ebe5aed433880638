import { describe, expect, it } from 'vitest';
import { judgedEntry } from '../../test/builders/fleet-entry.ts';
import { settleEntries } from './settle-entries.ts';

/** One an hour, the newest last. */
const hourly = Array.from({ length: 250 }, (_, hour) =>
  judgedEntry('node-1', new Date(Date.UTC(2026, 0, 1, hour)).toISOString(), `all.ndjson:${hour + 1}`),
);

describe('settleEntries', () => {
  it('counts the newest of however many looks at one machine', () => {
    const { entries } = settleEntries(hourly, undefined);
    expect(entries.filter((entry) => entry?.status === 'judged')).toEqual([hourly[249]]);
    expect(entries.filter((entry) => entry?.status === 'duplicate')).toHaveLength(249);
  });

  it('counts a machine once that was set up anew', () => {
    const anew = { machineId: 'f'.repeat(31) + '0', sshHostKeys: ['SHA256:new'] };
    const { entries } = settleEntries(
      [
        judgedEntry('node-1', '2026-01-01T00:00:00Z', 'a.json'),
        judgedEntry('node-1', '2026-01-02T00:00:00Z', 'b.json', anew),
      ],
      undefined,
    );
    expect(entries.map((entry) => entry?.status)).toEqual(['duplicate', 'judged']);
  });

  it.each(['dir/inv-1.json', 'C1.tgz: inv-1.json', 'C1.tgz: a/inv-1.json.gz'])(
    'finds a host by the name of its file: %s',
    (source) => {
      const entry = judgedEntry('ip-10-0-0-1', '2026-01-01T00:00:00Z', source);
      const settled = settleEntries([entry], { source: 'hosts.txt', names: ['inv-1'] });
      expect(settled).toMatchObject({ missing: [], remarks: [] });
    },
  );

  it('misses a host once, however its name is written', () => {
    const { missing } = settleEntries([], { source: 'hosts.txt', names: ['Web-1', 'web-1', 'web-2'] });
    expect(missing.map(({ name }) => name)).toEqual(['web-1', 'web-2']);
  });
});
