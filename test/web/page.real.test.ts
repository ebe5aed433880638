import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect } from 'vitest';
import { fleetOfJudgement } from '../../src/report/html/fleet-of-judgement.ts';
import { sampleJudgement } from '../../src/report/sample-judgement.ts';
import { fleetReportOf } from '../builders/fleet-report.ts';
import { realIt } from '../real.ts';
import { browserNeeds as needs, browserOfTests } from './browser-of-tests.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Kept for people to look at; not in git. */
const pictures = 'dist/screenshots';
const hostile = '<img src=x onerror=alert(1)></script><script>alert(2)</script><!-- "\' \u2028 \u001b[31m';

describe('the page, in a browser', () => {
  const { open } = browserOfTests();
  beforeAll(() => void mkdirSync(pictures, { recursive: true }));

  realIt(
    'filters, follows a link and opens a node by mouse and keyboard',
    needs,
    async () => {
      const { page, noise } = await open(fleetReportOf(20));
      const shown = () => page.locator('output').textContent();
      expect(await page.locator('h1').textContent()).toBe('15 of 20 nodes are ready');
      expect(await shown()).toBe('20 of 20');
      await page.getByRole('button', { name: 'show the 4 nodes of FileExisting-nft' }).click();
      expect(await shown()).toBe('4 of 20');
      await page.getByRole('button', { name: 'show all' }).click();
      await page.getByLabel('find').fill('node-00007');
      expect(await shown()).toBe('1 of 20');
      expect(page.url()).toContain('q=node-00007');
      await page.getByRole('button', { name: 'show all' }).click();
      await page.getByRole('grid').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      expect(await page.locator('#node-title').textContent()).toBe('node-00006');
      expect(page.url()).toContain('n=node-00006');
      const title = page.locator('#node-title');
      await page.keyboard.press('Escape');
      await title.waitFor({ state: 'detached' });
      await page.goBack();
      expect(await title.textContent()).toBe('node-00006');
      await page.goBack();
      await title.waitFor({ state: 'detached' });
      expect(noise).toEqual([]);
      await page.close();
      const linked = await open(fleetReportOf(20), {}, '#v=f&n=node-00006');
      expect(await linked.page.locator('#node-title').textContent()).toBe('node-00006');
      await linked.page.close();
      const twins = fleetReportOf(20);
      const [first] = twins.nodes;
      const twin = {
        ...twins,
        nodes: twins.nodes.map((node, index) =>
          index === 7 && first ? { ...node, name: first.name, os: 'a twin' } : node,
        ),
      };
      const second = await open(twin, {}, '#n=@7');
      expect(await second.page.locator('.node').textContent()).toContain('a twin');
      await second.page.close();
    },
    60_000,
  );

  realIt(
    'offers to show all only where something is filtered, and keeps the order',
    needs,
    async () => {
      const { page, noise } = await open(fleetReportOf(20), {}, '#o=name');
      const all = page.getByRole('button', { name: 'show all' });
      const filters: readonly (() => Promise<unknown>)[] = [
        () => page.getByLabel('find').fill('node-00007'),
        () => page.getByLabel('with').selectOption('f'),
        () => page.getByLabel('that are').selectOption('unreachable'),
        () => page.getByRole('button', { name: '15 ready' }).click(),
        () => page.getByRole('button', { name: 'show the 4 nodes of FileExisting-nft' }).click(),
      ];
      for (const filter of filters) {
        expect(await all.count()).toBe(0);
        await filter();
        expect(await page.locator('output').textContent()).not.toBe('20 of 20');
        await all.click();
        expect(await page.locator('output').textContent()).toBe('20 of 20');
        expect(await page.evaluate('document.activeElement.id')).toBe('nodes');
      }
      expect(await all.count()).toBe(0);
      expect(page.url()).toMatch(/#o=name$/u);
      expect(noise).toEqual([]);
      await page.close();
    },
    60_000,
  );

  realIt(
    'leads back from a node to where it stands in the list',
    needs,
    async () => {
      const { page, noise } = await open(fleetReportOf(10_000), {}, '#o=name');
      await page.getByRole('grid').focus();
      await page.keyboard.press('End');
      await page.locator('[aria-rowindex="10001"]').waitFor();
      await page.keyboard.press('Enter');
      const title = page.locator('#node-title');
      expect(await title.textContent()).toBe('node-10000');
      // The focus is taken off all text.
      await page.locator('h1').click();
      await page.keyboard.press('Escape');
      await page.locator('.active[aria-rowindex="10001"]').waitFor();
      expect(await page.evaluate('document.activeElement.role')).toBe('grid');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      expect(await title.textContent()).toBe('node-09999');
      expect(noise).toEqual([]);
      await page.close();
    },
    60_000,
  );

  realIt(
    'shows ten thousand nodes by the rows in sight',
    needs,
    async () => {
      const { page, noise } = await open(fleetReportOf(10_000));
      expect(await page.locator('output').textContent()).toBe('10000 of 10000');
      expect(await page.getByRole('row').count()).toBeLessThan(200);
      await page.getByRole('grid').focus();
      await page.keyboard.press('End');
      await page.locator('[aria-rowindex="10001"]').waitFor();
      expect(await page.getByRole('row').count()).toBeLessThan(200);
      expect(noise).toEqual([]);
      await page.close();
    },
    60_000,
  );

  realIt(
    'prints five hundred rows, what is closed as well, and says that there are more',
    needs,
    async () => {
      const { page, noise } = await open(fleetReportOf(10_000));
      const counts = () =>
        Promise.all([
          page.locator('.matrix .row:not(.head)').count(),
          page.locator('details:not([open])').count(),
          page.getByText('9500 more').count(),
        ]);
      const [rows, closed] = await counts();
      expect([rows < 100, closed > 0]).toEqual([true, true]);
      await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
      await page.getByText('9500 more').waitFor();
      expect(await counts()).toEqual([500, 0, 1]);
      await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
      await page.getByText('9500 more').waitFor({ state: 'detached' });
      expect(await counts()).toEqual([rows, closed, 0]);
      // Real printing, which sends the two events itself.
      const paper = (await page.pdf()).toString('latin1');
      expect(paper.match(/\/Type\s*\/Page\b/gu)?.length).toBeLessThan(60);
      expect(noise).toEqual([]);
      await page.close();
    },
    60_000,
  );

  realIt(
    'lets no text of a node become a part of it',
    needs,
    async () => {
      const { page, noise } = await open(fleetReportOf(60, hostile));
      await page.locator('.groups summary').first().click();
      expect(await page.locator('img').count()).toBe(0);
      expect(noise).toEqual([]);
      await page.close();
    },
    60_000,
  );

  const views = [
    ['one', fleetOfJudgement(sampleJudgement)],
    ['20', fleetReportOf(20)],
    ['10000', fleetReportOf(10_000)],
  ] as const;
  for (const [name, report] of views) {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [400, 1280]) {
        realIt(
          `has nothing that axe finds: ${name}, ${colorScheme}, ${width} wide`,
          needs,
          async () => {
            const { page } = await open(report, {
              colorScheme,
              bypassCSP: true,
              viewport: { width, height: 900 },
            });
            await page.screenshot({
              path: `${pictures}/${name}-${colorScheme}-${width}.png`,
              fullPage: name !== '10000',
            });
            await page.addScriptTag({ content: axe });
            const found: readonly string[] = await page.evaluate(
              `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
            );
            expect(found).toEqual([]);
            const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
            expect(overflow).toBeLessThanOrEqual(0);
            await page.close();
          },
          90_000,
        );
      }
    }
  }
});
