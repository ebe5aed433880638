import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { FleetGroup, FleetReport } from '../../src/findings/fleet-report.ts';
import { loadFleetReport } from '../../src/report/fleet/registry.ts';
import { fleetReportOf } from '../builders/fleet-report.ts';
import { realIt } from '../real.ts';

const options = { verbose: false, color: false, unicode: true, width: 80, timings: false };
const validator = 'xmllint';
const xsd = fileURLToPath(new URL('junit.xsd', import.meta.url));

async function junitOf(report: FleetReport): Promise<string> {
  const render = await loadFleetReport('junit');
  return render(report, options).stdout;
}

function firstGroup({ groups }: FleetReport): FleetGroup {
  const [group] = groups;
  if (group === undefined) throw new Error('the report has no groups');
  return group;
}

/** Each node silent for a reason of its own, and a finding for each, of which only the last fails. */
function tornReport(): FleetReport {
  const report = fleetReportOf(10_000);
  const nodes = report.nodes.map((node, index) => ({
    ...node,
    status: 'unreachable' as const,
    detail: `no answer ${'z'.repeat(2000)} ${index}`,
    cells: '-----',
  }));
  const hosts = nodes.map(({ name }) => name).join(',');
  const groups = Array.from({ length: 5000 }, (_, index) => ({
    ...firstGroup(report),
    verdict: index === 4999 ? ('fail' as const) : ('warn' as const),
    observed: `${'v'.repeat(300)} ${index}`,
    hosts,
  }));
  return { ...report, nodes, groups };
}

const hostile = ' <!-- ]]> </failure> & "\' \u0000 \u001b[31m \ufffe \u2028';
const reports: readonly (readonly [string, () => FleetReport])[] = [
  ['twenty nodes', () => fleetReportOf(20)],
  ['texts that mean harm', () => fleetReportOf(60, hostile)],
  ['ten thousand nodes', () => fleetReportOf(10_000)],
  ['ten thousand silent nodes, and five thousand findings', tornReport],
  ['no node', () => ({ ...fleetReportOf(0), columns: [], groups: [] })],
];

describe.each(reports)('junit of %s', (_, make) => {
  realIt('is what its schema allows', [validator], async () => {
    const input = await junitOf(make());
    const done = spawnSync(validator, ['--noout', '--schema', xsd, '-'], { input, encoding: 'utf8' });
    expect(done.status === 0 ? '' : done.stderr).toBe('');
  });

  it('counts what it holds, and names each test once', async () => {
    const printed = await junitOf(make());
    const count = (what: RegExp): number => printed.match(what)?.length ?? 0;
    const sums =
      /<testsuites name="kube-preflight" tests="(\d+)" failures="(\d+)" errors="0" skipped="(\d+)"/u
        .exec(printed)
        ?.slice(1)
        .map(Number);
    expect(sums).toEqual([count(/<testcase /gu), count(/<failure /gu), count(/<skipped /gu)]);
    const names = [...printed.matchAll(/<testcase (classname="[^"]*" name="[^"]*")/gu)].map(
      ([, name]) => name,
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('stays small enough for those who read it', async () => {
    expect((await junitOf(make())).length).toBeLessThan(4_000_000);
  });
});

describe('junit of a fleet', () => {
  it('has one failure for one cause, with its hosts and what mends it', async () => {
    const printed = await junitOf(fleetReportOf(20));
    expect(printed.match(/<failure .*?<\/failure>/gsu)).toEqual([
      `<failure type="tool.absent" message="FileExisting-nft is amiss (4 nodes)">FileExisting-nft is amiss
on 4 nodes: node-[00001-99999]
need: what it needs
have: what it has
for: kube-proxy
seen: /usr/sbin
mend: mend it
apt-get install nftables</failure>`,
    ]);
    expect(printed).toContain('<system-out>warn: Swap is amiss\non 19 nodes: ');
  });

  it('passes the checks of which nothing was found', async () => {
    const printed = await junitOf(fleetReportOf(20));
    const passed = [...printed.matchAll(/<testcase [^>]*name="([^"]*)"[^>]*\/>/gu)].map(([, name]) => name);
    expect(passed).toEqual(['ProxyKernel-nftables', 'Port-6443', 'CRI']);
  });

  it('skips nodes without a verdict, but for older documents of others', async () => {
    const report = fleetReportOf(20);
    const nodes = report.nodes.map((node, index) =>
      index === 9 ? { ...node, status: 'duplicate' as const, cells: '-----' } : node,
    );
    const printed = await junitOf({ ...report, nodes });
    expect(printed.match(/<skipped .*/gu)).toEqual(['<skipped message="unreachable: no answer"/>']);
    expect(printed).toContain('classname="kube-preflight.fleet.nodes" name="node-00008"');
  });

  it('does not lose a failure beyond its bound', async () => {
    const printed = await junitOf(tornReport());
    expect(printed).toContain('<failure type="more" message="4000 more findings: see the report as JSON">');
    expect(printed).toContain('<skipped message="9000 more nodes: see the report as JSON"/>');
  });

  it('leaves out what was found for modes that are not planned', async () => {
    const report = fleetReportOf(20);
    const groups = report.groups.map((group) => ({ ...group, forMode: 'ipvs' as const }));
    expect(await junitOf({ ...report, groups })).not.toContain('<failure');
  });
});
