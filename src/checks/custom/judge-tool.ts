import { knownTools } from '../../catalog/known-names.ts';
import { installNamed } from '../../catalog/packages.ts';
import { isAtLeast } from '../../catalog/release.ts';
import type { Demand } from '../../config/own-files/requirement.ts';
import type { Facts } from '../../probes/facts.ts';
import { packageFix } from './custom-steps.ts';
import { type JudgedDemand, judgedFor, notTold } from './judged-demand.ts';
import { meantName } from './meant-name.ts';

export function judgeTool(
  { tool, minimum, versionArgument, packages = {} }: Extract<Demand, { kind: 'tool' }>,
  facts: Facts,
): JudgedDemand {
  const { tools, privilege } = facts;
  const need = minimum === '' ? `${tool} works` : `${tool} is at least ${minimum}`;
  const verify = [minimum === '' ? `command -v ${tool}` : `${tool} ${versionArgument}`];
  const judged = judgedFor({ what: tool, need, verify });
  if (tools?.known !== true) return notTold(judged, tools);
  const fact = tools.value.byName[tool];
  if (fact === undefined) return notTold(judged, undefined);
  const { path = '', detail = '' } = fact;
  if (fact.state === 'absent') {
    const evidence = [{ source: 'search path', excerpt: tools.value.searched.join(':') }];
    return judged({
      outcome: 'missing',
      state: 'is not installed',
      have: 'not on the search path',
      evidence,
      ...meantName(tool, knownTools()),
      ...installing(tool, packages, facts),
    });
  }
  const evidence = [{ source: path === '' ? 'search path' : path, excerpt: detail }];
  const isRoot = privilege?.known === true && privilege.value.uid === 0;
  const isHidden = fact.state === 'unknown' || (fact.fault === 'no-privilege' && !isRoot);
  if (isHidden) return judged({ outcome: 'not-told', state: 'may not be run', have: detail, evidence });
  if (fact.state === 'faulty')
    return judged({ outcome: 'unsuitable', state: 'is there but does not work', have: detail, evidence });
  if (minimum === '') return judged({ outcome: 'met', state: 'is there', evidence: [{ source: path }] });
  const { custom } = facts;
  const answer = custom?.known === true ? custom.value.versions[tool] : undefined;
  if (answer === undefined) return notTold(judged, custom?.known === false ? custom : undefined);
  const said = [{ source: answer.command, excerpt: answer.detail }];
  if (answer.version === undefined)
    return judged({ outcome: 'not-told', state: 'tells no version', have: answer.detail, evidence: said });
  const isEnough = isAtLeast(answer.version, minimum);
  const state = isEnough ? `is ${answer.version}` : `is ${answer.version}, older than ${minimum}`;
  return judged({
    outcome: isEnough ? 'met' : 'unsuitable',
    state,
    have: `${tool} ${answer.version}`,
    evidence: said,
  });
}

/** What the file names for this system; without it nobody knows which package brings the tool. */
function installing(
  tool: string,
  packages: Readonly<Record<string, string>>,
  { os }: Facts,
): Pick<JudgedDemand, 'now' | 'fix'> {
  const install = installNamed(packages, os?.known === true ? os.value : undefined);
  return install === undefined ? { now: [] } : { now: [install], fix: packageFix(tool, install) };
}
