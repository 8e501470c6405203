"use client";
import { AudioLines, Volume2 } from "lucide-react";
import type { ReactNode, Ref } from "react";
import type { GenerationData } from "#lib/contract/generation.ts";
import { cn } from "../ui/cn.ts";
import { useNear } from "./use-near.ts";
import { useSteadyUrl } from "./use-steady-url.ts";
import { Waveform } from "./waveform.tsx";
import { clock } from "./words.ts";

type Shape = { width: number; height: number };

/** Wide media fills the frame; of tall media the frame would cut the heads off. */
function fill({ width, height }: Shape): string {
  const fit = height > width ? "object-contain" : "object-cover";
  return cn(
    "absolute inset-0 size-full transition-[scale] duration-slow ease-out group-hover:scale-[1.025]",
    fit,
  );
}

export type PreviewMediaProps = {
  id: string;
  data: GenerationData;
  alt: string;
  /** The film, for whoever wants to play it. */
  videoRef: Ref<HTMLVideoElement>;
};

/** What was made, small: the picture, the film's first frame, the voice as its wave. */
export function PreviewMedia({ id, data, alt, videoRef }: PreviewMediaProps) {
  switch (data.type) {
    case "image":
      return (
        <>
          <Still file={data.image} alt={alt} />
          {data.images.length > 1 && <Chip>{data.images.length} images</Chip>}
        </>
      );
    case "video":
      return (
        <>
          <Film file={data.video} label={alt} videoRef={videoRef} />
          <Chip>
            {data.videos.length > 1 && <span>{data.videos.length} ×</span>}
            {clock(data.video.duration)}
            {data.video.has_audio && <Volume2 aria-label="with sound" className="size-3" />}
          </Chip>
        </>
      );
    case "audio":
      return (
        <>
          <Waveform seed={id} className="h-2/5 w-3/5 text-accent-mark" />
          <Chip>
            <AudioLines aria-hidden className="size-3" />
            {clock(data.audio.duration)}
          </Chip>
        </>
      );
  }
}

type File = Shape & { url: string };

function Still({ file, alt }: { file: File; alt: string }) {
  const { url, renew } = useSteadyUrl(file.url);
  return (
    <img
      src={url}
      onError={renew}
      alt={alt}
      loading="lazy"
      decoding="async"
      className={fill(file)}
    />
  );
}

type FilmProps = { file: File; label: string; videoRef: Ref<HTMLVideoElement> };

/** A point where there is a frame to show. */
const STILL_AT = "#t=0.1";

function Film({ file, label, videoRef }: FilmProps) {
  const { url, renew } = useSteadyUrl(file.url);
  const { ref, isNear } = useNear<HTMLSpanElement>();
  return (
    <span ref={ref} className="absolute inset-0">
      <video
        ref={videoRef}
        {...(isNear && { src: url + STILL_AT })}
        onError={renew}
        aria-label={label}
        muted
        loop
        playsInline
        preload="metadata"
        tabIndex={-1}
        className={fill(file)}
      />
    </span>
  );
}

function Chip({ children }: { children: ReactNode }) {
  return (
    <span className="media-chip absolute right-2.5 bottom-2.5 flex items-center gap-1 font-mono tabular-nums">
      {children}
    </span>
  );
}
