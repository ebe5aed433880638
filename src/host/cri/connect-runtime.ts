import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
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
import { type Http2Connection, openHttp2 } from './http2-connection.ts';
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

/** A client of the runtime that listens at a unix socket. */
export function connectRuntime(path: string): RuntimeClient {
  return runtimeOver(connect(path));
}

/** By whatever leads to it. */
export function runtimeOver(socket: Duplex): RuntimeClient {
  const connection = openHttp2(socket);
  const call = callsOver(connection);
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
    close: () => connection.close(),
  };
}

function callsOver(connection: Http2Connection): Call {
  return async (method, message, deadlineMs, read) => {
    const path = `/${method.parent.typeName}/${method.name}`;
    const request = toBinary(method.input, create(method.input, message));
    const answer = await grpcCall(connection, path, request, deadlineMs);
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
