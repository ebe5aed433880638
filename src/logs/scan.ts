/**
 * Finds the lines about the proxy's tools in a stream of bytes, in bounded memory: a line is decoded
 * only when one of these words stands in it.
 */
const words =
  /ip6?tables|nft|ipset|ipvs|xtables|conntrack|netfilter|nodePortAddresses|insmod|modprobe|must be root|process rule|retryingTime|for family|failed to ensure chain|netlink|cache initialization|could not insert|chain\/target|dummy VS|FileExisting-|set type not|shared libraries|rule set generation|load match|load target|userspace incompatible|missing kernel module|invalid argument/iu;

/** A line longer than this is cut: klog has no such lines, and memory is bounded. Bytes. */
const longest = 256 * 1024;

export interface Scanner {
  push(chunk: Uint8Array): void;
  /** The last line may have no end. */
  end(): void;
  /** Bytes seen. */
  readonly bytes: number;
}

/** @param onLine called with each line that holds one of the words, without its end */
export function createScanner(onLine: (line: string) => void): Scanner {
  let carry: Uint8Array = new Uint8Array();
  let bytes = 0;
  const search = new RegExp(words.source, 'giu');

  /** `text` is `raw` as Latin-1: an index of one is an index of the other. */
  function scan(raw: Buffer, text: string): void {
    let from = 0;
    for (;;) {
      search.lastIndex = from;
      const found = search.exec(text);
      if (found === null) return;
      const start = text.lastIndexOf('\n', found.index) + 1;
      const next = text.indexOf('\n', found.index);
      const end = next === -1 ? text.length : next;
      // Of a line too long for any log, what stands around the word.
      const begin = end - start > longest ? Math.max(start, found.index - 1024) : start;
      onLine(raw.toString('utf8', begin, Math.min(end, begin + longest)).replace(/\r$/u, ''));
      from = end + 1;
    }
  }

  return {
    get bytes() {
      return bytes;
    },
    push(chunk) {
      bytes += chunk.length;
      const raw = carry.length === 0 ? asBuffer(chunk) : Buffer.concat([carry, chunk]);
      const last = raw.lastIndexOf(10);
      if (last === -1 && raw.length <= longest) {
        carry = raw;
        return;
      }
      const whole = last === -1 ? raw : raw.subarray(0, last);
      // A copy: the stream may use its buffer again.
      carry = last === -1 ? new Uint8Array() : Uint8Array.from(raw.subarray(last + 1));
      scan(whole, whole.toString('latin1'));
    },
    end() {
      const raw = asBuffer(carry);
      carry = new Uint8Array();
      scan(raw, raw.toString('latin1'));
    },
  };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
