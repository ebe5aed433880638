import { describe, expect, it } from 'vitest';
import type { LogSummary } from '../findings/log-summary.ts';
import { logsText } from './logs-text.ts';

const nothing: LogSummary = {
  schema: 'kube-preflight/logs/v1',
  tool: { name: 'kube-preflight', version: '0' },
  sources: [],
  lines: 0,
  groups: [],
  plain: 0,
  beyond: 0,
  exitCode: 0,
};
const options = { verbose: false, color: false, unicode: true, width: 80, timings: false };

function closing(errors: readonly (string | undefined)[]): string | undefined {
  const summary: LogSummary = {
    ...nothing,
    sources: errors.map((error, index) => ({
      name: `log-${index}`,
      bytes: 0,
      ...(error === undefined ? {} : { error }),
    })),
  };
  return logsText(summary, options).trimEnd().split('\n').at(-1);
}

describe('logsText', () => {
  it.each([
    [[undefined], 'nothing needs action'],
    [['ENOENT'], 'nothing that was read needs action; 1 of 1 logs could not be read'],
    [[undefined, 'EACCES'], 'nothing that was read needs action; 1 of 2 logs could not be read'],
  ])('with the faults %j ends in %j', (errors, verdict) => {
    expect(closing(errors)).toBe(verdict);
  });
});
