import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import type { HintChange, HintReport } from '../../src/findings/hint-report.ts';
import { iptablesNames, runWithout } from '../hidden-tools.ts';
import { realIt } from '../real.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** In network and mount namespaces of its own: no lock file and no CNI of the host. */
const prepare = [
  'set -eu',
  'mount --make-rprivate /',
  'mount -t tmpfs tmpfs /run',
  '[ ! -d /etc/cni ] || mount -t tmpfs tmpfs /etc/cni',
  'hint() { "$NODE" "$MAIN" hint "$@" -o json --proxy-mode=nftables || status=$?; }',
];
/** iptables of this host becomes the legacy variant. */
const asLegacy = [
  'mount -t tmpfs -o mode=755 tmpfs /mnt',
  'cp -a /etc/alternatives /mnt/links',
  'ln -sfn /usr/sbin/iptables-legacy /mnt/links/iptables',
  'ln -sfn /usr/sbin/ip6tables-legacy /mnt/links/ip6tables',
  'mount --bind /mnt/links /etc/alternatives',
];

/** Either document; a test reads the fields of the one it asked for. */
type Printed = Omit<HintChange, 'schema'> & Omit<HintReport, 'schema'>;

interface Ran {
  readonly documents: readonly Printed[];
  readonly rest: string;
}

/** `hint …` lines print documents; what is printed after `echo ---` is the rest. */
function run(lines: readonly string[], userPath = path): Ran {
  const script = [...prepare, ...lines].join('\n');
  const done = spawnSync('unshare', ['--net', '--mount', 'sh', '-c', script], {
    encoding: 'utf8',
    timeout: 60_000,
    env: { PATH: userPath, NODE: process.execPath, MAIN: main },
  });
  const [json = '', rest = ''] = done.stdout.split('---\n');
  if (done.status !== 0) throw new Error(`exit ${String(done.status)}: ${done.stderr}`);
  const documents = json
    .split(/^(?=\{)/mu)
    .filter((text) => text.trim() !== '')
    .map((text) => JSON.parse(text));
  return { documents, rest: rest.trim() };
}

const codes = (document: Pick<HintChange, 'outcomes'> | undefined) =>
  document?.outcomes.map(({ code, family, backend }) => `${code} ${family} ${backend}`.trim());
const needs = ['root', 'unshare', 'nft', 'iptables-nft', 'iptables-legacy', 'mount'] as const;
const chains = "nft list ruleset | grep -c 'chain KUBE-IPTABLES-HINT' || true";

/** On this host as if it had no iptables. */
function ensureWithout(mode: string) {
  const argv = [process.execPath, main, 'hint', 'ensure', '-o', 'json', `--proxy-mode=${mode}`];
  const ran = runWithout(iptablesNames(), ['unshare', '--net', ...argv]);
  const document: HintChange = JSON.parse(ran.stdout);
  return { codes: codes(document), status: ran.status };
}

describe('hint ensure', () => {
  realIt('makes the chain in both families, twice without harm, and no legacy table', needs, () => {
    const { documents, rest } = run([
      'hint ensure',
      'hint ensure',
      'hint show',
      'echo ---',
      chains,
      'cat /proc/net/ip_tables_names /proc/net/ip6_tables_names',
    ]);
    const [first, second, show] = documents;
    expect(codes(first)).toEqual(['made ipv4 nft', 'made ipv6 nft']);
    expect(codes(second)).toEqual(['already-there ipv4 nft', 'already-there ipv6 nft']);
    expect([first?.exitCode, second?.exitCode, show?.exitCode]).toEqual([0, 0, 0]);
    expect(show?.marks.map(({ backend, family }) => `${backend} ${family}`)).toEqual([
      'nft ipv4',
      'nft ipv6',
    ]);
    expect(rest).toBe('2');
  });

  realIt('makes it in legacy where that is the iptables of the host', needs, () => {
    const { documents, rest } = run([
      ...asLegacy,
      'hint ensure',
      'hint ensure',
      'hint show',
      'echo ---',
      'cat /proc/net/ip_tables_names',
    ]);
    const [first, second, show] = documents;
    expect(codes(first)).toEqual(['made ipv4 legacy', 'made ipv6 legacy']);
    expect(codes(second)).toEqual(['already-there ipv4 legacy', 'already-there ipv6 legacy']);
    expect(show?.consumers.find(({ id }) => id === 'kube-proxy')?.backend).toBe('legacy');
    expect(rest).toBe('mangle');
  });

  realIt(
    'says who holds the lock',
    [...needs, 'flock'],
    () => {
      const { documents } = run([
        ...asLegacy,
        'flock /run/xtables.lock sleep 20 & holder=$!',
        'while ! grep -q FLOCK /proc/locks; do sleep 0.05; done; sleep 0.2',
        'hint ensure',
        'kill $holder',
      ]);
      expect(documents[0]?.exitCode).toBe(1);
      for (const outcome of documents[0]?.outcomes ?? []) {
        expect(outcome).toMatchObject({ code: 'locked', ok: false });
        expect(outcome.says).toMatch(/locked by pid \d+ \((?:flock|sleep)\)/u);
      }
    },
    40_000,
  );

  realIt('says that it lacks the privilege, in both variants', [...needs, 'setpriv'], () => {
    const asNobody = 'setpriv --reuid=65534 --clear-groups "$NODE" "$MAIN" hint ensure -o json || true';
    const { documents, rest } = run([asNobody, ...asLegacy, asNobody, 'echo ---', chains]);
    for (const document of documents) {
      expect(document.exitCode).toBe(1);
      expect(document.outcomes.map(({ code }) => code)).toEqual(['no-privilege', 'no-privilege']);
    }
    expect(documents).toHaveLength(2);
    expect(rest).toBe('0');
  });

  realIt('says that the kernel has no such table', needs, () => {
    const directory = mkdtempSync(join(tmpdir(), 'kube-preflight-hint-'));
    try {
      const stub = [
        '#!/bin/sh',
        'case "$*" in *--version*) echo "${0##*/} v1.8.9 (legacy)"; exit 0 ;; esac',
        'echo "${0##*/} v1.8.9 (legacy): can\'t initialize ${0##*/} table \\`mangle\': Table does not exist (do you need to insmod?)" >&2',
        'exit 3',
      ].join('\n');
      for (const name of ['iptables', 'ip6tables']) {
        writeFileSync(join(directory, name), stub);
        chmodSync(join(directory, name), 0o755);
      }
      const { documents } = run(['hint ensure'], `${directory}:${path}`);
      expect(codes(documents[0])).toEqual(['no-kernel-table ipv4 legacy', 'no-kernel-table ipv6 legacy']);
      expect(documents[0]?.exitCode).toBe(1);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  realIt('finds no iptables harmless, unless the planned mode reads the hint', needs, () => {
    const expected = ['no-iptables ipv4', 'no-iptables ipv6'];
    expect(ensureWithout('nftables')).toEqual({ codes: expected, status: 0 });
    expect(ensureWithout('iptables')).toEqual({ codes: expected, status: 1 });
  });
});

describe('hint delete', () => {
  realIt('removes it from every backend and family, and nothing else', needs, () => {
    const { documents, rest } = run([
      'iptables-nft -t mangle -N KUBE-IPTABLES-HINT; ip6tables-nft -t mangle -N KUBE-IPTABLES-HINT',
      'iptables-legacy -t mangle -N KUBE-IPTABLES-HINT; iptables-legacy -t mangle -N KUBE-KUBELET-CANARY',
      'hint show',
      'hint delete',
      'hint delete',
      'echo ---',
      'iptables-legacy-save | grep KUBE; nft list ruleset | grep KUBE || true',
    ]);
    expect(documents[0]?.contradictions[0]).toContain('in both backends');
    expect(documents[0]?.exitCode).toBe(1);
    expect(codes(documents[1])).toEqual(['deleted ipv4 nft', 'deleted ipv6 nft', 'deleted ipv4 legacy']);
    expect(codes(documents[2])).toEqual(['not-there ipv4', 'not-there ipv6']);
    expect(rest).toBe(':KUBE-KUBELET-CANARY - [0:0]');
  });

  realIt('leaves one that holds a rule or that something leads to', needs, () => {
    const { documents, rest } = run([
      'iptables-nft -t mangle -N KUBE-IPTABLES-HINT; ip6tables-nft -t mangle -N KUBE-IPTABLES-HINT',
      'iptables-legacy -t mangle -N KUBE-IPTABLES-HINT; ip6tables-legacy -t mangle -N KUBE-IPTABLES-HINT',
      'iptables-nft -t mangle -A KUBE-IPTABLES-HINT -j ACCEPT',
      'ip6tables-nft -t mangle -A PREROUTING -j KUBE-IPTABLES-HINT',
      'iptables-legacy -t mangle -A KUBE-IPTABLES-HINT -j ACCEPT',
      'ip6tables-legacy -t mangle -A PREROUTING -j KUBE-IPTABLES-HINT',
      'hint delete',
      'echo ---',
      chains,
    ]);
    expect(codes(documents[0])).toEqual([
      'not-empty ipv4 nft',
      'referenced ipv6 nft',
      'not-empty ipv4 legacy',
      'referenced ipv6 legacy',
    ]);
    expect(documents[0]?.exitCode).toBe(1);
    expect(rest).toBe('2');
  });

  realIt('leaves one that a native nft rule leads to', needs, () => {
    const { documents } = run([
      'iptables-nft -t mangle -N KUBE-IPTABLES-HINT',
      "nft 'add chain ip mangle OWN; add rule ip mangle OWN meta mark set numgen random mod 3 jump KUBE-IPTABLES-HINT'",
      'hint delete',
    ]);
    expect(documents[0]?.outcomes[0]?.ok).toBe(false);
    expect(documents[0]?.outcomes[0]?.code).toMatch(/referenced|incompatible-rules/u);
  });
});

describe('hint show', () => {
  realIt('tells a hint that no reader finds', needs, () => {
    const { documents } = run([
      'iptables-nft -t mangle -N KUBE-IPTABLES-HINT',
      "nft 'add chain ip mangle OWN; add rule ip mangle OWN meta mark set numgen random mod 3'",
      'hint show',
    ]);
    expect(documents[0]?.contradictions).toEqual([expect.stringContaining('no reader finds it')]);
  });

  realIt('does not count as well what it could not read', [...needs, 'setpriv'], () => {
    const asNobody = 'setpriv --reuid=65534 --clear-groups "$NODE" "$MAIN" hint show -o json || true';
    const { documents } = run([asNobody]);
    expect(documents[0]?.exitCode).toBe(1);
    expect(documents[0]?.consumers.find(({ id }) => id === 'kube-proxy')?.backend).toBe('unknown');
  });
});
