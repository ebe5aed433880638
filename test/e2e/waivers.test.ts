import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Judgement } from '../../src/findings/judgement.ts';

const executable = join(import.meta.dirname, '../../dist/kube-preflight');
const folder = mkdtempSync(join(tmpdir(), 'waivers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A port that is always taken would need a server: a requirement of one's own that always fails is simpler. */
const requirements = join(folder, 'requirements.yaml');
writeFileSync(
  requirements,
  `apiVersion: kube-preflight/v1
kind: Requirements
requirements:
- name: marker
  why: the build marks images that were scanned
  file: {path: /nonexistent/marker}
`,
);

function write(name: string, entries: string): string {
  const path = join(folder, name);
  writeFileSync(path, `apiVersion: kube-preflight/v1\nkind: Waivers\nwaivers:\n${entries}`);
  return path;
}

function run(...argv: readonly string[]) {
  return spawnSync(executable, [...argv], { encoding: 'utf8' });
}

function judge(command: string, ...waivers: readonly string[]): Judgement {
  const flags = waivers.map((path) => `--waivers=${path}`);
  const skip = ['--skip-phases=addon/kube-proxy', `--requirements=${requirements}`, '-o', 'json'];
  return JSON.parse(run(command, ...skip, ...flags).stdout) as Judgement;
}

function marker({ findings }: Judgement) {
  return findings.find(({ check }) => check === 'Custom-marker');
}

function remarks({ findings }: Judgement): readonly string[] {
  return findings.filter(({ check }) => check === 'Waivers').map(({ verdict, code }) => `${verdict} ${code}`);
}

const lasting =
  '- check: Custom-marker\n  reason: the scanner is being moved\n  owner: platform\n  expires: 2999-12-31\n';

function entry(check: string): string {
  return `- check: ${check}\n  reason: it is so\n`;
}

function blockersIn(text: string): readonly string[] {
  const { blockers } = JSON.parse(text) as { blockers: readonly { name: string }[] };
  return blockers.map(({ name }) => name);
}

describe('--waivers', () => {
  it.each(['init', 'join', 'upgrade', 'reset'])('turns a failure of %s into a warning', (command) => {
    const waived = judge(command, write('lasting.yaml', lasting));
    expect(marker(judge(command))).toMatchObject({ verdict: 'fail' });
    expect(marker(waived)).toMatchObject({ verdict: 'warn' });
    expect(marker(waived)?.ignoredBy).toMatch(
      /lasting\.yaml:4:10 \(platform, until 2999-12-31\): the scanner/u,
    );
    expect(remarks(waived)).toEqual(['pass waiver.in-order']);
  });

  it('says in the report by whom and until when', () => {
    const path = write('lasting.yaml', lasting);
    const done = run('init', `--requirements=${requirements}`, `--waivers=${path}`);
    expect(done.stdout.replaceAll(/\s+/gu, ' ')).toContain(
      '(platform, until 2999-12-31): the scanner is being moved',
    );
  });

  it('no longer applies after its day', () => {
    const expired = judge('init', write('expired.yaml', lasting.replace('2999', '2020')));
    expect(marker(expired)?.verdict).toBe('fail');
    expect(remarks(expired)).toEqual(['warn waiver.expired']);
  });

  it('tells unused, refused and misspelt ones, and keeps silent on other hosts', () => {
    const path = write(
      'others.yaml',
      `${entry('FileExisting-socat')}${entry('IsPrivilegedUser')}${entry('FileExisting-ntf')}${entry('Swap')}  hosts: ["no-such-host-[001-020]"]\n`,
    );
    expect(remarks(judge('init', path))).toEqual([
      'warn waiver.unknown-name',
      'info waiver.unused',
      'warn waiver.refused',
    ]);
  });

  it('ends with 3 for a file that is wrong, and says where', () => {
    const path = write('wrong.yaml', lasting.replace('reason', 'raeson'));
    const done = run('init', `--waivers=${path}`);
    expect(done.status).toBe(3);
    expect(done.stderr).toContain(`${path}:5:3: `);
    expect(done.stderr).toMatch(/raeson: .*\n\s+\^/u);
    expect(done.stderr).toContain('try      reason');
    expect(run('init', '--waivers=/nonexistent').status).toBe(3);
  });

  it('lets kubeadm-args go on where the failure is waived', () => {
    const argv = ['kubeadm-args', 'init', '-o', 'json', `--requirements=${requirements}`];
    const path = write('lasting.yaml', lasting);
    expect(blockersIn(run(...argv).stdout).includes('Custom-marker')).toBe(true);
    expect(blockersIn(run(...argv, `--waivers=${path}`).stdout).includes('Custom-marker')).toBe(false);
  });

  it('is read by plan, too', () => {
    const path = write('lasting.yaml', lasting);
    const plan = JSON.parse(run('plan', `--waivers=${path}`, '-o', 'json').stdout) as { waivers: unknown[] };
    expect(plan.waivers).toHaveLength(1);
  });
});

describe('docs/waivers.md', () => {
  const page = readFileSync('docs/waivers.md', 'utf8');

  it('shows the example file as it is, and it is read without an error', () => {
    const example = readFileSync('docs/examples/waivers.yaml', 'utf8');
    expect(page).toContain(example);
    expect(run('plan', '--waivers=docs/examples/waivers.yaml').status).toBe(0);
  });
});
