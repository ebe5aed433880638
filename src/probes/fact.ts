/** A measured value, or the cause why it could not be measured. Never a guess. */

export type UnknownCode =
  | 'needs-root'
  | 'timed-out'
  | 'forbidden'
  | 'unsupported'
  | 'not-found'
  | 'read-only-run'
  | 'not-collected'
  /** Only a running node could tell, and what is looked at is its image. */
  | 'not-running'
  | 'failed';

export interface Unknown {
  readonly code: UnknownCode;
  /** One line for people: what was tried and what came back. */
  readonly detail: string;
}

export type Fact<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly cause: Unknown };

export function known<T>(value: T): Fact<T> {
  return { known: true, value };
}

export function unknown(code: UnknownCode, detail: string): Fact<never> {
  return { known: false, cause: { code, detail } };
}

/** Only the running node could tell, and an image was looked at. */
export function isNotRunning(fact: Fact<unknown> | undefined): boolean {
  return fact?.known === false && fact.cause.code === 'not-running';
}
