import type { Colour } from "./colour.ts";
import type { TimeOfDay } from "./scene.ts";

export type Palette = {
  /** From the zenith down to the horizon. */
  sky: readonly [Colour, Colour, Colour, Colour, Colour];
  /** The disc of sun or moon. */
  light: Colour;
  /** The air around it. */
  glow: Colour;
  /** What distance fades into. */
  haze: Colour;
  /** The nearest silhouettes. */
  near: Colour;
  /** Lit land. */
  ground: Colour;
  water: Colour;
  cloudLit: Colour;
  cloudShade: Colour;
  /** Small saturated things: windows, sails, signs. */
  accents: readonly [Colour, Colour, Colour, Colour];
};

type Choices = readonly [Palette, ...Palette[]];

export const PALETTES: Readonly<Record<TimeOfDay, Choices>> = {
  sunrise: [
    {
      sky: ["#5b7fae", "#97a9c9", "#dcb9c0", "#f7c7a4", "#ffe6b8"],
      light: "#fff6df",
      glow: "#ffb070",
      haze: "#efc0ac",
      near: "#2c3553",
      ground: "#7c8560",
      water: "#8fa4c0",
      cloudLit: "#ffdcc0",
      cloudShade: "#b39bb6",
      accents: ["#ffd27d", "#e8735a", "#f6efe2", "#4d6f8f"],
    },
    {
      sky: ["#4a86a3", "#8dbcc0", "#e2d8b4", "#fbc48d", "#ffdc9e"],
      light: "#fffbe6",
      glow: "#ffa75e",
      haze: "#f0c6a0",
      near: "#1f3b4d",
      ground: "#7d9160",
      water: "#7fb0b4",
      cloudLit: "#fff0d2",
      cloudShade: "#c49f93",
      accents: ["#ffd98a", "#e2674a", "#fbf4e4", "#2f6f86"],
    },
  ],
  day: [
    {
      sky: ["#2b7bbf", "#569fd4", "#8fc4e4", "#c3e1ee", "#eef4e6"],
      light: "#fffdf0",
      glow: "#fff1c2",
      haze: "#b5d3e4",
      near: "#1f4a49",
      ground: "#86ad5c",
      water: "#3f8fb8",
      cloudLit: "#ffffff",
      cloudShade: "#a9c3d8",
      accents: ["#f6c84c", "#e0533d", "#fdf8ec", "#2f6fc4"],
    },
    {
      sky: ["#3d83a6", "#6caec4", "#a6d0d2", "#dae6cf", "#f8efd2"],
      light: "#fffbea",
      glow: "#ffe9b0",
      haze: "#c3d9cf",
      near: "#264a45",
      ground: "#9db263",
      water: "#4d9aa8",
      cloudLit: "#fffaf0",
      cloudShade: "#b3c6c6",
      accents: ["#f4b942", "#d9583c", "#fbf5e6", "#2d7b8c"],
    },
  ],
  sunset: [
    {
      sky: ["#33285c", "#713f80", "#c65a70", "#f48c5e", "#ffcc78"],
      light: "#fff0c0",
      glow: "#ff9647",
      haze: "#d6746c",
      near: "#1f1838",
      ground: "#6a4a4f",
      water: "#7a4f86",
      cloudLit: "#ffc08a",
      cloudShade: "#6f4479",
      accents: ["#ffd27a", "#ff6f4e", "#fff0dc", "#4f8a9e"],
    },
    {
      sky: ["#24436b", "#5f6a9c", "#b96d92", "#f38269", "#ffbd63"],
      light: "#fff3cc",
      glow: "#ff8a52",
      haze: "#cf7f83",
      near: "#182440",
      ground: "#665660",
      water: "#5d6f9a",
      cloudLit: "#ffb59a",
      cloudShade: "#6a5c8c",
      accents: ["#ffcf70", "#f2634a", "#fff1de", "#3f7f98"],
    },
  ],
  dusk: [
    {
      sky: ["#161c42", "#2d3775", "#5c5398", "#a370a4", "#efa9a2"],
      light: "#fdebd9",
      glow: "#f3a7a0",
      haze: "#80709f",
      near: "#11152f",
      ground: "#3f4468",
      water: "#414a85",
      cloudLit: "#d79ab0",
      cloudShade: "#3d3f77",
      accents: ["#ffd483", "#f2736a", "#f4ecf0", "#5fb3c8"],
    },
    {
      sky: ["#0f2438", "#1f4560", "#43708a", "#8c93a0", "#f0b08c"],
      light: "#fff0d8",
      glow: "#f6a878",
      haze: "#6c8594",
      near: "#0c1a28",
      ground: "#35505a",
      water: "#2f5b74",
      cloudLit: "#d9a898",
      cloudShade: "#355a72",
      accents: ["#ffd27a", "#ef7a54", "#f2efe8", "#6cc0c4"],
    },
  ],
  night: [
    {
      sky: ["#060b22", "#0c1a3c", "#152b58", "#234473", "#3f658e"],
      light: "#fbf4dc",
      glow: "#a9c2ee",
      haze: "#31527c",
      near: "#060b1a",
      ground: "#1c3350",
      water: "#16345c",
      cloudLit: "#6d8bb5",
      cloudShade: "#1a2f55",
      accents: ["#ffcf78", "#ff9d5c", "#e9eef8", "#7fd0e8"],
    },
    {
      sky: ["#05131f", "#0a2434", "#113b4c", "#1d5866", "#3c7f84"],
      light: "#f7f3df",
      glow: "#a5dcd2",
      haze: "#2c626e",
      near: "#050f18",
      ground: "#1b4048",
      water: "#124556",
      cloudLit: "#6fa6a8",
      cloudShade: "#153c4a",
      accents: ["#ffd283", "#ff8f5e", "#ecf4ee", "#8be0d4"],
    },
  ],
};

export const NEON_PALETTES: Choices = [
  {
    sky: ["#08051c", "#170b3c", "#311062", "#661a86", "#d1308c"],
    light: "#ffe3f4",
    glow: "#ff4fae",
    haze: "#4c1f80",
    near: "#070418",
    ground: "#1c1040",
    water: "#1a0f48",
    cloudLit: "#a33a9c",
    cloudShade: "#22104a",
    accents: ["#ff3fa4", "#22e6ff", "#ffcf3f", "#8d5bff"],
  },
  {
    sky: ["#030a1c", "#07183a", "#0d2d5e", "#155a86", "#2fc4c4"],
    light: "#e4fffb",
    glow: "#2fe0d8",
    haze: "#174a78",
    near: "#030717",
    ground: "#0c2040",
    water: "#08234a",
    cloudLit: "#2f8fa6",
    cloudShade: "#0b2148",
    accents: ["#22e6ff", "#ff3f9e", "#ff9a3c", "#7b6bff"],
  },
];
