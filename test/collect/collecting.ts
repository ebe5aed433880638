import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectLogs } from '../../src/cluster/cluster-reader.ts';
import type { CollectEnd, CollectRequest, Missed } from '../../src/cluster/collect/collection.ts';
import { factsInLog } from '../../src/fleet/collect/facts-in-log.ts';
import { createLinuxHost } from '../../src/host/linux-host.ts';

export interface Collecting {
  readonly end: CollectEnd;
  /** Names of nodes whose facts were taken. */
  readonly taken: readonly string[];
  readonly missed: Readonly<Record<string, Missed>>;
}

/** Collects as `fleet collect` does, with bounds of a test. */
export async function collecting(
  kubeconfig: string,
  bounds: Partial<CollectRequest> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Collecting> {
  const request: CollectRequest = {
    kubeconfig,
    allowExec: false,
    namespace: 'kube-preflight',
    parallel: 8,
    totalMs: 10_000,
    callMs: 5000,
    graceMs: 300,
    ...bounds,
  };
  const taken: string[] = [];
  const missed: Record<string, Missed> = {};
  const end = await collectLogs(
    request,
    {
      holds: () => Promise.resolve(false),
      take(node, { text, isCut }) {
        const found = factsInLog(text, isCut, node);
        if (found.ok) taken.push(node.name);
        return Promise.resolve(found.ok ? undefined : found.why);
      },
      miss(node, why) {
        missed[node.name] = why;
        return Promise.resolve();
      },
      progress: () => undefined,
    },
    createLinuxHost(),
    signal,
  );
  return { end, taken: taken.toSorted(), missed };
}

/** File name → schema of its document. */
export function schemasIn(directory: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(directory).map((name) => {
      const { schema } = JSON.parse(readFileSync(join(directory, name), 'utf8')) as { schema: string };
      return [name, schema];
    }),
  );
}
