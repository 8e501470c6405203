import type { Random } from "../scene/random.ts";
import type { Scene } from "../scene/scene.ts";
import type { Stereo } from "./stereo.ts";

type BedRequest = {
  frames: number;
  durationS: number;
  scene: Scene;
  random: Random;
};

/** A continuous background sound, as loud as it likes: the mix levels all beds. */
export type Bed = (request: BedRequest) => Stereo;
