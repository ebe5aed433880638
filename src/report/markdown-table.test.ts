import { describe, expect, it } from 'vitest';
import { inlineCode, markdownCode } from './markdown-table.ts';

describe('inlineCode', () => {
  it.each([
    ['nft list ruleset', '`nft list ruleset`'],
    ['a`b', '``a`b``'],
    ['a``b', '```a``b```'],
    ['abc``', '``` abc`` ```'],
    ['`', '`` ` ``'],
    ['', '`  `'],
  ])('of %j is %j', (text, expected) => {
    expect(inlineCode(text)).toBe(expected);
  });
});

describe('markdownCode', () => {
  it.each([
    ['a | b', '`a \\| b`'],
    [String.raw`a\|b`, String.raw`a\\\|b`],
    [' ', ''],
  ])('of %j is %j', (text, expected) => {
    expect(markdownCode(text)).toBe(expected);
  });
});
