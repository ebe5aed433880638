import { spawnSync } from 'node:child_process';
import { unlinkSync } from 'node:fs';
import { afterEach, describe, expect } from 'vitest';
import { createLinuxHost } from '../../src/host/linux-host.ts';
import { imagesProbe } from '../../src/probes/cri/images-probe.ts';
import type { PullStep } from '../../src/probes/cri/survey.ts';
import { realIt } from '../real.ts';
import { type Containerd, startContainerd } from './containerd.ts';
import { judged, lookAt, surveyFor, toldOf } from './look.ts';

const needs = ['root', 'containerd'] as const;
const withSystemd = `
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
    SystemdCgroup = true
`;

let containerd: Containerd | undefined;
async function start(more?: string): Promise<Containerd> {
  containerd = await startContainerd(more);
  return containerd;
}
afterEach(async () => {
  await containerd?.stop();
  containerd = undefined;
});

describe('a real containerd', () => {
  realIt('answers, and says that it has no CNI', needs, async () => {
    const { socket } = await start();
    const facts = await lookAt(socket);
    expect(facts.answers?.version).toMatchObject({ ok: true, value: { name: 'containerd', api: 'v1' } });
    expect(facts.answers?.status).toMatchObject({
      value: [
        { type: 'RuntimeReady', status: true },
        { type: 'NetworkReady', status: false },
      ],
    });
    expect(toldOf(facts).find(({ code }) => code === 'cri.network-not-ready')).toMatchObject({
      check: 'CRI',
      verdict: 'info',
      says: expect.stringContaining('kubeadm does not mind'),
    });
  });

  realIt('1.6: no RuntimeConfig, and cgroupfs unless it is told otherwise', needs, async () => {
    const { socket } = await start();
    const facts = await lookAt(socket);
    expect(facts.answers?.cgroupDriver).toMatchObject({ ok: false, fault: 'unimplemented' });
    expect(facts.answers?.ownConfig).toEqual({
      cgroupDriver: 'cgroupfs',
      sandboxImage: 'registry.k8s.io/pause:3.6',
    });
    expect(judged(facts)).toEqual([
      'info cri.network-not-ready',
      'info cri.sandbox-image',
      'fail cgroup-driver.differs',
      'warn runtime-version.too-old',
    ]);
  });

  realIt('1.6 still knows the interface before v1, and the image service', needs, async () => {
    const { socket } = await start();
    const client = await createLinuxHost().runtimeAt(socket);
    try {
      expect(await client.versionV1alpha2(2000)).toMatchObject({ ok: true, value: { name: 'containerd' } });
      expect(await client.hasImage('registry.k8s.io/pause:3.10', 2000)).toEqual({ ok: true, value: false });
    } finally {
      client.close();
    }
  });

  realIt('with SystemdCgroup agrees with the kubelet', needs, async () => {
    const { socket } = await start(withSystemd);
    const facts = await lookAt(socket);
    expect(facts.answers?.ownConfig.cgroupDriver).toBe('systemd');
    expect(judged(facts)).not.toContain('fail cgroup-driver.differs');
  });

  realIt('that is stopped midway costs one deadline, and is named', needs, async () => {
    const { socket, pid } = await start();
    process.kill(pid, 'SIGSTOP');
    const started = performance.now();
    const facts = await lookAt(socket);
    expect(performance.now() - started).toBeLessThan(3000);
    expect(facts.listener).toBe(`containerd (pid ${pid})`);
    expect(judged(facts)).toEqual(
      ['unknown cgroup-driver.not-told', 'fail cri.timed-out', 'unknown runtime-version.not-told'].toSorted(
        byCheck,
      ),
    );
  });

  realIt('that has crashed leaves a socket where nobody listens', needs, async () => {
    const one = await start();
    const { socket } = one;
    await one.crash();
    expect(judged(await lookAt(socket))).toContain('fail cri.refused');
    unlinkSync(socket);
    expect(judged(await lookAt(socket))).toContain('fail cri.absent');
  });

  realIt('is closed to an ordinary user, which is no failure', [...needs, 'setpriv'], async () => {
    const { socket } = await start();
    const runner = ['test/runners/probe-cri.ts', socket];
    const done = spawnSync(
      'setpriv',
      ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, ...runner],
      { encoding: 'utf8' },
    );
    const facts = JSON.parse(done.stdout || '{}');
    expect(facts, done.stderr).toMatchObject({
      known: true,
      value: { socket: { state: 'forbidden', code: 'EACCES' } },
    });
  });

  realIt('without its CRI speaks gRPC only, and its configuration says why', needs, async () => {
    const { socket, config } = await start('disabled_plugins = ["io.containerd.grpc.v1.cri"]');
    expect(judged(await lookAt(socket))).toContain('fail cri.unimplemented');
    const host = createLinuxHost();
    const facts = await lookAt(socket, {
      ...host,
      readText: (path, options) =>
        path === '/etc/containerd/config.toml'
          ? Promise.resolve({ ok: true, text: config, truncated: false })
          : host.readText(path, options),
    });
    expect(facts.disabledBy?.line).toBe('disabled_plugins = ["io.containerd.grpc.v1.cri"]');
    expect(judged(facts)).toContain('fail cri.plugin-disabled');
  });

  realIt('says which images are missing, and why one cannot be pulled', needs, async () => {
    const { socket } = await start();
    const image = 'localhost:1/pause:3.10';
    const steps: PullStep[] = [];
    const survey = surveyFor(socket, {
      images: [image],
      pull: 'missing',
      onPull: (step) => steps.push(step),
    });
    const fact = await imagesProbe.run(createLinuxHost(), survey);
    expect(fact).toMatchObject({
      known: true,
      value: { pulling: true, images: [{ image, state: 'failed' }] },
    });
    expect(JSON.stringify(fact)).toMatch(/refused/u);
    expect(steps.map(({ state }) => state)).toEqual(['pulling', 'failed']);
  });
});

/** The checks in the order of a report. */
function byCheck(a: string, b: string): number {
  const order = ['cri.', 'cgroup', 'runtime'];
  const place = (line: string): number => order.findIndex((word) => line.includes(` ${word}`));
  return place(a) - place(b);
}
