import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/registry.ts';
import { realIt } from '../real.ts';

const root = join(import.meta.dirname, '../..');
const executable = join(root, 'dist/kube-preflight');
const folder = mkdtempSync(join(tmpdir(), 'completion-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Shell = 'bash' | 'zsh' | 'fish';

function scriptOf(shell: Shell): string {
  const { stdout, status } = spawnSync(executable, ['completion', shell], { encoding: 'utf8' });
  expect(status).toBe(0);
  const path = join(folder, `completion.${shell}`);
  writeFileSync(path, stdout);
  return path;
}

function run(argv: readonly [string, ...string[]], input = ''): string {
  const [command, ...rest] = argv;
  const env = { PATH: process.env['PATH'], HOME: folder, TERM: 'dumb', LC_ALL: 'C' };
  const done = spawnSync(command, rest, { cwd: root, encoding: 'utf8', env, input, timeout: 15_000 });
  expect(done.stderr).toBe('');
  return done.stdout;
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** As readline parts a line: `=` is a word of its own. */
function wordsOf(line: string): readonly string[] {
  return line
    .split(' ')
    .flatMap((word) => word.split(/(=)/u).filter((part, _, all) => part !== '' || all.length === 1));
}

const offers: Readonly<Record<Shell, (line: string) => readonly string[]>> = {
  bash: (line) =>
    linesOf(run(['bash', '--norc', 'test/runners/complete.bash', scriptOf('bash'), ...wordsOf(line)])),
  zsh: (line) =>
    linesOf(run(['zsh', '-f', 'test/runners/complete.zsh', scriptOf('zsh'), `kube-preflight ${line}`])),
  fish(line) {
    const code = `source ${scriptOf('fish')}; complete -C ${JSON.stringify(`kube-preflight ${line}`)}`;
    return linesOf(run(['fish', '--no-config', '-c', code])).map((one) => one.split('\t')[0] ?? '');
  },
};

/** What is offered; of a list and behind a `=`, shells show the whole or the part in hand. */
const cases: readonly (readonly [line: string, expected: readonly string[]])[] = [
  ['init --policy ', ['documented', 'either', 'kubeadm', 'mode-aware']],
  ['init --policy=k', ['kubeadm']],
  ['init --dry-run --fail-on warn,', ['unknown', 'warn']],
  ['init --ignore-preflight-errors Swap,FileExisting-nf', ['FileExisting-nft']],
  ['init --token secret --proxy-mode nf', ['nftables']],
  ['upgrade ', ['apply', 'node']],
  ['upgrade apply ', []],
  ['plan --output ', ['json', 'text']],
  ['hint e', ['ensure']],
  ['completion ', ['bash', 'fish', 'zsh']],
  ['logs pack', ['package-lock.json', 'package.json']],
  ['init --config docs/exa', ['docs/examples/']],
];

function partInHand(offered: string): string {
  return offered.replace(/^--[^=]*=/u, '').replace(/^.*,/u, '');
}

/** zsh offers the last part of a path; bash writes no slash. */
function sameName(path: string): string {
  return path.replace(/\/$/u, '').replace(/^.*\//u, '');
}

describe.each(['bash', 'zsh', 'fish'] as const)('completion in %s', (shell) => {
  for (const [line, expected] of cases) {
    realIt(`offers ${JSON.stringify(expected)} behind "${line}"`, [shell], () => {
      const offered = offers[shell](line).map(partInHand).map(sameName).toSorted();
      // zsh leaves out of a list what stands in it.
      const stands = shell === 'zsh' && line.endsWith('warn,') ? ['warn'] : [];
      expect(offered).toEqual(expected.filter((word) => !stands.includes(word)).map(sameName));
    });
  }

  realIt('offers every command, and every flag that --help shows', [shell], () => {
    const names = commands.map(({ name }) => name);
    expect(offers[shell]('')).toEqual(expect.arrayContaining(names));
    for (const { name, flags } of commands.filter((command) => ['init', 'logs'].includes(command.name))) {
      const shown = flags.filter((flag) => flag.noEffect !== true && flag.name.length > 1);
      const offered = offers[shell](`${name} --`);
      expect(offered).toEqual(expect.arrayContaining(shown.map((flag) => `--${flag.name}`)));
      expect(offered).not.toContain('--cert-dir');
    }
  });
});

describe('completion in a terminal', () => {
  realIt('is written by readline where there is one answer', ['bash', 'script'], () => {
    const lines = [
      `source ${scriptOf('bash')}`,
      'kube-preflight() { printf \'<%s>\' "$@"; }',
      'kube-preflight ini\t--policy=kube\t--ignore-preflight-errors=Swap,FileExisting-nf\t',
      'exit',
    ];
    const typed = `${lines.join('\n')}\n`;
    const said = run(['script', '-qec', 'bash --norc --noprofile -i', '/dev/null'], typed);
    expect(said).toContain('<init><--policy=kubeadm><--ignore-preflight-errors=Swap,FileExisting-nft>');
  });

  realIt('is found by zsh in fpath', ['zsh'], () => {
    writeFileSync(join(folder, '_kube-preflight'), run([executable, 'completion', 'zsh']));
    const code = `fpath=(${folder} $fpath); autoload -Uz compinit; compinit -u -D; print $_comps[kube-preflight]`;
    expect(run(['zsh', '-f', '-c', code]).trim()).toBe('_kube-preflight');
  });
});

describe('kube-preflight completion', () => {
  it('knows no other shell', () => {
    const done = spawnSync(executable, ['completion', 'tcsh'], { encoding: 'utf8' });
    expect(done.status).toBe(2);
    expect(done.stderr).toContain('bash, zsh, fish');
  });
});
