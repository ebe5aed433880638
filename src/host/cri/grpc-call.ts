import type { Http2Connection } from './http2-connection.ts';
import type { Exchange } from './http2-streams.ts';
import type { CallAnswer, CallFailure, CallFault } from './runtime-client.ts';

/** A runtime may answer with a screenful. */
const maxDetail = 500;
/** Of a frame: whether it is compressed, and its length (gRPC over HTTP/2, Length-Prefixed-Message). */
const headSize = 5;
const unimplemented = '12';
const deadlineExceeded = '4';

/** One unary gRPC call: a message there, a message or a status back, by a deadline. Never rejects. */
export async function grpcCall(
  connection: Http2Connection,
  path: string,
  message: Uint8Array,
  deadlineMs: number,
): Promise<CallAnswer<Uint8Array>> {
  const { answer, cancel } = connection.request(
    [
      [':method', 'POST'],
      [':scheme', 'http'],
      [':path', path],
      [':authority', 'localhost'],
      ['content-type', 'application/grpc'],
      ['te', 'trailers'],
      ['grpc-timeout', `${Math.ceil(deadlineMs)}m`],
    ],
    prefixed(message),
  );
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    cancel();
  }, deadlineMs);
  try {
    return readAnswer(await answer);
  } catch (error) {
    if (isLate) return failure('timed-out', `no answer within ${deadlineMs} ms`);
    return failure('not-grpc', error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
  }
}

function prefixed(message: Uint8Array): Buffer {
  const head = Buffer.alloc(headSize);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

function readAnswer({ headers, trailers, body }: Exchange): CallAnswer<Uint8Array> {
  const http = Number(headers.get(':status') ?? 0);
  const type = headers.get('content-type') ?? '';
  if (http !== 200 || !type.startsWith('application/grpc'))
    return failure('not-grpc', `answered with HTTP ${http}, ${type === '' ? 'no content type' : type}`);
  // Where there is no message, the status stands in the headers.
  const told = trailers.has('grpc-status') ? trailers : headers;
  const status = told.get('grpc-status');
  if (status === undefined) return failure('not-grpc', 'the answer ends without a gRPC status');
  if (status !== '0')
    return failure(faultOf(status), decode(told.get('grpc-message') ?? `gRPC status ${status}`));
  const isWhole = body.length >= headSize && body[0] === 0 && body.readUInt32BE(1) === body.length - headSize;
  return isWhole
    ? { ok: true, value: body.subarray(headSize) }
    : failure('not-grpc', 'an answer of another length than it says');
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
