import { redact } from '../config/redact.ts';
import { loadPlan } from '../config/load-plan.ts';
import { exitCodes } from '../engine/exit-code.ts';
import { collect } from '../engine/collect.ts';
import { surveyOf } from '../engine/survey.ts';
import type { LogGroup, LogSummary } from '../findings/log-summary.ts';
import { createConfigIo } from '../host/config-io.ts';
import { followLog, readLog } from '../host/log-source.ts';
import { createFolder, type Fold, type Folder } from '../logs/fold.ts';
import type { Component } from '../logs/log-kind.ts';
import { createScanner } from '../logs/scan.ts';
import { modeOf, settle } from '../logs/settle.ts';
import { componentOf } from '../logs/unwrap.ts';
import type { Facts } from '../probes/facts.ts';
import { escapeLine } from '../report/escape.ts';
import { probes } from '../probes/registry.ts';
import type { Context } from './context.ts';
import type { FlagValues } from './flag.ts';
import { stanceOf } from './judge-host.ts';

export interface LogRequest {
  readonly paths: readonly string[];
  readonly component: Component | undefined;
  readonly follow: boolean;
}

/** Reads the logs to their end (or the signal), and joins what they hide with this host's facts. */
export async function readLogs(
  request: LogRequest,
  flags: FlagValues,
  context: Context,
): Promise<LogSummary> {
  const folder = createFolder(redact);
  const sources = await readAll(request, folder, context);
  const folds = await settled(folder.groups(), flags, context);
  const needsAction = folds.some((fold) => fold.needsAction);
  const unread = sources.some(({ error }) => error !== undefined);
  return {
    schema: 'kube-preflight/logs/v1',
    tool: { name: 'kube-preflight', version: context.version },
    sources,
    lines: folder.lines,
    groups: folds.map(withoutSubject),
    plain: folder.plain,
    beyond: folder.beyond,
    exitCode: needsAction || unread ? exitCodes.failure : exitCodes.ready,
  };
}

function withoutSubject(fold: Fold): LogGroup {
  const { subject: _subject, ...group } = fold;
  return group;
}

type Sources = LogSummary['sources'];

/** Followed logs have no end, and are read side by side; others in the order they are named. */
async function readAll(request: LogRequest, folder: Folder, context: Context): Promise<Sources> {
  const read = (path: string) => readOne(path, request, folder, context);
  if (request.follow) return Promise.all(request.paths.map(read));
  const sources: Sources[number][] = [];
  for (const path of request.paths) sources.push(await read(path));
  return sources;
}

async function readOne(
  path: string,
  { component, follow }: LogRequest,
  folder: Folder,
  { signal, stderr }: Context,
): Promise<Sources[number]> {
  const own = component ?? (path === '-' ? undefined : componentOf(path));
  const scanner = createScanner((line) => folder.add(line, own));
  const name = path === '-' ? 'standard input' : path;
  const waits = (error: unknown): void =>
    stderr.write(`${escapeLine(name)} cannot be read yet, and is waited for: ${escapeLine(whyOf(error))}\n`);
  try {
    for await (const chunk of follow && path !== '-' ? followLog(path, signal, waits) : readLog(path)) {
      scanner.push(chunk);
      if (signal.aborted) break;
    }
    scanner.end();
    return { name, bytes: scanner.bytes };
  } catch (error) {
    return { name, bytes: scanner.bytes, error: whyOf(error) };
  }
}

function whyOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The host is looked at only when a line hides its cause. */
async function settled(
  folds: readonly Fold[],
  flags: FlagValues,
  context: Context,
): Promise<readonly Fold[]> {
  const hidden = folds.flatMap(({ kind, subject }) =>
    kind === 'hidden' && subject !== undefined ? [subject] : [],
  );
  if (hidden.length === 0 || flags.yes('without-host')) return folds;
  const facts = await factsFor([...new Set(hidden.map((subject) => modeOf[subject]))], flags, context);
  return folds.map((fold) => settle(fold, facts));
}

async function factsFor(
  modes: readonly ('iptables' | 'nftables' | 'ipvs')[],
  flags: FlagValues,
  context: Context,
): Promise<Facts> {
  const host = await context.host();
  const request = {
    action: 'init',
    files: [],
    flags: {},
    strict: false,
    host: { hostName: host.hostName },
  } as const;
  const planned = await loadPlan(request, createConfigIo());
  if (!planned.ok) return {};
  const survey = surveyOf(planned.plan, stanceOf(flags), { modes });
  return (await collect(host, probes, ['tools', 'netfilter'], survey, context.signal)).facts;
}
