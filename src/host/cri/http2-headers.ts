import { createHeaderReader, type HeaderList, Http2Fault } from './hpack.ts';
import { contentOf, flags, type Frame, frameTypes } from './http2-frames.ts';

export interface HeaderBlock {
  readonly stream: number;
  readonly list: HeaderList;
  /** Nothing follows it on its stream. */
  readonly isLast: boolean;
}

interface Parts {
  readonly first: Frame;
  readonly parts: Buffer[];
  size: number;
}

const maxBlock = 64 * 1024;

/**
 * Puts blocks of headers together from HEADERS and the CONTINUATION frames that follow, between which nothing else may
 * come. It must be given every frame of the connection. Throws Http2Fault.
 * @returns undefined while a block is not whole, and for frames of other types
 */
export function createBlockReader(): (frame: Frame) => HeaderBlock | undefined {
  const readHeaders = createHeaderReader();
  let begun: Parts | undefined;
  return (frame) => {
    const goesOn = frame.type === frameTypes.continuation && frame.stream === begun?.first.stream;
    if ((begun !== undefined || frame.type === frameTypes.continuation) && !goesOn) {
      throw new Http2Fault('headers that do not go on as they began');
    }
    if (frame.type === frameTypes.headers) begun = { first: frame, parts: [], size: 0 };
    if (begun === undefined) return undefined;
    const part = contentOf(frame);
    begun.parts.push(part);
    begun.size += part.length;
    if (begun.size > maxBlock) throw new Http2Fault(`headers of more than ${maxBlock} bytes`);
    if ((frame.flags & flags.endHeaders) === 0) return undefined;
    const { first, parts } = begun;
    begun = undefined;
    return {
      stream: first.stream,
      list: readHeaders(Buffer.concat(parts)),
      isLast: (first.flags & flags.endStream) !== 0,
    };
  };
}
