import type { Stance } from '../../src/checks/check.ts';
import { isAtLeast } from '../../src/catalog/release.ts';
import { checks } from '../../src/checks/registry.ts';
import { redact } from '../../src/config/redact.ts';
import type { Plan } from '../../src/config/plan.ts';
import { collect } from '../../src/engine/collect.ts';
import { judge } from '../../src/engine/judge.ts';
import { surveyOf } from '../../src/engine/survey.ts';
import type { Verdict } from '../../src/findings/finding.ts';
import { createFolder } from '../../src/logs/fold.ts';
import { settle } from '../../src/logs/settle.ts';
import type { Facts } from '../../src/probes/facts.ts';
import { probes } from '../../src/probes/registry.ts';
import { cluster, proxy, readPlan } from '../config/read-plan.ts';
import { fakeHost } from '../fakes/fake-host.ts';
import type { FieldCase, PlanSpec } from './field-case.ts';
import { nodeOf } from './node-of.ts';

/** The worst that was said, and all that said it. `refused`: the configuration itself. */
export interface Said {
  readonly verdict: Verdict;
  /** `ProxyKernel-ipvs kernel.expression-missing`; of what passes: nothing. */
  readonly by: readonly string[];
}

/** Whose judgement: ours, or that of a kubeadm release by its own policy. */
export type Judge = 'ours' | { readonly kubeadm: string };

const ours: Stance = {
  policy: 'mode-aware',
  hostTools: 'required',
  kubeProxy: 'pod',
  strict: false,
  readOnly: false,
};

/** Said of every node in that mode or without a mode: it proves nothing. */
const beside = new Set(['mode.ipvs-deprecated', 'mode.default-will-change', 'mode.unset']);

const order: readonly Verdict[] = ['fail', 'warn', 'unknown', 'info', 'pass'];

/** What the judge says of the node of a report, by the same engine and the same facts. */
export async function judgeCase(one: FieldCase, judgedBy: Judge = 'ours'): Promise<Said> {
  const release = judgedBy === 'ours' ? undefined : judgedBy.kubeadm;
  const planned = await planOfCase(one.plan ?? {}, release);
  if (!planned.ok) {
    return { verdict: 'fail', by: planned.errors.map(({ code }) => `refused ${code}`) };
  }
  // GetHostname of k8s.io/component-helpers: kubeadm ends before its checks.
  if (release !== undefined && planned.plan.nodeName.value === '') {
    return { verdict: 'fail', by: ['refused empty hostname'] };
  }
  const stance: Stance =
    release === undefined
      ? { ...ours, ...one.stance }
      : { ...ours, policy: 'kubeadm', kubeadmVersion: release };
  const facts = await factsOfCase(one, planned.plan, stance);
  if (release === undefined && one.logs !== undefined) return judgeLogs(one.logs, facts);
  const findings = judge(checks, { plan: planned.plan, facts, stance });
  return worstOf(
    findings
      .filter(({ code }) => !beside.has(code))
      .map(({ verdict, check, code }) => ({ verdict, by: `${check} ${code}` })),
  );
}

/** A kubeadm plans its own release. */
function planOfCase(spec: PlanSpec, kubeadm: string | undefined): ReturnType<typeof readPlan> {
  const { mode, version, action = 'init', flags = {}, hostName = 'cp-1' } = spec;
  const release = kubeadm ?? version ?? 'v1.36.2';
  const isNew = action === 'init';
  // A node in use has its mode from its cluster.
  const live = isNew || mode === undefined ? {} : { proxyMode: mode };
  return readPlan(isNew ? filesOf(spec, release) : {}, {
    action,
    ...(action === 'upgrade' ? { phase: 'upgrade node' } : {}),
    flags: { ...live, ...flags, kubernetesVersion: release },
    host: { hostName, addresses: ['10.0.0.1'], defaultAddress: '10.0.0.1' },
  });
}

function filesOf({ mode, proxy: lines = '', documents = [], manifest }: PlanSpec, release: string) {
  const ofMode = mode === undefined ? '' : `mode: ${mode}\n`;
  const own = ofMode === '' && lines === '' ? [] : [`${proxy}${ofMode}${lines}`];
  const given = [...own, ...documents];
  const isComplete = given.some((text) => /^kind: (?:Cluster|Init)Configuration$/mu.test(text));
  const all = isComplete ? given : [cluster, ...given];
  const text = all.join('---\n');
  return {
    // v1beta4 came with 1.31.
    'kubeadm.yaml': isAtLeast(release, '1.31') ? text : text.replaceAll('v1beta4', 'v1beta3'),
    ...(manifest === undefined ? {} : { 'cni.yaml': manifest }),
  };
}

async function factsOfCase(one: FieldCase, plan: Plan, stance: Stance): Promise<Facts> {
  const facts = nodeOf(plan, one.node);
  if (one.host === undefined) return facts;
  const { probes: names, ...options } = one.host;
  const { facts: seen } = await collect(fakeHost(options), probes, names, surveyOf(plan, stance));
  return { ...facts, ...seen };
}

/** As `kube-preflight logs` does: what a line hides is joined with the facts. */
function judgeLogs(lines: readonly string[], facts: Facts): Said {
  const folder = createFolder(redact);
  for (const line of lines) folder.add(line);
  const folds = folder.groups().map((fold) => settle(fold, facts));
  return worstOf(
    folds.map(({ id, kind, needsAction }) => ({
      verdict: needsAction ? 'fail' : kind === 'unclassified' ? 'unknown' : 'info',
      by: `logs ${id}`,
    })),
  );
}

function worstOf(all: readonly { readonly verdict: Verdict; readonly by: string }[]): Said {
  const verdict = order.find((one) => all.some((given) => given.verdict === one)) ?? 'pass';
  const by = verdict === 'pass' ? [] : all.filter((one) => one.verdict === verdict).map((one) => one.by);
  return { verdict, by: [...new Set(by)] };
}
