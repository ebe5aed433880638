import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keptAnswers } from './answers.ts';
import { caseOf } from './cases.ts';
import type { Answer } from './run-guest.ts';

const folder = mkdtempSync(join(tmpdir(), 'answers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const vm = caseOf('bookworm', 'nftables', 'whole kernel');
const answer: Answer = {
  vm,
  kernel: '6.1',
  verdict: 'pass',
  says: '',
  works: true,
  truth: '',
  seconds: 30,
};

describe('keptAnswers', () => {
  const file = join(folder, 'deep', 'answers.ndjson');
  const program = Buffer.from('program');

  it('gives what an earlier run kept of the same program and the same case', () => {
    expect(keptAnswers(file, program).of(vm)).toBeUndefined();
    keptAnswers(file, program).keep(answer);
    expect(keptAnswers(file, program).of(vm)).toEqual(answer);
  });

  it('forgets what is of another program, or of a case that was changed', () => {
    expect(keptAnswers(file, Buffer.from('another')).of(vm)).toBeUndefined();
    expect(keptAnswers(file, program).of({ ...vm, removed: ['nft_ct'] })).toBeUndefined();
  });

  it('goes on after a line that was torn', () => {
    appendFileSync(file, '\n{"key":');
    const other = { ...answer, vm: { ...vm, name: 'other' } };
    keptAnswers(file, program).keep(other);
    expect(keptAnswers(file, program).of(other.vm)).toEqual(other);
    expect(keptAnswers(file, program).of(vm)).toEqual(answer);
  });
});
