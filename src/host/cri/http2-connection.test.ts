import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, createServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import { connect, createServer as createPlainServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type Http2Connection, openHttp2 } from './http2-connection.ts';
import { flags, frame, frameTypes } from './http2-frames.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0).toReversed()) end();
});

function newSocket(): string {
  const directory = mkdtempSync(join(tmpdir(), 'h2-'));
  ends.push(() => rmSync(directory, { recursive: true }));
  return join(directory, 'x.sock');
}

/** A server by node:http2, so that both ends are not by one hand. */
async function serve(
  answer: (stream: ServerHttp2Stream, session: ServerHttp2Session) => void,
): Promise<Http2Connection> {
  const server = createServer({ paddingStrategy: constants.PADDING_STRATEGY_MAX });
  server.on('session', (session) => {
    ends.push(() => session.destroy());
    session.on('stream', (stream) => {
      stream.on('error', () => undefined);
      answer(stream, session);
    });
  });
  const path = newSocket();
  server.listen(path);
  await once(server, 'listening');
  ends.push(() => server.close());
  return open(path);
}

function open(path: string): Http2Connection {
  const connection = openHttp2(connect(path));
  ends.push(() => connection.close());
  return connection;
}

const headers = [
  [':method', 'POST'],
  [':scheme', 'http'],
  [':path', '/'],
  [':authority', 'localhost'],
] as const;

const ask = (connection: Http2Connection, body = Buffer.from('?')) =>
  connection.request(headers, body).answer;

/** Bytes from a server that is none, after what greets. */
async function told(...frames: readonly Buffer[]): Promise<unknown> {
  const server = createPlainServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(Buffer.concat(frames));
  });
  const path = newSocket();
  server.listen(path);
  await once(server, 'listening');
  ends.push(() => server.close());
  return ask(open(path)).catch((error: unknown) => (error instanceof Error ? error.message : error));
}

const settings = frame(frameTypes.settings, 0, 0);

describe('openHttp2', () => {
  it('sends a request, and reads headers, padded content and trailers', async () => {
    const connection = await serve((stream) => {
      stream.respond({ ':status': 200, 'x-one': 'two' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'x-three': 'four' }));
      stream.pipe(stream);
    });
    const { headers: got, trailers, body } = await ask(connection, Buffer.from('echo'));
    expect([got.get(':status'), got.get('x-one'), trailers.get('x-three'), String(body)]).toEqual([
      '200',
      'two',
      'four',
      'echo',
    ]);
  });

  it('reads every byte that a header can hold, as node:http2 writes it', async () => {
    const codes = [
      9,
      ...Array.from({ length: 224 }, (_, index) => index + 32).filter((code) => code !== 127),
    ];
    const connection = await serve((stream) => {
      const own = codes.map((code): [string, string] => [`x-${code}`, `a${String.fromCharCode(code)}z`]);
      stream.respond({ ':status': 200, ...Object.fromEntries(own) }, { endStream: true });
    });
    const { headers: got } = await ask(connection);
    const read = codes.map((code) => got.get(`x-${code}`));
    expect(read.map((text) => text?.at(1)?.codePointAt(0))).toEqual(codes);
  });

  it('reads headers beyond one frame, and those that later answers know by number', async () => {
    const long = 'v'.repeat(9000);
    const connection = await serve((stream) => {
      stream.respond(
        { ':status': 200, 'x-a': `${long}a`, 'x-b': `${long}b`, 'x-c': 'c' },
        { endStream: true },
      );
    });
    for (let round = 0; round < 3; round += 1) {
      const { headers: got } = await ask(connection);
      expect([got.get('x-a')?.length, got.get('x-b')?.at(-1), got.get('x-c')]).toEqual([9001, 'b', 'c']);
    }
  });

  it('reads a megabyte for each of many requests at once', async () => {
    const connection = await serve((stream) => {
      stream.respond({ ':status': 200 });
      stream.end(Buffer.alloc(1024 * 1024, 'x'));
    });
    const all = await Promise.all(Array.from({ length: 6 }, () => ask(connection)));
    expect(all.map(({ body }) => body.length)).toEqual(Array.from({ length: 6 }, () => 1024 * 1024));
  });

  it('answers a ping', async () => {
    const { promise, resolve } = Promise.withResolvers<Error | null>();
    const connection = await serve((stream, session) => {
      session.ping((error) => resolve(error));
      stream.respond({ ':status': 200 }, { endStream: true });
    });
    await ask(connection);
    expect(await promise).toBeNull();
  });

  it('passes over an answer that is still to come', async () => {
    const connection = await serve((stream) => {
      stream.additionalHeaders({ ':status': 102 });
      stream.respond({ ':status': 204 }, { endStream: true });
    });
    expect((await ask(connection)).headers.get(':status')).toBe('204');
  });

  it('tells the other side what it no longer waits for, and goes on', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    let count = 0;
    const connection = await serve((stream) => {
      count += 1;
      if (count === 1) stream.on('close', () => resolve(stream.rstCode));
      else stream.respond({ ':status': 200 }, { endStream: true });
    });
    const { answer, cancel } = connection.request(headers, Buffer.alloc(0));
    setTimeout(cancel, 20);
    await expect(answer).rejects.toThrow('the call was given up');
    expect(await promise).toBe(constants.NGHTTP2_CANCEL);
    expect((await ask(connection)).headers.get(':status')).toBe('200');
  });

  it.each<readonly [string, (stream: ServerHttp2Stream, session: ServerHttp2Session) => void, RegExp]>([
    ['a reset', (stream) => stream.close(constants.NGHTTP2_REFUSED_STREAM), /reset \(HTTP\/2 error 7\)/u],
    ['a hang-up', (_, session) => session.destroy(), /closed without an answer|ends the connection|reset/u],
    [
      'too much',
      (stream) => {
        stream.respond({ ':status': 200 });
        stream.end(Buffer.alloc(5 * 1024 * 1024));
      },
      /more than 4194304 bytes/u,
    ],
  ])('tells %s', async (_, answer, why) => {
    await expect(ask(await serve(answer))).rejects.toThrow(why);
  });

  it.each([
    ['a page', [Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')], 'what answers does not speak HTTP/2'],
    ['nothing', [], 'the connection was closed without an answer'],
    ['half a frame', [settings.subarray(0, 5)], 'the connection was closed without an answer'],
    ['content before a greeting', [frame(0, 0, 1)], 'what answers does not speak HTTP/2'],
    [
      'an end of the connection',
      [settings, frame(frameTypes.goAway, 0, 0, Buffer.of(0, 0, 0, 0, 0, 0, 0, 2))],
      'the other side ends the connection (HTTP/2 error 2)',
    ],
    ['a promise', [settings, frame(frameTypes.pushPromise, 4, 1)], 'a promise of what was not asked for'],
    ['headers without a beginning', [settings, frame(frameTypes.continuation, 4, 1)], /as they began/u],
    ['headers that are broken off', [settings, frame(1, 0, 1), frame(0, 0, 1)], /as they began/u],
    ['headers of another stream', [settings, frame(1, 0, 1), frame(9, 4, 3)], /as they began/u],
    [
      'headers without end',
      [settings, frame(1, 0, 1), ...Array.from({ length: 5 }, () => frame(9, 0, 1, Buffer.alloc(16_384)))],
      'headers of more than 65536 bytes',
    ],
    ['padding beyond the end', [settings, frame(0, flags.padded, 1, Buffer.of(9, 1))], /padded beyond/u],
  ])('tells %s', async (_, frames, why) => {
    expect(await told(...frames)).toEqual(typeof why === 'string' ? why : expect.stringMatching(why));
  });

  it('refuses a request that no first window holds, and what is asked after the end', async () => {
    const connection = await serve(() => undefined);
    await expect(ask(connection, Buffer.alloc(16_385))).rejects.toThrow(/more than 16384/u);
    connection.close();
    await expect(ask(connection)).rejects.toThrow('the connection was closed');
  });

  it('answers or rejects whatever comes, in whatever pieces', async () => {
    const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(pieces, fc.boolean(), async (chunks, greets) => {
        const socket = new Duplex({
          allowHalfOpen: false,
          read: () => undefined,
          write: (_chunk, _encoding, done) => done(),
        });
        const answer = ask(openHttp2(socket));
        if (greets) socket.push(settings);
        for (const chunk of chunks) socket.push(Buffer.from(chunk));
        socket.push(null);
        const seen = await answer.then(
          () => 'answer',
          (error: unknown) => error instanceof Error,
        );
        expect(['answer', true]).toContain(seen);
      }),
    );
  });
});
