import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlagSpec } from './flag.ts';
import { normalizePflags } from './pflag.ts';

const flags: readonly FlagSpec[] = [
  { name: 'v', short: 'v', kind: 'level', help: '' },
  { name: 'output', short: 'o', kind: 'string', help: '' },
  { name: 'dry-run', kind: 'boolean', help: '' },
  { name: 'strict', kind: 'boolean', help: '' },
  { name: 'config', kind: 'paths', help: '' },
  { name: 'skip-phases', kind: 'list', help: '' },
  { name: 'kubernetes-version', kind: 'string', help: '' },
];

/** Left: what pflag takes. Right: what commander is given. */
const table: readonly (readonly [string, string])[] = [
  ['init', 'init'],
  ['init -v5', 'init --v=5'],
  ['init -v=5', 'init --v=5'],
  ['init -v 5', 'init --v=5'],
  ['init --v=5', 'init --v=5'],
  ['init --v 5', 'init --v=5'],
  ['init -v', 'init --v=1'],
  ['-v init', '--v=1 init'],
  ['init -v --dry-run', 'init --v=1 --dry-run'],
  ['init --dry-run', 'init --dry-run'],
  ['init --dry-run=true', 'init --dry-run'],
  ['init --dry-run=T', 'init --dry-run'],
  ['init --dry-run=1', 'init --dry-run'],
  ['init --dry-run=false', 'init'],
  ['init --dry-run=0', 'init'],
  ['init --dry-run --dry-run=false', 'init'],
  ['init --dry-run=false --dry-run', 'init --dry-run'],
  ['init --dry-run false', 'init false --dry-run'],
  ['init -o json', 'init --output=json'],
  ['init -ojson', 'init --output=json'],
  ['init -o=json', 'init --output=json'],
  ['init --output json', 'init --output=json'],
  ['init --kubernetes_version v1.36.2', 'init --kubernetes-version=v1.36.2'],
  ['init --kubernetes_version=v1_36', 'init --kubernetes-version=v1_36'],
  ['init --config a.yaml --config=b.yaml', 'init --config=a.yaml --config=b.yaml'],
  ['init --config -', 'init --config=-'],
  ['init --skip-phases a,b --skip-phases c', 'init --skip-phases=a,b --skip-phases=c'],
  ['join 10.0.0.1:6443 --config a.yaml', 'join 10.0.0.1:6443 --config=a.yaml'],
  ['join --config a.yaml 10.0.0.1:6443', 'join --config=a.yaml 10.0.0.1:6443'],
  ['init --config=', 'init --config='],
  ['init --config', 'init --config'],
  ['init --config --dry-run', 'init --config=--dry-run'],
  ['init --unknown=1 -x', 'init --unknown=1 -x'],
  ['init -- --dry-run=false -v5', 'init -- --dry-run=false -v5'],
  ['--help', '--help'],
  ['-h', '-h'],
];

describe('normalizePflags', () => {
  it.each(table)('reads %j as %j', (given, wanted) => {
    expect(normalizePflags(given.split(' '), flags).join(' ')).toBe(wanted);
  });

  it.each(['--dry-run=maybe', '--dry-run=', '-vx', '--v=-1', '--v=5s'])('refuses %j', (word) => {
    expect(() => normalizePflags(['init', word], flags)).toThrow(/takes/u);
  });

  it('keeps words that are no flags, in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.string().filter((word) => !word.startsWith('-'))), (words) => {
        expect(normalizePflags(words, flags)).toEqual(words);
      }),
    );
  });

  it('never throws but for booleans and levels', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        const safe = words.filter((word) => !/^--?(?:v|dry-run|strict)/u.test(word));
        expect(Array.isArray(normalizePflags(safe, flags))).toBe(true);
      }),
    );
  });
});
