import { describe, expect, it } from 'vitest';
import { fromFile, planOf, type PlanOverrides } from '../../test/builders/plan.ts';
import { usualStance } from '../../test/check-cases.ts';
import type { Stance } from '../checks/check.ts';
import { criSurvey } from './cri-survey.ts';

function survey(overrides: PlanOverrides = {}, stance: Partial<Stance> = {}) {
  return criSurvey(planOf(overrides), { ...usualStance, ...stance });
}
const always = { imagePullPolicy: fromFile('Always', 'imagePullPolicy') };
const never = { imagePullPolicy: fromFile('Never', 'imagePullPolicy') };
const pullImages = true;

describe('criSurvey', () => {
  it('leaves the socket to detection when nobody set it', () => {
    expect(survey()).toMatchObject({ socket: '', kubeletEndpoint: '', isSetUp: false, pull: 'none' });
  });

  it('names what was set; kubeadm does not read the endpoint of the kubelet', () => {
    const kubelet = { containerRuntimeEndpoint: fromFile('unix:///run/y.sock', 'containerRuntimeEndpoint') };
    const criSocket = fromFile('unix:///run/x.sock', 'nodeRegistration.criSocket');
    expect(survey({ criSocket }).socket).toBe('unix:///run/x.sock');
    expect(survey({ kubelet }).kubeletEndpoint).toBe('unix:///run/y.sock');
    expect(survey({ kubelet }, { policy: 'kubeadm' }).kubeletEndpoint).toBe('');
  });

  it.each<readonly [string, PlanOverrides, Partial<Stance>, string]>([
    ['not asked to', {}, {}, 'none'],
    ['asked to', {}, { pullImages }, 'missing'],
    ['under Always', always, { pullImages }, 'all'],
    ['under Never', never, { pullImages }, 'none'],
    ['in a dry run', { dryRun: fromFile(true, 'dryRun') }, { pullImages }, 'none'],
    ['in a read-only run', {}, { pullImages, readOnly: true }, 'none'],
  ])('pulls what is right: %s', (_, plan, stance, expected) => {
    expect(survey(plan, stance).pull).toBe(expected);
  });
});
