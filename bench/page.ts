import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { median } from './summarise.ts';

const program = '/usr/bin/chromium';
const rounds = 5;
const deadlineMs = 15 * 60_000;

export interface PageMeasured {
  readonly mebibytes: number;
  /** Median, from the start of loading until a word that is typed has narrowed the list. */
  readonly interactiveMs: number;
}

/** The page of a fleet in real Chromium. undefined: none is installed. */
export async function measurePage(
  executable: string,
  facts: string,
  page: string,
): Promise<PageMeasured | undefined> {
  if (!existsSync(program)) return undefined;
  const file = openSync(page, 'w');
  const made = spawnSync(executable, ['fleet', 'report', facts, '-o', 'html'], {
    stdio: ['ignore', file, 'inherit'],
    timeout: deadlineMs,
  });
  closeSync(file);
  if (made.status !== 0 && made.status !== 1) throw new Error('fleet report -o html made no page');
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await open(page));
  return { mebibytes: statSync(page).size / 1024 / 1024, interactiveMs: median(times) };
}

async function open(page: string): Promise<number> {
  const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const tab = await browser.newPage();
    const started = performance.now();
    await tab.goto(`file://${page}`, { waitUntil: 'commit' });
    await tab.waitForSelector('html[data-ready=yes]');
    const before = (await tab.locator('output').textContent()) ?? '';
    await tab.getByLabel('find').fill('node00007');
    await tab.locator('output').filter({ hasNotText: before }).waitFor();
    return performance.now() - started;
  } finally {
    await browser.close();
  }
}
