import { knownModules } from '../../catalog/known-names.ts';
import type { Demand } from '../../config/own-files/requirement.ts';
import type { Facts } from '../../probes/facts.ts';
import { moduleFile, moduleFix } from './custom-steps.ts';
import { type JudgedDemand, judgedFor, notTold } from './judged-demand.ts';
import { meantName } from './meant-name.ts';

export function judgeModule(
  { module, state: wanted }: Extract<Demand, { kind: 'module' }>,
  { custom }: Facts,
): JudgedDemand {
  const isLoading = wanted === 'loaded';
  const judged = judgedFor({
    what: `the kernel module ${module}`,
    need: isLoading ? `${module} is loaded or built in` : `${module} is built in, or can be loaded`,
    now: [`modprobe ${module}`],
    persistent: isLoading ? [`echo ${module} > ${moduleFile(module)}`] : [],
    verify: isLoading ? [`test -d /sys/module/${module.replaceAll('-', '_')}`] : [`modinfo ${module}`],
  });
  if (custom?.known !== true) return notTold(judged, custom);
  const fact = custom.value.modules[module];
  if (fact === undefined) return notTold(judged, undefined);
  const { source = '', blockedBy = '' } = fact;
  const evidence = [{ source, excerpt: blockedBy === '' ? `${module}: ${fact.state}` : blockedBy }];
  const near = meantName(module, knownModules());
  switch (fact.state) {
    case 'loaded':
      return judged({ outcome: 'met', state: 'is loaded', evidence });
    case 'built-in':
      return judged({ outcome: 'met', state: 'is built into the kernel', evidence });
    case 'on-disk':
      return judged({
        outcome: isLoading ? 'unsuitable' : 'met',
        state: 'is on disk, and not loaded',
        evidence,
        fix: moduleFix(module),
      });
    case 'blacklisted':
      return judged({ outcome: 'unsuitable', state: 'is on disk, but blacklisted', evidence });
    case 'absent':
      return judged({
        outcome: 'missing',
        state: 'is not there',
        evidence,
        now: [],
        persistent: [],
        ...near,
      });
    default:
      break;
  }
  // Without its modules on disk, what is not loaded now is certain, and what could be is not.
  if (isLoading && fact.state === 'no-module-tree')
    return judged({ outcome: 'unsuitable', state: 'is not loaded', evidence, ...near });
  return judged({
    outcome: 'not-told',
    state: 'could not be found',
    have: `the modules of this kernel cannot be seen at ${source}`,
    evidence,
    ...near,
  });
}
