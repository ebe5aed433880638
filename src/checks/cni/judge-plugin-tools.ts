import { isAtLeast } from '../../catalog/release.ts';
import { packageFor } from '../../catalog/packages.ts';
import { cniRequirements } from '../../catalog/requirements/cni.ts';
import { isUnitOn } from '../../catalog/unit-on.ts';
import type { ProxyMode } from '../../config/plan.ts';
import type { Args, Finding } from '../../findings/finding.ts';
import type { CniPlugin } from '../../probes/cni/facts.ts';
import type { Facts } from '../../probes/facts.ts';
import type { CheckInput } from '../check.ts';
import { cniFinding } from './cni-finding.ts';
import { configEvidence, configInForce } from './cni-in-use.ts';

type Tool = 'iptables' | 'nft';

/** From this release on portmap, bridge and ptp choose nftables where there is no iptables (plugins#935). */
const choosesSince = '1.6.0';

/** Plugins of the CNI project run on the host, with its tools. */
export function judgePluginTools({ plan, facts, stance }: CheckInput): readonly Finding[] {
  const config = configInForce(facts);
  if (config === undefined || stance.policy === 'documented' || facts.tools?.known !== true) return [];
  // What the mode itself demands is said by FileExisting.
  const demanded = demandedBy(plan.proxyMode.value);
  return config.plugins.flatMap((plugin) => {
    const tool = missingTool(plugin, facts);
    if (tool === undefined || tool === demanded) return [];
    const entry = entryOf(plugin.type, tool);
    return [
      cniFinding({
        of: 'tools',
        code: 'cni.tool-absent',
        verdict: 'warn',
        subject: `${plugin.type}: ${tool}`,
        args: {
          tool,
          plugin: plugin.type,
          backend: plugin.backend ?? '',
          version: versionOf(plugin, facts),
          purpose: entry?.purpose ?? '',
          without: (entry?.without ?? '').replace(/, unless .*$/u, ''),
          ...installArgs(tool, facts),
        },
        evidence: [configEvidence(config)],
        neededBy: [`CNI plugin ${plugin.type}`],
      }),
    ];
  });
}

function demandedBy(mode: ProxyMode | 'none'): Tool | undefined {
  if (mode === 'none') return undefined;
  return mode === 'nftables' ? 'nft' : 'iptables';
}

/** The tool that this plugin will run, where the host has it not. */
function missingTool(plugin: CniPlugin, facts: Facts): Tool | undefined {
  const lacks = (tool: Tool): Tool | undefined => (isAbsent(tool, facts) ? tool : undefined);
  const { type, backend, ipMasq, iptablesOnly } = plugin;
  const masquerades = (type === 'bridge' || type === 'ptp') && ipMasq === true;
  if (type === 'firewall') {
    const firewalld = facts.services?.known === true ? facts.services.value.units['firewalld'] : undefined;
    const isOwn = backend === 'iptables' || (backend === undefined && facts.services?.known === true);
    return isOwn && !(backend === undefined && isUnitOn(firewalld)) ? lacks('iptables') : undefined;
  }
  if (type !== 'portmap' && !masquerades) return undefined;
  if (backend === 'nftables') return lacks('nft');
  if (backend === 'iptables' || iptablesOnly === true) return lacks('iptables');
  if (backend !== undefined || !isAbsent('iptables', facts)) return undefined;
  if (isAbsent('nft', facts)) return 'iptables';
  // A plugin that does not tell its version is given the benefit of the doubt.
  const version = versionOf(plugin, facts);
  return version !== '' && !isAtLeast(version, choosesSince) ? 'iptables' : undefined;
}

function isAbsent(tool: Tool, { tools }: Facts): boolean {
  return tools?.known === true && tools.value.byName[tool]?.state === 'absent';
}

function versionOf({ type }: CniPlugin, { cni }: Facts): string {
  return (cni?.known === true ? cni.value.versions[type] : undefined) ?? '';
}

/** What the catalogue says of it; ptp masquerades as bridge does. */
function entryOf(type: string, tool: Tool): (typeof cniRequirements)[number] | undefined {
  const component = type === 'ptp' ? 'bridge' : type;
  return cniRequirements.find(
    (one) => one.component === component && one.kind === 'tool' && one.name === tool,
  );
}

function installArgs(tool: Tool, { os }: Facts): Args {
  const answer = packageFor(tool, os?.known === true ? os.value : undefined);
  return answer.ships ? { install: answer.install, note: answer.note } : { install: '', note: answer.why };
}
