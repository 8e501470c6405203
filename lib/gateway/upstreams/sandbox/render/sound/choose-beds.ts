import { type Motif, type Scene, shows } from "../scene/scene.ts";
import type { Bed } from "./bed.ts";
import { birds } from "./beds/birds.ts";
import { city } from "./beds/city.ts";
import { crickets } from "./beds/crickets.ts";
import { engine, rumble } from "./beds/engine.ts";
import { pad } from "./beds/pad.ts";
import { purr } from "./beds/purr.ts";
import { rain } from "./beds/rain.ts";
import { thunder } from "./beds/thunder.ts";
import { lapping, waves } from "./beds/waves.ts";
import { wind } from "./beds/wind.ts";

/** A bed and its loudness against the others, in decibels. */
export type ChosenBed = { name: string; bed: Bed; levelDb: number };

const GREEN: readonly Motif[] = ["forest", "tree", "field", "flowers", "hills", "village", "bird"];
const WINDY: readonly Motif[] = ["mountains", "desert", "castle", "balloon", "hills", "field"];
const SEASIDE: readonly Motif[] = ["sea", "lighthouse"];
const UNREAL: readonly Motif[] = ["galaxy", "planet", "aurora", "astronaut", "robot", "abstract"];

/** The sounds of a scene: its weather, its places, its things. Never none. */
export function chooseBeds(scene: Scene): ChosenBed[] {
  const isNight = scene.timeOfDay === "night" || scene.timeOfDay === "dusk";
  const isCalm = scene.weather === "clear" || scene.weather === "cloudy" || scene.weather === "fog";
  const isWet = scene.weather === "rain" || scene.weather === "storm";
  const hasLife = isCalm && shows(scene, ...GREEN);
  const isWindy = shows(scene, ...WINDY) || scene.weather === "snow" || scene.weather === "storm";
  // A breeze under birds and crickets, which alone would be shrill.
  const hasAir = isWindy || hasLife;
  const isOnShore = shows(scene, ...SEASIDE);

  const candidates: (ChosenBed & { isHeard: boolean })[] = [
    { name: "rain", bed: rain, levelDb: 0, isHeard: isWet },
    { name: "thunder", bed: thunder, levelDb: 0, isHeard: scene.weather === "storm" },
    { name: "engine", bed: engine, levelDb: 0, isHeard: shows(scene, "car") },
    { name: "rumble", bed: rumble, levelDb: 0, isHeard: shows(scene, "rocket") },
    { name: "waves", bed: waves, levelDb: 0, isHeard: isOnShore },
    {
      name: "lapping",
      bed: lapping,
      levelDb: -3,
      isHeard: !isOnShore && shows(scene, "lake", "boat"),
    },
    { name: "city", bed: city, levelDb: 0, isHeard: shows(scene, "city") },
    { name: "birds", bed: birds, levelDb: -4, isHeard: hasLife && !isNight },
    { name: "crickets", bed: crickets, levelDb: -8, isHeard: hasLife && isNight },
    { name: "purr", bed: purr, levelDb: 0, isHeard: shows(scene, "cat") },
    { name: "wind", bed: wind, levelDb: isOnShore || hasLife ? -8 : -4, isHeard: hasAir },
    { name: "pad", bed: pad, levelDb: -2, isHeard: scene.isNeon || shows(scene, ...UNREAL) },
  ];
  const heard = candidates.filter(({ isHeard }) => isHeard);
  // Music under everything else; alone where the scene has no sound of its own.
  return heard.length > 0 ? heard : candidates.filter(({ name }) => name === "pad");
}
