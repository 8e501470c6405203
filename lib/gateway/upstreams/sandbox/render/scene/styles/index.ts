import type { Style } from "../scene.ts";
import type { StyleCraft } from "./craft.ts";
import { line } from "./line.ts";
import { neon } from "./neon.ts";
import { oil } from "./oil.ts";
import { pixel } from "./pixel.ts";
import { print } from "./print.ts";
import { watercolor } from "./watercolor.ts";

export const CRAFTS: Readonly<Record<Style, StyleCraft>> = {
  print,
  watercolor,
  neon,
  pixel,
  line,
  oil,
};
