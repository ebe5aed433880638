import { describe, expect, it } from 'vitest';
import { type Feature, withNeeds } from './feature.ts';
import { featuresOf } from './features-of.ts';
import { restoreText } from './iptables.ts';

const modes = ['nftables', 'iptables', 'ipvs'] as const;
const families = ['ipv4', 'ipv6'] as const;

/** The text a token is looked for in: rules as they stand, tables as iptables-restore writes them. */
function linesOf(mode: (typeof modes)[number], feature: Feature, family: 'ipv4' | 'ipv6'): readonly string[] {
  const lines = feature.lines[family];
  return mode === 'nftables' || feature.id.startsWith('ipset.') ? lines : restoreText(lines).split('\n');
}

describe.each(modes)('featuresOf(%s)', (mode) => {
  const features = featuresOf(mode);

  it('has each id once, and needs only what comes before it', () => {
    const ids = features.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [index, { id, needs }] of features.entries()) {
      expect(
        needs.filter((need) => !ids.slice(0, index).includes(need)),
        id,
      ).toEqual([]);
    }
  });

  it.each(families)('names each feature by a token that is in its own lines (%s)', (family) => {
    const tried = features.filter((feature) => feature.lines[family].length > 0);
    const without = tried.filter(
      (feature) => !linesOf(mode, feature, family).some((line) => line.includes(feature.token[family])),
    );
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  it.each(families)('has no token in the lines of a feature that does not need it (%s)', (family) => {
    const leaks = features.flatMap((one) =>
      features
        .filter((other) => other !== one && !withNeeds(features, other).includes(one))
        .filter((other) => linesOf(mode, other, family).some((line) => line.includes(one.token[family])))
        .map((other) => `${one.id} in ${other.id}`),
    );
    expect(leaks).toEqual([]);
  });

  it('says what each is for, and which modules bring it', () => {
    for (const { id, purpose, modules, lines } of features) {
      expect(purpose, id).toMatch(/^[a-zA-Z]/u);
      if (lines.ipv4.length > 0) expect(modules.ipv4.length, id).toBeGreaterThan(0);
      for (const { option } of [...modules.ipv4, ...modules.ipv6]) expect(option, id).toMatch(/^CONFIG_/u);
    }
  });
});
