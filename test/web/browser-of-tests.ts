import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { FleetReport } from '../../src/findings/fleet-report.ts';
import { pageOf } from '../../src/report/html/page-of.ts';

const program = '/usr/bin/chromium';
export const browserNeeds = [program] as const;

type PageOptions = Parameters<Browser['newPage']>[0];

interface Opened {
  readonly page: Page;
  /** What the console and the network said that they should not. */
  readonly noise: string[];
}

interface BrowserOfTests {
  readonly open: (report: FleetReport, options?: PageOptions, hash?: string) => Promise<Opened>;
  /** A page that is written already. */
  readonly openText: (text: string, options?: PageOptions, hash?: string) => Promise<Opened>;
}

/** One real Chromium for the tests of a file, which is closed after them. */
export function browserOfTests(): BrowserOfTests {
  const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-page-'));
  let browser: Browser | undefined;
  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];
    browser = await chromium.launch({ executablePath: program, args }).catch(() => undefined);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const openText: BrowserOfTests['openText'] = async (text, options = {}, hash = '') => {
    if (browser === undefined) throw new Error(`${program} does not start`);
    const file = join(folder, `${Math.random()}.html`);
    writeFileSync(file, text);
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    const noise = noiseOf(page);
    await page.goto(`file://${file}${hash}`);
    if (options.javaScriptEnabled !== false) await page.waitForSelector('html[data-ready=yes]');
    return { page, noise };
  };
  return { openText, open: (report, options, hash) => openText(pageOf(report), options, hash) };
}

function noiseOf(page: Page): string[] {
  const noise: string[] = [];
  page.on(
    'console',
    (message) => void (['error', 'warning'].includes(message.type()) && noise.push(message.text())),
  );
  page.on('pageerror', (error) => void noise.push(error.message));
  page.on('dialog', (dialog) => void noise.push(dialog.message()));
  page.on('request', (request) => {
    if (!/^(?:file|data):/u.test(request.url())) noise.push(request.url());
  });
  return noise;
}
