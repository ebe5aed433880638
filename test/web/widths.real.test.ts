import type { Locator } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { FleetReport } from '../../src/findings/fleet-report.ts';
import { fleetReportOf } from '../builders/fleet-report.ts';
import { realIt } from '../real.ts';
import { browserNeeds as needs, browserOfTests } from './browser-of-tests.ts';

async function widthOf(one: Locator): Promise<number> {
  return (await one.boundingBox())?.width ?? 0;
}

/** So many checks, and a name of so many letters on the first row. */
function wideReport(checks: number, letters: number): FleetReport {
  const report = fleetReportOf(20);
  const columns = Array.from({ length: checks }, (_, index) => ({
    check: `Check-${index}`,
    title: '',
    group: 'tools' as const,
  }));
  const nodes = report.nodes.map((node, index) => ({
    ...node,
    name: index === 0 ? 'ip-10-0-12-123.eu-central-1.compute.internal'.slice(0, letters) : `n${index}`,
    cells: node.cells.padEnd(checks, 'p').slice(0, checks),
  }));
  return { ...report, columns, nodes };
}

describe('the page, narrow and wide', () => {
  const { open } = browserOfTests();

  realIt(
    'gives commands the width of a telephone, and tells their lines apart',
    needs,
    async () => {
      const report = fleetReportOf(20);
      const long = `sed -i 's/^GRUB_CMDLINE_LINUX="/&systemd.unified_cgroup_hierarchy=1 /' /etc/default/grub`;
      const remedies = [{ what: 'boot otherwise', now: [long, 'reboot'] }];
      const groups = report.groups.map((group) => ({ ...group, remedies }));
      const { page, noise } = await open({ ...report, groups }, { viewport: { width: 390, height: 900 } });
      await page.locator('.groups summary').first().click();
      const commands = page.locator('.groups details[open] .commands');
      expect(await widthOf(commands.locator('pre'))).toBeGreaterThan(290);
      const [first, second] = await Promise.all(
        [0, 1].map((index) => commands.locator('.line').nth(index).boundingBox()),
      );
      expect(first?.height).toBeGreaterThan(30);
      expect(second?.height).toBeLessThan(25);
      const copied = await commands.locator('pre').innerText();
      expect(copied.trim()).toBe(`${long}\nreboot`);
      expect(noise).toEqual([]);
      await page.close();
    },
    60_000,
  );

  const names = [
    ['a long name where there are few checks', 1280, 5, 45, [310, 470]],
    ['what a telephone has left', 390, 5, 45, [195, 215]],
    ['short names no more than they take', 1280, 5, 8, [64, 100]],
    ['a little where there are many checks', 390, 40, 45, [112, 112]],
  ] as const;
  for (const [what, width, checks, letters, [least, most]] of names) {
    realIt(
      `gives the names of nodes ${what}`,
      needs,
      async () => {
        const { page, noise } = await open(wideReport(checks, letters), { viewport: { width, height: 900 } });
        const widths: readonly number[] = await page.evaluate(
          `[...document.querySelectorAll('.row .name')].map((one) => one.getBoundingClientRect().width)`,
        );
        expect(new Set(widths).size).toBe(1);
        expect(widths[0]).toBeGreaterThanOrEqual(least);
        expect(widths[0]).toBeLessThanOrEqual(most);
        const cut = await page.evaluate(
          `(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)(document.querySelectorAll('.name')[1])`,
        );
        expect(cut).toBe(width === 390);
        expect(noise).toEqual([]);
        await page.close();
      },
      60_000,
    );
  }
});
