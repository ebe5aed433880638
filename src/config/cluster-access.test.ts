import { describe, expect, it } from 'vitest';
import { goodPlan, join } from '../../test/config/read-plan.ts';
import { memoryIo } from '../../test/config/memory-io.ts';
import type { ClusterIo, ClusterRequest } from './cluster-io.ts';
import { goDurationMs } from './go-duration.ts';
import { loadPlan, type PlanRequest } from './load-plan.ts';

const flags = { unsafeSkipCAVerification: false, memberFiles: [], allowExec: false };
const host = { hostName: 'node-1' };

/** What the reader is asked for; it answers that nobody is there. */
async function asked(yaml: string, request: Partial<PlanRequest>): Promise<ClusterRequest | undefined> {
  const requests: ClusterRequest[] = [];
  const io: ClusterIo = {
    read(one) {
      requests.push(one);
      const fault = { code: 'unreachable', detail: 'nobody there' } as const;
      return Promise.resolve({ reached: false, via: 'test', server: '', fault });
    },
  };
  const files = yaml === '' ? [] : ['join.yaml'];
  const defaults = { action: 'join', flags: {}, cluster: flags, strict: false, host, files } as const;
  await loadPlan({ ...defaults, ...request }, memoryIo({ 'join.yaml': yaml }), io);
  return requests[0];
}

const hash = `sha256:${'0'.repeat(64)}`;
const token = `${join}discovery:
  bootstrapToken:
    token: abcdef.0123456789abcdef
    apiServerEndpoint: 10.0.0.1:6443
    caCertHashes: ["${hash}"]
timeouts:
  discovery: 2s
  kubernetesAPICall: 1500ms
`;

describe('the cluster is asked', () => {
  it('as the file says, within its timeouts', async () => {
    expect(await asked(token, {})).toEqual({
      access: {
        kind: 'token',
        endpoint: '10.0.0.1:6443',
        token: 'abcdef.0123456789abcdef',
        tlsBootstrapToken: 'abcdef.0123456789abcdef',
        caCertHashes: [hash],
        unsafeSkipCAVerification: false,
      },
      totalMs: 5000,
      discoveryMs: 2000,
      callMs: 1500,
      allowExec: false,
      forUpgrade: false,
    });
  });

  it('as flags say, before the file', async () => {
    const cluster = { ...flags, kubeconfig: 'admin.conf', apiTimeoutMs: 20_000 };
    const request = await asked(token, { cluster });
    expect(request).toMatchObject({
      access: { kind: 'kubeconfig', file: 'admin.conf' },
      totalMs: 20_000,
      callMs: 1500,
    });
    const operand = await asked(token, { flags: { apiServerEndpoint: '10.0.0.2:6443' } });
    expect(operand).toMatchObject({ access: { endpoint: '10.0.0.2:6443' } });
  });

  it('by the file of a member, when an upgrade names nothing', async () => {
    const cluster = { ...flags, memberFiles: ['/etc/kubernetes/admin.conf'] };
    const request = await asked('', { action: 'upgrade', cluster });
    expect(request).toMatchObject({
      access: { file: '/etc/kubernetes/admin.conf', isDefault: true },
      forUpgrade: true,
      alsoPlugin: true,
    });
  });

  it('not without a way, not by init, and not for a plan that is refused', async () => {
    expect(await asked('', {})).toBeUndefined();
    expect(
      await asked('', { action: 'init', cluster: { ...flags, kubeconfig: 'admin.conf' } }),
    ).toBeUndefined();
    expect(
      await asked('kind: JoinConfiguration\n', { cluster: { ...flags, kubeconfig: 'a' } }),
    ).toBeUndefined();
  });

  it('and its secrets stand in no plan', async () => {
    expect(JSON.stringify(await goodPlan(token, { action: 'join' }))).not.toContain('0123456789abcdef');
  });
});

describe('goDurationMs', () => {
  it.each([
    ['1m30s', 90_000],
    ['1.5s', 1500],
    ['250ms', 250],
    ['2h', 7_200_000],
    ['0', 0],
    ['1us', 0.001],
    ['5', undefined],
    ['', undefined],
    ['1d', undefined],
    ['s', undefined],
  ])('%j is %j', (text, expected) => {
    expect(goDurationMs(text)).toBe(expected);
  });
});

const refused = (file: string) => ({
  ok: false,
  errors: [{ code: 'config.missing-file', message: 'there is no such file', file, found: 'ENOENT' }],
});

describe('a kubeconfig that is not there', () => {
  const io: ClusterIo = {
    read: ({ access }) =>
      Promise.resolve({
        reached: false,
        via: 'test',
        server: '',
        fault: { code: 'no-kubeconfig', detail: `${access.kind} does not exist` },
      }),
  };
  const load = (cluster: PlanRequest['cluster'], yaml = join) => {
    const request = { action: 'join', flags: {}, strict: false, host, files: ['join.yaml'] } as const;
    return loadPlan({ ...request, ...(cluster && { cluster }) }, memoryIo({ 'join.yaml': yaml }), io);
  };
  it('is refused where a flag names it, as other files are', async () => {
    expect(await load({ ...flags, kubeconfig: 'nope.conf' })).toEqual(refused('nope.conf'));
    expect(await load({ ...flags, discoveryFile: 'none.conf' })).toEqual(refused('none.conf'));
  });

  it('is told by ClusterAPI where the configuration names it', async () => {
    const yaml = `${join}discovery: { file: { kubeConfigPath: /etc/none.conf } }\n`;
    expect(await load(flags, yaml)).toMatchObject({
      ok: true,
      cluster: { reached: false, fault: { code: 'no-kubeconfig' } },
    });
  });

  it('is passed over where nobody named it', async () => {
    const loaded = await load({ ...flags, memberFiles: ['/etc/kubernetes/admin.conf'] });
    expect(loaded).toMatchObject({ ok: true });
    expect(loaded).not.toHaveProperty('cluster');
  });
});
