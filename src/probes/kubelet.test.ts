import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeHost } from '../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../test/fakes/quiet-survey.ts';
import { createLinuxHost } from '../host/linux-host.ts';
import { kubeletProbe } from './kubelet.ts';
import { parseKubeletVersion } from './tools/version.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kube-preflight-kubelet-'));
  chmodSync(folder, 0o755);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The fact about a kubelet that is this script, which comes first in the PATH. */
async function look(script: string, mode = 0o755) {
  writeFileSync(join(folder, 'kubelet'), script);
  chmodSync(join(folder, 'kubelet'), mode);
  const host = createLinuxHost({ env: { PATH: folder } });
  const fact = await kubeletProbe.run(host, { ...quietSurvey, readOnly: true, askVersionOf: [] });
  return fact.known ? fact.value.program : fact.cause;
}

describe('kubeletProbe', () => {
  it('takes the release that a kubelet tells, in a read-only run too', async () => {
    expect(await look('#!/bin/sh\n[ "$1" = --version ] && echo "Kubernetes v1.36.2"\n')).toMatchObject({
      state: 'sound',
      version: '1.36.2',
      path: join(folder, 'kubelet'),
      inUserPath: true,
    });
  });

  it.each([
    ['says something else', '#!/bin/sh\necho hello\n', 'version-unreadable'],
    ['says more than that', '#!/bin/sh\necho Kubernetes v1.36.2; echo more\n', 'version-unreadable'],
    ['fails', '#!/bin/sh\necho broken >&2; exit 3\n', 'failed'],
    ['crashes', '#!/bin/sh\nkill -SEGV $$\n', 'crashed'],
    ['has no interpreter', '#!/nowhere/sh\n', 'bad-interpreter'],
    ['is no program', 'text', 'not-a-program'],
  ])('tells one that %s from none', async (_, script, fault) => {
    expect(await look(script)).toMatchObject({ state: 'faulty', fault });
  });

  it('tells one without permission to execute from none', async () => {
    expect(await look('#!/bin/sh\n', 0o644)).toMatchObject({ state: 'faulty', fault: 'not-executable' });
  });

  it('waits for one that hangs no longer than its deadline', async () => {
    const started = performance.now();
    expect(await look('#!/bin/sh\nsleep 60\n')).toMatchObject({ state: 'faulty', fault: 'timed-out' });
    expect(performance.now() - started).toBeLessThan(3500);
  });

  it('tells that there is none', async () => {
    const host = fakeHost({ dirs: ['/usr/bin'] });
    expect(await kubeletProbe.run(host, quietSurvey)).toMatchObject({
      value: { program: { state: 'absent' } },
    });
  });
});

describe('parseKubeletVersion', () => {
  it.each([
    ['Kubernetes v1.36.2\n', '1.36.2'],
    ['  Kubernetes v1.37.0-rc.1  ', '1.37.0-rc.1'],
    ['Kubernetes v1.33.4-eks-abc_1+x', '1.33.4-eks-abc_1+x'],
    ['Kubernetes 1.36.2', undefined],
    ['Kubernetes v1.36', undefined],
    ['Kubernetes v01.36.2', undefined],
    ['', undefined],
  ])('%j', (text, version) => {
    expect(parseKubeletVersion(text)?.version).toBe(version);
  });
});
