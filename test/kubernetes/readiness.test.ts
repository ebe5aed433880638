import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { realIt } from '../real.ts';
import { kubernetesFolder } from './manifests.ts';

const executable = fileURLToPath(new URL('../../dist/kube-preflight', import.meta.url));
const folder = join(kubernetesFolder, 'node-problem-detector');
const files = readdirSync(folder).toSorted();

interface PluginConfig {
  readonly plugin: string;
  readonly pluginConfig: Readonly<Record<string, unknown>>;
  readonly source: string;
  readonly conditions: readonly Readonly<Record<string, string>>[];
  readonly rules: readonly {
    readonly type: string;
    readonly condition: string;
    readonly reason: string;
    readonly path: string;
    readonly args: readonly string[];
    readonly timeout: string;
  }[];
}

const configOf = (file: string): PluginConfig => JSON.parse(readFileSync(join(folder, file), 'utf8'));

/** `30s`, `5m`: of what time.ParseDuration of Go takes, what is used here. */
function secondsOf(duration: unknown): number {
  const [, count, unit] = /^(\d+)([sm])$/u.exec(String(duration)) ?? [];
  if (count === undefined) throw new Error(`${String(duration)} is no duration`);
  return Number(count) * (unit === 'm' ? 60 : 1);
}

/** What is checked: pkg/custompluginmonitor/types/{config,types}.go of node-problem-detector, release 0.8.20. */
describe.each(files)('kubernetes/node-problem-detector/%s', (file) => {
  const config = configOf(file);

  it('has the fields that node-problem-detector reads, and no other', () => {
    expect(Object.keys(config).toSorted()).toEqual([
      'conditions',
      'plugin',
      'pluginConfig',
      'rules',
      'source',
    ]);
    expect(Object.keys(config.pluginConfig).toSorted()).toEqual([
      'concurrency',
      'enable_message_change_based_condition_update',
      'invoke_interval',
      'max_output_length',
      'skip_initial_status',
      'timeout',
    ]);
    for (const condition of config.conditions)
      expect(Object.keys(condition).toSorted()).toEqual(['message', 'reason', 'type']);
    for (const rule of config.rules)
      expect(Object.keys(rule).toSorted()).toEqual([
        'args',
        'condition',
        'path',
        'reason',
        'timeout',
        'type',
      ]);
  });

  it('passes its validation', () => {
    expect(config.plugin).toBe('custom');
    const timeout = secondsOf(config.pluginConfig['timeout']);
    expect(secondsOf(config.pluginConfig['invoke_interval'])).toBeGreaterThan(timeout);
    for (const rule of config.rules) {
      expect(secondsOf(rule.timeout)).toBeLessThanOrEqual(timeout);
      expect(rule.type).toBe('permanent');
      expect(config.conditions.map(({ type }) => type)).toContain(rule.condition);
    }
  });

  it('does not call a node ready before it has been judged', () => {
    expect(config.pluginConfig['skip_initial_status']).toBe(true);
  });
});

describe('kubernetes/node-problem-detector', () => {
  it('is what the page on formats shows', () => {
    const page = readFileSync(join(kubernetesFolder, '../docs/formats.md'), 'utf8');
    expect(page).toContain(readFileSync(join(folder, 'kube-preflight.json'), 'utf8'));
  });

  it('is the same for a pod but for how the program is started', () => {
    const [inAPod, onTheNode] = ['in-a-pod.json', 'kube-preflight.json'].map(configOf);
    const started = onTheNode?.rules.map((rule) => ({
      ...rule,
      path: '/usr/sbin/chroot',
      args: ['/host', rule.path, ...rule.args],
    }));
    expect(inAPod).toEqual({ ...onTheNode, rules: started });
  });

  for (const file of files)
    realIt(
      `${file}: its program says one line of 80 bytes and ends with 0, 1 or 2`,
      ['root', 'unshare', executable],
      () => {
        const { rules, pluginConfig } = configOf(file);
        for (const { path, args } of rules) {
          const { status, stdout, stderr } = startOnANode([path, ...args]);
          expect({ status, stderr }).toEqual({ status: expect.toBeOneOf([0, 1, 2]), stderr: '' });
          expect(stdout).toMatch(/^(?:ready|not ready|could not tell): [\x20-\x7e]+\n$/u);
          expect(Buffer.byteLength(stdout)).toBeLessThanOrEqual(Number(pluginConfig['max_output_length']));
        }
      },
    );
});

/** Starts a program where the executable lies in /opt and the root of the node at /host, as in a pod that looks at it. */
function startOnANode(argv: readonly string[]) {
  const script = [
    'set -eu',
    'mount --make-rprivate /',
    'mount -t tmpfs tmpfs /opt',
    'mkdir /opt/kube-preflight',
    'cp "$PROGRAM" /opt/kube-preflight/kube-preflight',
    // The directory is made in an overlay: nothing of this machine is changed.
    'mount -t tmpfs tmpfs /mnt',
    'mkdir /mnt/up /mnt/work /mnt/root',
    'mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/up,workdir=/mnt/work /mnt/root',
    'mkdir -p /mnt/root/host',
    'for place in opt proc dev sys run; do mount --rbind /$place /mnt/root/$place; done',
    'mount --rbind / /mnt/root/host',
    'exec chroot /mnt/root "$@"',
  ].join('\n');
  return spawnSync('unshare', ['--mount', 'sh', '-c', script, 'sh', ...argv], {
    encoding: 'utf8',
    timeout: 30_000,
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', PROGRAM: executable },
  });
}

/**
 * What the CustomResourceDefinition of the Node Readiness Controller asks (config/crd/bases), with the rules that it
 * has in CEL: the key of the taint is a qualified name below readiness.k8s.io/.
 */
describe('kubernetes/node-readiness/rule.yaml', () => {
  const rule = parse(readFileSync(join(kubernetesFolder, 'node-readiness/rule.yaml'), 'utf8'));

  it('is an object of its definition', () => {
    const { apiVersion, kind, metadata, spec, ...rest } = rule;
    expect([apiVersion, kind]).toEqual(['readiness.node.x-k8s.io/v1alpha1', 'NodeReadinessRule']);
    // It has the scope of the cluster.
    expect(metadata).toEqual({ name: 'kube-preflight' });
    expect(rest).toEqual({});
    expect(Object.keys(spec).toSorted()).toEqual([
      'conditions',
      'dryRun',
      'enforcementMode',
      'nodeSelector',
      'taint',
    ]);
    expect(spec.dryRun).toBe(true);
    expect(['bootstrap-only', 'continuous']).toContain(spec.enforcementMode);
    expect(Object.keys(spec.nodeSelector)).toEqual(['matchLabels']);
    expect(Object.keys(spec.taint).toSorted()).toEqual(['effect', 'key', 'value']);
    expect(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).toContain(spec.taint.effect);
    expect(spec.taint.key).toMatch(/^readiness\.k8s\.io\/[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/u);
  });

  it('asks for the condition that node-problem-detector reports, and that it is not so', () => {
    const reported = files.flatMap((file) => configOf(file).conditions.map(({ type }) => type));
    expect(new Set(reported)).toEqual(
      new Set(rule.spec.conditions.map(({ type }: { type: string }) => type)),
    );
    expect(rule.spec.conditions).toEqual([{ type: 'KubePreflightFailed', requiredStatus: 'False' }]);
  });
});
