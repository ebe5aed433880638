import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  constants,
  type IncomingHttpHeaders,
} from 'node:http2';
import type { CallAnswer, CallFailure, CallFault } from './runtime-client.ts';

/** The verbose status of a large node is some tens of kilobytes. */
const maxAnswer = 4 * 1024 * 1024;
/** A runtime may answer with a screenful. */
const maxDetail = 500;
/** Of a frame: whether it is compressed, and its length (gRPC over HTTP/2, Length-Prefixed-Message). */
const headSize = 5;
const unimplemented = '12';
const deadlineExceeded = '4';

/** One unary gRPC call: a message there, a message or a status back, by a deadline. Never rejects. */
export async function grpcCall(
  session: ClientHttp2Session,
  path: string,
  message: Uint8Array,
  deadlineMs: number,
): Promise<CallAnswer<Uint8Array>> {
  try {
    const stream = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
      'grpc-timeout': `${Math.ceil(deadlineMs)}m`,
    });
    const answer = answerOf(stream, deadlineMs);
    stream.end(frame(message));
    return await answer;
  } catch (error) {
    return failure('not-grpc', error instanceof Error ? error.message : String(error));
  }
}

function frame(message: Uint8Array): Buffer {
  const head = Buffer.alloc(headSize);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

function answerOf(stream: ClientHttp2Stream, deadlineMs: number): Promise<CallAnswer<Uint8Array>> {
  const { promise, resolve } = Promise.withResolvers<CallAnswer<Uint8Array>>();
  const timer = setTimeout(() => {
    resolve(failure('timed-out', `no answer within ${deadlineMs} ms`));
    stream.close(constants.NGHTTP2_CANCEL);
  }, deadlineMs);
  const chunks: Buffer[] = [];
  let size = 0;
  let headers: IncomingHttpHeaders = {};
  let trailers: IncomingHttpHeaders = {};
  stream.on('response', (got) => {
    headers = got;
  });
  stream.on('trailers', (got) => {
    trailers = got;
  });
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxAnswer) stream.destroy(new Error(`an answer of more than ${maxAnswer} bytes`));
    else chunks.push(chunk);
  });
  stream.on('error', (error) => resolve(failure('not-grpc', error.message)));
  // Comes last, after an error or the end; also where the other side just hung up.
  stream.on('close', () => {
    clearTimeout(timer);
    resolve(readAnswer(headers, trailers, Buffer.concat(chunks)));
  });
  return promise;
}

function readAnswer(
  headers: IncomingHttpHeaders,
  trailers: IncomingHttpHeaders,
  body: Buffer,
): CallAnswer<Uint8Array> {
  const http = Number(headers[':status'] ?? 0);
  const type = headers['content-type'] ?? '';
  if (http === 0) return failure('not-grpc', 'the connection was closed without an answer');
  if (http !== 200 || !type.startsWith('application/grpc'))
    return failure('not-grpc', `answered with HTTP ${http}, ${type === '' ? 'no content type' : type}`);
  // Where there is no message, the status stands in the headers.
  const told = trailers['grpc-status'] === undefined ? headers : trailers;
  const status = text(told['grpc-status']);
  if (status === undefined) return failure('not-grpc', 'the answer ends without a gRPC status');
  if (status !== '0')
    return failure(faultOf(status), decode(text(told['grpc-message']) ?? `gRPC status ${status}`));
  const isWhole = body.length >= headSize && body[0] === 0 && body.readUInt32BE(1) === body.length - headSize;
  return isWhole
    ? { ok: true, value: body.subarray(headSize) }
    : failure('not-grpc', 'an answer of another length than it says');
}

/** A header that comes twice counts once. */
function text(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.[0];
}

function faultOf(status: string): CallFault {
  if (status === unimplemented) return 'unimplemented';
  return status === deadlineExceeded ? 'timed-out' : 'status';
}

/** grpc-message is percent-encoded; whoever does not know that is taken at their word. */
function decode(message: string): string {
  try {
    return decodeURIComponent(message);
  } catch {
    return message;
  }
}

/** One line. */
export function failure(fault: CallFault, detail: string): CallFailure {
  return { ok: false, fault, detail: detail.replaceAll(/\s+/gu, ' ').trim().slice(0, maxDetail) };
}
