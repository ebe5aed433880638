import { swapCheck } from '../../src/checks/resources/swap.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { SwapDevice, SwapSource } from '../../src/probes/swap/facts.ts';
import { factsOf } from '../builders/facts.ts';
import { fromFile, planOf } from '../builders/plan.ts';
import { swapOn, swapReturns } from '../builders/resources.ts';
import type { CheckCases } from '../check-cases.ts';

const partition: SwapDevice = { name: '/dev/sdb1', kind: 'partition', sizeKiB: 1_048_572 };
const zram: SwapDevice = { name: '/dev/zram0', kind: 'zram', sizeKiB: 8_388_604 };
const v1 = known({
  on: true,
  devices: [partition],
  lines: ['/dev/sdb1 partition 1048572 0 -2'],
  unified: false,
});

const fstab: SwapSource = {
  kind: 'fstab',
  file: '/etc/fstab',
  line: 3,
  text: '/swapfile none swap sw 0 0',
  unit: 'swapfile.swap',
};
const generator: SwapSource = {
  kind: 'zram-generator',
  file: '/usr/lib/systemd/zram-generator.conf',
  line: 1,
  text: '[zram0]',
  unit: 'dev-zram0.swap',
};
const unit: SwapSource = {
  kind: 'unit',
  file: '/etc/systemd/system/swap.target.wants/dev-disk-by\\x2dlabel-swap.swap',
  text: 'dev-disk-by\\x2dlabel-swap.swap is enabled',
  unit: 'dev-disk-by\\x2dlabel-swap.swap',
};
const service: SwapSource = {
  kind: 'service',
  file: '/etc/systemd/system/multi-user.target.wants/zramswap.service',
  text: 'zramswap.service is enabled',
  unit: 'zramswap.service',
};

const allowing = planOf({ kubelet: { failSwapOn: fromFile(false, 'failSwapOn') } });
const behaving = (swapBehavior: string, version = 'v1.36.2') =>
  planOf({
    version,
    kubelet: {
      failSwapOn: fromFile(false, 'failSwapOn'),
      swapBehavior: fromFile(swapBehavior, 'memorySwap.swapBehavior'),
    },
  });
const asKubeadm = { policy: 'kubeadm' } as const;

/** What a look at an image's files gives: nothing is on or off yet. */
const ofImage = (facts: Partial<Facts> = {}): Facts =>
  factsOf({ swap: unknown('not-running', 'only the running node can tell'), ...facts });

export const cases: CheckCases = {
  check: swapCheck,
  cases: [
    { name: 'no swap', says: ['pass swap.off'] },
    { name: 'an image', facts: ofImage(), says: ['pass swap.none-at-boot'] },
    {
      name: 'an image that turns swap on at boot',
      facts: ofImage(swapReturns(fstab)),
      says: ['fail swap.at-boot'],
    },
    {
      name: 'the same with a kubelet that is told to bear it',
      plan: allowing,
      facts: ofImage(swapReturns(fstab)),
      says: ['pass swap.at-boot-allowed'],
    },
    {
      name: 'an image whose fstab may not be read',
      facts: ofImage({ swapAtBoot: known({ sources: [], unread: ['/etc/fstab: EACCES'] }) }),
      says: ['unknown swap.not-told'],
    },
    {
      name: 'an image and a swapBehavior that no kubelet knows',
      plan: behaving('UnlimitedSwap'),
      facts: ofImage(),
      says: ['fail swap.behavior-refused', 'pass swap.none-at-boot'],
    },
    { name: 'no swap, as kubeadm', stance: asKubeadm, says: ['pass swap.off'] },
    { name: 'a partition', facts: factsOf(swapOn(partition)), says: ['fail swap.on'] },
    { name: 'zram', facts: factsOf({ ...swapOn(zram), ...swapReturns(generator) }), says: ['fail swap.on'] },
    {
      name: 'a partition, as kubeadm',
      facts: factsOf(swapOn(partition)),
      stance: asKubeadm,
      says: ['warn swap.on-kubeadm'],
    },
    {
      name: 'a partition, and a kubelet that is told to bear it, as kubeadm',
      plan: allowing,
      facts: factsOf(swapOn(partition)),
      stance: asKubeadm,
      says: ['warn swap.on-kubeadm'],
    },
    {
      name: 'a kubelet that is told to bear it',
      plan: allowing,
      facts: factsOf(swapOn(partition)),
      says: ['pass swap.allowed'],
    },
    {
      name: 'the same under cgroup v1',
      plan: allowing,
      facts: factsOf({ swap: v1 }),
      says: ['warn swap.on-cgroup-v1'],
    },
    ...[fstab, generator, unit, service].map((source) => ({
      name: `off now, on again after a reboot: ${source.kind}`,
      facts: factsOf(swapReturns(source)),
      says: ['warn swap.returns'],
    })),
    {
      name: 'on again after a reboot, which the kubelet bears',
      plan: allowing,
      facts: factsOf(swapReturns(fstab)),
      says: ['pass swap.off'],
    },
    {
      name: 'on again after a reboot, at which kubeadm does not look',
      facts: factsOf(swapReturns(fstab)),
      stance: asKubeadm,
      says: ['pass swap.off'],
    },
    {
      name: 'LimitedSwap',
      plan: behaving('LimitedSwap'),
      facts: factsOf(swapOn(partition)),
      says: ['pass swap.allowed'],
    },
    {
      name: 'UnlimitedSwap went in 1.30',
      plan: behaving('UnlimitedSwap'),
      says: ['fail swap.behavior-refused', 'pass swap.off'],
    },
    { name: 'UnlimitedSwap of 1.29', plan: behaving('UnlimitedSwap', 'v1.29.4'), says: ['pass swap.off'] },
    {
      name: 'NoSwap came in 1.30',
      plan: behaving('NoSwap', 'v1.29.4'),
      says: ['fail swap.behavior-refused', 'pass swap.off'],
    },
    {
      name: 'a reset node needs none of it',
      plan: planOf({ action: 'reset', phase: 'reset' }),
      facts: factsOf(swapOn(partition)),
      says: [],
    },
    {
      name: 'an fstab that may not be read',
      facts: factsOf({ swapAtBoot: known({ sources: [], unread: ['/etc/fstab: EACCES'] }) }),
      says: ['unknown swap.boot-not-told'],
    },
    {
      name: 'swap that could not be told',
      facts: factsOf({ swap: unknown('failed', '/proc/swaps: EIO') }),
      says: ['unknown swap.not-told'],
    },
    {
      name: 'swap that could not be told, as kubeadm',
      facts: factsOf({ swap: unknown('failed', '/proc/swaps: EIO') }),
      stance: asKubeadm,
      says: ['unknown swap.not-told'],
    },
  ],
};
