import { describe, expect, it } from 'vitest';
import { commands } from './registry.ts';

describe.each(commands)('the command $name', ({ name, summary, about, flags, examples, operands }) => {
  it('has a summary, a text, and examples of itself', () => {
    expect(summary).toMatch(/^\S.*[^.]$/u);
    expect(about).toMatch(/\.$/u);
    expect(examples.length).toBeGreaterThan(0);
    for (const { line, does } of examples) {
      expect(line).toMatch(new RegExp(`(?:^|[ (])kube-preflight ${name}(?: |\\)|$)`, 'u'));
      expect(does).not.toBe('');
    }
  });

  it('shows examples with flags that it has', () => {
    const known = new Set(flags.flatMap((flag) => [`--${flag.name}`, `-${flag.short ?? flag.name}`]));
    // What stands behind a bar or in a substitution is another program's.
    const own = examples.map(({ line }) => line.slice(line.indexOf('kube-preflight')).split(' | ')[0] ?? '');
    const used = own.flatMap((line) => line.match(/(?<= )--?[a-z][\w-]*/gu) ?? []);
    expect(used.filter((flag) => !known.has(flag))).toEqual([]);
  });

  it('has each flag once, with a help', () => {
    const names = flags.flatMap((flag) => [
      flag.name,
      ...(flag.short === undefined ? [] : [`-${flag.short}`]),
    ]);
    expect(new Set(names).size).toBe(names.length);
    expect(flags.filter(({ help }) => help === '')).toEqual([]);
  });

  it('names its operands in words that shells and people can read', () => {
    expect(operands ?? '').toMatch(/^[\w\s:|[\]….=-]*$/u);
  });
});

describe('commands', () => {
  it('have each name once', () => {
    const names = commands.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
