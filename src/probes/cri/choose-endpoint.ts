import { knownRuntimes, socketPath } from '../../catalog/runtimes.ts';
import type { Host } from '../../host/host.ts';
import type { CriEndpoint } from './facts.ts';
import type { CriSurvey } from './survey.ts';

const dialMs = 1000;

export interface Choice {
  readonly endpoint: CriEndpoint;
  /** Known sockets where somebody listens, as far as they were looked at. */
  readonly listening: readonly string[];
}

/** Which runtime is meant: what is set comes first, then the node's own files, then kubeadm's detection. */
export async function chooseEndpoint(host: Host, survey: CriSurvey): Promise<Choice> {
  if (survey.socket !== '') return chosen('cri-socket', survey.socket);
  if (survey.kubeletEndpoint !== '') return chosen('kubelet', survey.kubeletEndpoint);
  const written = survey.isSetUp ? await endpointOfNode(host) : undefined;
  if (written !== undefined) return chosen('node', written.endpoint, written.file);
  return detect(host);
}

function chosen(chosenBy: CriEndpoint['chosenBy'], endpoint: string, source?: string): Choice {
  const path = socketPath(endpoint) ?? '';
  const from = source === undefined ? {} : { source };
  return { endpoint: { chosenBy, endpoint, path, ...from }, listening: [] };
}

/** What the kubelet of this node is started with; kubeadm writes the first since 1.34, the second before. */
const nodeFiles = [
  {
    file: '/var/lib/kubelet/instance-config.yaml',
    pattern: /^containerRuntimeEndpoint:\s*["']?([^"'\s#]+)/mu,
  },
  {
    file: '/var/lib/kubelet/kubeadm-flags.env',
    pattern: /--container-runtime-endpoint[= ]["']?([^"'\s]+)/u,
  },
  { file: '/var/lib/kubelet/config.yaml', pattern: /^containerRuntimeEndpoint:\s*["']?([^"'\s#]+)/mu },
] as const;

async function endpointOfNode(
  host: Host,
): Promise<{ readonly file: string; readonly endpoint: string } | undefined> {
  for (const { file, pattern } of nodeFiles) {
    const read = await host.readText(file, { maxBytes: 256 * 1024 });
    const endpoint = read.ok ? pattern.exec(read.text)?.[1] : undefined;
    if (endpoint !== undefined) return { file, endpoint };
  }
  return undefined;
}

/** As kubeadm: the known sockets that take a connection; it takes the first of them if none does. */
async function detect(host: Host): Promise<Choice> {
  const listening = await listeningSockets(host);
  const [first, second] = listening;
  const path = first ?? knownRuntimes[0]?.socket ?? '';
  const endpoint = `unix://${path}`;
  if (first === undefined) return { endpoint: { chosenBy: 'fallback', endpoint, path }, listening };
  const chosenBy = second === undefined ? 'found' : 'several';
  return { endpoint: { chosenBy, endpoint, path }, listening };
}

/** A socket that this user may not connect to counts: root may, and it is for root to say. */
export async function listeningSockets(host: Host): Promise<readonly string[]> {
  const dialled = await Promise.all(
    knownRuntimes.map(async ({ socket }) => ({ socket, answer: await host.dialUnix(socket, dialMs) })),
  );
  return dialled
    .filter(({ answer }) => answer.ok || answer.code === 'EACCES' || answer.code === 'EPERM')
    .map(({ socket }) => socket);
}
