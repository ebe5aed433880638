import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Judgement } from '../../src/findings/judgement.ts';
import { startFakeCri } from '../fakes/fake-cri.ts';

const executable = join(import.meta.dirname, '../../dist/kube-preflight');
const pause = 'registry.k8s.io/pause:3.10.2';

let cri: Awaited<ReturnType<typeof startFakeCri>>;
beforeAll(async () => {
  cri = await startFakeCri({
    images: [pause],
    refusePull: (image) => (/etcd/u.test(image) ? 'no such tag' : undefined),
  });
});
afterAll(() => cri.close());

/** The verdict decides the exit code; here it is beside the point. */
async function init(...flags: readonly string[]): Promise<Judgement & { readonly progress: string }> {
  const argv = ['init', '-o', 'json', '--cri-socket', `unix://${cri.socket}`, ...flags];
  const run = promisify(execFile)(executable, argv);
  const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
  return { ...(JSON.parse(stdout) as Judgement), progress: stderr };
}

describe('kube-preflight init', () => {
  it('pulls nothing unless it is asked to', async () => {
    const { findings, progress } = await init();
    expect(cri.pulled).toEqual([]);
    expect(progress).toBe('');
    expect(findings.find(({ check }) => check === 'ImagePull')?.verdict).not.toBe('fail');
  });

  it('pulls what is missing with --pull-images, shows each image, and says what it did', async () => {
    const { findings, progress, sideEffects } = await init('--pull-images');
    expect(cri.pulled).toContain('registry.k8s.io/kube-proxy:v1.36.2');
    expect(cri.pulled).not.toContain(pause);
    expect(progress).toMatch(/^pulling registry\.k8s\.io\/kube-apiserver:v1\.36\.2 \(1 of \d\)$/mu);
    expect(progress).toMatch(/^pulled registry\.k8s\.io\/kube-apiserver:v1\.36\.2/mu);
    expect(progress).toMatch(/^could not pull registry\.k8s\.io\/etcd/mu);
    expect(sideEffects.join()).toContain('kube-proxy:v1.36.2');
    expect(findings.find(({ check }) => check === 'ImagePull')).toMatchObject({ verdict: 'fail' });
  });
});
