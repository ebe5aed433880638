import { afterAll, afterEach, describe, expect } from 'vitest';
import { runMain } from '../../src/cli/run-main.ts';
import { type Ca, makeCa } from '../fakes/certificates.ts';
import { fakeContext } from '../fakes/fake-context.ts';
import {
  type ApiServer,
  configMap,
  daemonSet,
  paths,
  proxyConfiguration,
  type Resource,
  startApiServer,
  usualResources,
} from '../fakes/fake-api-server.ts';
import { realIt } from '../real.ts';
import { kubeconfigText, temporaryFolder } from './cluster-files.ts';

const folder = temporaryFolder();
const cas: Ca[] = [];
const servers: ApiServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
afterAll(() => {
  folder.remove();
  for (const ca of cas) ca.remove();
});

async function kubeconfig(resources: Record<string, Resource>): Promise<string> {
  const [ca = makeCa()] = cas;
  if (cas.length === 0) cas.push(ca);
  const server = await startApiServer({ ca, resources: { ...usualResources(), ...resources } });
  servers.push(server);
  const text = kubeconfigText({ url: server.url, ca, client: ca.issue('kubernetes-admin') });
  return folder.write('admin.conf', text);
}

/** `check verdict code: says` of the cluster's findings and the mode's, and the planned mode. */
async function judged(...argv: readonly string[]): Promise<readonly string[]> {
  const context = fakeContext({ PATH: '/usr/sbin:/usr/bin:/sbin:/bin' });
  const code = await runMain([...argv, '-o', 'json', '--read-only'], context, () => undefined);
  if (code > 1) throw new Error(`exit ${code}: ${context.err()}`);
  const report = JSON.parse(context.out()) as {
    planned: { label: string; value: string; origin: string }[];
    findings: { check: string; verdict: string; code: string; says: string }[];
  };
  const mode = report.planned.find(({ label }) => label === 'kube-proxy');
  const own = report.findings.filter(({ check }) =>
    ['ProxyMode', 'ClusterAPI', 'KubeProxyConfig'].includes(check),
  );
  return [
    `${mode?.value} from ${mode?.origin}`,
    ...own.map((one) => `${one.check} ${one.verdict} ${one.code}: ${one.says}`),
  ];
}

const nftablesMap = {
  [paths.proxy]: configMap('kube-proxy', { 'config.conf': proxyConfiguration('nftables') }),
};
const needs = ['openssl'];

const origin = (field: string) => ({
  kind: 'cluster',
  object: `ConfigMap kube-system/kubeadm-config (ClusterConfiguration: ${field})`,
});

describe('join --kubeconfig', () => {
  realIt('says that the ConfigMap rules over --proxy-mode beside --config', needs, async () => {
    const set = daemonSet(['--config=/var/lib/kube-proxy/config.conf', '--proxy-mode=iptables']);
    const file = await kubeconfig({ ...nftablesMap, [paths.daemonSet]: set });
    const lines = await judged('join', '--kubeconfig', file);
    expect(lines).toContain('nftables from ConfigMap kube-system/kube-proxy (config.conf: mode)');
    expect(lines.join('\n')).toContain(
      'KubeProxyConfig warn proxy-config.flag-ignored: the ConfigMap rules (mode nftables); --proxy-mode=iptables of the DaemonSet is ignored beside --config',
    );
  });

  realIt('says that the arguments rule without --config', needs, async () => {
    const file = await kubeconfig({
      ...nftablesMap,
      [paths.daemonSet]: daemonSet(['--proxy-mode', 'iptables']),
    });
    const lines = await judged('join', '--kubeconfig', file);
    expect(lines).toContain(
      'iptables from DaemonSet kube-system/kube-proxy (container kube-proxy: --proxy-mode)',
    );
    expect(lines.join('\n')).toContain(
      "KubeProxyConfig warn proxy-config.map-ignored: the DaemonSet's arguments rule (--proxy-mode=iptables)",
    );
  });

  realIt('lets --proxy-mode of the user win, and says that the cluster differs', needs, async () => {
    const file = await kubeconfig(nftablesMap);
    const lines = await judged('join', '--kubeconfig', file, '--proxy-mode', 'iptables');
    expect(lines[0]).toBe('iptables from --proxy-mode');
    expect(lines.join('\n')).toContain('ProxyMode warn mode.sources-disagree');
  });

  realIt('has no kube-proxy where the ConfigMap does not exist', needs, async () => {
    const file = await kubeconfig({ [paths.proxy]: { status: 404 }, [paths.daemonSet]: { status: 404 } });
    const lines = await judged('join', '--kubeconfig', file);
    expect(lines[0]).toBe('none from ConfigMap kube-system/kube-proxy (not found)');
  });

  realIt('does not know the mode where the ConfigMap may not be read', needs, async () => {
    const file = await kubeconfig({ [paths.proxy]: { status: 403 } });
    const lines = await judged('join', '--kubeconfig', file);
    expect(lines.join('\n')).toMatch(/ProxyMode unknown mode\.assumed/u);
    expect(lines.join('\n')).toMatch(/KubeProxyConfig unknown proxy-config\.not-told/u);
  });

  realIt('is unknown, within --api-timeout, where the server stalls', needs, async () => {
    const stalled = Object.fromEntries(Object.values(paths).map((path) => [path, 'stall' as const]));
    const file = await kubeconfig(stalled);
    const started = performance.now();
    const lines = await judged('join', '--kubeconfig', file, '--api-timeout', '500ms');
    expect(lines.join('\n')).toMatch(/ClusterAPI unknown cluster\.not-reached/u);
    expect(lines.join('\n')).toMatch(/ProxyMode unknown mode\.assumed/u);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  realIt('is unset where the ConfigMap says so, and the default of the release', needs, async () => {
    const file = await kubeconfig({
      [paths.proxy]: configMap('kube-proxy', { 'config.conf': proxyConfiguration('') }),
    });
    const lines = await judged('join', '--kubeconfig', file);
    expect(lines[0]).toBe('iptables from default of v1.36');
    expect(lines.join('\n')).toMatch(/ProxyMode info mode\.default-will-change/u);
  });

  realIt('tells a mode that kube-proxy does not have, and goes on', needs, async () => {
    const file = await kubeconfig({
      [paths.proxy]: configMap('kube-proxy', { 'config.conf': proxyConfiguration('nft') }),
    });
    expect((await judged('join', '--kubeconfig', file)).join('\n')).toMatch(
      /ProxyMode unknown mode\.assumed/u,
    );
  });
});

describe('plan join --kubeconfig', () => {
  realIt('takes subnets, release, endpoint, etcd and kubelet from the cluster', needs, async () => {
    const file = await kubeconfig({});
    const context = fakeContext();
    await runMain(['plan', 'join', '--kubeconfig', file, '-o', 'json'], context, () => undefined);
    const plan = JSON.parse(context.out()) as Record<string, { value: unknown; origin: unknown }>;
    expect(plan['kubernetesVersion']).toEqual({ value: 'v1.36.1', origin: origin('kubernetesVersion') });
    expect(plan['serviceSubnets']).toEqual({
      value: ['10.96.0.0/16', 'fd00:10:96::/112'],
      origin: origin('networking.serviceSubnet'),
    });
    expect(plan['families']).toMatchObject({ value: ['ipv4', 'ipv6'] });
    expect(plan['controlPlaneEndpoint']).toMatchObject({ value: 'api.example.net:6443' });
    expect(plan['etcd']).toMatchObject({ dataDir: { value: '/var/lib/etcd-data' } });
    expect(plan['kubelet']).toMatchObject({
      failSwapOn: { value: false },
      cgroupDriver: { value: 'cgroupfs' },
    });
    expect(plan['kubeProxy']).toMatchObject({ masqueradeBit: { value: 15 }, modeSet: true });
    expect(plan['notices']).toEqual([]);
  });

  realIt('asks no cluster that nobody named', needs, async () => {
    const file = await kubeconfig({});
    const [server] = servers;
    const join = folder.write(
      'join.yaml',
      `apiVersion: kubeadm.k8s.io/v1beta4\nkind: JoinConfiguration\ndiscovery:\n  file:\n    kubeConfigPath: ${file}\n`,
    );
    const context = fakeContext();
    await runMain(['plan', 'join', '--config', join], context, () => undefined);
    expect(server?.requests).toEqual([]);
    const lines = await judged('join', '--config', join);
    expect(lines[0]).toBe('nftables from ConfigMap kube-system/kube-proxy (config.conf: mode)');
  });
});
