import type { Host } from '../../host/host.ts';
import { known } from '../fact.ts';
import type { Probe } from '../probe.ts';
import type { PortFact, PortQuestion, PortsFacts } from './facts.ts';
import { holdersOf, type Process } from './holders.ts';
import { type BoundSocket, boundSockets, collides } from './sockets.ts';

/** Which of the ports that this node will listen on are taken, and by whom. */
export const portsProbe: Probe<'ports'> = {
  name: 'ports',
  deadlineMs: 2500,
  async run(host, survey) {
    const sockets = await boundSockets(host);
    const states = await Promise.all(
      survey.ports.map((question) => look(host, question, sockets, survey.readOnly)),
    );
    const busy = new Set(states.flatMap(({ inTheWay }) => inTheWay.map(({ inode }) => inode)));
    const holders = await holdersOf(host, busy);
    const ports = states.map(({ fact, inTheWay }): PortFact => ({
      ...fact,
      holders: told(inTheWay, holders),
    }));
    const localRange = await rangeOf(host);
    const facts: PortsFacts = { ports, ...(localRange === undefined ? {} : { localRange }) };
    return known(facts);
  },
};

interface Looked {
  readonly fact: Omit<PortFact, 'holders'>;
  readonly inTheWay: readonly BoundSocket[];
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
  return { fact: { ...question, state: stateOf(tried.code), code: tried.code, by: 'listen' }, inTheWay };
}

function stateOf(code: string): PortFact['state'] {
  if (code === 'EADDRINUSE') return 'in-use';
  if (code === 'EACCES' || code === 'EPERM') return 'denied';
  return code === 'EADDRNOTAVAIL' ? 'no-address' : 'unknown';
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
  return first === undefined || last === undefined ? undefined : [first, last];
}
