import { describe, expect, it } from 'vitest';
import { systemValidatorsOf } from './system-validators.ts';

const takes = (kubeadm: string, kernel: string): boolean =>
  systemValidatorsOf(kubeadm).kernels.some((pattern) => pattern.test(kernel));

describe('systemValidatorsOf', () => {
  it.each([
    ['v1.27.4', 'v1.8.0'],
    ['v1.28.0', 'v1.8.0'],
    ['1.31.14', 'v1.8.0'],
    ['v1.32.0', 'v1.9.1'],
    ['v1.32.9', 'v1.9.1'],
    ['v1.32.10', 'v1.9.2'],
    ['v1.33.0-rc.1', 'v1.9.1'],
    ['v1.33.5', 'v1.9.1'],
    ['v1.33.6', 'v1.9.2'],
    ['v1.34.0', 'v1.10.1'],
    ['v1.34.2', 'v1.10.2'],
    ['v1.35.0', 'v1.12.1'],
    ['v1.37.0-rc.0', 'v1.12.1'],
    ['v1.46.0', 'v1.12.1'],
  ])('kubeadm %s has %s', (release, version) => {
    expect(systemValidatorsOf(release).version).toBe(version);
  });

  it.each([
    [
      'v1.31.0',
      ['3.10.0-1160.el7', '4.4.0', '6.12.9+bpo-amd64', '10.0.1'],
      ['2.6.32', '3.2.0-4-amd64', '4.4'],
    ],
    [
      'v1.33.0',
      ['4.19.0-27-amd64', '4.20.3', '5.0.1', '5.14.0-1.el9', '6.18.44'],
      ['3.10.0', '4.18.0-553.el8'],
    ],
    [
      'v1.36.0',
      ['5.4.286', '5.10.0-33', '5.15.0', '6.0.1', '12.4.1-rc2'],
      ['4.19.0', '5.11.0', '5.14.0-1.el9', '6.1'],
    ],
  ])('%s takes kernels by its patterns', (kubeadm, taken, refused) => {
    expect(taken.filter((kernel) => !takes(kubeadm, kernel))).toEqual([]);
    expect(refused.filter((kernel) => takes(kubeadm, kernel))).toEqual([]);
  });
});
