import { createServer, type ServerHttp2Stream } from 'node:http2';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, toBinary } from '@bufbuild/protobuf';
import { afterEach, describe, expect, it } from 'vitest';
import { VersionResponseSchema } from './cri_pb.ts';
import { connectRuntime } from './connect-runtime.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** An HTTP/2 server on a socket that answers every request alike. */
async function serve(answer: (stream: ServerHttp2Stream) => void): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'h2-'));
  const path = join(directory, 'x.sock');
  const server = createServer();
  server.on('stream', (stream) => {
    stream.on('error', () => undefined);
    answer(stream);
  });
  server.on('session', (session) => ends.push(() => session.destroy()));
  await new Promise<void>((resolve) => {
    server.listen(path, resolve);
  });
  ends.push(() => {
    server.close();
    rmSync(directory, { recursive: true });
  });
  return path;
}

const grpc = { ':status': 200, 'content-type': 'application/grpc' };
const version = toBinary(
  VersionResponseSchema,
  create(VersionResponseSchema, { runtimeName: 'x', runtimeVersion: '1' }),
);

function framed(length = version.length): Buffer {
  return Buffer.concat([Buffer.from([0, 0, 0, 0, length]), version]);
}

function answerWith(body: Buffer, trailers: Record<string, string>): (stream: ServerHttp2Stream) => void {
  return (stream) => {
    stream.respond(grpc, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    stream.end(body);
  };
}

async function ask(path: string, deadlineMs = 1000): Promise<unknown> {
  const client = connectRuntime(path);
  ends.push(() => client.close());
  return client.version(deadlineMs);
}

describe('connectRuntime', () => {
  it('reads an answer in its frame', async () => {
    const path = await serve(answerWith(framed(), { 'grpc-status': '0' }));
    expect(await ask(path)).toEqual({ ok: true, value: { name: 'x', version: '1', api: '' } });
  });

  it.each<readonly [string, (stream: ServerHttp2Stream) => void, string, RegExp]>([
    [
      'an error in trailers',
      answerWith(Buffer.alloc(0), { 'grpc-status': '14', 'grpc-message': 'not%20yet' }),
      'status',
      /^not yet$/u,
    ],
    [
      'an error in headers',
      (s) => s.respond({ ...grpc, 'grpc-status': '12', 'grpc-message': '100% unknown' }, { endStream: true }),
      'unimplemented',
      /^100% unknown$/u,
    ],
    [
      'an error without words',
      answerWith(Buffer.alloc(0), { 'grpc-status': '13' }),
      'status',
      /^gRPC status 13$/u,
    ],
    ['a deadline of its own', answerWith(Buffer.alloc(0), { 'grpc-status': '4' }), 'timed-out', /4/u],
    [
      'a page',
      (s) => {
        s.respond({ ':status': 404, 'content-type': 'text/html' });
        s.end('<p>');
      },
      'not-grpc',
      /^answered with HTTP 404, text\/html$/u,
    ],
    [
      'no content type',
      (s) => {
        s.respond({ ':status': 200 });
        s.end();
      },
      'not-grpc',
      /no content type/u,
    ],
    ['no status', answerWith(framed(), {}), 'not-grpc', /without a gRPC status/u],
    ['half a frame', answerWith(framed(200), { 'grpc-status': '0' }), 'not-grpc', /another length/u],
    [
      'a compressed frame',
      answerWith(Buffer.from([1, 0, 0, 0, 0]), { 'grpc-status': '0' }),
      'not-grpc',
      /another length/u,
    ],
    [
      'a message that is none',
      answerWith(Buffer.from([0, 0, 0, 0, 2, 0xff, 0xff]), { 'grpc-status': '0' }),
      'not-grpc',
      /cannot be read/u,
    ],
    [
      'too much',
      answerWith(Buffer.alloc(5 * 1024 * 1024), { 'grpc-status': '0' }),
      'not-grpc',
      /more than 4194304 bytes/u,
    ],
    ['a reset', (s) => s.close(8), 'not-grpc', /./u],
  ])('tells %s', async (_, answer, fault, detail) => {
    const path = await serve(answer);
    expect(await ask(path)).toEqual({ ok: false, fault, detail: expect.stringMatching(detail) });
  });

  it('ends by its deadline', async () => {
    const path = await serve(() => undefined);
    const started = performance.now();
    expect(await ask(path, 200)).toEqual({
      ok: false,
      fault: 'timed-out',
      detail: 'no answer within 200 ms',
    });
    expect(performance.now() - started).toBeLessThan(1500);
  });

  it('tells what the system says where nobody listens', async () => {
    expect(await ask('/nonexistent/x.sock')).toMatchObject({
      ok: false,
      fault: 'not-grpc',
      detail: expect.stringMatching(/ENOENT/u),
    });
  });

  it('answers what waits when it is closed, and what is asked after', async () => {
    const client = connectRuntime(await serve(() => undefined));
    const waiting = client.version(5000);
    setTimeout(() => client.close(), 50);
    expect(await waiting).toMatchObject({ ok: false, fault: 'not-grpc' });
    expect(await client.version(5000)).toMatchObject({ ok: false, fault: 'not-grpc' });
  });
});
