import { expect, it } from 'vitest';
import { fakeHost } from '../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../test/fakes/quiet-survey.ts';
import { kernelProbe } from './kernel.ts';

it('kernelProbe gives the release and the processors', async () => {
  expect(await kernelProbe.run(fakeHost({ release: '6.12.0-124.el10', cpus: 2 }), quietSurvey)).toEqual({
    known: true,
    value: { release: '6.12.0-124.el10', cpus: 2 },
  });
});
