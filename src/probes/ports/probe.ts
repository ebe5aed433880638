import { nodePortRange } from '../../catalog/node-port-range.ts';
import type { Host } from '../../host/host.ts';
import { known } from '../fact.ts';
import type { Probe } from '../probe.ts';
import type { PortFact, PortListener, PortQuestion, PortsFacts } from './facts.ts';
import { holdersOf, type Process } from './holders.ts';
import { type BoundSocket, boundSockets, collides } from './sockets.ts';

/** Which of the ports that this node will listen on are taken, and by whom. */
export const portsProbe: Probe<'ports'> = {
  name: 'ports',
  deadlineMs: 2500,
  async run(host, survey) {
    const sockets = await boundSockets(host);
    const states = await lookAtAll(host, survey.ports, sockets, survey.readOnly);
    const inRange = survey.onlyKubeadms === true ? undefined : listenersInRange(sockets);
    const busy = [...states.flatMap(({ inTheWay }) => inTheWay), ...(inRange ?? []).flat()];
    const holders = await holdersOf(host, new Set(busy.map(({ inode }) => inode)));
    const ports = states.map(({ fact, inTheWay }): PortFact => ({
      ...fact,
      holders: told(inTheWay, holders),
    }));
    const localRange = await rangeOf(host);
    const nodePorts = inRange?.map((group) => listenerOf(group, holders));
    const facts: PortsFacts = {
      ports,
      ...(nodePorts === undefined ? {} : { nodePorts }),
      ...(localRange === undefined ? {} : { localRange }),
    };
    return known(facts);
  },
};

interface Looked {
  readonly fact: Omit<PortFact, 'holders'>;
  readonly inTheWay: readonly BoundSocket[];
}

/** Ports all at once, but the addresses of one port in turn: else this program would find itself there. */
async function lookAtAll(
  host: Host,
  questions: readonly PortQuestion[],
  sockets: readonly BoundSocket[] | undefined,
  readOnly: boolean,
): Promise<readonly Looked[]> {
  const turns = new Map<string, Promise<unknown>>();
  const looks = questions.map((question) => {
    const key = `${question.protocol} ${question.port}`;
    const before = turns.get(key) ?? Promise.resolve();
    const looked = before.then(() => look(host, question, sockets, readOnly));
    turns.set(key, looked);
    return looked;
  });
  return Promise.all(looks);
}

async function look(
  host: Host,
  question: PortQuestion,
  sockets: readonly BoundSocket[] | undefined,
  readOnly: boolean,
): Promise<Looked> {
  const { port, protocol, address } = question;
  const there = (sockets ?? []).filter((one) => one.protocol === protocol && one.port === port);
  const inTheWay = there.filter((socket) => collides(socket, address));
  if (readOnly || protocol === 'udp') {
    const state = inTheWay.length > 0 ? 'in-use' : 'free';
    return { fact: { ...question, state: sockets === undefined ? 'unknown' : state, by: 'table' }, inTheWay };
  }
  const tried = await host.listen(port, address);
  if (tried.ok) return { fact: { ...question, state: 'free', by: 'listen' }, inTheWay: [] };
  const state = stateOf(tried.code, inTheWay.length > 0);
  return { fact: { ...question, state, code: tried.code, by: 'listen' }, inTheWay };
}

/** The kernel looks at the right to a port before it looks whether it is taken: then its tables tell. */
function stateOf(code: string, isTaken: boolean): PortFact['state'] {
  if (code === 'EADDRINUSE') return 'in-use';
  if (code === 'EACCES' || code === 'EPERM') return isTaken ? 'in-use' : 'denied';
  // The latter on a host without the family.
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT' ? 'no-address' : 'unknown';
}

const shownListeners = 20;

/** TCP listeners among the NodePorts, those of one port together. */
function listenersInRange(
  sockets: readonly BoundSocket[] | undefined,
): readonly (readonly BoundSocket[])[] | undefined {
  const [first, last] = nodePortRange;
  const inRange = sockets?.filter(
    ({ protocol, port }) => protocol === 'tcp' && port >= first && port <= last,
  );
  if (inRange === undefined) return undefined;
  const ports = [...new Set(inRange.map(({ port }) => port))].toSorted((a, b) => a - b);
  return ports.slice(0, shownListeners).map((port) => inRange.filter((socket) => socket.port === port));
}

function listenerOf(group: readonly BoundSocket[], holders: ReadonlyMap<string, Process>): PortListener {
  return { port: group[0]?.port ?? 0, holders: told(group, holders) };
}

function told(sockets: readonly BoundSocket[], holders: ReadonlyMap<string, Process>): PortFact['holders'] {
  return sockets.map(({ address, inode }) => {
    const holder = holders.get(inode);
    const isKernel = inode === '0' && holder === undefined;
    return { address, pid: holder?.pid ?? 0, name: holder?.name ?? (isKernel ? 'kernel' : '') };
  });
}

async function rangeOf(host: Host): Promise<readonly [number, number] | undefined> {
  const read = await host.readText('/proc/sys/net/ipv4/ip_local_port_range');
  const [first, last] = read.ok ? read.text.trim().split(/\s+/u).map(Number) : [];
  if (first === undefined || last === undefined) return undefined;
  return Number.isSafeInteger(first) && Number.isSafeInteger(last) ? [first, last] : undefined;
}
