import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { V1PodSpec } from '@kubernetes/client-node';
import { afterAll, describe, expect, onTestFinished } from 'vitest';
import { imageTree } from '../image-tree.ts';
import { rootOfHost } from '../images/root-of-host.ts';
import { realIt } from '../real.ts';
import { buildImage, type BuiltImage } from './build-image.ts';
import { podOf } from './manifests.ts';
import { type Ended, runPod } from './run-pod.ts';

const executable = fileURLToPath(new URL('../../dist/kube-preflight', import.meta.url));
const needs = ['root', 'buildah', 'runc', 'ldd', 'chroot', 'nft', executable];
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const timeoutMs = 120_000;

let built: BuiltImage | undefined;
function image(): BuiltImage {
  built ??= buildImage();
  return built;
}
afterAll(() => built?.remove());

function kubePreflight(...argv: readonly string[]): string {
  const done = spawnSync(executable, argv, { encoding: 'utf8', env: { PATH: path }, maxBuffer: 2 ** 26 });
  if (done.status !== 0 && done.status !== 1) throw new Error(done.stderr);
  return done.stdout;
}

/** What a container has told in its log. */
function lineOf(ended: Ended | undefined): string {
  expect(ended).toMatchObject({ status: 0, stderr: '' });
  const lines = (ended?.stdout ?? '').split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toBe('');
  return lines[0] ?? '';
}

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'facts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'facts.json'), text);
  return join(folder, 'facts.json');
}

/** Names, reasons and verdicts for one mode. */
function verdictsOf(facts: string, mode: string): readonly string[] {
  const { findings } = JSON.parse(
    kubePreflight('init', '--facts', facts, '--proxy-mode', mode, '-o', 'json'),
  );
  return findings.map(
    (one: Readonly<Record<string, string>>) => `${one['check']} ${one['code']} ${one['verdict']}`,
  );
}

/** The same pod, with another program in the container that looks. */
function insteadOfFacts(pod: V1PodSpec, command: string[]): V1PodSpec {
  const copy = structuredClone(pod);
  for (const container of copy.initContainers ?? []) {
    container.command = command;
    container.args = [];
  }
  return copy;
}

function stateOfHost(): readonly string[] {
  const left = readdirSync('/tmp').filter((name) => name === 'kube-preflight');
  return [execFileSync('nft', ['list', 'ruleset'], { encoding: 'utf8' }), ...left];
}

describe('the image of the Containerfile', () => {
  realIt(
    'holds four programs and their libraries, and no shell',
    needs,
    () => {
      const { root } = image();
      const files = readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => `${entry.parentPath.slice(root.length)}/${entry.name}`);
      expect(files.filter((file) => file.startsWith('/usr/bin/')).toSorted()).toEqual(
        ['chroot', 'cp', 'kube-preflight', 'sleep'].map((name) => `/usr/bin/${name}`),
      );
      expect(files.filter((file) => !/^\/usr\/bin\/|^\/lib(?:64)?\/.*\.so[.\d]*$/u.test(file))).toEqual([]);
    },
    timeoutMs,
  );

  realIt(
    'is run by an ordinary user unless told otherwise, and says what it is',
    needs,
    () => {
      const { version } = JSON.parse(execFileSync('cat', ['package.json'], { encoding: 'utf8' }));
      expect(image().config).toMatchObject({
        User: '65532:65532',
        Entrypoint: ['/usr/bin/kube-preflight'],
        Labels: {
          'org.opencontainers.image.title': 'kube-preflight',
          'org.opencontainers.image.version': version,
        },
      });
    },
    timeoutMs,
  );

  realIt(
    'judges facts for that user, who sees nothing else',
    needs,
    () => {
      const facts = kubePreflight('facts');
      const argv = [
        '--userspec=65532:65532',
        image().root,
        '/usr/bin/kube-preflight',
        'init',
        '--facts',
        '-',
        '-o',
        'json',
      ];
      const done = spawnSync('chroot', argv, { input: facts, encoding: 'utf8', env: { PATH: path } });
      expect(done.stderr).toBe('');
      expect(JSON.parse(done.stdout).counts.pass).toBeGreaterThan(10);
    },
    timeoutMs,
  );
});

describe('kubernetes/daemonset', () => {
  realIt(
    'tells this machine as one line, its running kernel too, without a capability',
    needs,
    () => {
      const { facts } = runPod({ image: image().root, pod: podOf('daemonset') });
      const document = JSON.parse(lineOf(facts));
      expect(document.facts.kernel).toMatchObject({ known: true, value: { release: release() } });
      const known = Object.keys(document.facts).filter((name) => document.facts[name].known);
      expect(known).toEqual(
        expect.arrayContaining(['os', 'tools', 'kernelConfig', 'netfilter', 'memory', 'swap', 'kubelet']),
      );
      const forwards = readFileSync('/proc/sys/net/ipv4/ip_forward', 'utf8');
      expect(document.facts.sysctls.value.values['net/ipv4/ip_forward']).toEqual({
        state: 'read',
        text: forwards,
        writable: true,
      });
      expect(document.facts.ports).toMatchObject({ known: false, cause: { code: 'not-running' } });
      const { proofs } = document.facts.netfilter.value;
      expect([...new Set(proofs.map(({ by }: Readonly<Record<string, string>>) => by))]).toEqual(['static']);
    },
    timeoutMs,
  );

  realIt(
    'tells a node whose root is not that of this machine',
    needs,
    () => {
      const { facts } = runPod({ image: image().root, pod: podOf('daemonset'), node: rootOfHost() });
      const document = JSON.parse(lineOf(facts));
      expect(document.identity.hostName).toBe('image-7');
      expect(document.facts.kernel.known).toBe(false);
      expect(document.facts.tools.value.byName.nft).toMatchObject({ state: 'sound', path: '/usr/sbin/nft' });
    },
    timeoutMs,
  );

  realIt(
    'does not tell the sysctls of a network of its own as those of the node',
    needs,
    () => {
      const pod = structuredClone(podOf('daemonset'));
      pod.hostNetwork = false;
      const { facts } = runPod({ image: image().root, pod });
      expect(JSON.parse(lineOf(facts)).facts.sysctls).toMatchObject({ cause: { code: 'not-running' } });
    },
    timeoutMs,
  );

  realIt(
    'is the same in a Job',
    needs,
    () => {
      const { facts } = runPod({ image: image().root, pod: podOf('job') });
      expect(JSON.parse(lineOf(facts)).facts.kernel.value.release).toBe(release());
    },
    timeoutMs,
  );

  realIt(
    'waits with what it is given',
    needs,
    () => {
      const pod = structuredClone(podOf('daemonset'));
      expect(pod.containers.map(({ command }) => command)).toEqual([['sleep', 'infinity']]);
      pod.initContainers = pod.containers;
      for (const container of pod.containers) container.command = ['sleep', '0.1'];
      expect(runPod({ image: image().root, pod })['wait']).toEqual({ status: 0, stdout: '', stderr: '' });
    },
    timeoutMs,
  );

  realIt(
    'cannot write to the node, not even to what is mounted in its root',
    needs,
    () => {
      const node = imageTree({ dirs: ['/etc'] });
      execFileSync('mkdir', [join(node, 'run')]);
      execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', join(node, 'run')]);
      try {
        for (const to of ['/host/etc/', '/host/run/', '/']) {
          const pod = insteadOfFacts(podOf('daemonset'), ['cp', '/usr/bin/sleep', to]);
          const { facts } = runPod({ image: image().root, pod, node });
          expect(facts).toMatchObject({ status: 1 });
          expect(facts?.stderr).toMatch(/Read-only file system/u);
        }
      } finally {
        execFileSync('umount', [join(node, 'run')]);
      }
    },
    timeoutMs,
  );
});

describe('kubernetes/privileged', () => {
  realIt(
    'judges this machine as the program itself does, with proofs by rules, and leaves nothing',
    needs,
    () => {
      const before = stateOfHost();
      const { program, facts } = runPod({ image: image().root, pod: podOf('privileged') });
      expect(program).toEqual({ status: 0, stdout: '', stderr: '' });
      const line = lineOf(facts);
      expect(stateOfHost()).toEqual(before);
      const ofPod = fileWith(line);
      const direct = fileWith(kubePreflight('facts'));
      for (const mode of ['nftables', 'iptables', 'ipvs'])
        expect(verdictsOf(ofPod, mode)).toEqual(verdictsOf(direct, mode));
      const { proofs } = JSON.parse(line).facts.netfilter.value;
      expect(proofs).toContainEqual(
        expect.objectContaining({ mode: 'nftables', family: 'ipv4', by: 'rules' }),
      );
    },
    timeoutMs,
  );
});
