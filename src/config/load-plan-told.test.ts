import { describe, expect, it } from 'vitest';
import { cluster, goodPlan, init, join, noticesOf, proxy } from '../../test/config/read-plan.ts';
import { describeOrigin } from './origin.ts';
import type { Planned } from './plan.ts';

const both = `${cluster}---\n${proxy}`;
const told = ({ value, origin }: Planned<unknown>): string =>
  `${String(value)} from ${describeOrigin(origin)}`;

describe('loadPlan: what is told and does not stop it', () => {
  it.each([
    ['an unknown field', `${cluster}podSubnet: 10.244.0.0/16\n`, ['3:1 config.unknown-field']],
    ['a field in the wrong case', `${cluster}networking: {podsubnet: ""}\n`, ['3:14 config.unknown-field']],
    ['an unknown field that is null', `${cluster}subnet:\n`, ['3:1 config.unknown-field']],
    [
      'a document of another group',
      `${cluster}---\napiVersion: apps/v1\nkind: Deployment\n`,
      ['4:13 config.ignored-document'],
    ],
    ['a document of another action', `${cluster}---\n${join}`, ['5:7 config.ignored-document']],
    ['v1beta3', cluster.replace('beta4', 'beta3'), ['1:13 config.deprecated-version']],
    [
      'mixed versions',
      `${cluster}---\n${init.replace('beta4', 'beta3')}`,
      ['4:13 config.mixed-versions', '4:13 config.deprecated-version'],
    ],
    ['a label for a version', `${cluster}kubernetesVersion: stable-1\n`, ['3:20 config.version-label']],
    [
      'a bare socket path',
      `${init}nodeRegistration: {criSocket: /run/x.sock}\n`,
      ['3:31 config.socket-without-scheme'],
    ],
    ['a phase that is almost one', `${init}skipPhases: [addons/kube-proxy]\n`, ['3:14 config.unknown-phase']],
    [
      'a version that a flag overrules',
      `${cluster}kubernetesVersion: v1.35.0\n`,
      ['3:20 config.sources-disagree'],
    ],
  ])('%s', async (name, content, notices) => {
    const flags = name.startsWith('a version that') ? { kubernetesVersion: 'v1.36.0' } : {};
    expect((await noticesOf(content, { flags })).toSorted()).toEqual(notices.toSorted());
  });

  it('suggests the field that was meant', async () => {
    const plan = await goodPlan(`${cluster}networking: {podSubnets: ""}\n`);
    expect(plan.notices[0]?.args).toMatchObject({ field: 'networking.podSubnets', suggestion: 'podSubnet' });
  });
});

describe('loadPlan: ways to write it', () => {
  it.each([
    ['CRLF', `${both}mode: nftables\n`.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${both}mode: nftables\n`],
    ['no line break at the end', `${both}mode: nftables`],
    ['a separator first and last', `---\n${both}mode: nftables\n---\n`],
    ['two separators', `${cluster}---\n---\n${proxy}mode: nftables\n`],
    ['a comment behind a separator', `${cluster}--- # proxy\n${proxy}mode: nftables\n`],
    ['quotes', `${both}mode: "nftables"\n`],
    ['an anchor', `${cluster}---\n${proxy}hostnameOverride: &m nftables\nmode: *m\n`],
    [
      'JSON',
      `${JSON.stringify({ apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'InitConfiguration' }, null, 2)}\n---\n{"apiVersion": "kubeproxy.config.k8s.io/v1alpha1", "kind": "KubeProxyConfiguration", "mode": "nftables"}`,
    ],
    [
      'a merge key',
      `${cluster}---\n${proxy}iptables: &b {masqueradeBit: 7}\nnftables:\n  <<: *b\nmode: nftables\n`,
    ],
  ])('%s', async (_name, content) => {
    const plan = await goodPlan(content);
    expect(plan.proxyMode.value).toBe('nftables');
    expect(plan.notices).toEqual([]);
  });

  it('several files, a directory, and standard input', async () => {
    const files = {
      'etc/b.yaml': `${proxy}mode: ipvs\n`,
      'etc/a.yml': cluster,
      etc: { names: ['b.yaml', 'a.yml', 'notes.txt'] },
      '-': init,
    };
    const plan = await goodPlan(files, { files: ['-', 'etc/'.slice(0, 3)] });
    expect(told(plan.proxyMode)).toBe('ipvs from etc/b.yaml:3:7');
  });
});
