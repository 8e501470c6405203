/*
 * Pieces of schemas for what vendors send: whatever has not the shape that we know reads as empty,
 * so that no answer, however odd, makes reading it fail.
 */
import { z } from "zod";

const ITEMS_MAX = 20;

export const text = z.string().catch("");

/** Codes come as text from some vendors and as numbers from others. */
export const code = z.union([z.string(), z.number()]).transform(String).catch("");

export const flag = z.boolean().nullable().catch(null);

export const count = z.number().catch(0);

/** An object; anything else reads as one whose fields are all missing. */
export function part<S extends z.ZodRawShape>(shape: S) {
  const schema = z.object(shape);
  return schema.catch(() => schema.parse({}));
}

/** The first 20 items; anything but a list reads as none. */
export function list<T extends z.ZodType>(item: T) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((items) => items.slice(0, ITEMS_MAX).map((value) => item.parse(value)));
}

/** Without the empty ones. */
export function filled(...values: string[]): string[] {
  return values.filter((value) => value !== "");
}
