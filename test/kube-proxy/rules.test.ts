import { describe, expect, it } from 'vitest';
import { featuresOf } from '../../src/catalog/features/features-of.ts';
import type { ProxyMode } from '../../src/config/plan.ts';
import { kindsOf } from './kinds-of-rules.ts';
import { planFor } from './plan-for.ts';
import { probedBy, probeScripts } from './probed.ts';
import { recordings } from './recorded.ts';
import { settings } from './settings.ts';
import { plain, type Script, type Setting } from './written/script.ts';
import { scriptsOf } from './written/scripts-of.ts';

const modes = ['nftables', 'iptables', 'ipvs'] as const;
const families = ['ipv4', 'ipv6'] as const;
const sides = modes.flatMap((mode) => families.map((family) => ({ mode, family })));

describe('kindsOf', () => {
  it.each([
    ['nft -f -', 'add rule ip kube-proxy services jhash ip saddr mod 2 vmap { 0 : drop }', 'word jhash'],
    ['nft -f -', 'add rule ip6 kube-proxy services ip6 daddr fd00::1 fib saddr type local', 'fib saddr'],
    ['nft -f -', 'add chain ip kube-proxy a { type nat hook output priority -100 ; }', 'chain nat output'],
    ['iptables-restore', '-A KUBE-A -m quota --quota 10 -j TRACE', 'match quota'],
    ['iptables-restore', '-A KUBE-A -m quota --quota 10 -j TRACE', 'target TRACE'],
    ['iptables-restore', '-A KUBE-A -m quota --quota 10 -j TRACE', 'flag --quota'],
    ['ip6tables-restore', '*raw', 'table raw'],
    ['ipset create A hash:net family inet', '', 'ipset hash:net'],
  ])('%s: %s has %s', (command, stdin, kind) => {
    const [tool = '', ...rest] = command.split(' ');
    expect([...kindsOf([{ argv: [tool, ...rest], stdin }])]).toContain(kind);
  });

  it('leaves names, addresses and numbers out', () => {
    const line =
      'add element ip6 kube-proxy service-ips { fd00:10:96::10 . tcp . 80 : goto service-A/b/tcp/c }';
    expect([...kindsOf([{ argv: ['nft', '-f', '-'], stdin: line }])]).toEqual([
      'element goto',
      'goto',
      'word add',
      'word element',
      'word tcp',
      'word goto',
    ]);
  });
});

describe('the recordings of scripts/record-kube-proxy.ts', () => {
  it('are of kinds that the probe proves, and of which written/ has each', () => {
    for (const [name, { mode, scripts }] of recordings()) {
      const proven = kindsOf(families.flatMap((family) => probeScripts(mode, family)));
      const written = kindsOf(
        families.flatMap((family) =>
          Object.values(settings).flatMap((setting) => scriptsOf(mode, family, setting)),
        ),
      );
      const recorded = [...kindsOf(scripts)];
      expect(
        recorded.filter((kind) => !proven.has(kind)),
        name,
      ).toEqual([]);
      expect(
        recorded.filter((kind) => !written.has(kind)),
        name,
      ).toEqual([]);
    }
  });
});

describe.each(sides)('the rules of $mode mode ($family)', ({ mode, family }) => {
  it.each(Object.entries(settings))('are of kinds that the probe proves: %s', (_, setting) => {
    const proven = kindsOf(probeScripts(mode, family));
    const written = [...kindsOf(scriptsOf(mode, family, setting))];
    expect(written.length).toBeGreaterThan(10);
    expect(written.filter((kind) => !proven.has(kind))).toEqual([]);
  });

  it('hold all that a plan is refused for', () => {
    const setting = { ...plain, counters: true };
    const written = kindsOf(scriptsOf(mode, family, setting));
    const plan = planFor(mode, setting);
    const demanded = featuresOf(mode).filter(
      (feature) => feature.use(plan, family) === 'yes' && !ofOlderReleases.has(feature.id),
    );
    const idle = demanded.filter((feature) => {
      return thingsOf(probedBy(mode, family, feature)).some((kind) => !written.has(kind));
    });
    expect(idle.map(({ id }) => id)).toEqual([]);
  });

  it('of every setting use what the probe knows, and some use each part of it', () => {
    const written = new Set(
      Object.values(settings).flatMap((setting) => [...kindsOf(scriptsOf(mode, family, setting))]),
    );
    const never = featuresOf(mode).filter((feature) =>
      thingsOf(probedBy(mode, family, feature)).some((kind) => !written.has(kind)),
    );
    expect(never.map(({ id }) => id)).toEqual(neverWritten[mode]);
  });

  it.each(Object.entries(settings))('ask only for what the plan says is used: %s', (_, setting) => {
    const plan = planFor(mode, setting);
    const written = kindsOf(scriptsOf(mode, family, setting));
    const common = kindsOf(scriptsOf(mode, family, { ...setting, kinds: [] }));
    const wrong = featuresOf(mode).filter((feature) => {
      const own = ownKinds(mode, family, feature.id);
      const use = feature.use(plan, family);
      if (own.some((kind) => common.has(kind))) return use !== 'yes' && use !== 'optional';
      if (own.some((kind) => written.has(kind)))
        return use === 'optional' || (use === 'no' && !rare.has(feature.id));
      return use === 'yes' && own.length > 0 && !isExcused(feature.id, setting);
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

/** Without the words and flags they are written with: those come and go with their match. */
function thingsOf(scripts: readonly Script[]): readonly string[] {
  return [...kindsOf(scripts)].filter((kind) => !/^(?:word|flag) /u.test(kind));
}

/** What no other feature of the probe brings. */
function ownKinds(mode: ProxyMode, family: 'ipv4' | 'ipv6', id: string): readonly string[] {
  const features = featuresOf(mode);
  const feature = features.find((one) => one.id === id);
  if (feature === undefined) return [];
  const others = kindsOf(
    features.filter((one) => one !== feature).flatMap((one) => probedBy(mode, family, one)),
  );
  return thingsOf(probedBy(mode, family, feature)).filter((kind) => !others.has(kind));
}

/** An address compared is nf_tables itself: no kernel lacks it alone. Counters are asked for where a kernel has them. */
function isExcused(id: string, { counters }: Setting): boolean {
  return ofOlderReleases.has(id) || id === 'nft.local-cidr' || (id === 'xt.nfacct' && !counters);
}

/** Of few clusters: their want is told, and no more. */
const rare = new Set(['nft.dnat-sctp', 'xt.sctp', 'xt.physdev', 'nft.fib-saddr-local']);

/** Before 1.36 each Service had them; now those with session affinity have. The modules are those of `dnat … map`. */
const ofOlderReleases = new Set(['nft.dnat', 'nft.numgen']);

/** Proven, and not in these rules: kept for other releases of kube-proxy, or only labels. */
const neverWritten: Readonly<Record<ProxyMode, readonly string[]>> = {
  nftables: [],
  // Only by the canary, which may fail.
  iptables: ['xt.table-mangle'],
  ipvs: [],
};
