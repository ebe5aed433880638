import { describe, expect, it } from 'vitest';
import { fakeContext } from '../../test/fakes/fake-context.ts';
import { commands } from './commands/registry.ts';
import { wrapRows } from './help-layout.ts';
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

  it.each(['', ...commands.map(({ name }) => name)])(
    'fits %s into 60 columns, but for commands',
    async (name) => {
      const context = fakeContext();
      const stdout = { ...context.stdout, columns: 60 };
      await runProgram(name === '' ? ['--help'] : [name, '--help'], commands, { ...context, stdout });
      const lines = context.out().split('\n');
      const long = lines.filter((line) => line.length > 60);
      expect(long.filter((line) => !line.startsWith('  kube-preflight '))).toEqual([]);
      expect(lines[0]).toMatch(/^Usage: kube-preflight/u);
    },
  );

  it('sets what does not fit below its own column', () => {
    expect(wrapRows('\nExit codes:\n  1  at least one failure of many', 26)).toBe(
      '\nExit codes:\n  1  at least one failure\n     of many',
    );
  });

  it('gives a long flag a line of its own, and lets the short ones beside their words', async () => {
    const lines = await helpOf('init');
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}--proxy-mode <mode> +judge for/u));
    for (const [index, line] of lines.entries()) {
      if (/^ {2}--[-a-z]{34,}/u.test(line)) expect(lines[index + 1]).toMatch(/^ {38}\S/u);
    }
  });
});
