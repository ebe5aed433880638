import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../test/fakes/quiet-survey.ts';
import { conntrackDropsProbe } from './conntrack-drops.ts';

const path = '/proc/net/stat/nf_conntrack';

describe('conntrackDropsProbe', () => {
  it('adds up what each CPU has dropped, in hexadecimal', async () => {
    const text = [
      'entries  clashres found new invalid ignore delete chainlength insert insert_failed drop early_drop icmp_error',
      '00000000  00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 0000000a 00000001 00000000',
      '00000000  00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000010 00000002 00000000',
      '',
    ].join('\n');
    const host = fakeHost({ files: { [path]: text } });
    expect(await conntrackDropsProbe.run(host, quietSurvey)).toEqual({
      known: true,
      value: { dropped: 26, early: 3 },
    });
  });

  it.each([
    ['ENOENT', 'not-found'],
    ['EACCES', 'needs-root'],
    ['EIO', 'failed'],
  ])('tells %s as %s', async (error, code) => {
    const host = fakeHost({ files: { [path]: { error } } });
    expect(await conntrackDropsProbe.run(host, quietSurvey)).toMatchObject({ known: false, cause: { code } });
  });
});
