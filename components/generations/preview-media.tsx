"use client";
import { AudioLines, Volume2 } from "lucide-react";
import type { ReactNode, Ref } from "react";
import type { GenerationData } from "#lib/contract/generation.ts";
import { useNear } from "./use-near.ts";
import { useSteadyUrl } from "./use-steady-url.ts";
import { Waveform } from "./waveform.tsx";
import { clock } from "./words.ts";

const FILL =
  "size-full object-cover transition-[scale] duration-slow ease-out group-hover:scale-[1.025]";

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
          <Still url={data.image.url} alt={alt} />
          {data.images.length > 1 && <Chip>{data.images.length} images</Chip>}
        </>
      );
    case "video":
      return (
        <>
          <Film url={data.video.url} label={alt} videoRef={videoRef} />
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

function Still({ url: latest, alt }: { url: string; alt: string }) {
  const { url, renew } = useSteadyUrl(latest);
  return (
    <img src={url} onError={renew} alt={alt} loading="lazy" decoding="async" className={FILL} />
  );
}

type FilmProps = { url: string; label: string; videoRef: Ref<HTMLVideoElement> };

/** A point where there is a frame to show. */
const STILL_AT = "#t=0.1";

function Film({ url: latest, label, videoRef }: FilmProps) {
  const { url, renew } = useSteadyUrl(latest);
  const { ref, isNear } = useNear<HTMLSpanElement>();
  return (
    <span ref={ref} className="size-full">
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
        className={FILL}
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
