import { Http2Fault } from './hpack.ts';

/** RFC 9113, 4.1 and 6: those that are spoken or understood here. */
export const frameTypes = {
  data: 0,
  headers: 1,
  reset: 3,
  settings: 4,
  pushPromise: 5,
  ping: 6,
  goAway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;

export const flags = { endStream: 1, ack: 1, endHeaders: 4, padded: 8, priority: 32 } as const;

export interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Buffer;
}

const headBytes = 9;
/** Larger ones may be sent only to those who ask for them. */
export const maxPayload = 16_384;

/** The bytes of one. */
export function frame(type: number, flagBits: number, stream: number, payload?: Uint8Array): Buffer {
  const content = payload ?? new Uint8Array(0);
  const head = Buffer.alloc(headBytes);
  head.writeUIntBE(content.length, 0, 3);
  head[3] = type;
  head[4] = flagBits;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, content]);
}

/** Cuts what comes into frames; of a frame that is not whole yet the bytes are kept. Throws Http2Fault. */
export function createFrameReader(): (chunk: Buffer) => readonly Frame[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const frames: Frame[] = [];
    while (rest.length >= headBytes) {
      const length = rest.readUIntBE(0, 3);
      if (length > maxPayload) throw new Http2Fault('what answers does not speak HTTP/2');
      const end = headBytes + length;
      if (rest.length < end) break;
      frames.push({
        type: rest[3] ?? 0,
        flags: rest[4] ?? 0,
        stream: rest.readUInt32BE(5) & 0x7f_ff_ff_ff,
        payload: rest.subarray(headBytes, end),
      });
      rest = rest.subarray(end);
    }
    return frames;
  };
}

/** The payload of DATA, HEADERS or CONTINUATION without what pads it, and without a priority. */
export function contentOf({ flags: bits, payload, type }: Frame): Buffer {
  // The bits mean something else in CONTINUATION.
  if (type === frameTypes.continuation) return payload;
  const isPadded = (bits & flags.padded) !== 0;
  const padding = isPadded ? (payload[0] ?? 0) : 0;
  const hasPriority = type === frameTypes.headers && (bits & flags.priority) !== 0;
  const start = (isPadded ? 1 : 0) + (hasPriority ? 5 : 0);
  if (start + padding > payload.length) throw new Http2Fault('a frame that is padded beyond its end');
  return payload.subarray(start, payload.length - padding);
}
