// node scripts/pictures.ts: draws the pictures of README from a fleet that is made up, with real Chromium.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { commands } from '../src/cli/commands/registry.ts';
import { runProgram } from '../src/cli/program.ts';
import { known } from '../src/probes/fact.ts';
import type { Facts } from '../src/probes/facts.ts';
import type { FactsDocument } from '../src/snapshot/facts-document.ts';
import { absent } from '../test/builders/facts.ts';
import { documentText as healthyText } from '../test/builders/facts-document.ts';
import { documentFor, documentText } from '../test/builders/fleet.ts';
import { proofOf } from '../test/builders/proofs.ts';
import { fakeContext } from '../test/fakes/fake-context.ts';

const folder = 'docs/images';
const version = '0.1.0';
const config = `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.36.2
---
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
`;

function withoutNft({ tools }: Facts): Partial<Facts> {
  if (tools?.known !== true) return {};
  return { tools: known({ ...tools.value, byName: { ...tools.value.byName, nft: absent('nft') } }) };
}

/** Numgen is missing in a kernel that was built without it. */
function provenFacts(missing: readonly string[] = []): Partial<Facts> {
  const modules = [
    {
      module: 'nft_numgen',
      state: 'absent',
      config: 'n',
      option: 'CONFIG_NFT_NUMGEN',
      source: '/boot/config',
    },
  ] as const;
  const proofs = [
    proofOf('nftables', missing.length === 0 ? {} : { missing, modules }),
    proofOf('iptables'),
    proofOf('ipvs', { missing: ['ipvs.netlink'] }),
  ];
  const conntrack = known({
    sysctlDirectory: true,
    max: 131_072,
    hashsize: 32_768,
    maxWritable: true,
    hashsizeWritable: true,
  });
  return { netfilter: known({ proofs, conntrack, loadedByProof: [] }) };
}

function withSwap(): Partial<Facts> {
  const devices = [{ name: '/dev/sda2', kind: 'partition' as const, sizeKiB: 1024 * 1024 }];
  return { swap: known({ on: true, devices, lines: ['/dev/sda2 partition 1048576 0 -2'], unified: true }) };
}

function faultsOf(number: number, { facts }: FactsDocument): Partial<Facts> {
  if ([3, 4, 5, 11].includes(number)) return { ...provenFacts(), ...withoutNft(facts) };
  if ([8, 9].includes(number)) return provenFacts(['nft.numgen']);
  return { ...provenFacts(), ...([14, 15, 16].includes(number) ? withSwap() : {}) };
}

function lines(): readonly string[] {
  const base: FactsDocument = JSON.parse(healthyText({ version }));
  const nodes = Array.from({ length: 23 }, (_, index) => {
    const name = `worker-${String(index + 1).padStart(2, '0')}`;
    return documentText(documentFor(base, name, index + 1, { facts: faultsOf(index + 1, base) }));
  });
  const silent = { schema: 'kube-preflight/unreachable/v1', host: 'worker-24', why: 'Connection timed out' };
  return [...nodes, JSON.stringify(silent)];
}

async function pageOf(work: string): Promise<string> {
  const nodes = join(work, 'nodes.ndjson');
  const file = join(work, 'kubeadm.yaml');
  writeFileSync(nodes, lines().join('\n'));
  writeFileSync(file, config);
  const context = { ...fakeContext(), version };
  const argv = ['fleet', 'report', nodes, '--config', file, '-o', 'html'];
  const code = await runProgram(argv, commands, context);
  if (code > 1) throw new Error(context.err());
  const page = join(work, 'page.html');
  writeFileSync(page, context.out().replaceAll(work, '.'));
  return page;
}

async function draw(browser: Browser, page: string): Promise<void> {
  const light = await browser.newPage({ viewport: { width: 1180, height: 1000 }, colorScheme: 'light' });
  await light.goto(`file://${page}`);
  await light.waitForSelector('html[data-ready=yes]');
  await light.screenshot({ path: join(folder, 'fleet.png') });
  const dark = await browser.newPage({ viewport: { width: 1180, height: 760 }, colorScheme: 'dark' });
  await dark.goto(`file://${page}#n=worker-08`);
  await dark.waitForSelector('#node-title');
  await dark.screenshot({ path: join(folder, 'node.png') });
}

async function main(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'kube-preflight-pictures-'));
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    await draw(browser, await pageOf(work));
  } finally {
    await browser.close();
    rmSync(work, { recursive: true, force: true });
  }
}

await main();
