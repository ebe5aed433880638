import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished } from 'vitest';
import { startContainerd } from '../cri/containerd.ts';
import { realIt } from '../real.ts';
import { buildImage } from './build-image.ts';
import { podOf, type Variant } from './manifests.ts';

const executable = fileURLToPath(new URL('../../dist/kube-preflight', import.meta.url));
const needs = ['root', 'buildah', 'containerd', 'ctr', 'runc', 'nft', executable];

/** What `ctr run` gives to a container that asks for nothing (containerd, oci/spec.go). */
const given =
  'CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE'.split(
    ' ',
  );

/** The container `facts` of a variant as arguments of `ctr run`; the PID namespace is one of its own. */
function argumentsOf(variant: Variant, root: string, program: string): readonly string[] {
  const pod = podOf(variant);
  const facts = [...(pod.initContainers ?? []), ...pod.containers].find(({ name }) => name === 'facts');
  if (facts === undefined) throw new Error(`${variant} has no container facts`);
  const added = facts.securityContext?.capabilities?.add ?? [];
  const sources: Readonly<Record<string, string>> = { host: '/', program };
  return [
    'run',
    '--rm',
    '--rootfs',
    '--read-only',
    '--seccomp',
    ...(pod.hostNetwork === true ? ['--net-host'] : []),
    ...given.flatMap((name) => (added.includes(name) ? [] : ['--cap-drop', `CAP_${name}`])),
    ...added.flatMap((name) => (given.includes(name) ? [] : ['--cap-add', `CAP_${name}`])),
    ...(facts.volumeMounts ?? []).flatMap(({ name, mountPath }) => [
      '--mount',
      `type=bind,src=${sources[name] ?? ''},dst=${mountPath},options=rbind:ro`,
    ]),
    ...(facts.env ?? []).flatMap(({ name, value = '' }) => ['--env', `${name}=${value}`]),
    root,
    `facts-${variant}-${String(process.pid)}`,
    ...(facts.command ?? ['/usr/bin/kube-preflight']),
    ...(facts.args ?? []),
  ];
}

describe('containerd, with its own seccomp profile', () => {
  realIt(
    'lets the pods tell what they are to tell',
    needs,
    async () => {
      const image = buildImage();
      onTestFinished(() => image.remove());
      const program = mkdtempSync(join(tmpdir(), 'program-'));
      onTestFinished(() => rmSync(program, { recursive: true }));
      copyFileSync(executable, join(program, 'kube-preflight'));
      const containerd = await startContainerd();
      onTestFinished(() => containerd.stop());
      const howProven = (variant: Variant): readonly string[] => {
        const argv = ['--address', containerd.socket, ...argumentsOf(variant, image.root, program)];
        const { status, stdout, stderr } = spawnSync('ctr', argv, { encoding: 'utf8', timeout: 60_000 });
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
        const { proofs } = JSON.parse(stdout).facts.netfilter.value;
        return [...new Set<string>(proofs.map(({ by }: { by: string }) => by))];
      };
      expect(howProven('daemonset')).toEqual(['static']);
      expect(howProven('privileged')).toEqual(['rules']);
    },
    120_000,
  );
});
