import { runtimeAt } from '../../catalog/runtimes.ts';
import type { RuntimeClient } from '../../host/cri/runtime-client.ts';
import type { Host } from '../../host/host.ts';
import { known } from '../fact.ts';
import type { Probe } from '../probe.ts';
import { chooseEndpoint, listeningSockets } from './choose-endpoint.ts';
import { findDisabledPlugin } from './disabled-plugin.ts';
import type { CriAnswers, CriFacts } from './facts.ts';
import { findListener } from './find-listener.ts';
import { lookAtSocket } from './look-at-socket.ts';
import { readOwnConfig } from './own-config.ts';

/** kubeadm's own, for each call (cmd/kubeadm/app/util/runtime). */
const callMs = 2000;

/** The container runtime: which one is meant, whether it listens, and what it answers. */
export const criProbe: Probe<'cri'> = {
  name: 'cri',
  deadlineMs: 6000,
  async run(host, { cri }) {
    const { endpoint, listening } = await chooseEndpoint(host, cri);
    const [socket, detected] = await Promise.all([
      lookAtSocket(host, endpoint),
      cri.alsoDetect === true ? listeningSockets(host) : undefined,
    ]);
    const facts: CriFacts = {
      endpoint,
      socket,
      others: without(listening, endpoint.path),
      ...(detected === undefined ? {} : { detected }),
    };
    if (socket.state !== 'listens') return known({ ...facts, ...(await whyNobody(host, facts)) });
    const answers = await ask(host, endpoint.path);
    const more = answers.version.ok ? {} : await whyNoRuntime(host, endpoint.path);
    return known({ ...facts, ...more, answers });
  },
};

function without(sockets: readonly string[], path: string): readonly string[] {
  return sockets.filter((socket) => socket !== path && socket.replace(/^\/var\/run\//u, '/run/') !== path);
}

/** All at once: a runtime that hangs costs one deadline, and not three. */
async function ask(host: Host, path: string): Promise<CriAnswers> {
  const client = await host.runtimeAt(path);
  const started = host.now();
  try {
    const [version, status, cgroupDriver] = await Promise.all([
      client.version(callMs),
      client.status(callMs),
      client.cgroupDriver(callMs),
    ]);
    const ms = Math.round(host.now() - started);
    const older = version.ok || version.fault !== 'unimplemented' ? {} : await askOlder(client, callMs - ms);
    return {
      version,
      status: status.ok ? { ok: true, value: status.value.conditions } : status,
      cgroupDriver,
      ownConfig: status.ok ? readOwnConfig(status.value.info) : {},
      ...older,
      ms,
    };
  } finally {
    client.close();
  }
}

async function askOlder(client: RuntimeClient, leftMs: number): Promise<Pick<CriAnswers, 'v1alpha2'>> {
  return { v1alpha2: await client.versionV1alpha2(Math.max(leftMs, 200)) };
}

async function whyNobody(
  host: Host,
  { endpoint, others }: CriFacts,
): Promise<Pick<CriFacts, 'program' | 'others'>> {
  const wanted = runtimeAt(endpoint.path)?.program;
  const [listening, program] = await Promise.all([
    endpoint.chosenBy === 'fallback' ? others : listeningSockets(host),
    wanted === undefined ? undefined : findProgram(host, wanted),
  ]);
  return {
    others: without(listening, endpoint.path),
    ...(program === undefined ? {} : { program }),
  };
}

const directories = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

async function findProgram(host: Host, name: string): Promise<string> {
  const paths = directories.map((directory) => `${directory}/${name}`);
  const may = await Promise.all(paths.map((path) => host.mayRun(path)));
  return paths.find((_, index) => may[index]?.ok) ?? '';
}

async function whyNoRuntime(host: Host, path: string): Promise<Pick<CriFacts, 'listener' | 'disabledBy'>> {
  const [listener, disabledBy] = await Promise.all([findListener(host, path), findDisabledPlugin(host)]);
  return {
    ...(listener === undefined ? {} : { listener }),
    ...(disabledBy === undefined ? {} : { disabledBy }),
  };
}
