import fc from 'fast-check';

/** How long and from which seed a property is tried. */
export interface Effort {
  readonly seed: number;
  readonly runs: number;
  /** Milliseconds after which no further value is tried. */
  readonly until?: number;
}

/** Something that holds for whatever comes. Data, so that the gate and the long run try the same. */
export interface FuzzProperty {
  readonly name: string;
  /** Values that the gate tries; the long run tries as many as its time allows. */
  readonly runs: number;
  /** undefined: it held. Otherwise the seed, the smallest value found that breaks it, and the error. */
  try(effort: Effort): Promise<string | undefined>;
}

type Raw<T> = fc.IRawProperty<T>;

/** A property under its name, with as many runs as the gate can spare. */
export function holds<T>(name: string, runs: number, property: Raw<T>): FuzzProperty {
  return {
    name,
    runs,
    async try({ seed, runs: numRuns, until }) {
      const limit = until === undefined ? {} : { interruptAfterTimeLimit: until };
      const details = await fc.check(property, { seed, numRuns, ...limit });
      // One that ran out of time before its first value has shown nothing.
      if (!details.failed || details.counterexample === null) return undefined;
      const report = await fc.asyncDefaultReportMessage(details);
      return `${report ?? ''}
${errorOf(details.errorInstance)}`;
    },
  };
}

/** The message and the uppermost places of the program. */
function errorOf(error: unknown): string {
  const lines = error instanceof Error ? (error.stack ?? error.message).split('\n') : [String(error)];
  return lines
    .filter((line) => !line.includes('node_modules'))
    .slice(0, 12)
    .join('\n');
}

/** Fails where `work` takes far longer than small inputs may. Counted is the processor: a busy machine is no failure. */
export async function inTime<T>(work: () => T | Promise<T>, mostMs = 3000): Promise<T> {
  const started = process.threadCpuUsage();
  const result = await work();
  const { user, system } = process.threadCpuUsage(started);
  const took = (user + system) / 1000;
  if (took > mostMs) throw new Error(`took ${Math.round(took)} ms`);
  return result;
}

export function demand(isSo: boolean, what: () => string): void {
  if (!isSo) throw new Error(what());
}
