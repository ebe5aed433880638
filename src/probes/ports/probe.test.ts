import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import { createLinuxHost } from '../../host/linux-host.ts';
import type { PortQuestion, PortsFacts } from './facts.ts';
import { portsProbe } from './probe.ts';
import { collides, socketsIn } from './sockets.ts';

async function look(ports: readonly PortQuestion[], readOnly = false): Promise<PortsFacts> {
  const fact = await portsProbe.run(createLinuxHost(), { ...quietSurvey, ports, readOnly });
  if (!fact.known) throw new Error(fact.cause.detail);
  return fact.value;
}

const tcp = (port: number, address = ''): PortQuestion => ({ port, protocol: 'tcp', address });

/** Listens where asked, on a port of the system's choice. */
async function whileListening<T>(host: string, work: (port: number) => Promise<T>): Promise<T> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('no port');
  try {
    return await work(at.port);
  } finally {
    server.close();
  }
}

describe('portsProbe', () => {
  it.each(['127.0.0.1', '0.0.0.0', '::1', '::', '::ffff:127.0.0.1'])(
    'finds a listener at %s, and that it is this process',
    async (host) => {
      await whileListening(host, async (port) => {
        const { ports } = await look([tcp(port)]);
        expect(ports[0]).toMatchObject({
          state: 'in-use',
          code: 'EADDRINUSE',
          by: 'listen',
          holders: [{ pid: process.pid, address: host.replace('::ffff:', '') }],
        });
      });
    },
  );

  it.each([
    ['32768\t60999\n', [32768, 60999]],
    ['a b\n', undefined],
    ['1e400 2\n', undefined],
    ['', undefined],
  ])('reads the range of local ports %j', async (content, localRange) => {
    const host = fakeHost({ files: { '/proc/sys/net/ipv4/ip_local_port_range': content } });
    const fact = await portsProbe.run(host, quietSurvey);
    expect(fact.known && fact.value.localRange).toEqual(localRange);
  });

  it('does not mind a listener at another address', async () => {
    await whileListening('127.0.0.2', async (port) => {
      const { ports } = await look([tcp(port, '127.0.0.1')]);
      expect(ports[0]).toMatchObject({ state: 'free', holders: [] });
    });
  });

  it('leaves the port free for others', async () => {
    const port = await whileListening('127.0.0.1', (taken) => Promise.resolve(taken));
    await look([tcp(port)]);
    await look([tcp(port)]);
    expect((await look([tcp(port)])).ports[0]?.state).toBe('free');
  });

  it('does not find itself where one port is asked for more than once', async () => {
    const port = await whileListening('127.0.0.1', (taken) => Promise.resolve(taken));
    const questions = [tcp(port), tcp(port), tcp(port, '127.0.0.1'), tcp(port, '::1'), tcp(port)];
    const { ports } = await look(questions);
    expect(ports.map(({ state }) => state)).toEqual(['free', 'free', 'free', 'free', 'free']);
  });

  it('looks up no names', async () => {
    const { ports } = await look([tcp(6443, 'node.example')]);
    expect(ports[0]).toMatchObject({ state: 'unknown', code: 'EINVAL' });
  });

  it('does not look for NodePorts where kubeadm alone is asked', async () => {
    const survey = { ...quietSurvey, ports: [], onlyKubeadms: true } as const;
    const fact = await portsProbe.run(createLinuxHost(), survey);
    expect(fact.known && fact.value.nodePorts).toBeUndefined();
  });

  it('tells an address that is not here', async () => {
    const { ports } = await look([tcp(6443, '192.0.2.77')]);
    expect(ports[0]).toMatchObject({ state: 'no-address', code: 'EADDRNOTAVAIL' });
  });

  it('listens nowhere in a read-only run', async () => {
    await whileListening('127.0.0.1', async (port) => {
      const { ports } = await look([tcp(port), tcp(port, '127.0.0.2')], true);
      expect(ports.map(({ state, by }) => `${state} ${by}`)).toEqual(['in-use table', 'free table']);
    });
  });

  it('sees a UDP socket without binding one', async () => {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    try {
      const { port } = socket.address();
      const { ports } = await look([{ port, protocol: 'udp', address: '' }]);
      expect(ports[0]).toMatchObject({ state: 'in-use', by: 'table', holders: [{ pid: process.pid }] });
    } finally {
      socket.close();
    }
  });

  it('takes a refusal for one, where the tables show nobody', async () => {
    const host = fakeHost({ taken: { 443: 'EACCES' }, files: { '/proc/net/tcp': 'sl\n' } });
    const fact = await portsProbe.run(host, { ...quietSurvey, ports: [tcp(443)] });
    expect(fact).toMatchObject({ known: true, value: { ports: [{ state: 'denied', code: 'EACCES' }] } });
  });

  it('cannot tell without the kernel’s tables in a read-only run', async () => {
    const fact = await portsProbe.run(fakeHost(), { ...quietSurvey, ports: [tcp(6443)], readOnly: true });
    expect(fact).toMatchObject({ known: true, value: { ports: [{ state: 'unknown' }] } });
  });
});

const row = (address: string, state: string, inode: number) =>
  `   0: ${address} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0\n`;

describe('socketsIn', () => {
  it('reads addresses of both families, and listening sockets only', () => {
    const head =
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
    const table = [
      head,
      row('0100007F:192B', '0A', 11),
      row('0100007F:192B', '01', 12),
      row('00000000000000000000000001000000:0050', '0A', 13),
      row('00000000000000000000000000000000:0051', '0A', 14),
      row('0000000000000000FFFF00000100007F:0052', '0A', 15),
      row('B80D0120000000000000000001000000:0053', '0A', 16),
    ].join('');
    expect(socketsIn(table, 'tcp').map(({ address, port, inode }) => `${address} ${port} ${inode}`)).toEqual([
      '127.0.0.1 6443 11',
      '::1 80 13',
      ':: 81 14',
      '127.0.0.1 82 15',
      '2001:db8::1 83 16',
    ]);
  });

  it('reads the tables of a machine with the big end first', () => {
    const table = row('7F000001:192B', '0A', 11) + row('20010DB8000000000000000000000001:0053', '0A', 16);
    expect(socketsIn(table, 'tcp', 'big').map(({ address }) => address)).toEqual([
      '127.0.0.1',
      '2001:db8::1',
    ]);
  });

  it.each(['', 'garbage', '0: 1 2 3', '0: zz:zz 0:0 0A 0 0 0 0 0 5'])('passes over %j', (table) => {
    expect(socketsIn(table, 'tcp')).toEqual([]);
  });
});

describe('collides', () => {
  it.each([
    ['0.0.0.0', '127.0.0.1', true],
    ['0.0.0.0', '::1', false],
    ['0.0.0.0', '', true],
    ['0.0.0.0', '::', true],
    ['::', '127.0.0.1', true],
    ['::1', '0.0.0.0', true],
    ['::1', '127.0.0.1', false],
    ['192.0.2.1', '192.0.2.1', true],
  ])('a socket at %s and a listener at "%s": %s', (held, asked, expected) => {
    expect(collides({ protocol: 'tcp', address: held, port: 1, inode: '1' }, asked)).toBe(expected);
  });
});
