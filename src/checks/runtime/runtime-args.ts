import { installRuntime, runtimeAt } from '../../catalog/runtimes.ts';
import type { ArgValue, Args, Evidence } from '../../findings/finding.ts';
import type { CriFacts } from '../../probes/cri/facts.ts';
import type { CheckInput } from '../check.ts';
import { plannedEvidence } from '../finding-of.ts';
import { managerArg } from '../service-start.ts';

/** What the words about a runtime are made of. */
export function runtimeArgs({ facts }: CheckInput, cri: CriFacts): Args {
  const { endpoint, socket, others, program, listener, disabledBy, answers } = cri;
  const named = runtimeAt(endpoint.path);
  const os = facts.os?.known ? facts.os.value : undefined;
  const version = answers?.version;
  const failed = version?.ok === false ? version : undefined;
  const optional: Readonly<Record<string, ArgValue | undefined>> = {
    program,
    listener,
    detail: failed?.detail,
    disabledFile: disabledBy?.file,
    disabledLine: disabledBy?.line,
    runtime: version?.ok === true ? `${version.value.name} ${version.value.version}` : undefined,
  };
  const told = Object.entries(optional).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value]],
  );
  return {
    endpoint: endpoint.endpoint,
    path: endpoint.path,
    chosenBy: endpoint.chosenBy,
    code: socket.code,
    mode: socket.mode,
    others,
    name: named?.name ?? '',
    unit: named?.unit ?? '',
    install: os === undefined ? '' : installRuntime([os.id, ...os.idLike]),
    ...managerArg(facts),
    ...Object.fromEntries(told),
  };
}

/** Where the endpoint was named, and what was seen of its socket. */
export function runtimeEvidence({ plan }: CheckInput, cri: CriFacts): readonly Evidence[] {
  const { endpoint, socket, answers } = cri;
  const seen = socket.mode === '' ? '' : `mode and owner ${socket.mode}`;
  const connection = socket.code === '' ? '' : `connect: ${socket.code}`;
  const asked = answers === undefined ? '' : `answered after ${answers.ms} ms`;
  const excerpt = [connection, seen, asked].filter((part) => part !== '').join('; ');
  const path = { source: endpoint.path === '' ? endpoint.endpoint : endpoint.path, excerpt };
  switch (endpoint.chosenBy) {
    case 'cri-socket':
      return [path, plannedEvidence(plan.criSocket)];
    case 'kubelet':
      return [path, plannedEvidence(plan.kubelet.containerRuntimeEndpoint)];
    case 'node':
      return [path, { source: endpoint.source ?? '', excerpt: endpoint.endpoint }];
    default:
      return [path];
  }
}
