import { describe, expect, it } from 'vitest';
import type { Judgement } from '../findings/judgement.ts';
import { jsonReport } from './json-report.ts';
import { sampleJudgement } from './sample-judgement.ts';

const empty: Judgement = {
  schema: 'kube-preflight/report/v1',
  tool: { name: 'kube-preflight', version: '0.1.0' },
  command: 'init',
  subject: { host: 'cp-1', os: 'Debian', kernel: '6.1', kubernetes: 'v1.36.2' },
  policy: 'mode-aware',
  planned: [{ label: 'kube-proxy', value: 'nftables', origin: 'k.yaml:1:1' }],
  findings: [
    {
      check: 'Swap',
      code: 'swap.on',
      verdict: 'warn',
      group: 'system',
      subject: 'swap',
      args: { z: 1, a: ['x'] },
      evidence: [{ source: 'f\u009b', excerpt: '\u001b[31m' }],
      neededBy: [],
      says: 'swap is on',
    },
  ],
  counts: { pass: 0, info: 0, warn: 1, fail: 0, unknown: 0 },
  ready: true,
  exitCode: 0,
  durationMs: 12.5,
  timings: { tools: 2, os: 1 },
  sideEffects: [],
};

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, child]) => [key, reversed(child)]),
  );
}

describe('jsonReport', () => {
  it('prints the judgement in the order of its schema, the answer first', () => {
    expect(jsonReport(empty)).toEqual({
      stderr: '',
      stdout: String.raw`{
  "schema": "kube-preflight/report/v1",
  "tool": {
    "name": "kube-preflight",
    "version": "0.1.0"
  },
  "command": "init",
  "ready": true,
  "exitCode": 0,
  "counts": {
    "fail": 0,
    "warn": 1,
    "unknown": 0,
    "info": 0,
    "pass": 0
  },
  "subject": {
    "host": "cp-1",
    "os": "Debian",
    "kernel": "6.1",
    "kubernetes": "v1.36.2"
  },
  "policy": "mode-aware",
  "planned": [
    {
      "label": "kube-proxy",
      "value": "nftables",
      "origin": "k.yaml:1:1"
    }
  ],
  "findings": [
    {
      "check": "Swap",
      "code": "swap.on",
      "verdict": "warn",
      "group": "system",
      "subject": "swap",
      "says": "swap is on",
      "evidence": [
        {
          "source": "f\u009b",
          "excerpt": "\u001b[31m"
        }
      ],
      "neededBy": [],
      "args": {
        "a": [
          "x"
        ],
        "z": 1
      }
    }
  ],
  "sideEffects": [],
  "durationMs": 12.5,
  "timings": {
    "os": 1,
    "tools": 2
  }
}
`,
    });
  });

  it('loses nothing', () => {
    expect(JSON.parse(jsonReport(sampleJudgement).stdout)).toEqual(sampleJudgement);
  });

  it('does not depend on the order in which objects were made', () => {
    expect(jsonReport(reversed(sampleJudgement) as Judgement)).toEqual(jsonReport(sampleJudgement));
  });
});
