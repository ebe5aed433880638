import { describe, expect, it } from 'vitest';
import { operandRows } from './operand-rows.ts';

const meanings = { CHECK: ['Swap', 'Mem'] };

/** `after: offered`, with … where it may be repeated. */
function short(usage: string): readonly string[] {
  return operandRows(usage, meanings).map(({ after, offer, isRepeated }) => {
    const offered = offer.kind === 'words' ? offer.words.join(' ') : offer.kind;
    return `${after.join(' ')}: ${offered}${isRepeated ? '…' : ''}`;
  });
}

describe('operandRows', () => {
  it.each([
    ['', []],
    ['[HOST:PORT]', []],
    ['[FILE…]', [': files…']],
    ['FILE', [': files']],
    ['show | ensure | delete', [': show ensure delete']],
    ['[init | join | upgrade | reset]', [': init join upgrade reset']],
    ['[apply [VERSION] | node]', [': apply node']],
    [
      '[init | join [HOST:PORT] | upgrade [apply [VERSION] | node]]',
      [': init join upgrade', 'upgrade: apply node'],
    ],
    ['CHECK', [': Swap Mem']],
    ['show [CHECK] | list', [': show list', 'show: Swap Mem']],
  ])('%s', (usage, expected) => {
    expect(short(usage)).toEqual(expected);
  });
});
