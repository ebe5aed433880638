import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import {
  create,
  type DescMessage,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import { ImageService, RuntimeService, type StatusResponse } from './cri_pb.ts';
import { failure, grpcCall } from './grpc-call.ts';
import type {
  CallAnswer,
  CgroupDriver,
  RuntimeClient,
  RuntimeStatus,
  RuntimeVersion,
} from './runtime-client.ts';

/** A method as the generated code describes it. */
interface Method<I extends DescMessage, O extends DescMessage> {
  readonly parent: { readonly typeName: string };
  readonly name: string;
  readonly input: I;
  readonly output: O;
}

/** The interface that the kubelet of 1.26 and later no longer speaks. */
const v1alpha2 = { typeName: 'runtime.v1alpha2.RuntimeService' };

type Call = <I extends DescMessage, O extends DescMessage, T>(
  method: Method<I, O>,
  message: MessageInitShape<I>,
  deadlineMs: number,
  read: (answer: MessageShape<O>) => T,
) => Promise<CallAnswer<T>>;

/**
 * A client of the runtime that listens at a unix socket. Loaded only when there is something to ask. Not by
 * connect-node: it costs 25 ms more, most of it for the Headers of fetch, and what is no HTTP/2 server ends
 * the program by an error of its session that nobody hears (docs/decisions/0005-grpc-by-hand.md).
 */
export function connectRuntime(path: string): RuntimeClient {
  const session = connectHttp2('http://localhost', { createConnection: () => connect(path) });
  // Each call hears of it as well.
  session.on('error', () => undefined);
  const call = callsOver(session);
  const runtime = RuntimeService.method;
  const image = ImageService.method;
  return {
    version: (ms) => call(runtime.version, {}, ms, toVersion),
    // Its messages are the same.
    versionV1alpha2: (ms) => call({ ...runtime.version, parent: v1alpha2 }, {}, ms, toVersion),
    status: (ms) => call(runtime.status, { verbose: true }, ms, toStatus),
    cgroupDriver: (ms) => call(runtime.runtimeConfig, {}, ms, ({ linux }) => driverOf(linux?.cgroupDriver)),
    hasImage: (name, ms) =>
      call(image.imageStatus, { image: { image: name } }, ms, (answer) => answer.image !== undefined),
    pullImage: (name, ms) =>
      call(image.pullImage, { image: { image: name } }, ms, ({ imageRef }) => imageRef),
    close: () => session.destroy(),
  };
}

function callsOver(session: ClientHttp2Session): Call {
  return async (method, message, deadlineMs, read) => {
    const path = `/${method.parent.typeName}/${method.name}`;
    const request = toBinary(method.input, create(method.input, message));
    const answer = await grpcCall(session, path, request, deadlineMs);
    if (!answer.ok) return answer;
    try {
      return { ok: true, value: read(fromBinary(method.output, answer.value)) };
    } catch (error) {
      return failure('not-grpc', `an answer that cannot be read: ${String(error)}`);
    }
  };
}

interface VersionMessage {
  readonly runtimeName: string;
  readonly runtimeVersion: string;
  readonly runtimeApiVersion: string;
}

function toVersion({ runtimeName, runtimeVersion, runtimeApiVersion }: VersionMessage): RuntimeVersion {
  return { name: runtimeName, version: runtimeVersion, api: runtimeApiVersion };
}

function toStatus({ status, info }: StatusResponse): RuntimeStatus {
  const conditions = (status?.conditions ?? []).map((one) => ({
    type: one.type,
    status: one.status,
    reason: one.reason,
    message: one.message,
  }));
  return { conditions, info };
}

function driverOf(number: number | undefined): CgroupDriver | undefined {
  return (['systemd', 'cgroupfs'] as const).find((_, index) => index === number);
}
