import { describe, expect, it } from 'vitest';
import { type DnsBehaviour, startDnsServer } from '../../test/fakes/dns-server.ts';
import { queryDns } from './dns.ts';
import type { DnsResult } from './host.ts';

async function ask(behaviour: DnsBehaviour, type: 'A' | 'AAAA' = 'A', deadlineMs = 400): Promise<DnsResult> {
  const socket = await startDnsServer(behaviour);
  try {
    const server = `127.0.0.1:${socket.address().port}`;
    return await queryDns({ server, name: 'cp-1.example.com', type, deadlineMs });
  } finally {
    socket.close();
  }
}

describe('queryDns', () => {
  it('gives the addresses of the server', async () => {
    expect(await ask('answer')).toEqual({ ok: true, addresses: ['10.9.8.7'] });
  });

  it.each([
    ['answer', 'AAAA', 'ENODATA'],
    ['nxdomain', 'A', 'ENOTFOUND'],
    ['servfail', 'A', 'ESERVFAIL'],
  ] as const)('%s of %s is %s', async (behaviour, type, code) => {
    expect(await ask(behaviour, type)).toEqual({ ok: false, code });
  });

  it('ends at its deadline when the server is silent', async () => {
    const started = performance.now();
    expect(await ask('silent')).toEqual({ ok: false, code: 'ETIMEDOUT' });
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('says that nobody listens', async () => {
    const socket = await startDnsServer('silent');
    const { port } = socket.address();
    await new Promise<void>((resolve) => void socket.close(resolve));
    const asked = { server: `127.0.0.1:${port}`, name: 'cp-1', type: 'A', deadlineMs: 400 } as const;
    expect(await queryDns(asked)).toEqual({ ok: false, code: 'ECONNREFUSED' });
  });

  it.each(['fe80::1%nowhere0', 'nonsense'])('fails for the server %s, and does not throw', async (server) => {
    expect(await queryDns({ server, name: 'cp-1', type: 'A', deadlineMs: 300 })).toMatchObject({ ok: false });
  });
});
