import type { Host } from '../host/host.ts';
import type { ProbeName } from '../probes/facts.ts';

/** The probe whose programs run longest: begun behind the reads of all others, it would end by as much later. */
const longest: ProbeName = 'netfilter';
/** Milliseconds that the others wait at most. A healthy host starts the first program of a proof in half of it. */
const atMostMs = 40;

export interface HeadStart {
  /** The host as the probe of this name is to see it. */
  hostFor(name: ProbeName, host: Host): Host;
  /** Begins the longest probe if it is among the names, and waits until its first program starts, or it is done. */
  given(names: readonly ProbeName[], begin: (name: ProbeName) => Promise<unknown>): Promise<void>;
}

export function createHeadStart(): HeadStart {
  const { promise: running, resolve } = Promise.withResolvers<undefined>();
  return {
    hostFor(name, host) {
      if (name !== longest) return host;
      return {
        ...host,
        exec: (request) => host.exec({ ...request, onStart: () => resolve(undefined) }),
      };
    },
    async given(names, begin) {
      if (!names.includes(longest)) return;
      const timer = setTimeout(resolve, atMostMs, undefined);
      await Promise.race([running, begin(longest)]);
      clearTimeout(timer);
    },
  };
}
