import type { Action } from '../config/plan.ts';
import { isAtLeast, minorOf } from './release.ts';

export type ExecutableSeverity = 'error' | 'warning';

/** A program that a kubeadm release looks for in PATH. */
export interface Executable {
  readonly name: string;
  readonly severity: ExecutableSeverity;
}

/** One program, in the releases that look for it with one severity. */
export interface ExecutableRow {
  readonly name: string;
  readonly severity: ExecutableSeverity;
  /** The first release that looks for it; absent: before 1.28. */
  readonly from?: string;
  /** The first release that no longer does; absent: still does. */
  readonly until?: string;
  /** Looked for only when the Kubernetes that is to be set up is older than this. */
  readonly forTargetsBelow?: string;
  /** First patch releases without it in minors before `until`. */
  readonly backported?: Readonly<Record<string, string>>;
}

/**
 * kubernetes#127151 left main for 1.32 in September 2024 and was picked as #127413 (1.31), #127414 (1.30),
 * #127415 (1.29) and #127416 (1.28). 1.31.0 is known to carry the checks, the ends of the branches are known
 * not to; the first patches are those of October 2024, after the picks were opened.
 */
const picksOf127151 = { '1.28': '1.28.15', '1.29': '1.29.10', '1.30': '1.30.6', '1.31': '1.31.2' } as const;

/**
 * addExecChecks of cmd/kubeadm/app/preflight/checks_linux.go, in its order. conntrack: in 1.32 only for a
 * target below 1.32 (#126953).
 */
export const executableRows: readonly ExecutableRow[] = [
  { name: 'crictl', severity: 'error', until: '1.31' },
  { name: 'crictl', severity: 'warning', from: '1.31', until: '1.32' },
  { name: 'conntrack', severity: 'error', until: '1.32' },
  { name: 'conntrack', severity: 'error', from: '1.32', until: '1.33', forTargetsBelow: '1.32' },
  { name: 'ip', severity: 'error', until: '1.33' },
  { name: 'iptables', severity: 'error', until: '1.33' },
  { name: 'losetup', severity: 'error', from: '1.33' },
  { name: 'mount', severity: 'error' },
  { name: 'cp', severity: 'error', from: '1.33' },
  { name: 'nsenter', severity: 'error', until: '1.33' },
  { name: 'ebtables', severity: 'warning', until: '1.32', backported: picksOf127151 },
  { name: 'ethtool', severity: 'warning', until: '1.33' },
  { name: 'socat', severity: 'warning', until: '1.32', backported: picksOf127151 },
  { name: 'tc', severity: 'warning', until: '1.33' },
  { name: 'touch', severity: 'warning', until: '1.33' },
];

/** Every name that some release from 1.28 on looks for. */
export const executableNames: readonly string[] = [...new Set(executableRows.map((row) => row.name))];

/**
 * The programs that this release of kubeadm looks for, in its order. Only init and join look for any
 * (cmd/phases/upgrade/apply/preflight.go has none).
 */
export function executablesOf(
  release: string,
  situation: {
    readonly action: Action;
    /** The Kubernetes to set up, where kubeadm knows it: on init. Absent: it knows none. */
    readonly target?: string;
  },
): readonly Executable[] {
  if (situation.action !== 'init' && situation.action !== 'join') return [];
  return executableRows
    .filter((row) => isLookedFor(row, release, situation.target))
    .map(({ name, severity }) => ({ name, severity }));
}

function isLookedFor(row: ExecutableRow, release: string, target: string | undefined): boolean {
  const { forTargetsBelow: bound } = row;
  if (bound !== undefined && (target === undefined || isAtLeast(target, bound))) return false;
  if (row.from !== undefined && !isAtLeast(release, row.from)) return false;
  if (row.until !== undefined && isAtLeast(release, row.until)) return false;
  const dropped = row.backported?.[minorOf(release)];
  return dropped === undefined || !isAtLeast(release, dropped);
}

/** A program that kubeadm once demanded and that nothing of Kubernetes runs on the host any more. */
export interface ObsoleteTool {
  readonly name: string;
  /** The first release that does not look for it. */
  readonly until: string;
  readonly why: string;
  readonly source: string;
}

export const obsoleteTools: readonly ObsoleteTool[] = [
  {
    name: 'nsenter',
    until: '1.33',
    why: 'the kubelet has not run it since about 1.16',
    source: 'kubernetes#129450; kubeadm#3132',
  },
  { name: 'ip', until: '1.33', why: 'its users talk netlink to the kernel now', source: 'kubernetes#129131' },
  {
    name: 'ethtool',
    until: '1.33',
    why: 'its users talk netlink to the kernel now',
    source: 'kubernetes#129131',
  },
  { name: 'tc', until: '1.33', why: 'its users talk netlink to the kernel now', source: 'kubernetes#129131' },
  {
    name: 'iptables',
    until: '1.33',
    why: 'only some proxy modes need it, and kube-proxy brings its own; the kubelet does without',
    source: 'kubernetes#129131, #129826',
  },
  { name: 'touch', until: '1.33', why: 'nothing of Kubernetes runs it', source: 'kubernetes#129317' },
  {
    name: 'socat',
    until: '1.32',
    why: 'container runtimes forward ports by themselves',
    source: 'kubernetes#127151, picked to 1.28–1.31 as #127413–#127416',
  },
  {
    name: 'ebtables',
    until: '1.32',
    why: 'nothing of Kubernetes runs it',
    source: 'kubernetes#127151, picked to 1.28–1.31 as #127413–#127416',
  },
  {
    name: 'conntrack',
    until: '1.32',
    why: 'kube-proxy clears connections over netlink since 1.32',
    source: 'kubernetes#126847, #126953',
  },
  {
    name: 'crictl',
    until: '1.32',
    why: 'kubeadm speaks CRI itself since 1.31',
    source: 'kubernetes#124685, #126596',
  },
];
