import { type ProxyMode, proxyModes } from '../config/plan.ts';
import { catalog } from '../catalog/requirements/catalog.ts';
import { components, type NodeRequirement } from '../catalog/requirements/requirement.ts';
import type { Check } from '../checks/check.ts';
import { defaultRelease } from '../config/releases.ts';
import type { CheckSummary, Explanation } from '../findings/explanation.ts';
import type { RequirementLine, RequirementList } from '../findings/requirement-list.ts';
import { checkExplanation, checkList, knowledgeOf } from './explain.ts';
import { requirementLine } from './requirement-line.ts';
import { requirementList } from './requirement-list.ts';

/** Everything that the page of all checks shows. */
export function explainedChecks(
  checks: readonly Check[],
  entries: readonly NodeRequirement[] = catalog,
): readonly { readonly summary: CheckSummary; readonly explanation: Explanation }[] {
  const knowledge = knowledgeOf(checks, entries);
  return checkList(knowledge).checks.flatMap((summary) =>
    checks
      .filter(({ name }) => name === summary.name)
      .map((check) => ({ summary, explanation: checkExplanation(check, knowledge) })),
  );
}

/** Everything that the page of requirements shows, by component; kube-proxy by mode. */
export function requirementParts(
  entries: readonly NodeRequirement[] = catalog,
): readonly { readonly title: string; readonly lines: readonly RequirementLine[] }[] {
  return components.flatMap((component) => {
    const own = entries.filter((entry) => entry.component === component);
    if (component !== 'kube-proxy') return [{ title: component, lines: own.map(requirementLine) }];
    const shared = own.filter(({ modes }) => modes === undefined);
    const ofMode = (mode: ProxyMode) => own.filter((entry) => entry.modes?.includes(mode));
    return [
      { title: 'kube-proxy, in every mode', lines: shared.map(requirementLine) },
      ...proxyModes.map((mode) => ({
        title: `kube-proxy in ${mode} mode`,
        lines: ofMode(mode).map(requirementLine),
      })),
    ];
  });
}

/** One list a mode, for packages and notes. */
export function modeLists(
  entries: readonly NodeRequirement[] = catalog,
): readonly { readonly title: string; readonly list: RequirementList }[] {
  return proxyModes.map((mode) => ({
    title: `kube-proxy in ${mode} mode, Kubernetes ${defaultRelease}`,
    list: requirementList(
      {
        mode,
        place: 'pod',
        release: defaultRelease,
        families: ['ipv4', 'ipv6'],
        cnis: [],
        components: [],
      },
      entries,
    ),
  }));
}
