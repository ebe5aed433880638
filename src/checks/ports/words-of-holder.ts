import type { PortHolder } from '../../probes/ports/facts.ts';

/** `nginx (pid 812) at 0.0.0.0`. */
export function wordsOfHolder({ name, pid, address }: PortHolder): string {
  return `${pid > 0 ? `${name} (pid ${pid})` : name || 'a process'} at ${address}`;
}
