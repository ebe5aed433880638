import { describe, expect, it } from 'vitest';
import { etcdMinimumFor } from './etcd-versions.ts';

describe('etcdMinimumFor', () => {
  it.each([
    ['v1.28.3', '3.4.13'],
    ['v1.30.14', '3.4.13'],
    ['v1.31.0', '3.5.11'],
    ['v1.32.6', '3.5.11'],
    ['v1.32.10', '3.5.24'],
    ['v1.33.5', '3.5.11'],
    ['v1.33.6', '3.5.24'],
    ['v1.34.1', '3.5.11'],
    ['1.34.2', '3.5.24'],
    ['v1.35.0', '3.5.24'],
    ['v1.36.2', '3.5.24'],
    ['v1.37.0-rc.0', '3.5.24'],
    ['v1.40.0', '3.5.24'],
    ['v1.20.0', '3.4.13'],
  ])('of kubeadm %s is %s', (release, minimum) => {
    expect(etcdMinimumFor(release).minimum).toBe(minimum);
  });
});
