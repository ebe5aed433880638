import type { Readable } from 'node:stream';

export interface Capture {
  text(): string;
  truncated(): boolean;
}

/**
 * Keeps the first bytes of a stream. The rest is read and dropped, so that a tool that says
 * much still ends by itself; one that never ends meets its deadline.
 */
export function captureStream(stream: Readable | null, maxBytes: number): Capture {
  const chunks: Buffer[] = [];
  let kept = 0;
  let dropped = false;
  stream?.on('data', (chunk: Buffer) => {
    const room = maxBytes - kept;
    if (chunk.length > room) dropped = true;
    if (room <= 0) return;
    chunks.push(chunk.subarray(0, room));
    kept += Math.min(room, chunk.length);
  });
  // A pipe that is torn down at the deadline may report it; there is nobody to tell.
  stream?.on('error', () => undefined);
  return { text: () => Buffer.concat(chunks).toString('utf8'), truncated: () => dropped };
}
