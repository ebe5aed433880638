import { describe, expect, it } from 'vitest';
import { cgroupDriverCheck } from '../../src/checks/runtime/cgroup-driver.ts';
import { criCheck } from '../../src/checks/runtime/cri.ts';
import { imagePullCheck } from '../../src/checks/runtime/image-pull.ts';
import { runtimeVersionCheck } from '../../src/checks/runtime/runtime-version.ts';
import { checks } from '../../src/checks/registry.ts';
import { judge } from '../../src/engine/judge.ts';
import { criOf, deadCri } from '../builders/cri.ts';
import { elTen, factsOf, ordinaryUser, root } from '../builders/facts.ts';
import { fromFile, planOf } from '../builders/plan.ts';
import { findingsOf, inputOf } from '../check-cases.ts';
import { runCases } from '../run-cases.ts';
import { cases as cgroupDriver } from '../cases/cgroup-driver.ts';
import { cases as version } from '../cases/container-runtime-version.ts';
import { cases as criCases } from '../cases/cri.ts';
import { cases as images } from '../cases/image-pull.ts';

runCases(criCases);
runCases(version);
runCases(cgroupDriver);
runCases(images);

const absent = { state: 'absent', code: 'ENOENT', mode: '' } as const;

function commands(facts: ReturnType<typeof factsOf>): readonly string[] {
  return findingsOf(criCheck, { facts }).flatMap(({ remedies = [] }) =>
    remedies.flatMap(({ now = [] }) => now),
  );
}

describe('a runtime that does not run', () => {
  it('is to be started', () => {
    expect(commands(factsOf({ cri: deadCri(absent) }))).toEqual(['systemctl enable --now containerd']);
  });

  it('is first to be installed, where the system brings it', () => {
    const cri = deadCri(absent, { program: '' });
    const debian = ['apt-get install containerd', 'systemctl enable --now containerd'];
    expect(commands(factsOf({ cri }))).toEqual(debian);
    expect(commands(factsOf({ cri, system: elTen }))).toEqual(['systemctl enable --now containerd']);
  });

  it('may be another one that listens elsewhere', () => {
    const cri = deadCri(absent, { others: ['/var/run/crio/crio.sock'] });
    const [finding] = findingsOf(criCheck, { facts: factsOf({ cri }) });
    expect(finding?.remedies?.[1]?.what).toContain('criSocket: unix:///var/run/crio/crio.sock');
  });

  it('gets the unit of its own', () => {
    const path = '/var/run/crio/crio.sock';
    const endpoint = { chosenBy: 'cri-socket', endpoint: `unix://${path}`, path } as const;
    expect(commands(factsOf({ cri: deadCri(absent, { endpoint }) }))).toEqual([
      'systemctl enable --now crio',
    ]);
  });
});

/** What kubeadm of a release would print: the names of failures and warnings, '' for one without. */
function named(release: string, ignored: readonly string[] = []): readonly string[] {
  const ignorePreflightErrors = ignored.map((name) => fromFile(name, 'ignorePreflightErrors'));
  const input = inputOf({
    plan: planOf({ version: release, ignorePreflightErrors }),
    facts: factsOf({ cri: deadCri(absent) }),
    stance: { policy: 'kubeadm' },
  });
  const ours = checks.filter(({ group }) => group === 'runtime');
  return judge(ours, input)
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
    .map(({ check, verdict, unnamed }) => `${verdict} ${unnamed === true ? '' : check}`.trim());
}

describe('without a runtime, policy kubeadm', () => {
  it.each([
    ['v1.32.6', ['fail']],
    ['v1.33.5', ['fail']],
    ['v1.34.2', ['fail']],
    ['v1.35.3', ['fail CRI', 'fail ContainerRuntimeVersion']],
    ['v1.36.2', ['fail CRI', 'fail ContainerRuntimeVersion']],
  ])('%s says what was recorded', (release, expected) => {
    expect(named(release)).toEqual(expected);
  });

  it('lets nothing ignore the error without a name', () => {
    expect(named('v1.34.2', ['all'])).toEqual(['fail']);
    expect(named('v1.36.2', ['all'])).toEqual(['warn CRI', 'warn ContainerRuntimeVersion']);
  });
});

describe('ImagePull', () => {
  it('asks for images only where something hangs on them', () => {
    const { plan, stance } = inputOf({});
    expect(imagePullCheck.needs(plan, stance)).toContain('images');
    expect(imagePullCheck.needs(plan, { ...stance, policy: 'kubeadm' })).not.toContain('images');
    expect(imagePullCheck.needs(plan, { ...stance, policy: 'kubeadm', pullImages: true })).toContain(
      'images',
    );
  });

  it('says what is missing and how to get it', () => {
    const [finding] = findingsOf(imagePullCheck, {
      facts: factsOf({ cri: criOf() }),
      stance: { policy: 'kubeadm' },
    });
    expect(finding?.remedies?.[0]?.what).toContain('--pull-images');
  });
});

describe('what hangs on the runtime', () => {
  const forbidden = { state: 'forbidden', code: 'EACCES', mode: '0660 0:0' } as const;

  it.each([
    ['cri.needs-root', ordinaryUser],
    ['cri.forbidden', root],
  ])('is explained by CRI: %s', (code, user) => {
    const facts = factsOf({ user, cri: deadCri(forbidden) });
    for (const check of [runtimeVersionCheck, cgroupDriverCheck, imagePullCheck])
      expect(findingsOf(check, { facts })).toMatchObject([
        { verdict: 'unknown', cause: { check: 'CRI', code } },
      ]);
  });
});
