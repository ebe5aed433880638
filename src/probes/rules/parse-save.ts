import type { SavedChain, SavedRules } from './facts.ts';

/**
 * The output of iptables-save, of either variant. iptables-nft says of a table with native nft rules only
 * that it is incompatible, on either stream.
 */
export function parseSave(stdout: string, stderr = ''): SavedRules {
  const chains: SavedChain[] = [];
  const rulesByTable: Record<string, number> = {};
  let table = '';
  for (const line of stdout.split('\n')) {
    if (line.startsWith('*')) table = line.slice(1).trim();
    else if (line.startsWith(':')) {
      const [name = '', policy = '-'] = line.slice(1).split(' ');
      chains.push({ table, name, ...(policy === '-' ? {} : { policy }) });
    } else if (line.startsWith('-')) rulesByTable[table] = (rulesByTable[table] ?? 0) + 1;
  }
  const said = `${stdout}\n${stderr}`.matchAll(/[Tt]able [`']([^`']+)['`] is incompatible/gu);
  return {
    chains,
    rules: Object.values(rulesByTable).reduce((sum, count) => sum + count, 0),
    rulesByTable,
    incompatible: [...new Set([...said].map(([, name = '']) => name))],
  };
}
