import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { V1Container } from '@kubernetes/client-node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { realIt } from '../real.ts';
import {
  documentsOf,
  kubernetesFolder,
  objectsOf,
  podOf,
  variantNames,
  type Variant,
  workloadOf,
} from './manifests.ts';
import { problemsOf } from './model-problems.ts';
import { podSecurityOf } from './pod-security.ts';

const folders = ['common', ...variantNames] as const;
const version = JSON.parse(readFileSync(join(kubernetesFolder, '../package.json'), 'utf8')).version;

function containersOf(variant: Variant): readonly V1Container[] {
  const pod = podOf(variant);
  return [...(pod.initContainers ?? []), ...pod.containers];
}

describe('kubernetes/', () => {
  it.each(folders)('%s has objects that the API takes', (folder) => {
    expect(objectsOf(folder).flatMap(problemsOf)).toEqual([]);
  });

  realIt('is what kubectl makes of it', ['kubectl'], () => {
    for (const folder of folders) {
      const made = spawnSync('kubectl', ['kustomize', join(kubernetesFolder, folder)], { encoding: 'utf8' });
      expect(made.stderr).toBe('');
      const objects = documentsOf(made.stdout);
      expect(objects).toHaveLength(objectsOf(folder).length);
      expect(objects).toEqual(expect.arrayContaining([...objectsOf(folder)]));
    }
  });

  realIt('starts another image where the page for users says so', ['kubectl'], () => {
    const page = readFileSync(join(kubernetesFolder, '../docs/kubernetes.md'), 'utf8');
    const site = readFileSync(
      join(kubernetesFolder, '../test/docs/fixtures/work/site/kustomization.yaml'),
      'utf8',
    );
    expect(page).toContain(site);
    const folder = mkdtempSync(join(tmpdir(), 'site-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    cpSync(kubernetesFolder, join(folder, 'kubernetes'), { recursive: true });
    mkdirSync(join(folder, 'site'));
    const makeOf = (text: string) => {
      writeFileSync(join(folder, 'site/kustomization.yaml'), text);
      return spawnSync('kubectl', ['kustomize', join(folder, 'site')], { encoding: 'utf8' });
    };
    // Until 1.20, which Debian 12 has, kubectl called directories bases.
    const first = makeOf(site);
    const made = first.stderr.includes('must be a file') ? makeOf(site.replace('resources', 'bases')) : first;
    expect(made.stderr).toBe('');
    expect(made.stdout.match(/image: .*/gu)).toEqual(
      Array(2).fill(`image: registry.example/kube-preflight:${version}`),
    );
  });

  it('starts the image of this version', () => {
    const images = variantNames.flatMap((variant) => containersOf(variant).map(({ image }) => image));
    expect([...new Set(images)]).toEqual([`kube-preflight:${version}`]);
  });
});

describe('problemsOf', () => {
  const daemonSet = { apiVersion: 'apps/v1', kind: 'DaemonSet' };
  const template = { spec: { containers: [{ name: 'a' }] } };

  it.each([
    [
      'an unknown field',
      { ...daemonSet, spec: { selector: {}, template, replicas: 1 } },
      '.spec.replicas is unknown',
    ],
    ['a missing field', { ...daemonSet, spec: { template } }, '.spec.selector is missing'],
    [
      'a text for a number',
      { ...daemonSet, spec: { selector: {}, template, minReadySeconds: '1' } },
      '.spec.minReadySeconds is no number',
    ],
    [
      'a map for a list',
      { ...daemonSet, spec: { selector: {}, template: { spec: { containers: {} } } } },
      '.spec.template.spec.containers is no list',
    ],
    [
      'a number in labels',
      { ...daemonSet, metadata: { labels: { a: 1 } } },
      '.metadata.labels.a is no string',
    ],
    ['another kind', { apiVersion: 'v1', kind: 'Secret' }, 'v1 Secret is not known here'],
  ])('finds %s', (_, object, problem) => {
    expect(problemsOf(object)).toEqual([problem]);
  });
});

describe('what fleet collect relies on', () => {
  it.each(variantNames)('%s: namespace, label, and one container called facts', (variant) => {
    const { metadata, spec } = workloadOf(variant);
    const label = { 'app.kubernetes.io/name': 'kube-preflight' };
    expect(metadata).toMatchObject({ namespace: 'kube-preflight', labels: label });
    expect(spec?.template.metadata?.labels).toEqual(label);
    expect(containersOf(variant).filter(({ name }) => name === 'facts')).toHaveLength(1);
  });

  it('may list and watch pods, get their logs, and list nodes, and nothing else', () => {
    const rules = objectsOf('common').flatMap((one) =>
      typeof one === 'object' && one !== null && 'rules' in one && 'kind' in one
        ? [[one.kind, one.rules]]
        : [],
    );
    expect(rules).toEqual([
      [
        'Role',
        [
          { apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] },
          { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
        ],
      ],
      ['ClusterRole', [{ apiGroups: [''], resources: ['nodes'], verbs: ['list'] }]],
    ]);
  });
});

describe('the pods', () => {
  // What the privileged one tells of /proc/sys is that it may be written to, as on the node.
  const recursion = {
    daemonset: { recursiveReadOnly: 'IfPossible' },
    job: { recursiveReadOnly: 'IfPossible' },
    privileged: {},
  } as const;

  it.each(variantNames)(
    '%s: have no account, run everywhere, and see the root of the node read-only',
    (variant) => {
      const pod = podOf(variant);
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        tolerations: [{ operator: 'Exists' }],
      });
      expect(pod.serviceAccountName).toBeUndefined();
      const mounts = containersOf(variant).flatMap(({ volumeMounts = [] }) => volumeMounts);
      expect(mounts.filter(({ name }) => name === 'host')).toEqual([
        { name: 'host', mountPath: '/host', readOnly: true, ...recursion[variant] },
      ]);
      expect(pod.volumes).toContainEqual({ name: 'host', hostPath: { path: '/', type: 'Directory' } });
    },
  );

  it.each(variantNames)('%s: every container has a read-only root and says what it needs', (variant) => {
    for (const { name, securityContext, resources } of containersOf(variant)) {
      expect([name, securityContext?.readOnlyRootFilesystem]).toEqual([name, true]);
      expect([name, securityContext?.privileged]).toEqual([name, false]);
      expect(Object.keys(resources?.requests ?? {})).toEqual(expect.arrayContaining(['cpu', 'memory']));
      // A limit of CPU would let probes miss their deadlines.
      expect(Object.keys(resources?.limits ?? {})).toEqual(['memory']);
    }
  });

  it.each(['daemonset', 'privileged'] as const)(
    '%s: what stays sees nothing of the node, and is nobody',
    (variant) => {
      const [wait, ...others] = podOf(variant).containers;
      expect(others).toEqual([]);
      expect(wait).toMatchObject({
        name: 'wait',
        command: ['sleep', 'infinity'],
        securityContext: { runAsNonRoot: true },
      });
      expect(wait?.volumeMounts).toBeUndefined();
    },
  );

  it('are the same in the DaemonSet and in the Job', () => {
    const [ofJob, ofDaemonSet] = (['job', 'daemonset'] as const).map((variant) =>
      containersOf(variant).find(({ name }) => name === 'facts'),
    );
    expect(ofJob).toBeDefined();
    expect(ofJob).toEqual(ofDaemonSet);
  });
});

describe('Pod Security', () => {
  const factsAlone = {
    baseline: ['hostNetwork', 'hostPath volume host', 'facts: SELinux type spc_t'],
    restricted: ['facts: root'],
  };

  it.each([
    ['daemonset', factsAlone],
    ['job', factsAlone],
    [
      'privileged',
      {
        baseline: [
          'hostNetwork',
          'hostPID',
          'hostPath volume host',
          'facts: capabilities DAC_READ_SEARCH NET_ADMIN NET_RAW SYS_ADMIN SYS_MODULE',
          'facts: SELinux type spc_t',
        ],
        restricted: [
          'program: root',
          'facts: privilege escalation',
          'facts: root',
          'facts: capability SYS_CHROOT',
        ],
      },
    ],
  ] as const)('%s goes beyond the levels by this alone', (variant, beyond) => {
    expect(podSecurityOf(podOf(variant))).toEqual(beyond);
  });

  it('is the level privileged for the namespace', () => {
    expect(objectsOf('common')[0]).toMatchObject({
      kind: 'Namespace',
      metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
    });
  });

  it('is known by the test', () => {
    const open = { name: 'open', securityContext: { privileged: true, capabilities: { add: ['BPF'] } } };
    expect(podSecurityOf({ containers: [open], hostPID: true })).toEqual({
      baseline: ['hostPID', 'open: privileged', 'open: capabilities BPF'],
      restricted: [
        'open: privilege escalation',
        'open: root',
        'open: seccomp not set',
        'open: capabilities not dropped',
      ],
    });
  });
});
