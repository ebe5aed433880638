import { describe, expect, it } from 'vitest';
import { fakeContext } from '../../test/fakes/fake-context.ts';
import { commands } from './commands/registry.ts';
import { runProgram } from './program.ts';

async function helpOf(name: string): Promise<readonly string[]> {
  const context = fakeContext();
  await runProgram([name, '--help'], commands, context);
  return context.out().split('\n');
}

describe('helpLayout', () => {
  it.each(commands.map(({ name }) => name))('sets the flags of %s in 80 columns', async (name) => {
    const lines = await helpOf(name);
    const examples = lines.indexOf('Examples:');
    const flags = lines
      .slice(0, examples < 0 ? undefined : examples)
      .filter((line) => !line.startsWith('Usage:'));
    expect(flags.filter((line) => line.length > 80)).toEqual([]);
  });

  it('gives a long flag a line of its own, and lets the short ones beside their words', async () => {
    const lines = await helpOf('init');
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}--proxy-mode <mode> +judge for/u));
    for (const [index, line] of lines.entries()) {
      if (/^ {2}--[-a-z]{34,}/u.test(line)) expect(lines[index + 1]).toMatch(/^ {38}\S/u);
    }
  });
});
