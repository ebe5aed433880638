import * as z from 'zod/mini';
import type { Path } from '../tree.ts';

/** The names a schema knows at a path, for suggestions. */
export function fieldsOf(schema: z.core.$ZodType, path: Path): readonly string[] {
  let current: z.core.$ZodType | undefined = unwrap(schema);
  for (const part of path) {
    if (current instanceof z.ZodMiniObject) current = unwrap(current.shape[String(part)]);
    else if (current instanceof z.ZodMiniArray) current = unwrap(current.def.element);
    else return [];
  }
  return current instanceof z.ZodMiniObject ? Object.keys(current.shape) : [];
}

function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  return schema instanceof z.ZodMiniOptional ? schema.def.innerType : schema;
}
