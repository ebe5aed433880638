import { Code, ConnectError } from '@connectrpc/connect';
import type { CallFailure, CallFault } from './runtime-client.ts';

/** A runtime may answer with a screenful. */
const maxDetail = 500;

/** By what came over the wire: a status that the other side sent is its own word, the rest is the connection's. */
export function callFailure(error: unknown): CallFailure {
  const told = ConnectError.from(error);
  const text = innermost(told).replaceAll(/\s+/gu, ' ').trim();
  return { ok: false, fault: faultOf(told), detail: text.slice(0, maxDetail) };
}

function faultOf(error: ConnectError): CallFault {
  if (error.code === Code.DeadlineExceeded) return 'timed-out';
  if (!error.metadata.has('grpc-status')) return 'not-grpc';
  return error.code === Code.Unimplemented ? 'unimplemented' : 'status';
}

/** Of a connection that failed, the reason that Node gives. */
function innermost(error: ConnectError): string {
  return error.cause instanceof Error ? error.cause.message : error.rawMessage;
}
