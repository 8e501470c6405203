"use client";
import { type MouseEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { clampView, FIT, type View, zoomAt } from "./pan-zoom.ts";

const STEP = 1.5;
const WHEEL_STEP = 0.0022;

type Point = { x: number; y: number };

function distance(points: readonly Point[]): number {
  const [a, b] = points;
  return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
}

function middle(points: readonly Point[]): Point {
  const sum = points.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

/** Pan and zoom of one picture by pointer, pinch, wheel and keys. */
export function usePanZoom() {
  const frameRef = useRef<HTMLDivElement>(null);
  const pointers = useRef(new Map<number, Point>());
  const [view, setView] = useState<View>(FIT);
  const [isDragging, setIsDragging] = useState(false);

  const change = (next: (before: View, frame: DOMRect) => View) => {
    const frame = frameRef.current?.getBoundingClientRect();
    if (frame) setView((before) => clampView(next(before, frame), frame.width, frame.height));
  };
  const zoomAbout = (factor: number, { x, y }: Point) =>
    change((before, frame) =>
      zoomAt(before, factor, x - frame.left - frame.width / 2, y - frame.top - frame.height / 2),
    );

  // React listens to the wheel passively, which cannot keep the page from zooming itself.
  useEffect(() => {
    const frame = frameRef.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      zoomAbout(Math.exp(-event.deltaY * WHEEL_STEP), { x: event.clientX, y: event.clientY });
    };
    frame?.addEventListener("wheel", onWheel, { passive: false });
    return () => frame?.removeEventListener("wheel", onWheel);
  });

  const onPointerDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    setIsDragging(true);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!pointers.current.has(event.pointerId)) return;
    const before = [...pointers.current.values()];
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const after = [...pointers.current.values()];
    const [from, to] = [middle(before), middle(after)];
    change((known) => ({
      ...known,
      xPx: known.xPx + to.x - from.x,
      yPx: known.yPx + to.y - from.y,
    }));
    if (after.length === 2) zoomAbout(distance(after) / Math.max(1, distance(before)), to);
  };
  const onPointerUp = (event: PointerEvent) => {
    pointers.current.delete(event.pointerId);
    setIsDragging(pointers.current.size > 0);
  };
  const onDoubleClick = (event: MouseEvent) =>
    view.scale > 1 ? setView(FIT) : zoomAbout(STEP * STEP, { x: event.clientX, y: event.clientY });

  const zoomBy = (factor: number) => change((before) => zoomAt(before, factor, 0, 0));
  return {
    frameRef,
    scale: view.scale,
    isZoomed: view.scale > 1,
    isDragging,
    zoomIn: () => zoomBy(STEP),
    zoomOut: () => zoomBy(1 / STEP),
    reset: () => setView(FIT),
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: onPointerUp,
      onDoubleClick,
    },
    style: { transform: `translate(${view.xPx}px, ${view.yPx}px) scale(${view.scale})` },
  };
}
