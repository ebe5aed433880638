import type { Verdict } from '../../src/findings/finding.ts';
import type { FieldCase, Ideal } from './field-case.ts';
import { fieldCases } from './field-cases.ts';
import { type Judge, judgeCase, type Said } from './judge-case.ts';

/** In the order of a table: ours, kubeadm of today, an old one, and none. */
export const judges = [
  { name: 'kube-preflight', judge: 'ours' },
  { name: 'kubeadm 1.36', judge: { kubeadm: 'v1.36.2' } },
  { name: 'kubeadm 1.32', judge: { kubeadm: 'v1.32.4' } },
  { name: 'no check', judge: undefined },
] as const satisfies readonly { readonly name: string; readonly judge: Judge | undefined }[];

export const ideals: readonly Ideal[] = ['error', 'warning', 'info', 'ok'];

export interface Measured {
  readonly of: FieldCase;
  /** One for each judge, in their order. */
  readonly said: readonly Said[];
}

const nothing: Said = { verdict: 'pass', by: [] };

export async function measure(): Promise<readonly Measured[]> {
  return Promise.all(
    fieldCases.map(async (one) => ({
      of: one,
      said: await Promise.all(
        judges.map(({ judge }) => (judge === undefined ? Promise.resolve(nothing) : judgeCase(one, judge))),
      ),
    })),
  );
}

const rightly: Readonly<Record<Ideal, readonly Verdict[]>> = {
  error: ['fail'],
  warning: ['fail', 'warn'],
  info: ['warn', 'unknown', 'info', 'pass'],
  ok: ['unknown', 'info', 'pass'],
};

/** An `error` is to fail, a `warning` to warn or fail; `info` must not fail, `ok` neither fail nor warn. */
export function isRight(ideal: Ideal, { verdict }: Said): boolean {
  return rightly[ideal].includes(verdict);
}

export interface Share {
  readonly right: number;
  readonly all: number;
}

export function shareOf(measured: readonly Measured[], judge: number, ideal?: Ideal): Share {
  const counted = measured.filter(({ of }) => ideal === undefined || of.ideal === ideal);
  const right = counted.filter(({ of, said }) => isRight(of.ideal, said[judge] ?? nothing));
  return { right: right.length, all: counted.length };
}

/** `info IPTablesHint hint.not-made, …`: as the table of verdicts holds it. */
export function wordsOf({ verdict, by }: Said): string {
  return [verdict, by.join(', ')].filter((part) => part !== '').join(' ');
}
