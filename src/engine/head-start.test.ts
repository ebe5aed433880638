import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../test/fakes/fake-host.ts';
import { createHeadStart } from './head-start.ts';

const request = { argv: ['/usr/bin/unshare'], deadlineMs: 100 } as const;
const never = () => new Promise<never>(() => undefined);

async function hasEnded(promise: Promise<unknown>): Promise<boolean> {
  let ended = false;
  void promise.then(() => (ended = true));
  await sleep(5);
  return ended;
}

describe('createHeadStart', () => {
  it('waits until a program of the longest probe starts', async () => {
    const headStart = createHeadStart();
    const begun: string[] = [];
    const start = Promise.withResolvers<undefined>();
    const host = {
      ...fakeHost(),
      exec: async ({ onStart }: { readonly onStart?: () => void }) => {
        await start.promise;
        onStart?.();
        return never();
      },
    };
    const given = headStart.given(['kernel', 'netfilter'], async (name) => {
      begun.push(name);
      return headStart.hostFor(name, host).exec(request);
    });
    expect(begun).toEqual(['netfilter']);
    expect(await hasEnded(given)).toBe(false);
    start.resolve(undefined);
    expect(await hasEnded(given)).toBe(true);
  });

  it('waits for each of those that end last', async () => {
    const rules = Promise.withResolvers<undefined>();
    const begun: string[] = [];
    const given = createHeadStart().given(['rules', 'kernel', 'netfilter'], (name) => {
      begun.push(name);
      return name === 'rules' ? rules.promise : Promise.resolve();
    });
    expect(begun).toEqual(['netfilter', 'rules']);
    expect(await hasEnded(given)).toBe(false);
    rules.resolve(undefined);
    expect(await hasEnded(given)).toBe(true);
  });

  it('waits no longer than the longest probe runs', async () => {
    expect(await hasEnded(createHeadStart().given(['netfilter'], () => Promise.resolve()))).toBe(true);
  });

  it('lets a probe that starts nothing hold up the others for a moment only', async () => {
    await createHeadStart().given(['netfilter'], never);
  });

  it('begins nothing that was not asked for', async () => {
    await createHeadStart().given(['kernel'], () => Promise.reject(new Error('was not asked for')));
  });

  it('hands the other probes the host as it is', () => {
    const host = fakeHost();
    expect(createHeadStart().hostFor('kernel', host)).toBe(host);
  });
});
