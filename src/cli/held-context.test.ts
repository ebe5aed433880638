import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentText, identity } from '../../test/builders/facts-document.ts';
import { factsOf } from '../../test/builders/facts.ts';
import { type FakeContext, fakeContext } from '../../test/fakes/fake-context.ts';
import type { Judgement } from '../findings/judgement.ts';
import { runMain } from './run-main.ts';

let directory = '';
let file = '';

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'kube-preflight-held-'));
  file = join(directory, 'cp-1.json');
  writeFileSync(file, `${documentText()}\n`);
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

interface Ran {
  readonly exitCode: number;
  readonly context: FakeContext;
}

/** Runs a command where any look at a host is an error. */
async function run(...argv: readonly string[]): Promise<Ran> {
  const context: FakeContext = {
    ...fakeContext(),
    host: () => Promise.reject(new Error('a host was looked at')),
  };
  return { exitCode: await runMain(argv, context, () => undefined), context };
}

async function judged(...argv: readonly string[]): Promise<Judgement> {
  const { context } = await run(...argv, '-o', 'json', '--facts', file);
  expect(context.err()).toBe('');
  return JSON.parse(context.out()) as Judgement;
}

describe('--facts', () => {
  it.each([
    ['init'],
    ['init', '--policy=kubeadm'],
    ['init', '--policy=kubeadm', '--kubeadm-version=v1.31.0'],
    ['join', '--proxy-mode=nftables'],
    ['join', '--control-plane', '--proxy-mode=ipvs'],
    ['upgrade', 'apply', 'v1.40.0'],
    ['upgrade', 'node'],
    ['reset'],
    ['modes'],
    ['fix'],
    ['fix', 'join', '--proxy-mode=iptables'],
    ['kubeadm-args', 'init'],
    ['plan'],
    ['plan', 'join'],
  ])('is judged without any look at a host: %s %s %s', async (...argv) => {
    const { exitCode, context } = await run(...argv.filter((word) => word !== undefined), '--facts', file);
    expect(context.err()).not.toContain('defect');
    expect([0, 1]).toContain(exitCode);
    expect(context.out() + context.err()).not.toBe('');
  });

  it('takes names, addresses, kernel and times from the document', async () => {
    const judgement = await judged('init', '--proxy-mode=nftables');
    expect(judgement.subject).toEqual({
      host: 'cp-1',
      os: 'Debian GNU/Linux 12 (bookworm)',
      kernel: '6.1.0-28-amd64',
      kubernetes: 'v1.36.2',
      collected: { from: file, at: '2026-11-20T14:03:05.678Z', days: 3 },
    });
    expect(judgement.timings).toEqual({ os: 0.4 });
    const about = judgement.findings.find(({ check }) => check === 'AdvertiseAddress');
    expect(about?.subject).toBe(identity.addresses[0]);
    expect(judgement.findings.find(({ check }) => check === 'Hostname')?.subject).toBe('cp-1');
  });

  it('judges one document for another mode, release and phase each time', async () => {
    const nftables = await judged('init', '--proxy-mode=nftables');
    const upgrade = await judged('upgrade', 'apply', 'v1.40.0');
    expect(nftables.command).toBe('init');
    expect(upgrade.subject.kubernetes).toBe('v1.40.0');
  });

  it('says in the text where the facts come from, and how old they are', async () => {
    const { context } = await run('init', '--facts', file);
    const text = context.out().replaceAll(/\s+/gu, ' ');
    expect(text).toContain(`facts from ${file}, collected 2026-11-20 14:03 UTC, 3 days ago`);
    const modes = await run('modes', '--facts', file);
    expect(modes.context.out().replaceAll(/\s+/gu, ' ')).toContain('3 days ago');
  });

  it('gives for facts what a host that has them would give', async () => {
    const { tools } = factsOf({ without: ['nft'] });
    const path = join(directory, 'no-nft.json');
    const { cluster: _cluster, ...facts } = { ...factsOf(), ...(tools === undefined ? {} : { tools }) };
    writeFileSync(path, documentText({ facts }));
    const { exitCode, context } = await run('init', '--proxy-mode=nftables', '--facts', path);
    expect(exitCode).toBe(1);
    expect(context.out()).toContain('FileExisting-nft');
  });

  it.each([
    [['init', '--facts', '/nonexistent'], 3, '--facts /nonexistent cannot be read: there is no such file'],
    [['init', '--facts', '/tmp'], 3, '--facts /tmp cannot be read: it is a directory'],
    [['init', '--facts', '/etc/os-release'], 3, '--facts: /etc/os-release is not JSON'],
    [['init', '--facts', 'FILE', '--root', '/'], 2, 'cannot go along with'],
    [['init', '--facts', 'FILE', '--pull-images'], 2, '--facts cannot go along with --pull-images'],
    [['fix', '--facts', 'FILE', '--apply'], 2, '--facts cannot go along with --apply'],
    [['init', '--facts', '-', '--config', '-'], 2, 'cannot both read standard input'],
  ] as const)('refuses %s', async (argv, code, says) => {
    const { exitCode, context } = await run(...argv.map((word) => (word === 'FILE' ? file : word)));
    expect([exitCode, context.err()]).toEqual([code, expect.stringContaining(says)]);
    expect(context.out()).toBe('');
  });

  it('says of several documents that there is a command for these', async () => {
    const path = join(directory, 'all.ndjson');
    writeFileSync(path, `${documentText()}\n${documentText()}\n`);
    const { exitCode, context } = await run('init', '--facts', path);
    expect(exitCode).toBe(3);
    expect(context.err()).toContain('kube-preflight fleet report');
  });

  it('says where an edited copy is not as it was', async () => {
    const path = join(directory, 'edited.json');
    writeFileSync(path, documentText().replace('"cpus":2', '"cpus":64'));
    const { exitCode, context } = await run('init', '--facts', path);
    expect(exitCode).toBe(3);
    expect(context.err()).toContain('/hash is not the hash of the content');
  });
});
