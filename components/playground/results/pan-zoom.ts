/** Where a picture is: its scale, and how far its middle is from the middle of the frame. */
export type View = { scale: number; xPx: number; yPx: number };

export const FIT: View = { scale: 1, xPx: 0, yPx: 0 };
export const SCALE_MAX = 8;

/** Keeps the picture over the frame: no further than its own edge. */
export function clampView(view: View, widthPx: number, heightPx: number): View {
  const scale = Math.min(SCALE_MAX, Math.max(1, view.scale));
  const roomX = ((scale - 1) * widthPx) / 2;
  const roomY = ((scale - 1) * heightPx) / 2;
  return {
    scale,
    xPx: Math.min(roomX, Math.max(-roomX, view.xPx)),
    yPx: Math.min(roomY, Math.max(-roomY, view.yPx)),
  };
}

/** Scales about a point (from the middle of the frame), which stays where it is. */
export function zoomAt(view: View, factor: number, atX: number, atY: number): View {
  const scale = Math.min(SCALE_MAX, Math.max(1, view.scale * factor));
  const real = scale / view.scale;
  return {
    scale,
    xPx: atX - (atX - view.xPx) * real,
    yPx: atY - (atY - view.yPx) * real,
  };
}
