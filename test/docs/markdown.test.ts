import { describe, expect, it } from 'vitest';
import { namedCommandLines, unknownIn } from './command-words.ts';
import { commandsOf } from './doc-commands.ts';
import { anchorsOf, fencesOf, inlineCodeOf, localLinksOf } from './markdown.ts';
import { hasShape } from './shape.ts';

const page = [
  '# The head: `a` and [b](c.md)',
  '',
  '<!-- docs-test: exits 3, answers y -->',
  '',
  '```sh',
  '# a remark',
  'kube-preflight plan \\',
  '  --config x.yaml',
  'cat <<END',
  'word',
  'END',
  '```',
  '',
  'See [there](x.md#part), [here](#the-head-a-and-b), [the web](https://example.org/x) and `[no](link.md)`.',
  '',
  '   ```console',
  '   $ echo one',
  '   one',
  '   $ false | cat',
  '   ```',
  '',
  '# The head: `a` and [b](c.md)',
].join('\n');

describe('fencesOf', () => {
  it('finds blocks, their marks and their lines, and takes indents off', () => {
    expect(fencesOf(page)).toMatchObject([
      { language: 'sh', line: 6, marks: 'exits 3, answers y' },
      { language: 'console', line: 17, marks: '', text: '$ echo one\none\n$ false | cat' },
    ]);
  });

  it('refuses a block without an end', () => {
    expect(() => fencesOf('```sh\ntrue')).toThrow('line 1 does not close');
  });
});

describe('commandsOf', () => {
  it('takes commands over lines as one, and what a console shows below them', () => {
    expect(commandsOf({ path: 'p.md', text: page })).toEqual([
      { place: 'p.md:7', text: 'kube-preflight plan \\\n  --config x.yaml', exits: [3], answer: 'y' },
      { place: 'p.md:9', text: 'cat <<END\nword\nEND', exits: [3], answer: 'y' },
      { place: 'p.md:17', text: 'echo one', exits: [0, 1], shows: 'one\n' },
      { place: 'p.md:19', text: 'false | cat', exits: [0, 1], shows: '' },
    ]);
  });

  it('refuses a mark that it does not know', () => {
    const text = '<!-- docs-test: skip -->\n```sh\ntrue\n```';
    expect(() => commandsOf({ path: 'p.md', text })).toThrow('no mark is called "skip"');
  });
});

describe('localLinksOf', () => {
  it('finds links to files and headings, not those in code or to the web', () => {
    expect(localLinksOf(page)).toEqual([
      { path: 'c.md', anchor: '' },
      { path: 'x.md', anchor: 'part' },
      { path: '', anchor: 'the-head-a-and-b' },
      { path: 'c.md', anchor: '' },
    ]);
  });
});

describe('anchorsOf', () => {
  it('makes anchors as GitHub does', () => {
    expect([...anchorsOf(page)]).toEqual(['the-head-a-and-b', 'the-head-a-and-b-1']);
  });
});

describe('inlineCodeOf', () => {
  it('joins code that a line break divides', () => {
    expect(inlineCodeOf('a `b\nc` d ``e ` f``')).toEqual(['b c', 'e ` f']);
  });
});

describe('unknownIn', () => {
  it.each([
    ['`kube-preflight init --config=x -o json`', []],
    ['`kube-preflight inti`', ['no command inti']],
    ['`sudo kube-preflight init --proxymode nftables | cat`', ['init does not take --proxymode']],
    ['```yaml\n- run: kube-preflight plan --apply\n```', ['plan does not take --apply']],
    ['kube-preflight is a program, and `dir/kube-preflight` its file', []],
  ])('%s', (text, unknown) => {
    expect(namedCommandLines(text).flatMap((words) => unknownIn(words) ?? [])).toEqual(unknown);
  });
});

describe('hasShape', () => {
  it.each([
    ['3 passed\nin 0.25 s', '3 passed in 1.50 s', true],
    ['head\none\ntwo\ntail', 'head\n…\ntail', true],
    ['head v1', 'head …', true],
    ['3 passed', '3 failed', false],
    ['3 passed, 1 failed', '3 passed', false],
    ['a (b) [c]', 'a (b) [d]', false],
  ])('of %j: %j is %s', (output, shown, fits) => {
    expect(hasShape(output, shown)).toBe(fits);
  });
});
