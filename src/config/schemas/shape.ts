import * as z from 'zod/mini';

/** The words of the schemas. Every field may be left out: what kubeadm demands, other rules see to. */
export const text = z.optional(z.string());
export const flag = z.optional(z.boolean());
export const whole = z.optional(z.int());
export const anything = z.optional(z.unknown());
export const fraction = z.optional(z.number());

/** As Go's time.ParseDuration takes it; metav1.Duration wants it as text. */
export const duration = z.optional(
  z.string().check(z.regex(/^$|^[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/)),
);

export function struct(shape: Record<string, z.ZodMiniType>): z.ZodMiniType {
  return z.optional(z.strictObject(shape));
}

export function list(item: z.ZodMiniType): z.ZodMiniType {
  return z.optional(z.array(item));
}

export function mapOf(value: z.ZodMiniType): z.ZodMiniType {
  return z.optional(z.record(z.string(), value));
}

/** A whole document: its fields and the two that every document has. */
export function documentOf(shape: Record<string, z.ZodMiniType>): z.ZodMiniType {
  return z.strictObject({ apiVersion: text, kind: text, ...shape });
}
