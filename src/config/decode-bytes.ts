import type { ConfigError, ErrorWords } from './config-error.ts';
import { errorAt } from './config-error.ts';
import { makeSource, type Source } from './source.ts';

/** As the API server limits a request, and far beyond any real configuration. */
export const maxFileBytes = 3 * 1024 * 1024;

export type Decoded =
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; readonly error: ConfigError };

/** Starts of files that are sent here by mistake. */
const magics: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['an ELF program', [0x7f, 0x45, 0x4c, 0x46]],
  ['gzip data', [0x1f, 0x8b]],
  ['xz data', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['zstd data', [0x28, 0xb5, 0x2f, 0xfd]],
  ['a zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
];

/** Bytes of a file to text, or the reason why they are none. */
export function decodeBytes(file: string, bytes: Uint8Array, truncated: boolean): Decoded {
  const refuse = (words: ErrorWords): Decoded => ({ ok: false, error: { ...words, file } });
  if (truncated || bytes.length > maxFileBytes) {
    return refuse({
      code: 'config.too-large',
      message: 'this is larger than 3 MiB, which no configuration is',
      found: truncated ? 'more than 3 MiB' : `${bytes.length} bytes`,
    });
  }
  if (bytes.length === 0) return refuse({ code: 'config.empty-file', message: 'the file is empty' });
  const alien = alienEncoding(bytes);
  if (alien !== undefined) return refuse(alien);
  return decodeUtf8(file, bytes);
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** UTF-16 and UTF-32 by their marks, or by the zeros that their ASCII has; then plain binary. */
function alienEncoding(bytes: Uint8Array): ErrorWords | undefined {
  const wide = wideEncoding(bytes);
  if (wide !== undefined) {
    return {
      code: 'config.encoding',
      message: `the file is encoded in ${wide}; configuration is read as UTF-8`,
      found: wide,
      allowed: ['UTF-8'],
      suggestion: `iconv -f ${wide} -t UTF-8`,
    };
  }
  const magic = magics.find(([, start]) => startsWith(bytes, start))?.[0];
  const zero = bytes.indexOf(0);
  if (magic === undefined && zero === -1) return undefined;
  const found = magic ?? `a zero byte at offset ${zero}`;
  return { code: 'config.binary', message: 'this is binary data, not YAML or JSON', found };
}

const isText = (byte: number | undefined): boolean => byte !== undefined && byte >= 9 && byte < 0x7f;

function wideEncoding(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, [0xff, 0xfe, 0, 0])) return 'UTF-32LE';
  if (startsWith(bytes, [0, 0, 0xfe, 0xff])) return 'UTF-32BE';
  if (startsWith(bytes, [0xff, 0xfe])) return 'UTF-16LE';
  if (startsWith(bytes, [0xfe, 0xff])) return 'UTF-16BE';
  const [first, second, third, fourth] = bytes;
  if (isText(first) && second === 0 && isText(third) && fourth === 0) return 'UTF-16LE';
  if (first === 0 && isText(second) && third === 0 && isText(fourth)) return 'UTF-16BE';
  return undefined;
}

function decodeUtf8(file: string, bytes: Uint8Array): Decoded {
  try {
    // A byte order mark is dropped here, as Go's YAML reader does.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { ok: true, source: makeSource(file, text) };
  } catch {
    return { ok: false, error: badUtf8(file, bytes) };
  }
}

function badUtf8(file: string, bytes: Uint8Array): ConfigError {
  // Only one wrong place is told: with a wrong encoding every accent is one.
  const lenient = makeSource(file, new TextDecoder('utf-8').decode(bytes));
  const encoder = new TextEncoder();
  let at = -1;
  let offset = lenient.text.indexOf('\ufffd');
  // A replacement character may stand in the file itself: compare with the bytes.
  const mark = startsWith(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  for (let bytesBefore = mark, from = 0; offset !== -1; offset = lenient.text.indexOf('\ufffd', offset + 1)) {
    bytesBefore += encoder.encode(lenient.text.slice(from, offset)).length;
    from = offset;
    at = bytesBefore;
    if (!startsWith(bytes.subarray(at), [0xef, 0xbf, 0xbd])) break;
  }
  const byte = bytes[at] ?? 0;
  return errorAt(lenient, Math.max(offset, 0), {
    code: 'config.encoding',
    message: 'this is not UTF-8; configuration is read as UTF-8',
    found: `byte 0x${byte.toString(16).padStart(2, '0')}`,
    allowed: ['UTF-8'],
    suggestion: 'iconv -f ISO-8859-1 -t UTF-8, if that is what the file was written in',
  });
}
