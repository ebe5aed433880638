// node scripts/record-kube-proxy.ts PATH-TO-KUBE-PROXY: writes down what that kube-proxy hands to nft, iptables-restore
// and ipset, into test/kube-proxy/recorded/<mode>/. Needs root, iproute2, unshare, nft, iptables and ipset; each
// recording runs in a network namespace of its own, against an API server that this script plays. The tests of
// test/kube-proxy then hold the probe against the recordings, too. No part of the gate: a release of Kubernetes has the
// binary for kube-proxy, this repository has not.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { record } from '../test/kube-proxy/recorder/record.ts';
import { settings } from '../test/kube-proxy/settings.ts';

const target = fileURLToPath(new URL('../test/kube-proxy/recorded', import.meta.url));
const modes = ['nftables', 'iptables', 'ipvs'] as const;

async function main(): Promise<void> {
  const [program = '', mode, name, to = target, quietMs = '5000'] = process.argv.slice(2);
  if (program === '') throw new Error('which kube-proxy? scripts/record-kube-proxy.ts PATH-TO-KUBE-PROXY');
  const isInside = modes.find((one) => one === mode);
  if (isInside === undefined) return startEach(resolve(program));
  const setting = settings[name ?? ''];
  if (setting === undefined) throw new Error(`no setting ${name}`);
  const recording = await record(program, isInside, setting, Number(quietMs));
  const folder = join(to, isInside);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${(name ?? '').replaceAll(/[^a-z]+/giu, '-').toLowerCase()}.json`);
  writeFileSync(file, `${JSON.stringify(recording, null, 2)}\n`);
  const { scripts, ended } = recording;
  console.log(`${file}: ${scripts.length} programs${ended === undefined ? '' : `; it ended: ${ended}`}`);
}

/** The Services are the same in every recording: only settings of kube-proxy make a difference. */
function startEach(program: string): void {
  const names = Object.keys(settings).filter((name) => !name.startsWith('Services with '));
  for (const mode of modes) {
    for (const name of names) {
      const self = [process.execPath, fileURLToPath(import.meta.url), program, mode, name];
      const done = spawnSync('unshare', ['--net', '--mount', '--', ...self], { stdio: 'inherit' });
      if (done.status !== 0) process.exitCode = 1;
    }
  }
}

await main();
