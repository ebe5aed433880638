import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kubeadmChecksOf } from '../../src/catalog/kubeadm-checks.ts';
import { kubeadmReleaseOf } from '../../src/checks/kubeadm-release.ts';
import { checks } from '../../src/checks/registry.ts';
import { type CheckCases, findingsOf, inputOf } from '../check-cases.ts';

const tables: readonly CheckCases[] = await Promise.all(
  readdirSync(new URL('../cases/', import.meta.url))
    .filter((file) => file.endsWith('.ts'))
    .map(async (file) => (await import(`../cases/${file.slice(0, -3)}.ts`)).cases),
);

/** Every case of kubeadm's checks, whatever policy it was written for, judged under policy kubeadm. */
const found = tables
  .filter(({ check }) => check.kubeadms === true)
  .flatMap(({ check, cases }) => cases.map((situation) => ({ check, situation })))
  .flatMap(({ check, situation }) => {
    const asKubeadm = { ...situation, stance: { ...situation.stance, policy: 'kubeadm' } as const };
    const { plan, stance } = inputOf(asKubeadm);
    const listed = kubeadmChecksOf(plan, kubeadmReleaseOf(plan, stance));
    return findingsOf(check, asKubeadm).map((finding) => ({
      family: check.name,
      name: finding.check,
      verdict: finding.verdict,
      severity: listed.find(({ name }) => name === finding.check)?.severity,
      situation: situation.name,
    }));
  });

describe('policy kubeadm, in all cases of all checks,', () => {
  it('fails and warns only where the release does', () => {
    const wrong = found.filter(
      ({ verdict, severity }) =>
        verdict === 'info' ||
        (verdict === 'fail' && severity === 'warning') ||
        (verdict === 'warn' && severity === 'error'),
    );
    // ImagePull says how to have images pulled: nothing is pulled unasked.
    expect(wrong.filter(({ name, verdict }) => name !== 'ImagePull' || verdict !== 'info')).toEqual([]);
  });

  const ours = checks.filter(({ kubeadms }) => kubeadms === true).map(({ name }) => name);
  it.each(ours)('%s is shown with every severity that kubeadm gives it', (family) => {
    const own = found.filter((one) => one.family === family);
    const severities = new Set(own.map(({ severity }) => severity));
    const verdicts = new Set(own.map(({ verdict }) => verdict));
    if (severities.has('error')) expect(verdicts).toContain('fail');
    if (severities.has('warning')) expect(verdicts).toContain('warn');
    if (severities.has('either'))
      expect([...verdicts].some((one) => one === 'fail' || one === 'warn')).toBe(true);
    expect(own.length).toBeGreaterThan(0);
  });
});
