import type { HeaderList } from './hpack.ts';

/** What came for one request. */
export interface Exchange {
  readonly headers: ReadonlyMap<string, string>;
  /** Empty where the answer ends with its headers. */
  readonly trailers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** The requests that wait for an answer, by the number of their stream. Others are not known, and what comes for them is dropped. */
export interface Streams {
  readonly open: (id: number) => Promise<Exchange>;
  readonly isOpen: (id: number) => boolean;
  readonly takeHeaders: (id: number, list: HeaderList, isLast: boolean) => void;
  readonly takeData: (id: number, content: Buffer, isLast: boolean) => void;
  /** The answer rejects. */
  readonly fail: (id: number, error: Error) => void;
  /** Those of higher numbers. */
  readonly failAfter: (id: number, error: Error) => void;
}

interface Stream {
  headers: ReadonlyMap<string, string> | undefined;
  trailers: ReadonlyMap<string, string>;
  readonly chunks: Buffer[];
  size: number;
  readonly resolve: (exchange: Exchange) => void;
  readonly reject: (error: Error) => void;
}

/** Of one answer, in bytes. The verbose status of a large node is some tens of kilobytes. */
export const maxBody = 4 * 1024 * 1024;

export function createStreams(): Streams {
  const streams = new Map<number, Stream>();
  const finish = (id: number, { headers = new Map(), trailers, chunks, resolve }: Stream): void => {
    streams.delete(id);
    resolve({ headers, trailers, body: Buffer.concat(chunks) });
  };
  const fail = (id: number, error: Error): void => {
    streams.get(id)?.reject(error);
    streams.delete(id);
  };
  return {
    open(id) {
      const { promise, resolve, reject } = Promise.withResolvers<Exchange>();
      streams.set(id, { headers: undefined, trailers: new Map(), chunks: [], size: 0, resolve, reject });
      return promise;
    },
    isOpen: (id) => streams.has(id),
    takeHeaders(id, list, isLast) {
      const stream = streams.get(id);
      if (stream === undefined) return;
      const headers: ReadonlyMap<string, string> = new Map(list);
      if (stream.headers !== undefined) stream.trailers = headers;
      // 1xx: the answer is still to come.
      else if (headers.get(':status')?.startsWith('1') !== true) stream.headers = headers;
      if (isLast) finish(id, stream);
    },
    takeData(id, content, isLast) {
      const stream = streams.get(id);
      if (stream === undefined) return;
      stream.size += content.length;
      stream.chunks.push(content);
      if (stream.size > maxBody) fail(id, new Error(`an answer of more than ${maxBody} bytes`));
      else if (isLast) finish(id, stream);
    },
    fail,
    failAfter(last, error) {
      for (const id of streams.keys()) if (id > last) fail(id, error);
    },
  };
}
