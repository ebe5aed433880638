import type { Feature } from '../../src/catalog/features/feature.ts';
import { featuresOf } from '../../src/catalog/features/features-of.ts';
import { restoreText } from '../../src/catalog/features/iptables.ts';
import type { Family, ProxyMode } from '../../src/config/plan.ts';
import type { Script } from './written/script.ts';

/** What the probe has no rule for, and tells in another way. */
const otherwise: Readonly<Record<string, Script>> = {
  'xt.set': { argv: ['iptables', '-m', 'set', '--match-set', 'KUBE-HASH-IP', 'dst'] },
  'xt.physdev': { argv: ['iptables', '-m', 'physdev', '!', '--physdev-is-in'] },
};

/** One feature of the probe as a script, so that both sides are read by the same reader. */
export function probedBy(mode: ProxyMode, family: Family, feature: Feature): readonly Script[] {
  const lines = feature.lines[family];
  const other = otherwise[feature.id];
  if (other !== undefined) return [other];
  if (lines.length === 0) return [];
  if (mode === 'nftables') return [{ argv: ['nft', '-f', '-'], stdin: `${lines.join('\n')}\n` }];
  if (feature.id.startsWith('ipset.')) {
    return lines.map((line): Script => ({ argv: ['ipset', ...line.split(' ')] }));
  }
  return [{ argv: ['iptables-restore'], stdin: restoreText(lines) }];
}

/** All that the probe asks of a mode. */
export function probeScripts(mode: ProxyMode, family: Family): readonly Script[] {
  return featuresOf(mode).flatMap((feature) => probedBy(mode, family, feature));
}
