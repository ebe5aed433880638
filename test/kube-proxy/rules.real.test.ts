import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { proxyKernelCheck } from '../../src/checks/proxy-kernel/proxy-kernel.ts';
import type { Family, ProxyMode } from '../../src/config/plan.ts';
import { createLinuxHost } from '../../src/host/linux-host.ts';
import { netfilterProbe } from '../../src/probes/netfilter/probe.ts';
import { factsOf } from '../builders/facts.ts';
import { findingsOf } from '../check-cases.ts';
import { surveyFor } from '../netfilter/survey.ts';
import { realIt } from '../real.ts';
import { planFor } from './plan-for.ts';
import { recordings } from './recorded.ts';
import { settings } from './settings.ts';
import type { Script, Setting } from './written/script.ts';
import { scriptsOf, shellOf } from './written/scripts-of.ts';

const needs = ['root', 'unshare', 'nft', 'iptables', 'ip6tables', 'ipset', 'ipvsadm', 'ip'] as const;
const families = ['ipv4', 'ipv6'] as const;

/** What the program says of this kernel, for both families. */
async function verdictsOf(mode: ProxyMode, setting: Setting): Promise<ReturnType<typeof findingsOf>> {
  const netfilter = await netfilterProbe.run(createLinuxHost(), surveyFor(mode));
  return findingsOf(proxyKernelCheck, { plan: planFor(mode, setting), facts: factsOf({ netfilter }) });
}

describe('the rules of kube-proxy load where ProxyKernel passes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-rules-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What the tools say against it; '' when all of it loads. */
  function load(mode: ProxyMode, family: Family, setting: Setting): string {
    return run(`${mode}-${family}.sh`, scriptsOf(mode, family, setting));
  }

  function run(name: string, scripts: readonly Script[]): string {
    const file = join(folder, name);
    writeFileSync(file, `mount -t tmpfs none /run\n${shellOf(scripts)}`);
    const done = spawnSync('unshare', ['--net', '--mount', 'sh', file], { encoding: 'utf8' });
    return done.status === 0 ? '' : done.stderr.trim() || `status ${done.status}`;
  }

  for (const [name, { mode, setting, scripts }] of recordings()) {
    realIt(`as recorded: ${name}`, needs, async () => {
      const findings = await verdictsOf(mode, setting);
      if (findings.some(({ verdict }) => verdict === 'fail' || verdict === 'warn')) return;
      expect(run(name.replaceAll('/', '-'), scripts)).toBe('');
    });
  }

  for (const mode of ['nftables', 'iptables', 'ipvs'] as const) {
    for (const [name, setting] of Object.entries(settings).filter(([, { counters }]) => !counters)) {
      realIt(`${mode}: ${name}`, needs, async () => {
        const findings = await verdictsOf(mode, setting);
        const isRefused = findings.some(({ verdict }) => verdict === 'fail');
        expect(findings.map(({ code }) => code)).not.toContain('kernel.not-told');
        const said = families.map((family) => load(mode, family, setting));
        if (isRefused) expect(said.filter(Boolean)).not.toEqual([]);
        else expect(said, findings.map(({ says }) => says).join('\n')).toEqual(['', '']);
      });
    }
  }
});
