"use client";
import { useEffect, useRef } from "react";
import type { FilmFile } from "../runs/run-facts.ts";
import { Stage, stageColumns } from "./stage.tsx";
import { useNearViewport } from "./use-near-viewport.ts";

export type FilmsProps = {
  files: readonly FilmFile[];
  title: string;
  /** Shown until the film can be: its first frame, where one was given. */
  posterUrl: string | undefined;
  /** Play at once: it was just made here. */
  isNew: boolean;
};

/** Films, looping, with the browser's own controls. */
export function Films({ files, title, posterUrl, isNew }: FilmsProps) {
  return (
    <div className={stageColumns(files.length)}>
      {files.map((file, index) => (
        <Stage key={file.url} ratio={file.width / file.height}>
          <Film
            file={file}
            label={files.length > 1 ? `${title}, ${index + 1}` : title}
            posterUrl={posterUrl}
            playsAtOnce={isNew && index === 0}
          />
        </Stage>
      ))}
    </div>
  );
}

/** Has phones draw the first frame, which they otherwise do not before it plays. */
const FIRST_FRAME = "#t=0.001";

type FilmProps = {
  file: FilmFile;
  label: string;
  posterUrl: string | undefined;
  playsAtOnce: boolean;
};

/** Plays with sound where the browser lets it, silently where it does not. */
async function start(video: HTMLVideoElement): Promise<void> {
  try {
    await video.play();
  } catch {
    video.muted = true;
    await video.play().catch(() => undefined);
  }
}

function Film({ file, label, posterUrl, playsAtOnce }: FilmProps) {
  const [boxRef, isNear] = useNearViewport<HTMLDivElement>();
  const videoRef = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (playsAtOnce && isNear && !isCalm && videoRef.current) void start(videoRef.current);
  }, [playsAtOnce, isNear]);
  return (
    <div ref={boxRef} className="absolute inset-0">
      {/* Sound is ambient or the prompt's own words, which the card's title says. */}
      <video
        ref={videoRef}
        {...(isNear && { src: playsAtOnce ? file.url : `${file.url}${FIRST_FRAME}` })}
        {...(posterUrl && { poster: posterUrl })}
        aria-label={label}
        width={file.width}
        height={file.height}
        preload="metadata"
        controls
        loop
        playsInline
        className="size-full object-contain accent-accent-fill focus-visible:-outline-offset-4"
      />
    </div>
  );
}
