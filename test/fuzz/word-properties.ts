import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { isAtLeast, minorOf } from '../../src/catalog/release.ts';
import { matchesHost, parseHostPattern } from '../../src/config/own-files/host-pattern.ts';
import { parseRelease } from '../../src/config/releases.ts';
import { shellWord } from '../../src/findings/shell-word.ts';
import { hostRange } from '../../src/fleet/host-range.ts';
import { demand, type FuzzProperty, holds, inTime } from './fuzz-property.ts';
import { changed, nastyText } from './mutations.ts';

const hostName = fc.oneof(
  fc.stringMatching(/^[a-c]{1,2}-?[0-9]{1,4}(?:-[a-b][0-9]{0,2})?(?:\.[a-b][0-9]?)?$/u),
  fc
    .tuple(fc.constantFrom('node', 'rack1-n', 'w'), fc.nat(1200), fc.nat(4))
    .map(([prefix, count, width]) => prefix + String(count).padStart(width, '0')),
);

/** Commas within brackets do not part names. */
function partsOf(range: string): readonly string[] {
  return range.split(/,(?![^[]*\])/u).filter((one) => one !== '');
}

/** Written anew, and not with the reader of patterns: `n[001-003,9]` → its names. */
function expand(range: string): readonly string[] {
  return partsOf(range).flatMap((part) => {
    const [, before = '', list, after = ''] = /^([^[]*)\[([^\]]*)\](.*)$/u.exec(part) ?? [];
    if (list === undefined) return [part];
    return list.split(',').flatMap((run) => {
      const [first = '', last = first] = run.split('-');
      const count = Number(last) - Number(first) + 1;
      return Array.from(
        { length: count },
        (_, index) => before + String(Number(first) + index).padStart(first.length, '0') + after,
      );
    });
  });
}

const versions = ['v1.36.2', '1.36', 'v1.37.0-rc.0+abc', 'stable-1.36', 'ci/latest-1.40', '1.0.6.1', '22.04'];

export const wordProperties: readonly FuzzProperty[] = [
  holds(
    'a range of hosts expands to the hosts it was made of',
    150,
    fc.property(fc.array(hostName, { maxLength: 40 }), (names) => {
      const range = hostRange(names);
      const expanded = expand(range).toSorted();
      const wanted = [...new Set(names)].toSorted();
      demand(JSON.stringify(expanded) === JSON.stringify(wanted), () => `${range} is ${expanded.join(' ')}`);
    }),
  ),
  holds(
    'a range of hosts is read by the patterns of waivers as these hosts',
    80,
    fc.property(fc.array(hostName, { maxLength: 12 }), (names) => {
      const patterns = partsOf(hostRange(names)).map(parseHostPattern);
      const lost = names.filter((name) => !patterns.some((pattern) => matchesHost(pattern, name)));
      demand(lost.length === 0, () => `lost: ${lost.join(' ')}`);
    }),
  ),
  holds(
    'any names make a range',
    80,
    fc.asyncProperty(fc.array(nastyText, { maxLength: 20 }), (names) => inTime(() => void hostRange(names))),
  ),
  holds(
    'versions of any form are read or are none',
    200,
    fc.asyncProperty(changed(...versions), changed(...versions), (one, other) =>
      inTime(() => {
        const release = parseRelease(one);
        demand(
          release === undefined || /^v1\.\d+\.\d+/u.test(release.text),
          () => `${one} became ${release?.text}`,
        );
        demand(isAtLeast(one, one), () => `${one} is not at least itself`);
        demand(isAtLeast(one, other) || isAtLeast(other, one), () => `${one} and ${other} are in no order`);
        demand(/^\d+\.\d+$/u.test(minorOf(one)), () => minorOf(one));
      }),
    ),
  ),
  holds(
    'a shell reads the word that was meant',
    10,
    fc.property(fc.array(nastyText, { minLength: 1, maxLength: 20 }), (words) => {
      const meant = words
        .map((word) => word.toWellFormed().replaceAll('\u0000', ''))
        .filter((word) => word.length < 1000);
      const script = `printf '%s\\0' x ${meant.map(shellWord).join(' ')}`;
      const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
      demand(stdout === ['x', ...meant, ''].join('\0'), () => script);
    }),
  ),
];
