import { describe, expect, it } from 'vitest';
import { sayDoubt } from './say-doubt.ts';

describe('sayDoubt', () => {
  it.each([
    ['unknown', 'needs root: the socket is closed', 'could not tell: needs root: the socket is closed'],
    ['unknown', 'could not tell which images are there', 'could not tell which images are there'],
    ['unknown', 'whether nft works could not be told', 'whether nft works could not be told'],
    ['warn', 'nft is too old', 'nft is too old'],
  ] as const)('of %s %j makes %j', (verdict, says, expected) => {
    expect(sayDoubt({ verdict, says })).toBe(expected);
  });
});
