import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checks } from '../src/checks/registry.ts';
import type { CheckCases } from './check-cases.ts';

/** Every table of cases: `test/cases/<check>.ts`, read from the folder, so that none is forgotten. */
const tables: readonly CheckCases[] = await Promise.all(
  readdirSync(new URL('cases/', import.meta.url))
    .filter((file) => file.endsWith('.ts'))
    .map(async (file) => (await import(`./cases/${file.slice(0, -3)}.ts`)).cases),
);

describe('the registry', () => {
  it('has each name once', () => {
    const names = checks.flatMap((check) => check.names());
    expect(new Set(names).size).toBe(names.length);
  });

  it('has a table of cases for each check', () => {
    const missing = checks.filter((check) => !tables.some((table) => table.check.name === check.name));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('has a test beside each check that runs its table', () => {
    const notRun = tables.filter(
      ({ check }) => !existsSync(new URL(`cases/said/${check.name}.yaml`, import.meta.url)),
    );
    expect(notRun.map(({ check }) => check.name)).toEqual([]);
  });
});
