import { describe, expect, it } from 'vitest';
import {
  hybridCgroups,
  kernelConfigOf,
  legacyCgroups,
  unifiedWithout,
} from '../../../test/builders/cgroups.ts';
import { debian, elTen, factsOf, sound } from '../../../test/builders/facts.ts';
import { planOf } from '../../../test/builders/plan.ts';
import { cases } from '../../../test/cases/system-verification.ts';
import { type CheckCase, findingsOf } from '../../../test/check-cases.ts';
import { runCases } from '../../../test/run-cases.ts';
import type { OsFacts } from '../../probes/os.ts';
import { known } from '../../probes/fact.ts';
import { systemVerificationCheck } from './system-verification.ts';

runCases(cases);

const first = (situation: Omit<CheckCase, 'name' | 'says'>) => {
  const [found] = findingsOf(systemVerificationCheck, situation);
  if (found === undefined) throw new Error('nothing was found');
  return found;
};

const suse: OsFacts = { ...debian, id: 'opensuse-leap', idLike: ['suse', 'opensuse'], versionId: '15.6' };
const talos: OsFacts = { ...debian, id: 'talos' };
const kubelet = known({ program: sound('kubelet', { version: '1.36.2' }), searched: [] });

describe('systemVerificationCheck in words', () => {
  it.each([
    ['Debian', debian, 'update-grub'],
    ['Enterprise Linux', elTen, 'grubby --update-kernel=ALL --args="systemd.unified_cgroup_hierarchy=1"'],
    ['SUSE', suse, 'grub2-mkconfig -o /boot/grub2/grub.cfg'],
  ])('brings cgroup v2 to %s by its own boot loader', (_, system, command) => {
    const { remedies } = first({ facts: factsOf({ system, cgroups: known(legacyCgroups) }) });
    expect(remedies?.[0]?.persistent).toContain(command);
    expect(remedies?.[0]?.what).toBe(
      'use cgroup v2: boot with systemd.unified_cgroup_hierarchy=1, without systemd.unified_cgroup_hierarchy=0',
    );
  });

  it('names no command where the boot loader is not known', () => {
    const { remedies } = first({ facts: factsOf({ system: talos, cgroups: known(legacyCgroups) }) });
    expect(remedies?.[0]?.persistent).toBeUndefined();
    expect(remedies?.[0]?.what).toMatch(/in the configuration of the boot loader/u);
  });

  it('says that v2 lies beside v1, and where failCgroupV1 was read', () => {
    const { have, evidence } = first({ facts: factsOf({ cgroups: known(hybridCgroups), kubelet }) });
    expect(have).toBe('cgroup v1, with an empty v2 beside it (hybrid); failCgroupV1 is true by default');
    expect(evidence.map(({ excerpt }) => excerpt)).toContain('failCgroupV1: true');
  });

  it('says why memory is missing, and mends what the firmware of a Raspberry Pi does', () => {
    const found = first({
      facts: factsOf({
        kernel: known({ release: '6.6.31+rpt-rpi-2712', cpus: 4 }),
        cgroups: known({ ...unifiedWithout('memory'), kernelArguments: ['cgroup_disable=memory'] }),
      }),
    });
    expect(found.have).toBe('memory: the kernel was booted with cgroup_disable=memory');
    expect(found.remedies?.[0]?.persistent).toContain(
      "sed -i '1s/$/ cgroup_enable=memory cgroup_memory=1/' /boot/firmware/cmdline.txt",
    );
  });

  it('only takes away the word that disabled memory where nothing else is to be said', () => {
    const { remedies } = first({
      facts: factsOf({
        system: elTen,
        cgroups: known({ ...unifiedWithout('memory'), kernelArguments: ['cgroup_disable=memory'] }),
      }),
    });
    expect(remedies?.[0]?.persistent).toEqual([
      'grubby --update-kernel=ALL --remove-args="cgroup_disable=memory"',
      'reboot',
    ]);
  });

  it("lists kubeadm's messages, and the last name of an option with two", () => {
    const without = ['NETFILTER_XT_TARGET_REDIRECT', 'IP_NF_TARGET_REDIRECT', 'NETFILTER_XT_MATCH_COMMENT'];
    const { have, evidence } = first({
      plan: planOf({ version: 'v1.36.2' }),
      stance: { policy: 'kubeadm' },
      facts: factsOf({ kubelet, kernelConfig: known(kernelConfigOf(without)) }),
    });
    expect(have).toBe(
      'unexpected kernel config: CONFIG_IP_NF_TARGET_REDIRECT CONFIG_NETFILTER_XT_MATCH_COMMENT',
    );
    expect(evidence[0]?.source).toBe('/boot/config-6.1.0-28-amd64');
  });
});

/** fail, warn or pass of init with a kubelet of the same release. */
const verdicts = (version: string, facts: Parameters<typeof factsOf>[0]): string =>
  findingsOf(systemVerificationCheck, {
    plan: planOf({ version }),
    stance: { policy: 'kubeadm' },
    facts: factsOf({
      kubelet: known({ program: sound('kubelet', { version: version.slice(1) }), searched: [] }),
      ...facts,
    }),
  })
    .map(({ verdict }) => verdict)
    .join(' ');

const release = (name: string) => ({ kernel: known({ release: name, cpus: 2 }) });
const without = (...names: readonly string[]) => ({ kernelConfig: known(kernelConfigOf(names)) });

describe('systemVerificationCheck as every kubeadm', () => {
  const releases = [
    'v1.28.0',
    'v1.31.14',
    'v1.32.6',
    'v1.32.10',
    'v1.33.5',
    'v1.33.6',
    'v1.34.1',
    'v1.34.2',
    'v1.35.3',
    'v1.36.2',
    'v1.37.0',
  ];
  const all = (verdict: string): string[] => releases.map(() => verdict);

  it.each([
    ['6.1 and cgroup v2', {}, all('pass')],
    [
      'cgroup v1',
      { cgroups: known(legacyCgroups) },
      ['pass', 'pass', ...Array<string>(6).fill('warn'), 'fail', 'fail', 'fail'],
    ],
    [
      '3.10',
      release('3.10.0-1160.el7'),
      ['pass', 'pass', ...Array<string>(4).fill('fail'), ...Array<string>(5).fill('warn')],
    ],
    [
      '4.18',
      release('4.18.0-553.el8'),
      ['pass', 'pass', ...Array<string>(4).fill('fail'), ...Array<string>(5).fill('warn')],
    ],
    [
      '4.19',
      release('4.19.0-27-amd64'),
      [...Array<string>(6).fill('pass'), ...Array<string>(5).fill('warn')],
    ],
    ['5.14', release('5.14.0-503.el9'), [...Array<string>(6).fill('pass'), ...Array<string>(5).fill('warn')]],
    ['5.15', release('5.15.0-130-generic'), all('pass')],
    ['2.6', release('2.6.32-754'), [...Array<string>(6).fill('fail'), ...Array<string>(5).fill('warn')]],
    ['no xt_comment', without('NETFILTER_XT_MATCH_COMMENT'), all('fail')],
    [
      'no CGROUP_CPUACCT with v2 (system-validators#51)',
      without('CGROUP_CPUACCT'),
      ['fail', 'fail', 'fail', 'pass', 'fail', 'pass', 'fail', 'pass', 'pass', 'pass', 'pass'],
    ],
    [
      'no CGROUP_BPF with v2',
      without('CGROUP_BPF'),
      ['pass', 'pass', 'fail', 'pass', 'fail', 'pass', 'fail', 'pass', 'fail', 'fail', 'fail'],
    ],
    [
      'no SECCOMP, OVERLAY_FS or CFS_BANDWIDTH',
      without('SECCOMP', 'OVERLAY_FS', 'CFS_BANDWIDTH'),
      all('pass'),
    ],
    ['v2 without memory', { cgroups: known(unifiedWithout('memory')) }, all('fail')],
    ['v2 without hugetlb', { cgroups: known(unifiedWithout('hugetlb')) }, all('warn')],
  ])('%s', (_, facts, expected) => {
    expect(releases.map((version) => verdicts(version, facts))).toEqual(expected);
  });
});
