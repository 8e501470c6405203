import type { Camera, Motif, Style, TimeOfDay, Weather } from "./scene.ts";

/**
 * The words a scene is read from. Two words that only mean something together are joined by a
 * hyphen ("milky-way"). Plural endings are taken off by the reader. Scripts without spaces
 * are looked up as parts of the text.
 */
export const MOTIF_WORDS: Readonly<Record<Motif, string>> = {
  sun: "sun sunshine sunlight sunray sunbeam sonne sol soleil 太陽 太阳 солнце",
  moon: "moon moonlight moonlit moonrise crescent mond luna lune 月 луна",
  stars: "star starry starlight starlit constellation stern estrella étoile 星 звезда звёзды",
  galaxy: "galaxy galactic milky-way cosmos cosmic universe nebula space outer-space 宇宙 銀河",
  planet: "planet saturn jupiter mars alien-world exoplanet 惑星",
  aurora: "aurora northern-light polar-light borealis",
  mountains:
    "mountain mountainous peak alp alpine summit ridge himalaya everest fuji volcano cliff canyon " +
    "berg berge montaña montagne 山 гора горы",
  hills: "hill rolling-hill highland valley countryside tuscany meadowland downs 丘",
  sea: "sea ocean beach coast coastline shore seaside wave surf bay harbor harbour island tropical underwater whale fish dolphin meer mar mer océan 海 море",
  lake: "lake river pond lagoon water reflection waterfall stream fjord canal see lago lac fluss 湖 川 озеро река",
  forest: "forest wood woodland jungle pine spruce grove rainforest taiga wald bosque forêt 森 лес",
  tree: "tree oak willow sakura cherry-blossom blossom maple bonsai palm baum árbol arbre 木 桜 дерево",
  field: "field meadow grass grassland prairie pasture savanna savannah farm wheat steppe garden",
  flowers:
    "flower floral rose tulip lavender poppy sunflower daisy wildflower bouquet bloom lotus blume flor fleur 花 цветы",
  desert: "desert dune sahara sand sandy oasis pyramid wüste desierto désert 砂漠 沙漠 пустыня",
  city:
    "city cityscape skyline skyscraper downtown metropolis urban tokyo york london shanghai hong-kong " +
    "street alley avenue building tower rooftop stadt ciudad ville 街 都市 城市 город",
  village:
    "village town hamlet cottage house cabin hut chalet home farmhouse dorf pueblo 村 деревня",
  castle:
    "castle palace fortress citadel temple cathedral kingdom burg schloss castillo château 城 замок",
  lighthouse: "lighthouse beacon leuchtturm faro phare 灯台 маяк",
  boat: "boat ship sailboat sailing yacht sail vessel canoe ferry schiff barco bateau 船 лодка корабль",
  car: "car automobile truck vehicle taxi convertible sedan supercar sports-car roadster auto coche voiture 車 汽车 машина",
  balloon: "balloon hot-air-balloon airship zeppelin blimp 気球",
  rocket:
    "rocket spaceship spacecraft shuttle starship launch missile rakete cohete fusée ロケット ракета",
  bird: "bird seagull gull eagle crow raven swan crane owl hawk dove flock sparrow parrot vogel pájaro oiseau 鳥 птица",
  cat: "cat kitten kitty feline tabby lion tiger leopard panther katze gato chat 猫 кошка кот",
  dog: "dog puppy hound corgi wolf fox retriever hund perro chien 犬 собака",
  person:
    "person man boy guy figure traveler traveller wanderer hiker samurai knight wizard monk people child " +
    "someone stranger hero warrior king detective mann hombre homme 人 男 человек",
  woman:
    "woman girl lady queen princess geisha witch dancer bride mother frau mujer femme 女 женщина",
  astronaut: "astronaut cosmonaut spaceman spacesuit 宇宙飛行士 космонавт",
  robot: "robot android cyborg mech droid automaton roboter ロボット робот",
  portrait: "portrait face headshot bust selfie close-up profile retrato 肖像 портрет",
  abstract:
    "abstract geometric geometry shape pattern minimal bauhaus fluid gradient swirl fractal texture " +
    "wallpaper background composition kandinsky mondrian 抽象 абстракция",
};

export const TIME_WORDS: Readonly<Record<TimeOfDay, string>> = {
  sunrise: "sunrise dawn morning daybreak early amanecer aube sonnenaufgang 朝 рассвет утро",
  day: "noon midday day daytime daylight afternoon sunny bright summer mittag mediodía midi 昼 день",
  sunset:
    "sunset evening golden-hour golden atardecer sonnenuntergang autumn fall 夕 夕焼け закат вечер",
  dusk: "dusk twilight blue-hour nightfall gloaming crepuscule dämmerung 黄昏 сумерки",
  night: "night midnight nocturnal nighttime dark nacht noche nuit 夜 ночь",
};

export const WEATHER_WORDS: Readonly<Record<Weather, string>> = {
  clear: "clear cloudless",
  cloudy: "cloud cloudy overcast cloudscape wolke nube nuage 雲 облака",
  fog: "fog foggy mist misty haze hazy smog smoke nebel niebla brouillard 霧 туман",
  rain: "rain rainy raining rainfall drizzle downpour wet puddle regen lluvia pluie 雨 дождь",
  storm:
    "storm stormy thunder thunderstorm lightning tempest hurricane typhoon sturm tormenta orage 嵐 шторм гроза",
  snow: "snow snowy snowing snowfall snowflake blizzard winter wintry frozen ice icy arctic schnee nieve neige 雪 снег зима",
};

export const STYLE_WORDS: Readonly<Record<Style, string>> = {
  print:
    "photo photograph photography photorealistic realistic cinematic print poster illustration",
  watercolor:
    "watercolor watercolour aquarelle gouache water-color ink-wash sumi-e aquarell acuarela 水彩 水彩画 акварель",
  neon: "neon cyberpunk synthwave vaporwave retrowave outrun ネオン неон",
  pixel: "pixel pixelart pixelated pixel-art 8-bit 8bit 16-bit 16bit voxel retro-game ドット絵",
  line:
    "line lineart line-art line-drawing ink sketch drawing pencil engraving etching woodcut linocut " +
    "doodle charcoal hatching manga 線画 zeichnung dibujo dessin",
  oil: "oil impasto painterly impressionist impressionism acrylic gogh monet brushstroke ölgemälde óleo 油絵",
};

export const CAMERA_WORDS: Readonly<Record<Camera["move"], string>> = {
  push: "forward forwards zoom-in push pushes approach approaches dolly advance closer flythrough",
  pull: "backward backwards zoom-out pull pulls retreat away reveal",
  rise: "rise rises rising upward upwards ascend ascends crane-up lift tilt-up drone aerial",
  sink: "descend descends descending downward downwards sink sinks tilt-down lower",
  left: "left leftward leftwards",
  right: "right rightward rightwards pan pans panning track tracking sideways",
  still: "still static motionless fixed tripod",
};

export const PACE_WORDS: Readonly<Record<"slow" | "fast", string>> = {
  slow: "slow slowly gentle gently calm calmly softly",
  fast: "fast quick quickly rapid rapidly speeding rush racing dynamic",
};

/** Colours as a printer would mix them, not as the screen's primaries. */
export const COLOUR_WORDS: Readonly<Record<string, string>> = {
  "#c8322e": "red rouge rojo rot 赤 crimson scarlet ruby",
  "#e8743b": "orange tangerine amber",
  "#f2736a": "coral salmon",
  "#f0b429": "yellow gold mustard jaune amarillo gelb 黄",
  "#4f9d5b": "green emerald vert verde grün 緑",
  "#8fae8b": "sage mint",
  "#1e9e9a": "teal turquoise cyan aqua",
  "#2f6fc4": "blue cobalt azure bleu azul blau 青",
  "#27366e": "navy indigo",
  "#7b4fb5": "purple violet violeta lila 紫",
  "#b79be0": "lavender-colored lilac",
  "#e884b0": "pink rosa magenta fuchsia ピンク",
  "#8a5a3b": "brown bronze copper sepia",
  "#f4f1ea": "white weiß blanco blanc 白 ivory cream",
  "#26262b": "black noir negro schwarz 黒",
  "#8b9099": "grey gray silver",
};
