import { describe, expect, it } from 'vitest';
import { clip, displayWidth } from './display-width.ts';

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['nft', 3],
    ['größer', 6],
    ['gro\u0308ßer', 6],
    ['漢字', 4],
    ['ｎｆｔ', 6],
    ['한글', 4],
    ['👍', 2],
    ['⚠\ufe0f', 2],
    ['⚠', 1],
  ])('counts %j as %i columns', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });
});

describe('clip', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly ten', 11, 'exactly ten'],
    ['much too long', 8, 'much to…'],
    ['漢字漢字', 6, '漢字…'],
  ])('cuts %j to %i columns', (text, columns, cut) => {
    expect(clip(text, columns, '…')).toBe(cut);
  });
});
