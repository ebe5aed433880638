import { afterAll, describe, expect, it } from 'vitest';
import { runMain } from '../../src/cli/run-main.ts';
import { makeCa } from '../fakes/certificates.ts';
import { fakeContext } from '../fakes/fake-context.ts';
import { configMap, paths, startApiServer, usualResources } from '../fakes/fake-api-server.ts';
import { usualCorefile } from '../builders/cluster.ts';
import { realIt } from '../real.ts';
import { kubeconfigText, temporaryFolder } from './cluster-files.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const names = new Set([
  'CoreDNSUnsupportedPlugins',
  'CoreDNSMigration',
  'CreateJob',
  'ControlPlaneNodesReady',
]);

function node(name: string, status: string): object {
  return { metadata: { name }, status: { conditions: [{ type: 'Ready', status }] } };
}

/** `check verdict` of what `upgrade apply` finds of the cluster. */
async function judged(...argv: readonly string[]): Promise<readonly string[]> {
  const context = fakeContext({ PATH: '/usr/sbin:/usr/bin:/sbin:/bin' });
  const code = await runMain(
    ['upgrade', 'apply', ...argv, '-o', 'json', '--read-only'],
    context,
    () => undefined,
  );
  if (code > 1) throw new Error(`exit ${code}: ${context.err()}`);
  const { findings } = JSON.parse(context.out()) as { findings: { check: string; verdict: string }[] };
  return findings.filter(({ check }) => names.has(check)).map(({ check, verdict }) => `${check} ${verdict}`);
}

describe('upgrade apply --kubeconfig', () => {
  realIt('judges what kubeadm looks at in the cluster', ['openssl'], async () => {
    const ca = makeCa();
    const containers = [{ name: 'coredns', image: 'registry.k8s.io/coredns/coredns:v1.14.2' }];
    const items = [node('cp-1', 'True'), node('cp-2', 'False')];
    const list = { kind: 'NodeList', apiVersion: 'v1', metadata: {}, items };
    const resources = {
      ...usualResources(),
      [paths.controlPlanes]: list,
      [paths.schedulable]: list,
      [paths.coredns]: configMap('coredns', { Corefile: usualCorefile }),
      [paths.corednsDeployment]: {
        kind: 'Deployment',
        apiVersion: 'apps/v1',
        spec: { template: { spec: { containers } } },
      },
    };
    const server = await startApiServer({ ca, resources });
    try {
      const text = kubeconfigText({ url: server.url, ca, client: ca.issue('kubernetes-admin') });
      const file = folder.write('admin.conf', text);
      expect(await judged('v1.36.2', '--kubeconfig', file, '--policy', 'kubeadm')).toEqual([
        'CoreDNSUnsupportedPlugins pass',
        'CoreDNSMigration pass',
        'CreateJob unknown',
        'ControlPlaneNodesReady fail',
      ]);
      expect(await judged('v1.36.2', '--kubeconfig', file)).toContain('CreateJob info');
      // Nothing was written: the server refuses everything but GET, and saw nothing else.
      expect(server.requests.every(({ path }) => path.startsWith('/api'))).toBe(true);
    } finally {
      await server.close();
      ca.remove();
    }
  });

  realIt('is unknown where the kubeconfig that is named is none', ['openssl'], async () => {
    const found = await judged('v1.36.2', '--kubeconfig', folder.write('empty', ''), '--policy', 'kubeadm');
    expect(new Set(found.map((line) => line.split(' ')[1]))).toEqual(new Set(['unknown']));
    expect(found).toHaveLength(4);
  });

  // kubeadm ends with 1 for whatever it cannot read.
  it.each([
    [[], 3],
    [['--policy', 'kubeadm'], 1],
  ])('judges nothing where the kubeconfig that is named does not exist: %j', async (flags, code) => {
    const context = fakeContext();
    const missing = `${folder.write('gone', '')}-not`;
    const argv = ['upgrade', 'apply', 'v1.36.2', '--kubeconfig', missing, ...flags];
    expect(await runMain(argv, context, () => undefined)).toBe(code);
    expect(context.err()).toContain(`${missing}: there is no such file`);
    expect(context.out()).toBe('');
  });

  realIt('is unknown where nobody listens at the server', ['openssl'], async () => {
    const ca = makeCa();
    try {
      const file = folder.write(
        'dead.conf',
        kubeconfigText({ url: 'https://127.0.0.1:1', ca, client: ca.issue('kubernetes-admin') }),
      );
      const found = await judged('v1.36.2', '--kubeconfig', file, '--policy', 'kubeadm');
      expect(new Set(found.map((line) => line.split(' ')[1]))).toEqual(new Set(['unknown']));
      expect(found).toHaveLength(4);
    } finally {
      ca.remove();
    }
  });
});
