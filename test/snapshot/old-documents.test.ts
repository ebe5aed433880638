import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runMain } from '../../src/cli/run-main.ts';
import type { ToldFinding } from '../../src/findings/finding.ts';
import type { Judgement } from '../../src/findings/judgement.ts';
import { readFactsDocument } from '../../src/snapshot/read-facts.ts';
import { fakeContext } from '../fakes/fake-context.ts';

/**
 * Written by the program when this version of the schema came, and never to be written again: documents of
 * then lie in archives. A field that facts gain later must be optional, or the version must change and the
 * reader must take both.
 */
const old = join(import.meta.dirname, 'facts-v1.json');

async function judged(...argv: readonly string[]): Promise<Judgement> {
  const context = {
    ...fakeContext(),
    host: () => Promise.reject(new Error('a host was looked at')),
  };
  await runMain([...argv, '-o', 'json', '--facts', old], context, () => undefined);
  expect(context.err()).toBe('');
  return JSON.parse(context.out()) as Judgement;
}

function verdictOf(findings: readonly ToldFinding[], check: string): string | undefined {
  return findings.find((finding) => finding.check === check)?.verdict;
}

describe('a document of version 1', () => {
  it('can be read', () => {
    const read = readFactsDocument(readFileSync(old));
    expect(read.ok ? 'read' : read.error).toBe('read');
    expect(read.ok && read.document.identity).toMatchObject({
      hostName: 'vm',
      macs: ['02:fc:00:00:00:01'],
    });
  });

  it.each([
    ['init', 'nftables'],
    ['init', 'iptables'],
    ['init', 'ipvs'],
    ['join', 'nftables'],
    ['upgrade', 'iptables'],
    ['reset', 'nftables'],
  ])('can be judged: %s, %s', async (command, mode) => {
    const { findings, subject } = await judged(command, `--proxy-mode=${mode}`);
    expect(subject).toMatchObject({ host: 'vm', os: 'Debian GNU/Linux 12 (bookworm)' });
    expect(findings.filter(({ code }) => code === 'check.crashed')).toEqual([]);
  });

  it('says what it said: this host was ready for nftables, and not for ipvs', async () => {
    const { findings } = await judged('init', '--proxy-mode=nftables', '--kubernetes-version=v1.36.2');
    expect(verdictOf(findings, 'FileExisting-nft')).toBe('pass');
    expect(verdictOf(findings, 'ProxyKernel-nftables')).toBe('pass');
    const ipvs = await judged('init', '--proxy-mode=ipvs', '--kubernetes-version=v1.36.2');
    expect(verdictOf(ipvs.findings, 'ProxyKernel-ipvs')).toBe('fail');
  });
});
