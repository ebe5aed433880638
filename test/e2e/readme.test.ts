import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const readme = readFileSync('README.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** The words of every line in a `sh` block. */
function commandLines(text: string): string[] {
  return [...text.matchAll(/```sh\n([\s\S]*?)```/gu)].flatMap((block) =>
    (block[1] ?? '')
      .split('\n')
      .map((line) => line.replace(/#.*$/u, '').trim())
      .filter((line) => line !== ''),
  );
}

describe('README.md', () => {
  it('shows the two commands, and both exist', () => {
    const lines = commandLines(readme);
    expect(lines).toContain('npm start');
    expect(lines).toContain('npm cit');
    expect(scripts['start']).toBeDefined();
    expect(scripts['prestart']).toBeDefined();
    expect(scripts['test']).toBeDefined();
  });

  it('names only npm scripts that exist', () => {
    const named = commandLines(readme).flatMap((line) => /^npm run (?:-s )?([\w:-]+)/u.exec(line)?.[1] ?? []);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('links only to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/gu)].map((match) => match[1] ?? '');
    const missing = links.filter((link) => {
      try {
        readFileSync(link);
        return false;
      } catch (error) {
        return !(error instanceof Error && 'code' in error && error.code === 'EISDIR');
      }
    });
    expect(missing).toEqual([]);
  });
});
