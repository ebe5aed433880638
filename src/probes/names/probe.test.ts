import { describe, expect, it } from 'vitest';
import { fakeHost, type FakeHostOptions } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import type { DnsResult } from '../../host/host.ts';
import { hostsOrder } from './hosts-order.ts';
import { namesProbe, namesToAsk } from './probe.ts';

const no = (code: string): DnsResult => ({ ok: false, code });
function nobody(): DnsResult {
  throw new Error('nobody is to be asked');
}
const yes: DnsResult = { ok: true, addresses: ['10.0.0.7'] };

async function lookUp(nodeName: string, options: FakeHostOptions) {
  const fact = await namesProbe.run(fakeHost(options), { ...quietSurvey, nodeName });
  return fact.known ? fact.value : fact.cause;
}

/** Servers by what they answer; questions of IPv6 find nothing. */
function servers(answers: Readonly<Record<string, DnsResult>>): FakeHostOptions {
  const text = Object.keys(answers)
    .map((server) => `nameserver ${server}\n`)
    .join('');
  return {
    files: { '/etc/resolv.conf': text },
    dns: ({ server, type }) => {
      const answer = answers[server.replaceAll(/[[\]]/gu, '')] ?? no('ECONNREFUSED');
      return answer.ok && type === 'AAAA' ? no('ENODATA') : answer;
    },
  };
}

describe('namesProbe', () => {
  it.each(['10.0.0.1', 'fd00::1'])('takes %s for its own answer', async (name) => {
    expect(await lookUp(name, {})).toMatchObject({ outcome: 'found', source: 'itself', addresses: [name] });
  });

  it('looks into /etc/hosts first, in either case, and asks nobody then', async () => {
    const files = { '/etc/hosts': '# 10.0.0.9 cp-1\n127.0.1.1\tCP-1.example.com Cp-1 # x\nnonsense cp-1\n' };
    expect(await lookUp('cp-1', { files, dns: nobody })).toMatchObject({
      source: 'hosts',
      addresses: ['127.0.1.1'],
    });
  });

  it('asks DNS first where nsswitch.conf says so', async () => {
    const { files = {}, ...rest } = servers({ '10.0.0.53': yes });
    const both = { ...files, '/etc/hosts': '127.0.1.1 cp-1\n', '/etc/nsswitch.conf': 'hosts: dns files\n' };
    expect(await lookUp('cp-1', { ...rest, files: both })).toMatchObject({ source: 'dns' });
  });

  it('falls back to /etc/hosts when DNS comes first and knows nothing', async () => {
    const { files = {}, ...rest } = servers({ '10.0.0.53': no('ENOTFOUND') });
    const both = { ...files, '/etc/hosts': '127.0.1.1 cp-1\n', '/etc/nsswitch.conf': 'hosts: dns files\n' };
    expect(await lookUp('cp-1', { ...rest, files: both })).toMatchObject({
      source: 'hosts',
      outcome: 'found',
    });
  });

  it.each([
    ['found', { '10.0.0.1': yes }],
    ['absent', { '10.0.0.1': no('ENOTFOUND') }],
    ['absent', { '10.0.0.1': no('ENODATA') }],
    // The first that says yes or no decides.
    ['absent', { '10.0.0.1': no('ENOTFOUND'), '10.0.0.2': yes }],
    ['found', { '10.0.0.1': no('ETIMEDOUT'), '10.0.0.2': yes }],
    ['found', { '10.0.0.1': no('ESERVFAIL'), 'fd00::2': yes }],
    ['unanswered', { '10.0.0.1': no('ETIMEDOUT') }],
    ['unanswered', { '10.0.0.1': no('ESERVFAIL'), '10.0.0.2': no('ECONNREFUSED') }],
    // A fourth server is not asked.
    [
      'unanswered',
      {
        '10.0.0.1': no('ETIMEDOUT'),
        '10.0.0.2': no('ETIMEDOUT'),
        '10.0.0.3': no('ETIMEDOUT'),
        '10.0.0.4': yes,
      },
    ],
  ] as const)('is %s of %o', async (outcome, answers) => {
    expect(await lookUp('cp-1', servers(answers))).toMatchObject({ outcome });
  });

  it('tells silent, refusing and failing servers apart', async () => {
    const answers = {
      '10.0.0.1': no('ETIMEDOUT'),
      '10.0.0.2': no('ECONNREFUSED'),
      '10.0.0.3': no('ESERVFAIL'),
    };
    expect(await lookUp('cp-1', servers(answers))).toMatchObject({
      servers: [
        { address: '10.0.0.1', state: 'silent' },
        { address: '10.0.0.2', state: 'refused' },
        { address: '10.0.0.3', state: 'failed', code: 'ESERVFAIL' },
      ],
    });
  });

  it('asks this host itself where resolv.conf is not there', async () => {
    expect(await lookUp('cp-1', {})).toMatchObject({
      outcome: 'unanswered',
      servers: [{ address: '127.0.0.1' }, { address: '::1' }],
    });
  });

  it('does not call a server silent that it cannot ask', async () => {
    const files = { '/etc/resolv.conf': 'nameserver fe80::1%eth0\n' };
    expect(await lookUp('cp-1', { files })).toMatchObject({ code: 'unsupported' });
  });

  it('cannot look up nothing', async () => {
    expect(await lookUp('', {})).toMatchObject({ code: 'not-found' });
  });
});

describe('namesToAsk', () => {
  it.each([
    ['cp-1', [], 1, 'cp-1', ['cp-1']],
    ['cp-1', [], 1, 'cp-1.example.com', ['cp-1.example.com', 'cp-1']],
    ['cp-1', ['a.test', 'b.test.'], 1, 'x', ['cp-1.a.test', 'cp-1.b.test', 'cp-1']],
    ['cp-1.c', ['a.test'], 1, 'x', ['cp-1.c', 'cp-1.c.a.test']],
    ['cp-1.c', ['a.test'], 2, 'x', ['cp-1.c.a.test', 'cp-1.c']],
    ['cp-1', [], 0, 'x', ['cp-1']],
    ['cp-1.onion', [], 1, 'x', []],
  ])('%s, search %j, ndots %i, host %s', (name, search, ndots, hostName, expected) =>
    expect(namesToAsk(name, { nameservers: [], search, ndots }, hostName)).toEqual(expected),
  );

  it('asks for eight names at most', () => {
    const search = Array.from({ length: 40 }, (_, at) => `d${at}.test`);
    expect(namesToAsk('cp-1', { nameservers: [], search, ndots: 1 }, 'x')).toHaveLength(8);
  });
});

describe('hostsOrder', () => {
  it.each([
    [undefined, ['files', 'dns']],
    ['passwd: files\n', ['files', 'dns']],
    ['hosts: files dns\n', ['files', 'dns']],
    ['hosts: dns files\n', ['dns', 'files']],
    ['hosts:files\n', ['files']],
    ['hosts: files myhostname resolve [!UNAVAIL=return] dns\n', ['files', 'dns']],
    ['hosts: mymachines resolve [!UNAVAIL=return] files myhostname dns\n', ['files', 'dns']],
    ['hosts: resolve [!UNAVAIL=return] files\n', ['dns', 'files']],
    ['hosts: files mdns4_minimal [NOTFOUND=return] # dns\n', ['files', 'dns']],
  ])('%j', (text, expected) => expect(hostsOrder(text)).toEqual(expected));
});
