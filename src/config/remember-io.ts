import type { ConfigIo } from './config-io.ts';

/** Reads each file, and standard input, once: a second plan is made of the same bytes. */
export function rememberIo(io: ConfigIo): ConfigIo {
  const reads = new Map<string, ReturnType<ConfigIo['read']>>();
  let stdin: ReturnType<ConfigIo['readStdin']> | undefined;
  return {
    kind: (path) => io.kind(path),
    list: (path) => io.list(path),
    read(path, maxBytes) {
      const answer = reads.get(path) ?? io.read(path, maxBytes);
      reads.set(path, answer);
      return answer;
    },
    readStdin(maxBytes) {
      stdin ??= io.readStdin(maxBytes);
      return stdin;
    },
  };
}
