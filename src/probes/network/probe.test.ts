import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import { networkProbe } from './probe.ts';

describe('networkProbe', () => {
  it('takes a kernel without IPv6 for one without its routes, and says what it may not read', async () => {
    const host = fakeHost({
      interfaces: [{ name: 'eth0', address: '10.0.0.1', prefix: 24, internal: false }],
      files: { '/proc/net/route': { error: 'EACCES' } },
    });
    expect(await networkProbe.run(host, quietSurvey)).toEqual({
      known: true,
      value: {
        addresses: [{ name: 'eth0', address: '10.0.0.1', prefix: 24, internal: false }],
        routes: [],
        truncated: false,
        unread: ['/proc/net/route: EACCES'],
      },
    });
  });
});
