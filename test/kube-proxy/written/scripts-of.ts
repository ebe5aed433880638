import type { Family, ProxyMode } from '../../../src/config/plan.ts';
import { iptablesScripts } from './iptables.ts';
import { ipvsScripts } from './ipvs.ts';
import { nftablesScripts } from './nftables.ts';
import type { Script, Setting } from './script.ts';

const makers = { nftables: nftablesScripts, iptables: iptablesScripts, ipvs: ipvsScripts } as const;

/** What kube-proxy 1.36 runs to set a mode up for one family. */
export function scriptsOf(mode: ProxyMode, family: Family, setting: Setting): readonly Script[] {
  return makers[mode](family, setting);
}

/** Lines for a shell that run the programs one after the other, and end with the first that fails. */
export function shellOf(scripts: readonly Script[]): string {
  const lines = scripts.map(({ argv, stdin, mayFail = false }) => {
    const words = argv.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    const rest = mayFail ? '>/dev/null 2>&1 || true' : '>/dev/null';
    return stdin === undefined ? `${words} </dev/null ${rest}` : `${words} <<'END' ${rest}\n${stdin}END`;
  });
  return `set -e\n${lines.join('\n')}\n`;
}
