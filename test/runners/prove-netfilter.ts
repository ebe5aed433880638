/**
 * Prints the facts of the probe `netfilter` for this host as JSON. A program of its own, so that
 * tests can kill it, and run it as another user or with other tools.
 * Arguments: modes; `--variant=…`; `--read-only`; `--family=ipv4`.
 */
import type { Family, ProxyMode } from '../../src/config/plan.ts';
import { createLinuxHost } from '../../src/host/linux-host.ts';
import { netfilterProbe } from '../../src/probes/netfilter/probe.ts';
import type { Survey } from '../../src/probes/probe.ts';
import { quietSurvey } from '../fakes/quiet-survey.ts';

const words = new Set(process.argv.slice(2));
const allModes: readonly ProxyMode[] = ['nftables', 'iptables', 'ipvs'];
const allFamilies: readonly Family[] = ['ipv4', 'ipv6'];
const variants: readonly Survey['variant'][] = ['in-force', 'legacy', 'nft', 'both'];
const modes = allModes.filter((mode) => words.has(mode));
const families = allFamilies.filter((family) => words.has(`--family=${family}`));

const facts = await netfilterProbe.run(createLinuxHost(), {
  ...quietSurvey,
  modes: modes.length === 0 ? allModes : modes,
  families: families.length === 0 ? allFamilies : families,
  variant: variants.find((variant) => words.has(`--variant=${variant}`)) ?? 'in-force',
  readOnly: words.has('--read-only'),
  ipvsScheduler: 'rr',
  masqueradeBit: 14,
  tools: [],
});
process.stdout.write(`${JSON.stringify(facts, undefined, 2)}\n`);
