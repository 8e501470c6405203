"use client";
import {
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from "react";
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
  const [view, setView] = useState<View>(FIT);
  const change = (next: (before: View, frame: DOMRect) => View) => {
    const frame = frameRef.current?.getBoundingClientRect();
    if (frame) setView((before) => clampView(next(before, frame), frame.width, frame.height));
  };
  const zoomAbout = (factor: number, { x, y }: Point) =>
    change((before, frame) =>
      zoomAt(before, factor, x - frame.left - frame.width / 2, y - frame.top - frame.height / 2),
    );
  const panBy = (x: number, y: number) =>
    change((before) => ({ ...before, xPx: before.xPx + x, yPx: before.yPx + y }));
  const zoomBy = (factor: number) => change((before) => zoomAt(before, factor, 0, 0));
  const reset = () => setView(FIT);
  const isZoomed = view.scale > 1;
  useWheelZoom(frameRef, zoomAbout);
  const { isDragging, handlers } = usePointers(panBy, zoomAbout);
  const onDoubleClick = ({ clientX, clientY }: MouseEvent) =>
    isZoomed ? reset() : zoomAbout(STEP * STEP, { x: clientX, y: clientY });
  return {
    ...{ frameRef, scale: view.scale, isZoomed, isDragging, reset },
    zoomIn: () => zoomBy(STEP),
    zoomOut: () => zoomBy(1 / STEP),
    handlers: { ...handlers, onDoubleClick },
    style: { transform: `translate(${view.xPx}px, ${view.yPx}px) scale(${view.scale})` },
  };
}

type ZoomAbout = (factor: number, at: Point) => void;

/** React listens to the wheel passively, which cannot keep the page from zooming itself. */
function useWheelZoom(frameRef: RefObject<HTMLElement | null>, zoomAbout: ZoomAbout): void {
  useEffect(() => {
    const frame = frameRef.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      zoomAbout(Math.exp(-event.deltaY * WHEEL_STEP), { x: event.clientX, y: event.clientY });
    };
    frame?.addEventListener("wheel", onWheel, { passive: false });
    return () => frame?.removeEventListener("wheel", onWheel);
  });
}

/** One pointer drags, two pinch. */
function usePointers(panBy: (x: number, y: number) => void, zoomAbout: ZoomAbout) {
  const pointers = useRef(new Map<number, Point>());
  const [isDragging, setIsDragging] = useState(false);
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
    panBy(to.x - from.x, to.y - from.y);
    if (after.length === 2) zoomAbout(distance(after) / Math.max(1, distance(before)), to);
  };
  const onPointerUp = (event: PointerEvent) => {
    pointers.current.delete(event.pointerId);
    setIsDragging(pointers.current.size > 0);
  };
  const handlers = { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp };
  return { isDragging, handlers };
}
