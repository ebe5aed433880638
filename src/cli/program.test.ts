import { describe, expect, it } from 'vitest';
import { fakeContext } from '../../test/fakes/fake-context.ts';
import type { Command } from './command.ts';
import { runMain } from './run-main.ts';
import { runProgram } from './program.ts';

interface Heard {
  operands: readonly string[];
  config: readonly string[] | undefined;
  mode: string | undefined;
  skip: readonly string[] | undefined;
  dry: boolean;
  level: number;
}

function listener(heard: Heard[], exitCode = 0): Command {
  return {
    name: 'init',
    summary: 'listens',
    about: 'Listens.',
    flags: [
      { name: 'config', kind: 'paths', help: 'files' },
      { name: 'proxy-mode', kind: 'string', choices: ['iptables', 'nftables'], help: 'mode' },
      { name: 'skip-phases', kind: 'list', help: 'phases' },
      { name: 'fail-on', kind: 'list', choices: ['warn', 'unknown'], help: 'verdicts' },
      { name: 'dry-run', kind: 'boolean', help: 'dry' },
      { name: 'v', short: 'v', kind: 'level', help: 'level' },
      { name: 'token', kind: 'string', help: 'token', noEffect: true },
    ],
    examples: [{ line: 'kube-preflight init', does: 'listens' }],
    async run(operands, flags) {
      heard.push({
        operands,
        config: flags.list('config'),
        mode: flags.text('proxy-mode'),
        skip: flags.list('skip-phases'),
        dry: flags.yes('dry-run'),
        level: flags.level('v'),
      });
      return exitCode;
    },
  };
}

async function run(line: string, exitCode = 0) {
  const heard: Heard[] = [];
  const context = fakeContext();
  const status = await runProgram(line.split(' ').filter(Boolean), [listener(heard, exitCode)], context);
  return { status, heard: heard[0], stdout: context.out(), stderr: context.err() };
}

describe('runProgram', () => {
  it('hands over flags in every pflag spelling', async () => {
    const line =
      'init --config a,b.yaml --skip-phases=a,b --skip-phases c -v5 --dry-run=true --proxy-mode nftables word';
    expect((await run(line)).heard).toEqual({
      operands: ['word'],
      config: ['a,b.yaml'],
      mode: 'nftables',
      skip: ['a', 'b', 'c'],
      dry: true,
      level: 5,
    });
  });

  it('hands over nothing where nothing is given', async () => {
    expect((await run('init')).heard).toEqual({
      operands: [],
      config: undefined,
      mode: undefined,
      skip: undefined,
      dry: false,
      level: 0,
    });
  });

  it("returns the command's exit code", async () => {
    expect((await run('init', 3)).status).toBe(3);
  });

  it.each([
    ['inti', /init/u],
    ['init --proxymode nftables', /--proxy-mode/u],
    ['init --proxy-mode userspace', /iptables, nftables/u],
    ['init --config', /argument missing/u],
  ])('exits 2 and helps for %j', async (line, message) => {
    const { status, stderr, stdout } = await run(line);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
  });

  it('shows help on standard output and exits 0', async () => {
    for (const line of ['', '--help', 'init --help']) {
      const { status, stdout, stderr } = await run(line);
      expect(status).toBe(0);
      expect(stdout).toMatch(/Usage: kube-preflight/u);
      expect(stderr).toBe('');
    }
  });

  it.each([
    ['help', 0, 'Commands:'],
    ['help init', 0, 'Usage: kube-preflight init'],
  ])('answers %s', async (line, status, text) => {
    const ran = await run(line);
    expect([ran.status, ran.stdout.includes(text)]).toEqual([status, true]);
  });

  it.each([
    ['fleet', 'fleet wants one of collect, report'],
    ['fleet repotr', 'fleet knows collect, report, not "repotr"; did you mean report?'],
    ['help fleet repotr', 'fleet knows collect, report, not "repotr"; did you mean report?'],
    ['help hint ensur', 'hint knows show, ensure, delete, not "ensur"; did you mean ensure?'],
    ['help upgrade nod', 'upgrade knows apply, node, not "nod"; did you mean node?'],
    ['help upgrade repotr', 'upgrade knows apply, node, not "repotr"'],
  ])('tells of %j the word that is not known', async (line, told) => {
    const context = fakeContext();
    expect(await runMain(line.split(' '), context, () => undefined)).toBe(2);
    expect([context.err(), context.out()]).toEqual([`error: ${told}\n`, '']);
  });

  it.each(['help fleet report', 'help fix join', 'help join 10.0.0.10:6443', 'help init phase preflight'])(
    'answers %j',
    async (line) => {
      const context = fakeContext();
      expect(await runMain(line.split(' '), context, () => undefined)).toBe(0);
      expect(context.out()).toMatch(/^Usage: /u);
    },
  );

  it.each([
    ['requirements --proxy-mode nftables', "'--proxy-mode'; did you mean --mode?"],
    ['requirements --proxy-mode=nftables', "'--proxy-mode'; did you mean --mode?"],
    ['init --mode nftables', "'--mode'; did you mean --proxy-mode?"],
    ['init --proxy-mod=nftables', "'--proxy-mod'; did you mean --proxy-mode?"],
    ['init --golden x', "'--golden'"],
  ])('tells of %j the flag that was meant, and not its value', async (line, told) => {
    const context = fakeContext();
    expect(await runMain(line.split(' '), context, () => undefined)).toBe(2);
    expect(context.err()).toBe(`error: unknown option ${told}\n`);
  });

  it('tells a word after help that is no command', async () => {
    const ran = await run('help nowhere');
    expect([ran.status, ran.stderr]).toEqual([2, expect.stringContaining('unknown command "nowhere"')]);
  });

  it('does not advertise flags that have no effect', async () => {
    expect((await run('init --help')).stdout).not.toContain('--token');
    expect((await run('init --token abc.def')).status).toBe(0);
  });
});

describe('runMain', () => {
  it('turns what the user can mend into a sentence and exit 2', async () => {
    const context = fakeContext();
    expect(await runMain(['init', '--fail-on', 'sometimes'], context, () => undefined)).toBe(2);
    expect(context.err()).toBe('error: --fail-on does not know "sometimes"; it takes warn, unknown\n');
  });

  it('says that a defect is a defect, with the stack, and exits 4', async () => {
    const context = { ...fakeContext(), host: () => Promise.reject(new Error('boom')) };
    const written: string[] = [];
    const stderr = { isTTY: false, columns: 80, write: (text: string) => void written.push(text) };
    expect(await runMain(['init'], { ...context, stderr }, () => undefined)).toBe(4);
    expect(written.join('')).toMatch(/kube-preflight failed: boom\n.*report[\s\S]*at /u);
  });

  it('exits with the code of the signal that stopped it', async () => {
    expect(await runMain(['version'], fakeContext(), () => 130)).toBe(130);
  });
});
