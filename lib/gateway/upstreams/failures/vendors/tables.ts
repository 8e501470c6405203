import type { Vendor } from "../raw-failure.ts";
import type { VendorTable } from "../signals.ts";
import { alibaba } from "./alibaba.ts";
import { blackForestLabs } from "./black-forest-labs.ts";
import { bytedance } from "./bytedance.ts";
import { elevenlabs } from "./elevenlabs.ts";
import { fal } from "./fal.ts";
import { generic } from "./generic.ts";
import { google } from "./google.ts";
import { kling } from "./kling.ts";
import { luma } from "./luma.ts";
import { minimax } from "./minimax.ts";
import { openai } from "./openai.ts";
import { replicate } from "./replicate.ts";
import { skillsVideo } from "./skills-video.ts";
import { xai } from "./xai.ts";

export const TABLES: Readonly<Record<Vendor, VendorTable>> = {
  fal,
  replicate,
  openai,
  google,
  elevenlabs,
  kling,
  minimax,
  "black-forest-labs": blackForestLabs,
  luma,
  xai,
  bytedance,
  alibaba,
  "skills-video": skillsVideo,
  generic,
};
