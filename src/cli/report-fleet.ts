import { checks } from '../checks/registry.ts';
import { suggest } from '../config/suggest.ts';
import type { ClusterIo } from '../config/cluster-io.ts';
import { loadPlan } from '../config/load-plan.ts';
import type { Action, Role } from '../config/plan.ts';
import { rememberIo } from '../config/remember-io.ts';
import { exitCodes, type FailOn } from '../engine/exit-code.ts';
import type { FleetReport } from '../findings/fleet-report.ts';
import { buildReport } from '../fleet/build-report.ts';
import { collectFleet } from '../fleet/collect-fleet.ts';
import type { Snapshot } from '../fleet/differences.ts';
import { createFactTable } from '../fleet/fact-table.ts';
import { type FleetAction, fleetPlans, type PlanSource } from '../fleet/fleet-plans.ts';
import { readOperands } from '../fleet/read-operands.ts';
import { readSnapshots } from '../fleet/read-snapshots.ts';
import type { Expected } from '../fleet/settle-entries.ts';
import { createConfigIo } from '../host/config-io.ts';
import { inputKind } from '../host/input-file.ts';
import type { Context } from './context.ts';
import { UserError } from './errors.ts';
import type { FlagValues } from './flag.ts';
import { stanceOf, variantOf } from './judge-host.ts';
import { lazyReader, showErrors } from './plan-or-exit.ts';
import { planRequest, type Target } from './plan-request.ts';

export type Reported =
  | { readonly ok: true; readonly report: FleetReport }
  | { readonly ok: false; readonly exitCode: number };

/** Reads all that the operands name, judges every node, and sums up. */
export async function reportFleet(
  operands: readonly string[],
  started: number,
  flags: FlagValues,
  context: Context,
): Promise<Reported> {
  const earlierPaths = flags.list('since') ?? [];
  await demandPaths([...operands, ...earlierPaths]);
  const expected = await expectedOf(flags.text('expect'));
  const planned = await fleetPlans(await planSource(flags, context));
  if (!planned.ok) {
    await showErrors(planned.errors, exitCodes.configuration, flags, context);
    return { ok: false, exitCode: exitCodes.configuration };
  }
  const stance = stanceOf(flags);
  const judging = { checks, stance, variant: variantOf(flags.text('variant')), today: context.today() };
  const table = createFactTable();
  const goldenFile = await goldenFrom(flags.text('golden'), table, context);
  const earlier =
    earlierPaths.length === 0
      ? undefined
      : await readSnapshots(readOperands(earlierPaths, context.signal), table, 'earlier snapshot');
  const collected = await collectFleet(readOperands(operands, context.signal), planned.plans, judging, table);
  const golden = goldenFile ?? goldenAmong(flags.text('golden'), collected.entries);
  const report = buildReport(collected, {
    version: context.version,
    head: planned.plans.head,
    policy: stance.policy,
    failOn: failOnOf(flags),
    ...(expected === undefined ? {} : { expected }),
    ...(golden === undefined ? {} : { golden }),
    ...(earlier === undefined ? {} : { earlier: earlier.snapshots }),
    durationMs: performance.now() - started,
  });
  const remarks = [...(report.remarks ?? []), ...(earlier?.remarks ?? [])];
  return { ok: true, report: { ...report, remarks } };
}

function failOnOf(flags: FlagValues): FailOn {
  return (['warn', 'unknown'] as const).filter((verdict) => flags.list('fail-on')?.includes(verdict));
}

/** A name that was mistyped is no node that cannot be read. */
async function demandPaths(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if (path === '-') continue;
    const kind = await inputKind(path);
    if (!kind.ok) throw new UserError(`${path} cannot be opened: ${kind.code}`, exitCodes.usage);
  }
}

const mostListBytes = 8 * 1024 * 1024;

/** One host name a line; what follows the first word, and `#`, is left out. */
async function expectedOf(path: string | undefined): Promise<Expected | undefined> {
  if (path === undefined) return undefined;
  const read = await createConfigIo().read(path, mostListBytes);
  if (!read.ok) throw new UserError(`--expect ${path} cannot be opened: ${read.code}`, exitCodes.usage);
  if (read.truncated) throw new UserError(`${path} is longer than ${mostListBytes} bytes`, exitCodes.usage);
  const lines = new TextDecoder().decode(read.bytes).split('\n');
  const names = lines.map((line) => line.replace(/#.*/u, '').trim().split(/\s+/u)[0] ?? '');
  return { source: path, names: names.filter((name) => name !== '') };
}

/** Flags, files and cluster are read once, for however many plans. */
async function planSource(flags: FlagValues, context: Context): Promise<PlanSource> {
  const host = await context.host();
  const desk: Context = { ...context, host: async () => host };
  const io = rememberIo(createConfigIo());
  const cluster = rememberCluster(lazyReader(desk, undefined));
  const role: Role = flags.text('role') === 'control-plane' ? 'control-plane' : 'worker';
  const actions = ['init', 'join', 'upgrade'] as const;
  const action: FleetAction = actions.find((one) => one === flags.text('action')) ?? 'auto';
  return {
    action,
    role,
    load: async (one, node) =>
      loadPlan({ ...(await planRequest(targetOf(one, role), flags, desk)), host: node }, io, cluster),
  };
}

function targetOf(action: Action, role: Role): Target {
  const controlPlane = role === 'control-plane';
  if (action === 'upgrade') return { action, phase: 'upgrade node', askCluster: 'named' };
  return { action, controlPlane: controlPlane && action === 'join', askCluster: 'named' };
}

function rememberCluster(cluster: ClusterIo): ClusterIo {
  const answers = new Map<string, ReturnType<ClusterIo['read']>>();
  return {
    read(request) {
      const key = JSON.stringify(request);
      const answer = answers.get(key) ?? cluster.read(request);
      answers.set(key, answer);
      return answer;
    },
  };
}

/** A file of that name; undefined: it may be a node's name. */
async function goldenFrom(
  named: string | undefined,
  table: ReturnType<typeof createFactTable>,
  context: Context,
): Promise<Snapshot | undefined> {
  if (named === undefined || !(await inputKind(named)).ok) return undefined;
  const { snapshots, remarks } = await readSnapshots(
    readOperands([named], context.signal),
    table,
    'golden node',
  );
  const [golden] = snapshots;
  if (golden !== undefined) return golden;
  throw new UserError(`${named} holds no facts of a host`, exitCodes.usage, remarks[0]);
}

function goldenAmong(
  named: string | undefined,
  entries: Awaited<ReturnType<typeof collectFleet>>['entries'],
): Snapshot | undefined {
  if (named === undefined) return undefined;
  const wanted = named.toLowerCase();
  const found = entries
    .filter(({ name, looked }) => looked !== undefined && name.toLowerCase() === wanted)
    .flatMap(({ name, looked }) => (looked === undefined ? [] : [{ ...looked, name }]))
    .toSorted((a, b) => (a.collectedAt < b.collectedAt ? 1 : -1));
  const [golden] = found;
  if (golden !== undefined) return golden;
  const near = suggest(named, [...new Set(entries.map(({ name }) => name))]);
  throw new UserError(
    `--golden: ${named} is neither a file nor a node of this fleet${near === undefined ? '' : `; did you mean ${near}?`}`,
    exitCodes.usage,
  );
}
