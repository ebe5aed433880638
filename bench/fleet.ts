/**
 * Measures `fleet report` on many nodes: facts of this host (`kube-preflight facts`), as many machines of the
 * same making would have given them, 64 KiB each, with some faults planted, in one NDJSON file. Told are nodes a
 * second, the peak memory of the program, and how both grow from a tenth of the nodes to all of them; and, where
 * Chromium is installed, how long the page of all of them takes until it can be used.
 *
 *   npm run bench:fleet -- [--nodes N] [--program PATH] [--json FILE] [--enforce]
 *
 * Exit: 0 measured; 1 the program failed, or with --enforce a goal was missed: 10,000 nodes within 60 s and
 * 512 MB, ten times the nodes in no more than twelve times the time, a page in 2 s; 2 wrong usage.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readFactsDocument } from '../src/snapshot/read-facts.ts';
import type { FactsDocument } from '../src/snapshot/facts-document.ts';
import { absent } from '../test/builders/facts.ts';
import { documentFor, documentText } from '../test/builders/fleet.ts';
import { measurePage, type PageMeasured } from './page.ts';

const documentBytes = 64 * 1024;
const deadlineMs = 15 * 60_000;
const pollMs = 50;
/** USER_HZ, on every architecture that Node runs on. */
const ticksPerSecond = 100;
const goalSeconds = 60;
const goalMiB = 512;
const goalNodes = 10_000;
const goalGrowth = 12;
const goalPageMs = 2000;

interface Measured {
  readonly nodes: number;
  readonly mebibytes: number;
  readonly seconds: number;
  /** On all CPUs: other programs of the machine do not count. */
  readonly cpuSeconds: number;
  readonly nodesPerSecond: number;
  readonly peakMiB: number;
}

/** The facts of this host, with tools added until the document is as long as a large one. */
function baseOf(program: string): FactsDocument {
  const { stdout, status, error } = spawnSync(program, ['facts'], { maxBuffer: 1024 * 1024 });
  const read = readFactsDocument(stdout);
  if (status !== 0 || !read.ok)
    throw new Error(`${program} facts gave none: ${error?.message ?? String(status)}`);
  const { document } = read;
  const { tools } = document.facts;
  if (tools?.known !== true) throw new Error('the facts of this host hold no tools');
  const byName = { ...tools.value.byName };
  const missing = documentBytes - documentText(document).length;
  for (let bytes = 0, index = 0; bytes < missing; index += 1) {
    const name = `tool-${String(index).padStart(4, '0')}`;
    byName[name] = {
      ...absent(name),
      links: ['/opt/tools/bin/of-some-length', '/etc/alternatives/of-some-length'],
    };
    bytes += JSON.stringify(byName[name]).length + name.length + 4;
  }
  return {
    ...document,
    facts: { ...document.facts, tools: { known: true, value: { ...tools.value, byName } } },
  };
}

/** Every hundredth lacks nft, every 500th runs another kernel, every 1,000th has the machine-id of its neighbour. */
function nodeOf(base: FactsDocument, number: number): FactsDocument {
  const { tools, kernel } = base.facts;
  const name = `node${String(number).padStart(5, '0')}.example.org`;
  const withoutNft =
    number % 100 === 0 && tools?.known === true
      ? {
          tools: {
            known: true,
            value: { ...tools.value, byName: { ...tools.value.byName, nft: absent('nft') } },
          } as const,
        }
      : {};
  const otherKernel =
    number % 500 === 0 && kernel?.known === true
      ? { kernel: { known: true, value: { ...kernel.value, release: '5.10.0-0.bench' } } as const }
      : {};
  const identity =
    number % 1000 === 1 ? { machineId: documentFor(base, name, number - 1).identity.machineId } : {};
  return documentFor(base, name, number, { identity, facts: { ...withoutNft, ...otherKernel } });
}

function writeNodes(base: FactsDocument, nodes: number, path: string): void {
  const file = openSync(path, 'w');
  try {
    for (let number = 0; number < nodes; number += 1)
      writeSync(file, `${documentText(nodeOf(base, number))}\n`);
  } finally {
    closeSync(file);
  }
}

/** The kernel's own high-water mark, and the time on a CPU, read until the program ends. */
async function measure(program: string, path: string, nodes: number): Promise<Measured> {
  const started = performance.now();
  const child = spawn(program, ['fleet', 'report', path, '-o', 'json'], {
    stdio: 'ignore',
    timeout: deadlineMs,
  });
  const ended = once(child, 'exit');
  let usage: Usage = { peakKiB: 0, ticks: 0 };
  const timer = setInterval(() => (usage = usageOf(child.pid ?? 0) ?? usage), pollMs);
  const [code] = await ended;
  clearInterval(timer);
  if (code !== 0 && code !== 1) throw new Error(`fleet report of ${nodes} nodes ended with ${String(code)}`);
  const seconds = (performance.now() - started) / 1000;
  return {
    nodes,
    mebibytes: round(statSync(path).size / 1024 / 1024),
    seconds: round(seconds),
    cpuSeconds: round(usage.ticks / ticksPerSecond),
    nodesPerSecond: Math.round(nodes / seconds),
    peakMiB: round(usage.peakKiB / 1024),
  };
}

interface Usage {
  readonly peakKiB: number;
  readonly ticks: number;
}

/** proc(5): the 14th and 15th field of stat; undefined: it has ended. */
function usageOf(pid: number): Usage | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const peak = /^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1];
    return peak === undefined
      ? undefined
      : { peakKiB: Number(peak), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return undefined;
  }
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}

function missedGoals(small: Measured, large: Measured, page: PageMeasured | undefined): readonly string[] {
  const seconds = (goalSeconds * large.nodes) / goalNodes;
  const growth = large.seconds / small.seconds;
  const wanted = (goalGrowth * large.nodes) / small.nodes / 10;
  return [
    ...(large.nodes >= goalNodes && large.seconds > seconds
      ? [`${large.seconds} s, and not ${seconds} s`]
      : []),
    ...(large.peakMiB > goalMiB ? [`${large.peakMiB} MiB, and not ${goalMiB} MiB`] : []),
    ...(page !== undefined && page.interactiveMs > goalPageMs
      ? [`a page that can be used after ${Math.round(page.interactiveMs)} ms, and not ${goalPageMs} ms`]
      : []),
    ...(growth > wanted ? [`${round(growth)} times the time of ${small.nodes} nodes`] : []),
  ];
}

function table(rows: readonly Measured[]): string {
  const head = ['nodes', 'MiB', 'seconds', 'CPU s', 'nodes/s', 'peak MiB'];
  const cells = rows.map((row) =>
    [row.nodes, row.mebibytes, row.seconds, row.cpuSeconds, row.nodesPerSecond, row.peakMiB].map(String),
  );
  return [head, ...cells].map((line) => line.map((cell) => cell.padStart(10)).join('')).join('\n');
}

function pageLine(nodes: number, page: PageMeasured | undefined): string {
  if (page === undefined) return 'the page was not opened: Chromium is not installed\n';
  const { mebibytes, interactiveMs } = page;
  return `page of ${nodes} nodes: ${round(mebibytes)} MiB, can be used after ${Math.round(interactiveMs)} ms (goal ${goalPageMs} ms)\n`;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      nodes: { type: 'string', default: String(goalNodes) },
      program: { type: 'string', default: fileURLToPath(new URL('../dist/kube-preflight', import.meta.url)) },
      json: { type: 'string' },
      enforce: { type: 'boolean', default: false },
    },
  });
  const nodes = Number(values.nodes);
  if (!Number.isInteger(nodes) || nodes < 10) {
    process.stderr.write(`--nodes takes a whole number of at least 10, not "${values.nodes}"\n`);
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-fleet-'));
  try {
    const base = baseOf(values.program);
    const rows: Measured[] = [];
    for (const count of [Math.floor(nodes / 10), nodes]) {
      const path = join(folder, `${count}.ndjson`);
      writeNodes(base, count, path);
      rows.push(await measure(values.program, path, count));
    }
    const [small, large] = rows;
    if (small === undefined || large === undefined) return 1;
    const growth = round(large.seconds / small.seconds);
    const memory = round(large.peakMiB / small.peakMiB);
    process.stdout.write(`${cpus().length} CPUs, load ${loadavg()[0]?.toFixed(1) ?? ''}\n${table(rows)}\n`);
    process.stdout.write(`ten times the nodes: ${growth} times the time, ${memory} times the memory\n`);
    const page = await measurePage(
      values.program,
      join(folder, `${nodes}.ndjson`),
      join(folder, 'page.html'),
    );
    process.stdout.write(pageLine(nodes, page));
    if (values.json !== undefined)
      writeFileSync(values.json, `${JSON.stringify({ rows, growth, page }, null, 2)}\n`);
    const missed = values.enforce ? missedGoals(small, large, page) : [];
    for (const line of missed) process.stderr.write(`goal missed: ${line}\n`);
    return missed.length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
