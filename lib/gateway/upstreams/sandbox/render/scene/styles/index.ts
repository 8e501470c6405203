import type { Style } from "../scene.ts";
import type { StyleCraft } from "./craft.ts";
import { print } from "./print.ts";
import { watercolor } from "./watercolor.ts";

export const CRAFTS: Readonly<Record<Style, StyleCraft>> = {
  print,
  watercolor,
  neon: print,
  pixel: print,
  line: print,
  oil: print,
};
