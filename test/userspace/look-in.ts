import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const enter = fileURLToPath(new URL('enter.sh', import.meta.url));

export interface Look {
  readonly mode: 'nftables' | 'iptables' | 'ipvs';
  readonly variant: 'nft' | 'legacy';
  /** The planned Kubernetes release. */
  readonly release: string;
}

export interface Told {
  readonly check: string;
  readonly code: string;
  readonly verdict: string;
  readonly says: string;
  readonly have?: string;
}

/** What the executable says inside a root file system, with its tools and on this kernel. */
export function lookIn(root: string, { mode, variant, release }: Look): readonly Told[] {
  return findingsOf('unshare', [
    ...'--net --mount --pid --fork --kill-child sh'.split(' '),
    enter,
    root,
    variant,
    ...`/kube-preflight init --proxy-mode ${mode} --kubernetes-version ${release} -o json`.split(' '),
  ]);
}

/** The same of this machine's own tools, in a network of its own: what the kernel can do does not hang on them. */
export function lookHere(executable: string, mode: Look['mode']): readonly Told[] {
  return findingsOf('unshare', ['--net', executable, 'init', '--proxy-mode', mode, '-o', 'json']);
}

function findingsOf(command: string, argv: readonly string[]): readonly Told[] {
  const done = spawnSync(command, argv, { encoding: 'utf8', timeout: 60_000, maxBuffer: 16 * 1024 * 1024 });
  if (done.status !== 0 && done.status !== 1) {
    throw new Error(`${command} ${argv.join(' ')}: ${done.error?.message ?? done.stderr}`);
  }
  const report: { readonly findings: readonly Told[] } = JSON.parse(done.stdout);
  return report.findings;
}
