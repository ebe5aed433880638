import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/registry.ts';
import { runMain } from '../../src/cli/run-main.ts';
import { surveyOf } from '../../src/engine/survey.ts';
import type { FleetReport } from '../../src/findings/fleet-report.ts';
import { askedOf } from '../../src/probes/asked.ts';
import { known } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { FactsDocument } from '../../src/snapshot/facts-document.ts';
import { absent, debian, factsOf, root } from '../builders/facts.ts';
import { type DocumentOverrides, documentFor, documentText, identityOf } from '../builders/fleet.ts';
import { planOf } from '../builders/plan.ts';
import { usualStance } from '../check-cases.ts';
import { fakeContext } from '../fakes/fake-context.ts';

const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-fleet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const modes = ['nftables', 'iptables', 'ipvs'] as const;
/** A Debian 12 that lacks nothing but proofs. */
const base: FactsDocument = {
  schema: 'kube-preflight/facts/v1',
  tool: { name: 'kube-preflight', version: '0.0.0-test' },
  collectedAt: '2026-11-23T08:00:00.000Z',
  identity: identityOf('base', 0),
  asked: askedOf(surveyOf(planOf(), usualStance, { modes })),
  facts: factsOf(),
  timings: {},
  truncated: [],
  hash: '',
};

function node(number: number, overrides: DocumentOverrides = {}): FactsDocument {
  return documentFor(base, `node${number}`, number, overrides);
}

function nodes(count: number): readonly FactsDocument[] {
  return Array.from({ length: count }, (_, index) => node(index + 1));
}

function file(name: string, ...lines: readonly (FactsDocument | string)[]): string {
  const path = join(folder, name);
  const texts = lines.map((line) => (typeof line === 'string' ? line : documentText(line)));
  writeFileSync(path, `${texts.join('\n')}\n`);
  return path;
}

async function run(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const context = fakeContext({ LANG: 'C.UTF-8' });
  const code = await runMain(['fleet', ...argv], context, () => undefined);
  return { code, out: context.out(), err: context.err() };
}

function parseReport(text: string): FleetReport {
  return JSON.parse(text);
}

async function report(...argv: readonly string[]): Promise<FleetReport> {
  const { out, err } = await run('report', ...argv, '-o', 'json');
  expect(err).toBe('');
  return parseReport(out);
}

const withoutNft: Partial<Facts> = {
  tools:
    factsOf({ without: ['nft'] }).tools ??
    known({ searched: [], byName: { nft: absent('nft') }, modulesLoaded: [] }),
};
const otherKernel: Partial<Facts> = { kernel: known({ release: '6.1.0-other', cpus: 2 }) };

/** But for where nodes stood, and how long it took. */
function withoutPlaces(told: FleetReport): unknown {
  return { ...told, durationMs: 0, nodes: told.nodes.map((one) => ({ ...one, source: '' })) };
}

function healthy(): string {
  return file('healthy.ndjson', ...nodes(2));
}

describe('fleet report reads', () => {
  it('the schema of each document, and nothing else as facts', async () => {
    const text = documentText(node(1));
    const path = file(
      'hostile.ndjson',
      text.replace('"kube-preflight/facts/v1"', '"kube-preflight/facts/v9"'),
      text.replace('"hash":"sha256:', '"hash":"sha256:0'),
      text.slice(0, 3000),
      '{"schema":"kube-preflight/facts/v1"}',
      `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
      '{"schema":"kube-preflight/unreachable/v1","host":5}',
      '{"a": "\u001b[2J"}',
      text,
    );
    const { totals, nodes: told } = await report(path);
    expect(totals).toMatchObject({ nodes: 8, judged: 1, unreadable: 7 });
    expect(told.filter(({ status, detail }) => status === 'unreadable' && detail === '')).toEqual([]);
  });

  it('facts that no check was made for at the cost of their node', async () => {
    const path = file(
      'odd.ndjson',
      node(1),
      node(2, { facts: { os: known({ ...debian, hostName: 'x'.repeat(200_000) }) } }),
    );
    const { totals } = await report(path);
    expect(totals.nodes).toBe(2);
    expect(totals.judged).toBeGreaterThan(0);
  });

  it('hostile names and texts as text', async () => {
    const evil = '\u001b]0;pwned\u0007<script>alert(1)</script>|`$(reboot)`\u202e';
    const path = file(
      'evil.ndjson',
      node(1, { identity: { hostName: evil } }),
      node(2, {
        facts: {
          os: known({ ...debian, prettyName: evil }),
          kernel: known({ release: evil, cpus: 2 }),
          privilege: known({ ...root, container: evil }),
        },
      }),
      JSON.stringify({ schema: 'kube-preflight/unreachable/v1', host: evil, why: evil }),
    );
    for (const format of ['text', 'json', 'markdown']) {
      const { out } = await run('report', path, '-o', format, '-v');
      // eslint-disable-next-line no-control-regex
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
      if (format === 'markdown') expect(out).not.toContain('<script>');
    }
  });
});

describe('fleet report compares', () => {
  it('with a golden node, by its name and by its file', async () => {
    const path = file('fleet.ndjson', ...nodes(3), node(4, { facts: otherKernel }));
    const golden = file('golden.json', node(99));
    for (const given of ['node1', golden]) {
      const { differences } = await report(path, '--golden', given);
      expect(differences.filter(({ kind }) => kind === 'golden')).toEqual([
        { kind: 'golden', node: 3, fact: 'kernel.release', has: '6.1.0-other', expected: '6.1.0-28-amd64' },
      ]);
    }
    expect((await run('report', path, '--golden', 'ndoe1')).err).toContain('did you mean node1?');
    expect(await run('report', path, '--golden', 'nobody')).toMatchObject({
      code: 2,
      err: expect.stringContaining('nobody is neither'),
    });
  });

  it('with an earlier snapshot, by machine: renamed, new and gone ones are told', async () => {
    const earlier = file('earlier.ndjson', ...nodes(3), node(9));
    const renamed = node(3, { identity: { hostName: 'new-name' }, facts: otherKernel });
    const today = file('today.ndjson', node(1), node(2), renamed, node(4));
    const { differences, nodes: told, remarks } = await report(today, '--since', earlier);
    const changed = differences.filter(({ kind }) => kind === 'earlier');
    expect(
      changed.map(({ node: index, fact, has, expected }) => [told[index]?.name, fact, has, expected]),
    ).toEqual([['new-name', 'kernel.release', '6.1.0-other', '6.1.0-28-amd64']]);
    expect(remarks).toContain('earlier snapshot: 3 of 4 nodes are in it');
    expect(remarks).toContain('not in the earlier snapshot: node4');
    expect(remarks).toContain('only in the earlier snapshot: node9');
  });
});

describe('fleet report ends', () => {
  it.each<readonly [string, () => readonly string[], number]>([
    ['with 0 where no judged node fails', () => [healthy(), '--proxy-mode', 'none', '--action', 'join'], 0],
    [
      'with 1 where one does',
      () => [file('lacks.ndjson', node(1), node(2, { facts: withoutNft })), '--proxy-mode', 'nftables'],
      1,
    ],
    [
      'with 0 where hosts are missing',
      () => [healthy(), '--proxy-mode', 'none', '--expect', file('hosts', 'node1', 'node7')],
      0,
    ],
    [
      'with 1 where hosts are missing, and unknowns count',
      () => [
        healthy(),
        '--proxy-mode',
        'none',
        '--expect',
        file('hosts', 'node1', 'node7'),
        '--fail-on',
        'unknown',
      ],
      1,
    ],
    ['with 2 for a path that is not there', () => [join(folder, 'nowhere')], 2],
    ['with 2 for no path', () => [], 2],
    [
      'with 3 for a configuration that cannot be read',
      () => [healthy(), '--config', join(folder, 'nowhere.yaml')],
      3,
    ],
  ])('%s', async (_, argv, expected) => {
    const { code, out, err } = await run('report', ...argv());
    expect([code, code > 1 ? '' : err]).toEqual([expected, '']);
    expect(out === '').toBe(code > 1);
  });

  it('with 2 for a word that it does not know', async () => {
    expect(await run('show')).toMatchObject({
      code: 2,
      err: expect.stringContaining('fleet knows collect, report, not "show"'),
    });
  });
});

describe('fleet report tells', () => {
  it('the same whatever the order of the documents', async () => {
    const all = [...nodes(6), node(7, { facts: withoutNft }), node(8, { facts: otherKernel })];
    const told = await report(file('one.ndjson', ...all), '--proxy-mode', 'nftables');
    const turned = await report(file('two.ndjson', ...all.toReversed()), '--proxy-mode', 'nftables');
    expect(withoutPlaces(turned)).toEqual(withoutPlaces(told));
  });

  it('people what is amiss, on which hosts, and who gave nothing', async () => {
    const lacking = [7, 8, 9].map((number) => node(number, { facts: withoutNft }));
    const path = file(
      'people.ndjson',
      ...nodes(6),
      ...lacking,
      node(10, { identity: { machineId: identityOf('node1', 1).machineId } }),
    );
    const { out } = await run(
      'report',
      path,
      '--proxy-mode',
      'nftables',
      '--expect',
      file('expected', 'node1', 'gone'),
    );
    expect(out).toContain('11 nodes: 10 judged, 1 unreachable');
    expect(out).toMatch(/fail {5}FileExisting-nft: .*\n(?:.*\n)*? {11}on {4}3 nodes: node\[7-9\]/u);
    expect(out).toContain('unreachable  gone');
    expect(out).toMatch(/machine-id [\da-f]{32}: 2 nodes: node\[1,10\]/u);
    expect(out).toMatch(/not ready: \d+ nodes? of 10/u);
  });

  it('a comment the same in tables', async () => {
    const path = file('comment.ndjson', ...nodes(6), node(7, { facts: withoutNft }));
    const { out } = await run('report', path, '--proxy-mode', 'nftables', '-o', 'markdown');
    expect(out).toMatch(/^# not ready: /u);
    expect(out).toMatch(/^\| fail \| `FileExisting-nft` \| .* \| 1 \| node7 \|$/mu);
    const widths = [...out.matchAll(/^(?:\|.*\|\n)+/gmu)].map(
      ([table]) =>
        new Set(
          table
            .trim()
            .split('\n')
            .map((row) => row.replaceAll(/\\\|/gu, '').split('|').length),
        ),
    );
    expect(widths.length).toBeGreaterThan(1);
    expect(widths.every((columns) => columns.size === 1)).toBe(true);
  });

  it('a command that has its formats', () => {
    const flag = commands.find(({ name }) => name === 'fleet')?.flags.find(({ name }) => name === 'output');
    expect(flag?.choices).toEqual(expect.arrayContaining(['text', 'json', 'markdown']));
  });
});
