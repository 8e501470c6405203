import { layOutClouds } from "./motifs/clouds.ts";
import { layOutDunes } from "./motifs/dunes.ts";
import { layOutForest } from "./motifs/forest.ts";
import { layOutHills } from "./motifs/hills.ts";
import { layOutLighthouse } from "./motifs/lighthouse.ts";
import { layOutMoon } from "./motifs/moon.ts";
import { layOutMountains } from "./motifs/mountains.ts";
import { layOutSky } from "./motifs/sky.ts";
import { layOutSkyline } from "./motifs/skyline.ts";
import { layOutGalaxy, layOutStars } from "./motifs/stars.ts";
import { layOutStreet } from "./motifs/street.ts";
import { layOutSun } from "./motifs/sun.ts";
import { layOutVillage } from "./motifs/village.ts";
import { layOutWater } from "./motifs/water.ts";
import { layOutWeather } from "./motifs/weather.ts";
import { shows } from "./scene.ts";
import type { Layer, Stage } from "./stage.ts";

/** All layers of the scene, back to front. */
export function composeLayers(stage: Stage): readonly Layer[] {
  const layers = [
    ...layOutSky(stage),
    ...layOutHeavens(stage),
    ...layOutClouds(stage),
    ...layOutLand(stage),
    ...layOutWeather(stage),
  ];
  return layers.toSorted((a, b) => a.depth - b.depth);
}

function layOutHeavens(stage: Stage): readonly Layer[] {
  const { scene } = stage;
  const isNight = scene.timeOfDay === "night" || scene.timeOfDay === "dusk";
  const isCovered = ["rain", "storm", "snow", "fog"].includes(scene.weather);
  const hasMoon = shows(scene, "moon") || (isNight && !isCovered && !shows(scene, "sun", "galaxy"));
  return [
    ...(shows(scene, "stars", "galaxy") || (isNight && !isCovered) ? layOutStars(stage) : []),
    ...(shows(scene, "galaxy") ? layOutGalaxy(stage) : []),
    ...(hasMoon && !scene.isNeon ? layOutMoon(stage) : []),
    ...(hasMoon || isNight || (isCovered && !shows(scene, "sun")) ? [] : layOutSun(stage)),
  ];
}

function layOutLand(stage: Stage): readonly Layer[] {
  const { scene } = stage;
  const isStreet = shows(scene, "city") && (scene.isNeon || scene.weather === "rain");
  return [
    ...(shows(scene, "mountains") ? layOutMountains(stage) : []),
    ...(shows(scene, "sea", "lake") ? layOutWater(stage) : []),
    ...(shows(scene, "desert") ? layOutDunes(stage) : []),
    ...(shows(scene, "hills", "field", "flowers", "village") ? layOutHills(stage) : []),
    ...(shows(scene, "village") ? layOutVillage(stage) : []),
    ...(shows(scene, "forest") ? layOutForest(stage) : []),
    ...(shows(scene, "city") && isStreet ? layOutStreet(stage) : []),
    ...(shows(scene, "city") && !isStreet ? layOutSkyline(stage) : []),
    ...(shows(scene, "lighthouse") ? layOutLighthouse(stage) : []),
  ];
}
