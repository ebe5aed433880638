import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect } from 'vitest';
import type { FleetReport } from '../../src/findings/fleet-report.ts';
import { realIt } from '../real.ts';

const collection = fileURLToPath(new URL('../../ansible', import.meta.url));
const executable = fileURLToPath(new URL('../../dist/kube-preflight', import.meta.url));
const script = fileURLToPath(new URL('run-fleet.sh', import.meta.url));

const needs = [
  'root',
  'ansible-playbook',
  'ansible-galaxy',
  'sshd',
  'ssh',
  'ssh-keygen',
  'ip',
  'unshare',
] as const;

/** What is special about hosts of the fleet; the others are as this machine. */
const special: Readonly<Record<number, string>> = {
  ...Object.fromEntries([2, 3, 5, 7, 11].map((number) => [number, 'no-nft'])),
  ...Object.fromEntries([4, 6].map((number) => [number, 'no-iptables'])),
  17: 'leaving',
  18: 'dead',
  19: 'hanging',
  20: 'full',
};
const hosts = 20;
const namespaces = '--net --mount --pid --fork --kill-child --mount-proc';

function run(command: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const done = spawnSync(command, argv, {
    encoding: 'utf8',
    timeout: 500_000,
    env: { ...process.env, ANSIBLE_NOCOLOR: '1', LC_ALL: 'C.UTF-8', ...env },
  });
  if (done.status !== 0) throw new Error(`${command} ${argv.join(' ')}: ${done.stdout}${done.stderr}`);
  return done.stdout;
}

function install(folder: string): string {
  run('ansible-galaxy', ['collection', 'build', collection, '--output-path', folder]);
  const built = join(folder, 'kube_preflight-fleet-0.1.0.tar.gz');
  run('ansible-galaxy', ['collection', 'install', built, '-p', join(folder, 'collections')]);
  return join(folder, 'collections');
}

/** `changed=2` and the like of each host, from the end of what the playbook prints. */
function recapOf(log: string): ReadonlyMap<string, Readonly<Record<string, number>>> {
  const lines = log.slice(log.indexOf('PLAY RECAP')).split('\n').slice(1);
  return new Map(
    lines.flatMap((line) => {
      const [, host, counts] = /^(\S+)\s+: (ok=.*)$/u.exec(line) ?? [];
      if (host === undefined || counts === undefined) return [];
      const pairs = [...counts.matchAll(/(\w+)=(\d+)/gu)].map(
        ([, name = '', count]) => [name, Number(count)] as const,
      );
      return [[host, Object.fromEntries(pairs)] as const];
    }),
  );
}

/** What the page shows is made of this. */
function dataOf(page: string): FleetReport {
  const [, data = ''] = /<script type="application\/json" id="data">([^]*?)<\/script>/u.exec(page) ?? [];
  return JSON.parse(data);
}

/** For whoever reads why it failed, on a machine that is gone by then. */
function tail(log: string): string {
  return `\n${log.slice(-6000)}`;
}

describe('the collection for Ansible', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-ansible-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

  realIt(
    'is clean for ansible-lint',
    ['ansible-lint', 'ansible-galaxy'],
    () => {
      const collections = install(mkdtempSync(join(folder, 'lint-')));
      const done = spawnSync('ansible-lint', ['--offline', '--nocolor', '--strict'], {
        cwd: join(collections, 'ansible_collections/kube_preflight/fleet'),
        encoding: 'utf8',
        env: { ...process.env, ANSIBLE_COLLECTIONS_PATHS: collections, LC_ALL: 'C.UTF-8' },
      });
      expect(done.stdout + done.stderr).not.toMatch(/^\S+:\d+: /mu);
      expect(done.status).toBe(0);
    },
    120_000,
  );

  realIt(
    'ends in one page of twenty hosts, of which one leaves, one is dead, one hangs and one has a full disk',
    needs,
    () => {
      const collections = install(folder);
      run(
        'unshare',
        `${namespaces} sh ${script} ${folder} ${hosts} ${collections} ${executable}`.split(' '),
        {
          SPECIAL: Object.entries(special)
            .map(([number, what]) => `${number}=${what}`)
            .join(' '),
        },
      );
      const report = dataOf(read('first.html'));
      const unjudged = report.nodes.filter(({ status }) => status !== 'judged');
      expect(
        unjudged.map(({ name }) => name),
        report.nodes.map(({ name, status, detail }) => `${name} ${status} ${detail ?? ''}\n`).join('') +
          tail(read('first.log')),
      ).toEqual(['node-17', 'node-18', 'node-19', 'node-20']);
      expect(report.totals).toMatchObject({ nodes: 20, judged: 16, unreachable: 3, failed: 1, duplicate: 0 });
      const statusOf = (number: number) => report.nodes.find(({ name }) => name === `node-${number}`)?.status;
      expect([17, 18, 19, 20].map(statusOf)).toEqual(['unreachable', 'unreachable', 'unreachable', 'failed']);
      const planned = report.groups.filter(({ forMode }) => forMode === '');
      const withoutNft = planned.find(
        ({ check, code }) => check === 'FileExisting-nft' && code === 'tool.absent',
      );
      expect(withoutNft?.hosts).toBe('node-[2-3,5,7,11]');
      // Ansible tells a copy that found no room in many words, or as a lost connection; the room itself is told always.
      expect(report.nodes.find(({ status }) => status === 'failed')?.detail).toMatch(
        /; \/opt has \d MiB left/u,
      );
      expect(report.duplicates).toEqual([]);

      const first = recapOf(read('first.log'));
      expect(first.get('node-1')).toMatchObject({ changed: 2, failed: 0 });
      const second = recapOf(read('second.log'));
      expect([...second].filter(([host, { changed = 0 }]) => changed > 0 && host !== 'node-20')).toEqual([]);
      expect(recapOf(read('limited.log'))).toEqual(
        new Map([
          ['localhost', expect.objectContaining({ changed: 0, failed: 0 })],
          ['node-1', expect.objectContaining({ changed: 0, failed: 0 })],
        ]),
      );
      expect(read('second.md')).toContain('node-18');
    },
    560_000,
  );
});
