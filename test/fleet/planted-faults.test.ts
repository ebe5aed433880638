import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { commands } from '../../src/cli/commands/registry.ts';
import { runProgram } from '../../src/cli/program.ts';
import type { FleetGroup, FleetReport } from '../../src/findings/fleet-report.ts';
import { readFactsDocument } from '../../src/snapshot/read-facts.ts';
import { expectedHosts, nameOf, plantedLines } from '../builders/planted-fleet.ts';
import { fakeContext } from '../fakes/fake-context.ts';
import { realIt } from '../real.ts';

/** Facts of this very host; 200 machines of its making are made from them, with faults planted. */
const needs = ['root', 'nft', 'iptables', 'unshare'] as const;
const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-planted-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const context = fakeContext();
  const code = await runProgram(argv, commands, context);
  return { code, out: context.out(), err: context.err() };
}

let report: FleetReport;
let exitCode: number;
const isRealThere = process.getuid?.() === 0;

function parseReport(text: string): FleetReport {
  return JSON.parse(text);
}

beforeAll(async () => {
  if (!isRealThere) return;
  const facts = await run('facts');
  const read = readFactsDocument(facts.out.trim());
  if (!read.ok)
    throw new Error(`the facts of this host cannot be read: ${read.error.where} ${read.error.says}`);
  mkdirSync(join(folder, 'facts'));
  writeFileSync(join(folder, 'facts', 'all.ndjson'), `${plantedLines(read.document).join('\n')}\n`);
  writeFileSync(join(folder, 'hosts.txt'), expectedHosts());
  const argv = ['--proxy-mode', 'nftables', '--expect', join(folder, 'hosts.txt'), '-o', 'json'];
  const reported = await run('fleet', 'report', join(folder, 'facts'), ...argv);
  expect(reported.err).toBe('');
  exitCode = reported.code;
  report = parseReport(reported.out);
}, 60_000);

/** Groups that are not of this host as it is: all nodes share those. */
function plantedGroups(): readonly FleetGroup[] {
  return report.groups.filter(({ nodes, forMode }) => forMode === '' && nodes.length < 190);
}

function hostsOf(check: string): readonly (readonly [string, string, string])[] {
  return plantedGroups()
    .filter((group) => group.check === check)
    .map(({ code, observed, hosts }) => [code, observed, hosts] as const);
}

const names = (indices: readonly number[]): readonly string[] =>
  [...new Set(indices.map((index) => report.nodes[index]?.name ?? ''))].toSorted();

describe('fleet report of 200 nodes made from the facts of this host', () => {
  realIt('counts every node once, by what became of it', needs, () => {
    expect(report.totals).toMatchObject({
      nodes: 205,
      judged: 198,
      unreadable: 2,
      unreachable: 3,
      failed: 1,
      duplicate: 1,
    });
    const without = report.nodes.filter(({ status }) => status !== 'judged');
    expect(without.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'node070 duplicate',
      'node090 unreadable',
      'node095 unreadable',
      'node201 unreachable',
      'node202 unreachable',
      'node203 failed',
      'node204 unreachable',
    ]);
    expect(report.nodes.find(({ name }) => name === 'node001')?.detail).toContain('refused');
    expect(exitCode).toBe(1);
  });

  realIt('groups what was planted by check, reason and observed value, with its hosts', needs, () => {
    expect(hostsOf('FileExisting-nft').map(([code, , hosts]) => [code, hosts])).toEqual([
      ['tool.absent', 'node[011-017]'],
    ]);
    const kernel = plantedGroups().filter(
      ({ check, verdict }) => check === 'ProxyKernel-nftables' && verdict === 'fail',
    );
    expect(kernel.map(({ hosts }) => hosts)).toEqual(['node[020-022]']);
    expect(hostsOf('Swap').map(([, observed, hosts]) => [observed, hosts])).toEqual([
      ['/dev/sda2 (1024 MiB)', 'node[030-031]'],
      ['/dev/zram0 (1024 MiB)', 'node032'],
    ]);
  });

  realIt('plants nothing that was not planted', needs, () => {
    const faulty = new Set(
      [...Array.from({ length: 7 }, (_, index) => 11 + index), 20, 21, 22, 30, 31, 32, 40].map(nameOf),
    );
    const told = plantedGroups()
      .filter(({ verdict }) => verdict !== 'info')
      .flatMap(({ nodes }) => names(nodes));
    expect([...new Set(told)].filter((name) => !faulty.has(name))).toEqual([]);
  });

  realIt('tells who is ready for nftables', needs, () => {
    const notReady = report.nodes
      .filter(({ survivesDefault }) => survivesDefault === 'not-ready')
      .map(({ name }) => name);
    expect(notReady).toEqual(expect.arrayContaining(['node011', 'node017', 'node020', 'node022']));
    expect(notReady).not.toContain('node001');
    const node = report.nodes.find(({ name }) => name === 'node020');
    const nftables = node?.modes.find(({ mode }) => mode === 'nftables');
    expect(nftables?.readiness).toBe('not-ready');
    expect(nftables?.because.map((index) => report.groups[index]?.check)).toContain('ProxyKernel-nftables');
    expect(nftables?.because.every((index) => report.groups[index]?.forMode === 'nftables')).toBe(true);
  });

  realIt('finds the nodes that are unlike the others, and no others', needs, () => {
    const outliers = report.differences.filter(({ kind }) => kind === 'outlier');
    expect(names(outliers.map(({ node }) => node))).toEqual([20, 21, 22, 30, 31, 32, 40].map(nameOf));
    expect(outliers.filter(({ node }) => report.nodes[node]?.name === 'node040')).toMatchObject([
      { fact: 'kernel.release', has: '6.1.0-planted', share: 0.9949 },
    ]);
    const numgen = outliers.find(({ node }) => report.nodes[node]?.name === 'node020');
    expect(numgen).toMatchObject({ fact: 'netfilter.proofs.nftables ipv4', expected: 'all works' });
    expect(numgen?.has).toBe('nft.numgen missing');
  });

  realIt('finds what belongs to two machines, and leaves placeholders and second looks alone', needs, () => {
    expect(report.duplicates.map(({ what, hosts }) => `${what}: ${hosts}`)).toEqual([
      'host name: node066',
      'machine-id: node[050-051]',
      'product_uuid: node[052-053]',
      'MAC: node[054-055]',
      'SSH host key: node[056-057]',
      'address: node[058-059]',
    ]);
  });

  realIt('finds the clock that is off', needs, () => {
    expect(report.clocks.map(({ node }) => report.nodes[node]?.name)).toEqual(['node080']);
    expect(report.clocks[0]?.offsetMs).toBeGreaterThan(3_590_000);
    expect(report.clocks[0]?.offsetMs).toBeLessThan(3_610_000);
  });

  realIt('has one letter for each check and node, the worst', needs, () => {
    expect(new Set(report.nodes.map(({ cells }) => cells.length))).toEqual(new Set([report.columns.length]));
    const column = report.columns.findIndex(({ check }) => check === 'FileExisting');
    const letters = report.nodes.filter(({ cells }) => cells[column] === 'f').map(({ name }) => name);
    expect(letters).toEqual([11, 12, 13, 14, 15, 16, 17].map(nameOf));
  });
});
