import { describe, expect, it } from 'vitest';
import { planOf } from '../../test/builders/plan.ts';
import type { Notice } from '../config/plan.ts';
import { tellNotices } from './tell-notices.ts';

function noticeOf(code: string, args: Notice['args']): Notice {
  const origin = { kind: 'file', file: 'kubeadm.yaml', line: 4, column: 1, field: 'x' } as const;
  return { code, args, origin };
}

describe('tellNotices', () => {
  it('says in words, with the place, what the checks say of it', () => {
    const misplaced = noticeOf('config.mode-without-effect', {
      kind: 'ClusterConfiguration',
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      field: 'proxyMode',
      reason: 'field',
      mode: 'nftables',
      belongs: 'a document of its own',
    });
    const unheard = noticeOf('config.unheard-of', { field: 'x' });
    const told = tellNotices({ ...planOf(), notices: [misplaced, unheard] });
    expect(told.map(({ origin }) => origin)).toEqual(['kubeadm.yaml:4:1', 'kubeadm.yaml:4:1']);
    expect(told[0]?.says).toMatch(/^mode nftables is written where/u);
    expect(told[0]?.says).not.toContain('config.');
  });

  it('says what to do, with the name that was meant, and the command', () => {
    const misspelt = noticeOf('config.unknown-field', {
      kind: 'ClusterConfiguration',
      field: 'networking.podSubnets',
      suggestion: 'podSubnet',
    });
    const old = noticeOf('config.deprecated-version', { version: 'v1beta3', removed: 'v1.37' });
    const told = tellNotices({ ...planOf(), notices: [misspelt, old] });
    expect(told.map(({ mend }) => mend)).toEqual([
      'did you mean podSubnet?',
      'convert the file: kubeadm config migrate --old-config FILE --new-config NEW_FILE',
    ]);
  });

  it('leaves out what the table of the plan shows', () => {
    expect(tellNotices({ ...planOf(), notices: [noticeOf('config.mode-from-cluster', {})] })).toEqual([]);
  });
});
