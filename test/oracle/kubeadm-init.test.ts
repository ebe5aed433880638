import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { startFakeCri } from '../fakes/fake-cri.ts';
import { realIt } from '../real.ts';
import { runInMadeRoot } from './made-root.ts';
import { commandsOf, nextMinor } from './states.ts';

interface Recorded {
  readonly id: string;
  readonly release: string;
  readonly state: string;
  readonly args: string;
  readonly exit: number;
  readonly findings: readonly { readonly name: string; readonly severity: string }[];
  readonly config?: string;
}

interface Recording {
  readonly base_config: string;
  readonly cases: readonly Recorded[];
}

/** What kubeadm v1.32.6 to v1.36.2 answered on a real host, in 25 states each. */
const folder = new URL('recorded/', import.meta.url);
const recordings: readonly Recording[] = readdirSync(folder).map((file) =>
  JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
);

const sorted = (findings: Recorded['findings']) =>
  [...new Set(findings.map(({ name, severity }) => `${severity} ${name}`))].toSorted();

/** The named findings of kubeadm's lines; an error without a name is in the exit code alone. */
function namedIn(stderr: string): readonly string[] {
  const lines = stderr.matchAll(/^\t\[(ERROR|WARNING) ([^\]]+)\]/gmu);
  return [...new Set([...lines].map(([, level = '', name]) => `${level.toLowerCase()} ${name}`))].toSorted();
}

let folderOfCri = '';
let cri: Awaited<ReturnType<typeof startFakeCri>>;
beforeAll(async () => {
  // By the name that the recorded configuration gives it; the folder is shown as /run/containerd.
  folderOfCri = mkdtempSync(join(tmpdir(), 'oracle-'));
  cri = await startFakeCri({ socket: join(folderOfCri, 'containerd.sock') });
});
afterAll(async () => {
  await cri.close();
  rmSync(folderOfCri, { recursive: true });
});

describe.each(recordings)('policy kubeadm, as recorded in $cases.0.release:', ({ base_config, cases }) => {
  for (const recorded of cases) {
    const { id, release, state, args, exit } = recorded;
    realIt(`${id}: ${state}`, ['root', 'unshare', 'nft', 'systemctl'], async () => {
      const flags = ['--policy', 'kubeadm', '--kubeadm-version', release, '-o', 'kubeadm', '--config', '-'];
      const options = args === '' ? [] : args.split(' ');
      const run = await runInMadeRoot({
        commands: commandsOf(id, release),
        kubelet: id === 'kubelet-newer' ? nextMinor(release) : release,
        criSocket: cri.socket,
        config: recorded.config ?? base_config,
        argv: ['dist/kube-preflight', 'init', ...flags, ...options],
      });
      expect({ exit: run.status, findings: namedIn(run.stderr) }, run.stderr).toEqual({
        exit,
        findings: sorted(recorded.findings),
      });
    });
  }
});
