import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { runMain } from '../../src/cli/run-main.ts';
import type { Judgement } from '../../src/findings/judgement.ts';
import { readFactsDocument } from '../../src/snapshot/read-facts.ts';
import { fakeContext } from '../fakes/fake-context.ts';
import { realIt } from '../real.ts';

let directory = '';

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'kube-preflight-facts-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

async function run(...argv: readonly string[]) {
  const context = fakeContext(process.env);
  const exitCode = await runMain(argv, context, () => undefined);
  return { exitCode, out: context.out(), err: context.err() };
}

/** What changes from one second to the next, and what was not run for a plan that does not use it. */
const moving = new Set(['available', 'count', 'version', 'variant', 'used', 'percent']);

async function findingsOf(argv: readonly string[]): Promise<readonly unknown[]> {
  const { out, err } = await run(...argv, '-o', 'json');
  expect(err).toBe('');
  const { findings } = JSON.parse(out) as Judgement;
  return findings.map(({ check, code, verdict, subject, args, ignoredBy }) => ({
    check,
    code,
    verdict,
    subject,
    ignoredBy,
    args: Object.fromEntries(Object.entries(args).filter(([name]) => !moving.has(name))),
  }));
}

/**
 * Other tests of this machine listen on ports and keep it busy, so that two looks may differ by themselves:
 * where they do, both are taken again.
 */
async function expectSame(argv: readonly string[], file: string): Promise<void> {
  for (let left = 3; left > 0; left -= 1) {
    const [live, held] = [await findingsOf(argv), await findingsOf([...argv, '--facts', file])];
    if (left === 1) expect(held, argv.join(' ')).toEqual(live);
    if (JSON.stringify(live) === JSON.stringify(held)) return;
    await run('facts', '-o', file);
  }
}

describe('kube-preflight facts', () => {
  const needs = ['root', 'unshare', 'nft', 'iptables'] as const;
  realIt(
    'gives for every plan the findings that looking would give',
    needs,
    async () => {
      const file = join(directory, 'this.json');
      expect(await run('facts', '-o', file)).toEqual({ exitCode: 0, out: '', err: '' });
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readdirSync(directory)).toEqual(['this.json']);
      const phases = [['init'], ['join'], ['join', '--control-plane'], ['upgrade', 'node'], ['reset']];
      const plans = phases.flatMap((phase) =>
        ['nftables', 'iptables', 'ipvs'].map((mode) => [...phase, `--proxy-mode=${mode}`]),
      );
      const kubeadms = ['v1.31.0', 'v1.33.4', 'v1.37.0'].map((release) => [
        'init',
        '--policy=kubeadm',
        `--kubernetes-version=${release}`,
      ]);
      for (const argv of [...plans, ...kubeadms]) await expectSame(argv, file);
    },
    120_000,
  );

  realIt('prints one line for a file of many', needs, async () => {
    const { exitCode, out, err } = await run('facts');
    expect([exitCode, err]).toEqual([0, '']);
    expect(out.indexOf('\n')).toBe(out.length - 1);
    const read = readFactsDocument(out);
    expect(read.ok ? read.document.truncated : read.error).toEqual([]);
    expect(Object.values(read.ok ? read.document.facts : {}).length).toBeGreaterThan(30);
    const machineId = readFileSync('/etc/machine-id', 'utf8').trim();
    expect(read.ok && read.document.identity.machineId).toBe(machineId);
  });

  realIt('says of a read-only run what was not tried', needs, async () => {
    const { out } = await run('facts', '--read-only');
    const read = readFactsDocument(out);
    const netfilter = read.ok ? read.document.facts.netfilter : undefined;
    const proofs = netfilter?.known === true ? netfilter.value.proofs : [];
    expect(proofs).toHaveLength(6);
    expect(proofs.map(({ by, whyStatic }) => [by, whyStatic?.code])).toEqual(
      proofs.map(() => ['static', 'read-only-run']),
    );
  });
});
