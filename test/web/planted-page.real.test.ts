import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { commands } from '../../src/cli/commands/registry.ts';
import { runProgram } from '../../src/cli/program.ts';
import { known } from '../../src/probes/fact.ts';
import type { FactsDocument } from '../../src/snapshot/facts-document.ts';
import { documentText } from '../builders/facts-document.ts';
import { expectedHosts, nameOf, plantedLines } from '../builders/planted-fleet.ts';
import { proofOf } from '../builders/proofs.ts';
import { fakeContext } from '../fakes/fake-context.ts';
import { realIt } from '../real.ts';
import { browserNeeds as needs, browserOfTests } from './browser-of-tests.ts';

/** As `builders/planted-fleet.ts` plants them. */
const planted = {
  nft: [11, 12, 13, 14, 15, 16, 17],
  numgen: [20, 21, 22],
  swap: [30, 31],
  zram: [32],
} as const;
const failing = Object.values(planted).flat().map(nameOf);
/** Those of 1 to 200, but for one older document, one that is torn, one that was edited; and one of a twin's name. */
const judged = 198;
const all = 205;

/** A Debian 12 that is well, so that all numbers are of what is planted; its kernel lacks just what ipvs needs. */
function healthyBase(): FactsDocument {
  const document: FactsDocument = JSON.parse(documentText());
  const proofs = [proofOf('nftables'), proofOf('iptables'), proofOf('ipvs', { missing: ['ipvs.netlink'] })];
  const sizes = { max: 131_072, hashsize: 32_768, maxWritable: true, hashsizeWritable: true };
  const conntrack = known({ sysctlDirectory: true, ...sizes });
  const netfilter = known({ proofs, conntrack, loadedByProof: [] });
  return { ...document, facts: { ...document.facts, netfilter } };
}

async function plantedPage(folder: string): Promise<string> {
  const facts = join(folder, 'facts');
  const hosts = join(folder, 'hosts.txt');
  mkdirSync(facts);
  writeFileSync(join(facts, 'all.ndjson'), `${plantedLines(healthyBase()).join('\n')}\n`);
  writeFileSync(hosts, expectedHosts());
  const context = fakeContext();
  const argv = ['fleet', 'report', facts, '--proxy-mode', 'nftables', '--expect', hosts, '-o', 'html'];
  expect(await runProgram(argv, commands, context)).toBe(1);
  return context.out();
}

/** The names in the rows of the matrix that are in the document. */
function namesOf(page: Page): Promise<readonly string[]> {
  return page.locator('.row:not(.head) .name').allInnerTexts();
}

function marksOf(numbers: readonly number[], check: string): readonly string[] {
  return numbers.map((number) => `${nameOf(number)} ${check}: failed`);
}

describe('the page of 200 nodes with planted faults', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-planted-page-'));
  const { openText } = browserOfTests();
  let text = '';
  beforeAll(async () => {
    text = await plantedPage(folder);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  realIt(
    'sums up what was planted, with a script and without',
    needs,
    async () => {
      const [live, plain] = await Promise.all([openText(text), openText(text, { javaScriptEnabled: false })]);
      for (const { page } of [live, plain]) {
        expect(await page.locator('h1').innerText()).toBe(
          `${judged - failing.length} of ${all} nodes are ready`,
        );
        // Swap is no matter of the mode.
        expect(await page.locator('.default b').innerText()).toBe(`${judged - 7 - 3} of ${judged}`);
        expect(await page.locator('.groups .chip').allInnerTexts()).toEqual(['7', '3', '2', '1']);
      }
      expect(await live.page.locator('.bar button').allInnerTexts()).toEqual([
        '188 ready',
        '10 not ready',
        '198 ready',
        '198 not ready',
      ]);
      const modes = plain.page.locator('.wide').first().locator('tbody tr');
      expect(await modes.allInnerTexts()).toEqual([
        'nftables\t188\t0\t10',
        'iptables\t198\t0\t0',
        'ipvs\t0\t0\t198',
      ]);
      const statuses = ['3 unreachable', '1 gave no facts', '2 unreadable facts', '1 an older document'];
      expect(await live.page.locator('header > p:last-child button').allInnerTexts()).toEqual(statuses);
      expect(await plain.page.getByText(statuses.join(' · ')).count()).toBe(1);
      expect([...live.noise, ...plain.noise]).toEqual([]);
      await Promise.all([live.page.close(), plain.page.close()]);
    },
    60_000,
  );

  realIt(
    'leads from each number to the nodes that it counts',
    needs,
    async () => {
      const { page, noise } = await openText(text, {}, '#o=name');
      const mode = (name: string) => page.locator('.bar', { hasText: name }).getByRole('button');
      const leads = [
        [page.locator('.groups .chip').nth(0), planted.nft.map(nameOf)],
        [page.locator('.groups .chip').nth(1), planted.numgen.map(nameOf)],
        [page.locator('.groups .chip').nth(2), planted.swap.map(nameOf)],
        [page.locator('.groups .chip').nth(3), planted.zram.map(nameOf)],
        [mode('nftables').filter({ hasText: 'not ready' }), [...planted.nft, ...planted.numgen].map(nameOf)],
        [page.getByRole('button', { name: '3 unreachable' }), [201, 202, 204].map(nameOf)],
        [page.getByRole('button', { name: '1 gave no facts' }), [nameOf(203)]],
        [page.getByRole('button', { name: '2 unreadable facts' }), [90, 95].map(nameOf)],
        [page.getByRole('button', { name: '1 an older document' }), [nameOf(70)]],
      ] as const;
      for (const [button, names] of leads) {
        await button.click();
        expect(await page.locator('output').innerText()).toBe(`${names.length} of ${all}`);
        expect(await namesOf(page)).toEqual(names);
        await page.getByRole('button', { name: 'show all' }).click();
      }
      await page.getByLabel('find').fill('6.1.0-planted');
      expect(await namesOf(page)).toEqual([nameOf(40)]);
      expect(noise).toEqual([]);
      await page.close();
    },
    60_000,
  );

  realIt(
    'marks the cells of what was planted, and no others',
    needs,
    async () => {
      const { page } = await openText(text, {}, '#o=name&v=f');
      expect(await namesOf(page)).toEqual(failing);
      const marks: readonly string[] = await page.evaluate(
        `[...document.querySelectorAll('.row:not(.head)')].flatMap((row) =>
          [...row.querySelectorAll('.cell.f')].map((cell) => row.firstChild.innerText + ' ' + cell.title))`,
      );
      expect(marks).toEqual([
        ...marksOf(planted.nft, 'FileExisting'),
        ...marksOf(planted.numgen, 'ProxyKernel'),
        ...marksOf([...planted.swap, ...planted.zram], 'Swap'),
      ]);
      for (const letter of ['w', 'u']) {
        await page.getByLabel('with').selectOption(letter);
        expect(await page.locator('output').innerText()).toBe(`0 of ${all}`);
      }
      await page.close();
    },
    60_000,
  );

  realIt(
    'names the odd ones',
    needs,
    async () => {
      const { page } = await openText(text);
      const rows = await page.getByRole('region', { name: 'Odd ones' }).locator('tbody tr').allInnerTexts();
      const cells = rows.map((row) => row.split('\t'));
      const of = (kind: string, column: number): readonly (string | undefined)[] => [
        ...new Set(cells.filter(([what]) => what === kind).map((row) => row[column])),
      ];
      expect(of('the same', 3)).toEqual([
        'node066',
        'node[050-051]',
        'node[052-053]',
        'node[054-055]',
        'node[056-057]',
        'node[058-059]',
      ]);
      expect(of('outlier', 3)).toEqual([20, 21, 22, 30, 31, 32, 40].map(nameOf));
      expect(of('clock', 3)).toEqual([nameOf(80)]);
      expect(of('clock', 2)[0]).toMatch(/^3[56]\d\d\.\d s$/u);
      await page.close();
    },
    60_000,
  );
});
