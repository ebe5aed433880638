import type { Duplex } from 'node:stream';
import { encodeHeaders, type HeaderList, Http2Fault } from './hpack.ts';
import {
  contentOf,
  createFrameReader,
  flags,
  type Frame,
  frame,
  frameTypes,
  maxPayload,
} from './http2-frames.ts';
import { createBlockReader } from './http2-headers.ts';
import { createStreams, type Exchange, maxBody, type Streams } from './http2-streams.ts';

export interface Http2Request {
  /** Rejects when the other side resets it, hangs up, or breaks the protocol. */
  readonly answer: Promise<Exchange>;
  /** It is no longer waited for: the answer rejects. */
  readonly cancel: () => void;
}

export interface Http2Connection {
  /** @param body at most 16 KiB; all of it is sent at once */
  readonly request: (headers: HeaderList, body: Buffer) => Http2Request;
  /** Ends it, and what still waits on it. */
  readonly close: () => void;
}

const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
/** RFC 9113, 7: CANCEL. */
const cancelCode = 8;

/**
 * The client's half of HTTP/2 (RFC 9113) for a few short requests to a server at the other end of a socket. Not by
 * node:http2: to load it takes longer than all that is asked (docs/decisions/0005-grpc-by-hand.md).
 */
export function openHttp2(socket: Duplex): Http2Connection {
  const streams = createStreams();
  let ended: Error | undefined;
  const end = (error: Error): void => {
    ended ??= error;
    streams.failAfter(0, ended);
    socket.destroy();
  };
  const take = createReceiver(streams, (bytes) => socket.write(bytes));
  socket.on('data', (chunk: Buffer) => {
    if (ended !== undefined) return;
    try {
      take(chunk);
    } catch (error) {
      if (!(error instanceof Http2Fault)) throw error;
      end(error);
    }
  });
  socket.on('error', end);
  socket.on('close', () => end(new Error('the connection was closed without an answer')));
  socket.write(greeting());
  let next = 1;
  return {
    request(headers, body) {
      const id = next;
      next += 2;
      const cancel = (): void => {
        if (!streams.isOpen(id)) return;
        socket.write(frame(frameTypes.reset, 0, id, word(cancelCode)));
        streams.fail(id, new Error('the call was given up'));
      };
      const answer = streams.open(id);
      const block = encodeHeaders(headers);
      if (ended !== undefined) streams.fail(id, ended);
      else if (Math.max(block.length, body.length) > maxPayload) {
        streams.fail(id, new Error(`a request of more than ${maxPayload} bytes`));
      } else {
        const head = frame(frameTypes.headers, flags.endHeaders, id, block);
        socket.write(Buffer.concat([head, frame(frameTypes.data, flags.endStream, id, body)]));
      }
      return { answer, cancel };
    },
    close: () => end(new Error('the connection was closed')),
  };
}

/** Nothing is to be pushed, and whole answers come without a wait for windows. */
function greeting(): Buffer {
  const enablePush = Buffer.of(0, 2, 0, 0, 0, 0);
  const initialWindow = Buffer.concat([Buffer.of(0, 4), word(2 * maxBody)]);
  const settings = frame(frameTypes.settings, 0, 0, Buffer.concat([enablePush, initialWindow]));
  return Buffer.concat([preface, settings, frame(frameTypes.windowUpdate, 0, 0, word(2 ** 30))]);
}

/** Takes what comes, hands it to its stream, and answers what wants an answer. Throws Http2Fault. */
function createReceiver(streams: Streams, send: (bytes: Buffer) => void): (chunk: Buffer) => void {
  const readFrames = createFrameReader();
  const readBlock = createBlockReader();
  let isGreeted = false;
  const take = (one: Frame): void => {
    isGreeted ||= one.type === frameTypes.settings;
    if (!isGreeted) throw new Http2Fault('what answers does not speak HTTP/2');
    const block = readBlock(one);
    if (block !== undefined) streams.takeHeaders(block.stream, block.list, block.isLast);
    const isLast = (one.flags & flags.endStream) !== 0;
    if (one.type === frameTypes.data) streams.takeData(one.stream, contentOf(one), isLast);
    else takeControl(one, streams, send);
  };
  return (chunk) => {
    for (const one of readFrames(chunk)) take(one);
  };
}

/** Frames of no content; of windows nothing need be known, since requests are smaller than the first one. */
function takeControl(
  { type, flags: bits, stream, payload }: Frame,
  streams: Streams,
  send: (bytes: Buffer) => void,
): void {
  const wantsAnswer = (bits & flags.ack) === 0;
  if (type === frameTypes.settings && wantsAnswer) send(frame(frameTypes.settings, flags.ack, 0));
  if (type === frameTypes.ping && wantsAnswer) send(frame(frameTypes.ping, flags.ack, 0, payload));
  if (type === frameTypes.pushPromise) throw new Http2Fault('a promise of what was not asked for');
  if (type === frameTypes.reset) {
    streams.fail(stream, new Error(`the call was reset (HTTP/2 error ${codeAt(payload, 0)})`));
  }
  if (type === frameTypes.goAway) {
    const why = `the other side ends the connection (HTTP/2 error ${codeAt(payload, 4)})`;
    streams.failAfter(codeAt(payload, 0), new Error(why));
  }
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function codeAt(payload: Buffer, at: number): number {
  return payload.length >= at + 4 ? payload.readUInt32BE(at) : 0;
}
