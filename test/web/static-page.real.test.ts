import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { FleetReport } from '../../src/findings/fleet-report.ts';
import { fleetOfJudgement } from '../../src/report/html/fleet-of-judgement.ts';
import { sampleJudgement } from '../../src/report/sample-judgement.ts';
import { fleetReportOf } from '../builders/fleet-report.ts';
import { realIt } from '../real.ts';
import { browserNeeds as needs, browserOfTests } from './browser-of-tests.ts';

/** Every way to say a remedy, two of them, a mode for each state, and what one cannot tell. */
function manifoldReport(): FleetReport {
  const report = fleetReportOf(20);
  const remedies = [
    { what: 'load it', now: ['modprobe nft_numgen'], persistent: ['echo nft_numgen  >> /etc/modules'] },
    { what: 'boot another kernel', verify: ['uname -r', 'grep NUMGEN "/boot/config-$(uname -r)" | cat <&0'] },
  ];
  const nodes = report.nodes.map((node, index) => ({
    ...node,
    survivesDefault: index === 1 ? ('unknown' as const) : node.survivesDefault,
    modes: node.modes.flatMap((one) => [
      one,
      { ...one, mode: 'iptables' as const, readiness: index < 3 ? ('unknown' as const) : ('ready' as const) },
    ]),
  }));
  return { ...report, nodes, groups: report.groups.map((group) => ({ ...group, remedies })) };
}

/** What a person reads of the findings; buttons are for a script. */
function findingsOf(page: Page): Promise<readonly (readonly string[])[]> {
  return page.evaluate(`[...document.querySelectorAll('.finding')].map((one) => {
    for (const button of one.querySelectorAll('button')) button.remove();
    one.open = true;
    return one.innerText.split('\\n').map((line) => line.trim()).filter((line) => line !== '');
  })`);
}

async function textOf(page: Page, what: string): Promise<string> {
  return (await page.locator(what).innerText()).replaceAll(/\s+/gu, ' ');
}

describe('the page without JavaScript', () => {
  const { open } = browserOfTests();
  const without = { javaScriptEnabled: false } as const;

  realIt(
    'says of many nodes what it says with it',
    needs,
    async () => {
      const [plain, live] = await Promise.all([
        open(manifoldReport(), without),
        open(manifoldReport(), { viewport: { width: 1280, height: 900 } }),
      ]);
      for (const what of ['h1', '.plan', '.default', 'h2 >> nth=0'])
        expect(await textOf(plain.page, what)).toBe(await textOf(live.page, what));
      expect(await textOf(plain.page, '.default')).toBe(
        '14 of 19 judged nodes will run where nftables is the default (v1.40); of 1 it cannot be told.',
      );
      const modes = plain.page.getByRole('region', { name: 'readiness for each mode' }).locator('tbody tr');
      expect(await modes.allInnerTexts()).toEqual(['nftables\t15\t0\t4', 'iptables\t16\t3\t0']);
      const chips = await live.page.locator('.bar button').allInnerTexts();
      expect(chips).toEqual(['15 ready', '4 not ready', '16 ready', '3 could not tell']);
      expect(await textOf(plain.page, 'h1 ~ p >> nth=-1')).toBe('1 unreachable');
      expect(await findingsOf(plain.page)).toEqual(await findingsOf(live.page));
      const counts = '.groups .chip';
      expect(await plain.page.locator(counts).allInnerTexts()).toEqual(
        await live.page.locator(counts).allInnerTexts(),
      );
      expect([...plain.noise, ...live.noise]).toEqual([]);
      await Promise.all([plain.page.close(), live.page.close()]);
    },
    60_000,
  );

  realIt(
    'lists each remedy with its commands, as they are typed',
    needs,
    async () => {
      const { page } = await open(manifoldReport(), without);
      const [finding = []] = await findingsOf(page);
      expect(finding.slice(finding.indexOf('mend'))).toEqual([
        'mend',
        'load it',
        'modprobe nft_numgen',
        'echo nft_numgen  >> /etc/modules',
        'or',
        'boot another kernel',
        'to check:',
        'uname -r',
        'grep NUMGEN "/boot/config-$(uname -r)" | cat <&0',
      ]);
      await page.close();
    },
    60_000,
  );

  realIt(
    'lists the nodes, the first five hundred, and fits a telephone',
    needs,
    async () => {
      const viewport = { width: 390, height: 900 };
      const { page, noise } = await open(fleetReportOf(600), { ...without, viewport });
      const rows = page.getByRole('region', { name: 'nodes', exact: true }).locator('tbody tr');
      expect(await rows.count()).toBe(500);
      expect(await rows.nth(7).innerText()).toContain('unreachable: no answer');
      expect(await page.getByText('100 more').count()).toBe(1);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      expect((await rows.first().boundingBox())?.height).toBeLessThan(100);
      expect(noise).toEqual([]);
      await page.close();
    },
    60_000,
  );

  realIt(
    'says of one node what it says with it',
    needs,
    async () => {
      const report = fleetOfJudgement(sampleJudgement);
      const [plain, live] = await Promise.all([open(report, without), open(report)]);
      for (const what of ['h1', '.plan'])
        expect(await textOf(plain.page, what)).toBe(await textOf(live.page, what));
      expect(await findingsOf(plain.page)).toEqual(await findingsOf(live.page));
      expect(await plain.page.locator('.chip').count()).toBe(0);
      await Promise.all([plain.page.close(), live.page.close()]);
    },
    60_000,
  );

  realIt(
    'lets no text of a node become a part of it',
    needs,
    async () => {
      const hostile = '<img src=x onerror=alert(1)></pre></details><!-- "\' \u2028 \u001b[31m';
      const { page, noise } = await open(fleetReportOf(60, hostile), without);
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.locator('.finding').count()).toBe(2);
      expect(noise).toEqual([]);
      await page.close();
    },
    60_000,
  );
});
