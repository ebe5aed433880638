import { knowledgeOf, mainOf } from '../../catalog/cni-plugins.ts';
import type { Finding } from '../../findings/finding.ts';
import type { CheckInput } from '../check.ts';
import { plannedEvidence } from '../finding-of.ts';
import { cniFinding } from './cni-finding.ts';
import { configEvidence, configInForce, pluginsOf } from './cni-in-use.ts';

/** The files of /etc/cni/net.d: whether a runtime can take the first, and whether that is the planned one. */
export function judgeConfig({ plan, facts }: CheckInput): readonly Finding[] {
  const configs = facts.cni?.known === true ? facts.cni.value.configs : [];
  const [first, ...others] = configs;
  if (first?.state === 'invalid') {
    const { file, detail } = first;
    const next = others.find(({ state }) => state === 'valid');
    return [
      cniFinding({
        of: 'config',
        code: 'cni.config-invalid',
        verdict: 'warn',
        subject: file,
        args: { file, detail, next: next?.file ?? '' },
        evidence: [{ source: file, excerpt: detail }],
        neededBy: ['container runtime'],
      }),
    ];
  }
  return judgeLeftover({ plan, facts });
}

/** The file of another plugin that sorts before the one the planned plugin writes stays in force. */
function judgeLeftover({ plan, facts }: Pick<CheckInput, 'plan' | 'facts'>): readonly Finding[] {
  const config = configInForce(facts);
  const planned = mainOf(plan.cni.plugins.value);
  if (config === undefined || planned === undefined) return [];
  const there = mainOf(pluginsOf(config));
  const { title, file: own, exclusive } = knowledgeOf(planned);
  // In Canal both Calico and flannel are planned, and the file is that of one of them.
  if (there === undefined || plan.cni.plugins.value.includes(there)) return [];
  // Plugins of the CNI project, and what is not known, may be a part of what the planned one sets up.
  if (own === '' || exclusive === true || nameOf(config.file) > own) return [];
  return [
    cniFinding({
      of: 'config',
      code: 'cni.other-in-force',
      verdict: 'warn',
      subject: config.file,
      args: { file: config.file, there: knowledgeOf(there).title, planned: title, own },
      evidence: [configEvidence(config), plannedEvidence(plan.cni.plugins)],
      neededBy: ['container runtime'],
    }),
  ];
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
