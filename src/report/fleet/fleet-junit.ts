import type { Group } from '../../findings/finding.ts';
import type { FleetGroup, FleetReport } from '../../findings/fleet-report.ts';
import { clip } from '../display-width.ts';
import { findingLines } from '../finding-lines.ts';
import { type JunitCase, type JunitSuite, junitXml } from '../junit-xml.ts';
import type { Rendered } from '../report.ts';
import { sayDoubt } from '../say-doubt.ts';
import { counted, plannedGroups } from './fleet-summary.ts';

/** Of findings, and of nodes without a verdict. Readers of JUnit XML hold all of it in memory. */
const mostCases = 1000;
const longestHosts = 500;
const longestValue = 120;

/**
 * A suite for each group of checks, and a test case for what was found, with its hosts; a check of which nothing was
 * found passes. Nodes themselves are no cases: one cause on 10,000 of them is one failure. Those without a verdict are
 * skipped.
 */
export function fleetJunit(report: FleetReport): Rendered {
  const suites = [...checkSuites(report), { name: 'kube-preflight fleet: nodes', cases: unjudged(report) }];
  const filled = suites.filter(({ cases }) => cases.length > 0);
  return { stdout: junitXml(filled.length > 0 ? filled : suites, report.durationMs), stderr: '' };
}

function checkSuites(report: FleetReport): readonly JunitSuite[] {
  const found = plannedGroups(report);
  const cases = [
    ...found.slice(0, mostCases).map((group) => [group.group, caseOf(group)] as const),
    ...passedColumns(report).map(({ check, group }) => [group, passed(check, group)] as const),
  ];
  const left = found.slice(mostCases);
  const rest = left.length === 0 ? [] : [restOf(left)];
  const byGroup = Map.groupBy(cases, ([group]) => group);
  return [
    ...[...byGroup].map(([group, members]) => suiteOf(group, withOwnNames(members.map(([, one]) => one)))),
    suiteOf('more', rest),
  ];
}

function suiteOf(group: string, cases: readonly JunitCase[]): JunitSuite {
  return { name: `kube-preflight fleet: ${group}`, cases };
}

function caseOf(group: FleetGroup): JunitCase {
  const { check, subject, observed, verdict, code, says, nodes, hosts } = group;
  const of = subject === '' || subject === check ? check : `${check} (${subject})`;
  return {
    classname: `kube-preflight.fleet.${group.group}`,
    name: observed === '' ? of : `${of}: ${clip(observed, longestValue, '…')}`,
    verdict,
    code,
    message: `${sayDoubt({ verdict, says })} (${counted(nodes.length, 'node')})`,
    lines: [
      says,
      `on ${counted(nodes.length, 'node')}: ${clip(hosts, longestHosts, '…')}`,
      ...findingLines(group),
    ],
  };
}

/** What was left out counts by its worst: a failure must not go unseen. */
function restOf(groups: readonly FleetGroup[]): JunitCase {
  const order = ['fail', 'unknown', 'warn', 'info'] as const;
  const worst = order.find((verdict) => groups.some((group) => group.verdict === verdict)) ?? 'info';
  const says = `${counted(groups.length, 'more finding')}: see the report as JSON`;
  const classname = 'kube-preflight.fleet.more';
  return { classname, name: 'more', verdict: worst, code: 'more', message: says, lines: [says] };
}

function passed(check: string, group: Group): JunitCase {
  const classname = `kube-preflight.fleet.${group}`;
  return { classname, name: check, verdict: 'pass', code: '', message: '', lines: [] };
}

/** Columns in which each node that was judged passed. */
function passedColumns({ columns, nodes }: FleetReport): FleetReport['columns'] {
  return columns.filter((_, column) => nodes.every(({ cells }) => 'p-'.includes(cells[column] ?? '-')));
}

/** Readers know a test by its name: of several that share one, the later ones are numbered. */
function withOwnNames(cases: readonly JunitCase[]): readonly JunitCase[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const times = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, times);
    return times === 1 ? one : { ...one, name: `${one.name} #${times}` };
  });
}

function unjudged({ nodes }: FleetReport): readonly JunitCase[] {
  // An older document of a machine is no node that lacks a verdict.
  const silent = nodes.filter(({ status }) => status !== 'judged' && status !== 'duplicate');
  const more = silent.length - mostCases;
  const told = silent.slice(0, mostCases).map(({ name, status, detail }) => skipped(name, status, detail));
  const rest = more > 0 ? [skipped('more', counted(more, 'more node'), 'see the report as JSON')] : [];
  return withOwnNames([...told, ...rest]);
}

function skipped(name: string, status: string, detail: string): JunitCase {
  const message = [status, clip(detail, longestHosts, '…')].filter((text) => text !== '').join(': ');
  return { classname: 'kube-preflight.fleet.nodes', name, verdict: 'unknown', code: '', message, lines: [] };
}
