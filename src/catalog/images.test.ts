import { describe, expect, it } from 'vitest';
import { byDefault, fromFile, planOf } from '../../test/builders/plan.ts';
import type { ImagesPlan } from '../config/plan.ts';
import { imagesOf, pauseImageOf } from './images.ts';

const usual = planOf().images;
const images = (more: Partial<ImagesPlan>): ImagesPlan => ({ ...usual, ...more });

describe('imagesOf', () => {
  it('lists what kubeadm config images list does', () => {
    expect(imagesOf(planOf({ version: 'v1.36.2' }))).toEqual([
      'registry.k8s.io/kube-apiserver:v1.36.2',
      'registry.k8s.io/kube-controller-manager:v1.36.2',
      'registry.k8s.io/kube-scheduler:v1.36.2',
      'registry.k8s.io/kube-proxy:v1.36.2',
      'registry.k8s.io/coredns/coredns:v1.14.2',
      'registry.k8s.io/pause:3.10.2',
      'registry.k8s.io/etcd:3.6.8-0',
    ]);
  });

  it('takes CoreDNS from one level deeper in the registry of Kubernetes alone', () => {
    const own = images({ repository: fromFile('mirror.example/k8s', 'imageRepository') });
    expect(imagesOf(planOf({ images: own }))).toContain('mirror.example/k8s/coredns:v1.14.2');
  });

  it('takes what the configuration chooses', () => {
    const own = images({
      coreDnsRepository: fromFile('dns.example', 'dns.imageRepository'),
      coreDnsTag: fromFile('v1.99', 'dns.imageTag'),
      etcdRepository: fromFile('etcd.example', 'etcd.local.imageRepository'),
      etcdTag: fromFile('3.9', 'etcd.local.imageTag'),
    });
    const found = imagesOf(planOf({ images: own }));
    expect(found).toContain('dns.example/coredns:v1.99');
    expect(found).toContain('etcd.example/etcd:3.9');
  });

  it('leaves out what is not needed', () => {
    const external = { ...planOf().etcd, external: true };
    const found = imagesOf(planOf({ mode: 'none', etcd: external })).join(' ');
    expect(found).not.toMatch(/etcd|kube-proxy/u);
  });

  it('lists only what it knows of a release to come', () => {
    const found = imagesOf(planOf({ version: 'v1.60.0' }));
    expect(found).toHaveLength(4);
    expect(pauseImageOf(planOf({ version: 'v1.60.0' }))).toBeUndefined();
  });

  it('writes the version as a tag', () => {
    expect(imagesOf(planOf({ version: 'v1.36.2+vendor.1' }))[0]).toBe(
      'registry.k8s.io/kube-apiserver:v1.36.2_vendor.1',
    );
  });

  it.each([
    ['a worker', planOf({ action: 'join', phase: 'join', role: byDefault('worker') })],
    ['reset', planOf({ action: 'reset', phase: 'reset' })],
  ])('is empty for %s', (_, plan) => {
    expect(imagesOf(plan)).toEqual([]);
  });
});
