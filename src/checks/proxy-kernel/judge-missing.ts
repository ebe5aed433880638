import type { ProxyMode } from '../../config/plan.ts';
import type { Use } from '../../catalog/features/feature.ts';
import { featuresOf } from '../../catalog/features/features-of.ts';
import type { Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { CheckInput } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { explainModules, telling } from './explain-modules.ts';
import { familyWords } from './family-words.ts';
import type { Seen } from './seen-features.ts';

const verdicts: Readonly<Record<Use, Verdict>> = {
  yes: 'fail',
  'some-services': 'warn',
  no: 'info',
  optional: 'info',
};

/**
 * One finding for each expression that is missing by itself, whatever the families; what is missing
 * because something it builds on is, stands below that.
 */
export function judgeMissing(
  input: CheckInput,
  mode: ProxyMode,
  missing: readonly Seen[],
): readonly Finding[] {
  const roots = missing.filter((seen) => rootOf(seen, missing, mode, input) === seen);
  const groups = Map.groupBy(roots, ({ id, token }) => `${id} ${token}`);
  return [...groups.values()].flatMap((group) => {
    const symptoms = missing.filter(
      (seen) => !roots.includes(seen) && group.includes(rootOf(seen, missing, mode, input)),
    );
    const root = rootFinding(input, mode, group, symptoms);
    return root === undefined ? [] : [root, ...symptomFinding(mode, root, symptoms)];
  });
}

/** The first missing thing, in the order of loading, that this one needs in its family. */
function rootOf(seen: Seen, missing: readonly Seen[], mode: ProxyMode, input: CheckInput): Seen {
  const features = featuresOf(mode, input.plan.kubeProxy.ipvsScheduler.value);
  const seenIds = new Set<string>();
  const visit = (id: string): void => {
    if (seenIds.has(id)) return;
    seenIds.add(id);
    for (const need of features.find((one) => one.id === id)?.needs ?? []) visit(need);
  };
  visit(seen.id);
  const siblings = missing.filter(
    ({ family, variant }) => family === seen.family && variant === seen.variant,
  );
  const needed = siblings.find((one) => one !== seen && seenIds.has(one.id));
  return needed === undefined ? seen : rootOf(needed, missing, mode, input);
}

function rootFinding(
  input: CheckInput,
  mode: ProxyMode,
  group: readonly Seen[],
  symptoms: readonly Seen[],
): Finding | undefined {
  const [first] = group;
  if (first === undefined) return undefined;
  const verdict = worst([...group, ...symptoms].map(({ use }) => verdicts[use]));
  const families = familyWords(group.map(({ family }) => family));
  const isTool = first.feature.modules[first.family].length === 0;
  return findingOf(
    { check: `ProxyKernel-${mode}`, group: 'kernel' },
    {
      code: isTool ? 'kernel.tool-test-failed' : 'kernel.expression-missing',
      verdict,
      subject: `${first.token} (${families})`,
      args: {
        feature: first.id,
        expression: first.token,
        families,
        mode,
        purpose: first.feature.purpose,
        use: worstUse(group),
        by: first.by,
        variant: first.variant,
        said: first.detail,
        ...explainModules(input, group),
      },
      evidence: evidenceOf(group),
      neededBy: [`kube-proxy (${mode})`],
    },
  );
}

function worstUse(group: readonly Seen[]): Use {
  const order: readonly Use[] = ['yes', 'some-services', 'optional', 'no'];
  return order.find((use) => group.some((seen) => seen.use === use)) ?? 'no';
}

function worst(given: readonly Verdict[]): Verdict {
  const order: readonly Verdict[] = ['fail', 'warn', 'info'];
  return order.find((verdict) => given.includes(verdict)) ?? 'info';
}

function evidenceOf(group: readonly Seen[]): readonly Evidence[] {
  const seen = group.map(({ by, command, detail, modules }): Evidence => {
    if (by === 'rules') return { source: `in a scratch namespace: ${command}`, excerpt: detail };
    return { source: modules[0]?.source ?? 'modules and kernel configuration', excerpt: detail };
  });
  const modules = group.flatMap(({ modules: found }) => telling(found));
  const read = modules.flatMap(({ module, state, source, option, config }): Evidence[] => {
    if (source === undefined) return [];
    return [
      {
        source,
        excerpt: [module, state, option && config ? `${option}=${config}` : ''].filter(Boolean).join(', '),
      },
    ];
  });
  const all = [...seen, ...read];
  return all.filter(
    (one, index) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === index,
  );
}

function symptomFinding(mode: ProxyMode, root: Finding, symptoms: readonly Seen[]): readonly Finding[] {
  if (symptoms.length === 0) return [];
  const expressions = [...new Set(symptoms.map(({ token }) => token))];
  return [
    findingOf(root, {
      code: 'kernel.depends-on-missing',
      verdict: 'info',
      subject: root.subject,
      args: { mode, expressions, root: root.args['expression'] ?? '' },
      evidence: symptoms.slice(0, 3).map(({ token, detail }) => ({ source: token, excerpt: detail })),
      neededBy: root.neededBy,
      cause: { check: root.check, code: root.code },
    }),
  ];
}
