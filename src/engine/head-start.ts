import type { Host } from '../host/host.ts';
import type { ProbeName } from '../probes/facts.ts';

/** The probes whose programs end last: begun behind the reads of all others, they would end by as much later. */
const longest = ['netfilter', 'rules'] as const satisfies readonly ProbeName[];
/** Milliseconds that the others wait at most. A healthy host starts the first program of a proof in half of it. */
const atMostMs = 40;

export interface HeadStart {
  /** The host as the probe of this name is to see it. */
  hostFor(name: ProbeName, host: Host): Host;
  /** Begins the longest probes that are among the names, and waits until each has started a program, or is done. */
  given(names: readonly ProbeName[], begin: (name: ProbeName) => Promise<unknown>): Promise<void>;
}

export function createHeadStart(): HeadStart {
  const running = new Map(longest.map((name) => [name as ProbeName, Promise.withResolvers<undefined>()]));
  return {
    hostFor(name, host) {
      const started = running.get(name);
      if (started === undefined) return host;
      return {
        ...host,
        exec: (request) => host.exec({ ...request, onStart: () => started.resolve(undefined) }),
      };
    },
    async given(names, begin) {
      const first = longest.filter((name) => names.includes(name));
      if (first.length === 0) return;
      const late = Promise.withResolvers<undefined>();
      const timer = setTimeout(late.resolve, atMostMs, undefined);
      const started = first.map((name) => Promise.race([running.get(name)?.promise, begin(name)]));
      await Promise.race([late.promise, Promise.all(started)]);
      clearTimeout(timer);
    },
  };
}
