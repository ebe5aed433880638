import type { Survey } from '../../src/probes/probe.ts';
import { quietSurvey } from '../fakes/quiet-survey.ts';

/** A survey for one mode and both families, but for what is named. */
export function surveyFor(mode: Survey['modes'][number], overrides: Partial<Survey> = {}): Survey {
  return {
    ...quietSurvey,
    modes: [mode],
    families: ['ipv4', 'ipv6'],
    variant: 'in-force',
    readOnly: false,
    ipvsScheduler: 'rr',
    masqueradeBit: 14,
    tools: [],
    ...overrides,
  };
}
