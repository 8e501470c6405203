import { layOutAbstract } from "./motifs/abstract.ts";
import { layOutBalloons, layOutBirds, layOutRocket } from "./motifs/aloft.ts";
import { layOutBoat } from "./motifs/boat.ts";
import { carRoof, layOutCar } from "./motifs/car.ts";
import { layOutCat, layOutDog } from "./motifs/cat.ts";
import { layOutClouds } from "./motifs/clouds.ts";
import { layOutDunes } from "./motifs/dunes.ts";
import { layOutFigure, layOutPassersby } from "./motifs/figure.ts";
import { layOutForest } from "./motifs/forest.ts";
import { layOutAurora, layOutPlanet } from "./motifs/heavens.ts";
import { layOutHills } from "./motifs/hills.ts";
import { layOutCastle, layOutTree } from "./motifs/landmarks.ts";
import { layOutLighthouse } from "./motifs/lighthouse.ts";
import { layOutMoon } from "./motifs/moon.ts";
import { layOutMountains } from "./motifs/mountains.ts";
import { layOutReferences } from "./motifs/photo.ts";
import { layOutPortrait } from "./motifs/portrait.ts";
import { layOutShore } from "./motifs/shore.ts";
import { layOutSky } from "./motifs/sky.ts";
import { layOutSkyline } from "./motifs/skyline.ts";
import { layOutGalaxy, layOutStars } from "./motifs/stars.ts";
import { layOutStreet } from "./motifs/street.ts";
import { layOutSun } from "./motifs/sun.ts";
import { layOutVillage } from "./motifs/village.ts";
import { layOutWater } from "./motifs/water.ts";
import { layOutWeather } from "./motifs/weather.ts";
import type { Reference } from "./reference.ts";
import { shows } from "./scene.ts";
import type { Layer, Stage } from "./stage.ts";

/** All layers of the scene, back to front. */
export function composeLayers(stage: Stage, references: readonly Reference[]): readonly Layer[] {
  const photos = layOutReferences(stage, references);
  const scenery =
    isPureAbstract(stage) && !photos.isGround
      ? layOutAbstract(stage)
      : [
          ...(photos.isGround ? [] : layOutScenery(stage)),
          ...layOutSubjects(stage, photos.isGround),
          ...layOutWeather(stage),
        ];
  return [...photos.layers, ...scenery].toSorted((a, b) => a.depth - b.depth);
}

function layOutScenery(stage: Stage): readonly Layer[] {
  return [
    ...layOutSky(stage),
    ...layOutHeavens(stage),
    ...layOutClouds(stage),
    ...layOutLand(stage),
  ];
}

/** "Abstract mountains" still wants mountains. */
function isPureAbstract({ scene }: Stage): boolean {
  return shows(scene, "abstract") && scene.motifs.length === 1;
}

function layOutHeavens(stage: Stage): readonly Layer[] {
  const { scene } = stage;
  const isNight = scene.timeOfDay === "night" || scene.timeOfDay === "dusk";
  const isCovered = ["rain", "storm", "snow", "fog"].includes(scene.weather);
  const hasMoon =
    shows(scene, "moon") || (isNight && !isCovered && !shows(scene, "sun", "galaxy", "planet"));
  const hasSun =
    !hasMoon && !isNight && (shows(scene, "sun") || !isCovered) && !shows(scene, "portrait");
  const isStarry = shows(scene, "stars", "galaxy", "planet", "aurora") || (isNight && !isCovered);
  return [
    ...(isStarry ? layOutStars(stage) : []),
    ...(shows(scene, "galaxy") ? layOutGalaxy(stage) : []),
    ...(shows(scene, "aurora") ? layOutAurora(stage) : []),
    ...(shows(scene, "planet") ? layOutPlanet(stage) : []),
    ...(hasMoon && !scene.isNeon && !shows(scene, "portrait") ? layOutMoon(stage) : []),
    ...(hasSun || (scene.isNeon && !isCovered && !shows(scene, "city", "portrait"))
      ? layOutSun(stage)
      : []),
  ];
}

/** Where there are subjects but no place, they still need ground. */
function layOutLand(stage: Stage): readonly Layer[] {
  const { scene } = stage;
  const isStreet =
    shows(scene, "city") && (scene.isNeon || scene.weather === "rain" || shows(scene, "car"));
  const hasPlace = shows(
    scene,
    "mountains",
    "sea",
    "lake",
    "desert",
    "hills",
    "field",
    "flowers",
    "village",
    "forest",
    "city",
    "portrait",
  );
  const isWater = shows(scene, "sea", "lake");
  // A lake has a far shore; only the sea ends in a line.
  const isBareLake =
    shows(scene, "lake") && !shows(scene, "sea", "forest", "city", "hills", "desert");
  const isOnFoot = shows(scene, "cat", "dog", "person", "woman", "astronaut", "robot", "car");
  const isAlien = !hasPlace && shows(scene, "planet", "astronaut", "galaxy");
  return [
    ...(shows(scene, "mountains", "village") || isBareLake ? layOutMountains(stage) : []),
    ...(shows(scene, "sea", "lake") ? layOutWater(stage) : []),
    ...(isWater && isOnFoot ? layOutShore(stage) : []),
    ...(shows(scene, "desert") || isAlien ? layOutDunes(stage) : []),
    ...(shows(scene, "hills", "field", "flowers", "village", "tree") || !(hasPlace || isAlien)
      ? layOutHills(stage)
      : []),
    ...(shows(scene, "village") ? layOutVillage(stage) : []),
    ...(shows(scene, "forest") ? layOutForest(stage) : []),
    ...(shows(scene, "city") && isStreet
      ? [...layOutStreet(stage), ...layOutPassersby(stage)]
      : []),
    ...(shows(scene, "city") && !isStreet ? layOutSkyline(stage) : []),
    ...(shows(scene, "castle") ? layOutCastle(stage) : []),
    ...(shows(scene, "lighthouse") ? layOutLighthouse(stage) : []),
    ...(shows(scene, "tree") ? layOutTree(stage) : []),
  ];
}

function layOutSubjects(stage: Stage, isOverPhoto: boolean): readonly Layer[] {
  const { scene } = stage;
  if (shows(scene, "portrait")) return layOutPortrait(stage);
  const isCalm =
    !isOverPhoto &&
    ["clear", "cloudy"].includes(scene.weather) &&
    !scene.isNeon &&
    scene.timeOfDay !== "night" &&
    !shows(scene, "planet", "galaxy");
  const isPerched = shows(scene, "car") && /\bon\b/i.test(scene.prompt);
  return [
    ...(shows(scene, "bird") ? layOutBirds(stage, false) : isCalm ? layOutBirds(stage, true) : []),
    ...(shows(scene, "balloon") ? layOutBalloons(stage) : []),
    ...(shows(scene, "rocket") ? layOutRocket(stage) : []),
    ...(shows(scene, "boat") ? layOutBoat(stage) : []),
    ...(shows(scene, "car") ? layOutCar(stage) : []),
    ...(shows(scene, "person", "woman", "astronaut", "robot") ? layOutFigure(stage) : []),
    ...(shows(scene, "dog") ? layOutDog(stage) : []),
    ...(shows(scene, "cat") ? layOutCat(stage, isPerched ? carRoof(stage) : null) : []),
  ];
}
