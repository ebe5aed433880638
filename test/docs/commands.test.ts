import { describe, expect, it } from 'vitest';
import { realIt } from '../real.ts';
import { commandsOf, type DocCommand } from './doc-commands.ts';
import { allPages } from './markdown.ts';
import { type Ran, runCommands } from './session.ts';
import { hasShape } from './shape.ts';
import { standIns } from './stand-ins.ts';

const needs = ['root', 'unshare', 'mount', 'bash', 'script', 'jq', 'nft', 'iptables', 'ipset'] as const;
const pages = allPages()
  .map((page) => ({ path: page.path, commands: commandsOf(page) }))
  .filter(({ commands }) => commands.length > 0);

/** What is wrong with a run; nothing, if it went as the page says. */
function problemsOf({ command, status, output, starts }: Ran): string[] {
  const { place, text, exits, shows } = command;
  const told = `${place}: ${text}\n${output}`;
  const wrong = starts.filter(({ code, line }) => !exits.includes(code) && !isFollowed(code, line));
  return [
    ...wrong.map(({ code, line }) => `${line} ended with ${String(code)}: ${told}`),
    ...(startsProgram(text) && starts.length === 0 ? [`kube-preflight was not started: ${told}`] : []),
    ...(status > 1 && wrong.length === 0 && !exits.includes(status) && status !== 130
      ? [`it ended with ${String(status)}: ${told}`]
      : []),
    ...(starts.length === 0 && status === 1 && !exits.includes(1) ? [`it failed: ${told}`] : []),
    ...(shows !== undefined && !hasShape(output, shows) ? [`${told}\nis not of the shape\n${shows}`] : []),
  ];
}

/** The test ends what would follow a log for ever, as Ctrl-C does. */
function isFollowed(code: number, line: string): boolean {
  return code === 130 && line.includes(' --follow ');
}

/** After `&&` it depends on what stands before. */
function startsProgram(text: string): boolean {
  return /^(?:.*[|;(] *)?(?:sudo )?kube-preflight [a-z-]/u.test(text);
}

describe('the commands of the pages', () => {
  it('are found', () => {
    const commands = pages.flatMap((page) => page.commands);
    expect(commands.filter(({ text }) => startsProgram(text)).length).toBeGreaterThan(50);
  });

  it('run kube-preflight itself', () => {
    expect(Object.keys(standIns)).not.toContain('kube-preflight');
    expect(Object.values(standIns).filter(({ why }) => why === '')).toEqual([]);
  });
});

describe.each(pages)('$path', ({ commands }: { commands: readonly DocCommand[] }) => {
  realIt(
    'shows commands that run, and what they print',
    needs,
    () => {
      expect(runCommands(commands).flatMap(problemsOf)).toEqual([]);
    },
    250_000,
  );
});
