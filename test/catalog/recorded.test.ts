import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { featuresOf } from '../../src/catalog/features/features-of.ts';
import { restoreText } from '../../src/catalog/features/iptables.ts';
import { requirementsOf } from '../../src/catalog/requirements/catalog.ts';
import { notesFor } from '../../src/catalog/requirements/notes.ts';
import type { Situation } from '../../src/catalog/requirements/requirement.ts';
import { type Family, type Plan, type ProxyMode, proxyModes } from '../../src/config/plan.ts';
import { byDefault, planOf } from '../builders/plan.ts';

/** What the catalogue holds, written out to be read in review; `vitest run test/catalog --update` records it anew. */
function recorded(name: string): string {
  return fileURLToPath(new URL(`recorded/${name}`, import.meta.url));
}

const families: readonly Family[] = ['ipv4', 'ipv6'];

describe.each(proxyModes)('the features of %s mode', (mode) => {
  it('are those that are recorded, with their rules and modules', async () => {
    const told = featuresOf(mode, 'sh').map(({ id, token, purpose, lines, needs, modules, source }) => ({
      [id]: JSON.parse(JSON.stringify({ token, purpose, lines, needs, modules, source })),
    }));
    await expect(stringify(told, { lineWidth: 0, aliasDuplicateObjects: false })).toMatchFileSnapshot(
      recorded(`features-${mode}.yaml`),
    );
  });
});

/** Plans that ask for other features than the usual one. */
const plans: Readonly<Record<string, Plan>> = {
  usual: planOf({ ip: families }),
  'v1.30': planOf({ ip: families, version: 'v1.30.4' }),
  'every address': planOf({
    ip: families,
    kubeProxy: { nodePortAddresses: byDefault(['0.0.0.0/0', '::/0']) },
  }),
  'addresses of IPv4': planOf({ ip: families, kubeProxy: { nodePortAddresses: byDefault(['10.0.0.0/8']) } }),
  primary: planOf({ ip: families, kubeProxy: { nodePortAddresses: byDefault(['primary']) } }),
  'a bridge': planOf({ ip: families, kubeProxy: { detectLocalMode: byDefault('BridgeInterface') } }),
  'a prefix': planOf({ ip: families, kubeProxy: { detectLocalMode: byDefault('InterfaceNamePrefix') } }),
  liberal: planOf({ ip: families, kubeProxy: { conntrackTcpBeLiberal: byDefault(true) } }),
};

const usesOf = (mode: ProxyMode, plan: Plan, family: Family) =>
  Object.fromEntries(featuresOf(mode).map(({ id, use }) => [id, use(plan, family)]));

describe('what plans use of the features', () => {
  it.each(proxyModes)('is what is recorded, in %s mode', async (mode) => {
    const usual = Object.fromEntries(
      families.map((family) => [family, usesOf(mode, planOf({ ip: families }), family)] as const),
    );
    const told = Object.entries(plans).map(([name, plan]) => {
      const differing = families.map((family) => {
        const uses = Object.entries(usesOf(mode, plan, family));
        const kept = name === 'usual' ? uses : uses.filter(([id, use]) => usual[family]?.[id] !== use);
        return [family, Object.fromEntries(kept)] as const;
      });
      return [name, Object.fromEntries(differing)] as const;
    });
    await expect(stringify(Object.fromEntries(told))).toMatchFileSnapshot(recorded(`uses-${mode}.yaml`));
  });
});

describe('restoreText', () => {
  it('writes a block a table, its chains before its rules', () => {
    const lines = [
      'nat -A POSTROUTING -j K',
      'filter :F',
      'nat :K',
      'nat -A K -j RETURN',
      'filter -A F -j DROP',
    ];
    expect(restoreText(lines)).toBe(
      '*nat\n:K - [0:0]\n-A POSTROUTING -j K\n-A K -j RETURN\nCOMMIT\n*filter\n:F - [0:0]\n-A F -j DROP\nCOMMIT\n',
    );
  });
});

const namesIn = (situation: Situation) =>
  requirementsOf(situation).map(({ id, severity }) => `${id} ${severity}`);

describe('the requirements of a node', () => {
  const situations = ['1.28', '1.32', '1.36', '1.40', '1.43'].flatMap((release) =>
    [...proxyModes, 'none' as const].flatMap((mode) =>
      (['pod', 'host'] as const).map((place): Situation => ({
        mode,
        place,
        release,
        families,
        cnis: ['calico', 'flannel'],
      })),
    ),
  );

  it('are those that are recorded: all of 1.36, and what comes and goes in other releases', async () => {
    const told = situations.map((situation) => {
      const { release, mode, place } = situation;
      const names = namesIn(situation);
      const usual = release === '1.36' ? [] : namesIn({ ...situation, release: '1.36' });
      const changes = [
        ...names.filter((name) => !usual.includes(name)).map((name) => `+ ${name}`),
        ...usual.filter((name) => !names.includes(name)).map((name) => `- ${name}`),
      ];
      return [`${release} ${mode}, kube-proxy in the ${place}`, changes] as const;
    });
    await expect(stringify(Object.fromEntries(told))).toMatchFileSnapshot(recorded('requirements.yaml'));
  });

  it('come with the notes that are recorded', async () => {
    const told = situations.map((situation) => {
      const { release, mode, place } = situation;
      return [`${release} ${mode}, kube-proxy in the ${place}`, notesFor(situation)] as const;
    });
    await expect(
      stringify(Object.fromEntries(told), { lineWidth: 0, aliasDuplicateObjects: false }),
    ).toMatchFileSnapshot(recorded('notes.yaml'));
  });
});
