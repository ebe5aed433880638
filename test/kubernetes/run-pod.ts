import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { V1Container, V1PodSpec } from '@kubernetes/client-node';
import { ociSpecOf } from './oci-spec.ts';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PodRun {
  /** The root file system of the image, without anything of podman around it. */
  readonly image: string;
  readonly pod: V1PodSpec;
  /** What the pod sees as its node; this machine by default. */
  readonly node?: string;
}

/** Runs the init containers of a pod, or the containers of a Job, one after the other, as a kubelet would. */
export function runPod({ image, pod, node = '/' }: PodRun): Readonly<Record<string, Ended>> {
  const folder = mkdtempSync(join(tmpdir(), 'pod-'));
  try {
    const volumes = Object.fromEntries(
      (pod.volumes ?? []).map(({ name, hostPath }) => [
        name,
        hostPath === undefined ? join(folder, name) : node,
      ]),
    );
    for (const { name, emptyDir } of pod.volumes ?? [])
      if (emptyDir !== undefined) mkdirSync(join(folder, name), { mode: 0o777 });
    const ending = pod.restartPolicy === 'Never' ? pod.containers : (pod.initContainers ?? []);
    return Object.fromEntries(
      ending.map((container) => [container.name, runContainer(folder, { pod, container, image, volumes })]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface ContainerRun {
  readonly pod: V1PodSpec;
  readonly container: V1Container;
  readonly image: string;
  readonly volumes: Readonly<Record<string, string>>;
}

function runContainer(folder: string, run: ContainerRun): Ended {
  const bundle = join(folder, `bundle-${run.container.name}`);
  mkdirSync(bundle);
  const spec = ociSpecOf({ ...run, entrypoint: ['/usr/bin/kube-preflight'] });
  writeFileSync(join(bundle, 'config.json'), JSON.stringify(spec));
  const id = `${folder.slice(folder.lastIndexOf('/') + 1)}-${run.container.name}`;
  const runc = ['--root', join(folder, 'state')];
  const done = spawnSync('runc', [...runc, 'run', '--bundle', bundle, id], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (done.error !== undefined) execFileSync('runc', [...runc, 'delete', '--force', id]);
  return { status: done.status, stdout: done.stdout, stderr: done.stderr };
}
