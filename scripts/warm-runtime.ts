// A container runtime for the warm-up of the build: it answers from within the process what containerd answers.
import { Duplex } from 'node:stream';
import { create, type DescMessage, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { runtimeOver } from '../src/host/cri/connect-runtime.ts';
import {
  ImageStatusResponseSchema,
  RuntimeConfigResponseSchema,
  StatusResponseSchema,
  VersionResponseSchema,
} from '../src/host/cri/cri_pb.ts';
import { createHeaderReader, encodeHeaders } from '../src/host/cri/hpack.ts';
import { createFrameReader, flags, frame, frameTypes } from '../src/host/cri/http2-frames.ts';
import type { RuntimeClient } from '../src/host/cri/runtime-client.ts';

const prefaceBytes = 24;

function message<T extends DescMessage>(schema: T, value: MessageInitShape<T>): Buffer {
  const bytes = toBinary(schema, create(schema, value));
  return Buffer.concat([Buffer.of(0, 0, 0, 0, bytes.length), bytes]);
}

const conditions = ['RuntimeReady', 'NetworkReady'].map((type) => ({
  type,
  status: true,
  reason: '',
  message: '',
}));

/** By the last part of the path. */
const answers: Readonly<Record<string, Buffer>> = {
  Version: message(VersionResponseSchema, {
    version: '0.1.0',
    runtimeName: 'containerd',
    runtimeVersion: '2.2.0',
    runtimeApiVersion: 'v1',
  }),
  Status: message(StatusResponseSchema, { status: { conditions }, info: { config: '{}' } }),
  RuntimeConfig: message(RuntimeConfigResponseSchema, { linux: { cgroupDriver: 0 } }),
  ImageStatus: message(ImageStatusResponseSchema, {}),
};

function answerTo(stream: number, path: string): Buffer {
  const body = answers[path.slice(path.lastIndexOf('/') + 1)] ?? Buffer.alloc(0);
  const headers = encodeHeaders([
    [':status', '200'],
    ['content-type', 'application/grpc'],
  ]);
  const trailers = encodeHeaders([['grpc-status', '0']]);
  return Buffer.concat([
    frame(frameTypes.headers, flags.endHeaders, stream, headers),
    frame(frameTypes.data, 0, stream, body),
    frame(frameTypes.headers, flags.endHeaders | flags.endStream, stream, trailers),
  ]);
}

/** The other end of the connection. */
function server(): Duplex {
  const readFrames = createFrameReader();
  const readHeaders = createHeaderReader();
  let toSkip = prefaceBytes;
  return new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      const frames = readFrames(chunk.subarray(toSkip));
      if (toSkip > 0) this.push(frame(frameTypes.settings, 0, 0));
      toSkip = 0;
      for (const { type, stream, payload } of frames) {
        if (type !== frameTypes.headers) continue;
        const path = new Map(readHeaders(payload)).get(':path') ?? '';
        this.push(answerTo(stream, path));
      }
      done();
    },
  });
}

export function warmRuntime(): RuntimeClient {
  return runtimeOver(server());
}
