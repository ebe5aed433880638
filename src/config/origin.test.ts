import { describe, expect, it } from 'vitest';
import { describeOrigin } from './origin.ts';

describe('describeOrigin', () => {
  it.each([
    [{ kind: 'file', file: 'kubeadm.yaml', line: 14, column: 7, field: 'mode' }, 'kubeadm.yaml:14:7'],
    [{ kind: 'flag', flag: '--proxy-mode' }, '--proxy-mode'],
    [{ kind: 'default', release: 'v1.36' }, 'default of v1.36'],
    [{ kind: 'default', release: 'v1.40', planned: true }, 'planned default from v1.40'],
    [{ kind: 'cluster', object: 'ConfigMap kube-system/kube-proxy' }, 'ConfigMap kube-system/kube-proxy'],
    [{ kind: 'host', what: 'host name' }, 'host name'],
  ] as const)('%j', (origin, words) => {
    expect(describeOrigin(origin)).toBe(words);
  });
});
