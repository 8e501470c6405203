"use client";
import { Pause, Play } from "lucide-react";
import { type RefObject, useRef, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Mono } from "../../ui/mono.tsx";
import { formatClock } from "../format.ts";
import type { SpeechFile } from "../runs/run-facts.ts";
import { SPEECH_HEIGHT } from "./stage.tsx";
import { useNearViewport } from "./use-near-viewport.ts";
import { usePeaks } from "./use-peaks.ts";
import { usePlayback } from "./use-playback.ts";
import { Waveform } from "./waveform.tsx";

const SPEEDS = [1, 1.25, 1.5, 2, 0.75] as const;

/** A voice: its waveform to click and step through, and its speed. */
export function Speech({ file, title }: { file: SpeechFile; title: string }) {
  const [boxRef, isNear] = useNearViewport<HTMLDivElement>();
  const audioRef = useRef<HTMLAudioElement>(null);
  const playback = usePlayback(audioRef, file.duration);
  const peaks = usePeaks(isNear ? file.url : null);
  return (
    <div
      ref={boxRef}
      className={`flex items-center gap-4 bg-well px-4.5 max-sm:gap-3 max-sm:px-3.5 ${SPEECH_HEIGHT}`}
    >
      {/* The words that are spoken are the title of the card. */}
      <audio
        ref={audioRef}
        {...(isNear && { src: file.url })}
        preload="metadata"
        aria-label={title}
      />
      <PlayButton isPlaying={playback.isPlaying} onToggle={playback.toggle} />
      <Waveform
        peaks={peaks}
        durationS={file.duration}
        positionS={playback.positionS}
        onSeek={playback.seek}
        onToggle={playback.toggle}
      />
      <div className="grid shrink-0 justify-items-end gap-1">
        <Mono className="text-muted text-xs">
          {formatClock(playback.positionS * 1000)} / {formatClock(Math.round(file.duration) * 1000)}
        </Mono>
        <SpeedButton audioRef={audioRef} />
      </div>
    </div>
  );
}

function PlayButton({ isPlaying, onToggle }: { isPlaying: boolean; onToggle: () => void }) {
  const Icon = isPlaying ? Pause : Play;
  return (
    <Button
      variant="primary"
      size="lg"
      icon={<Icon aria-hidden fill="currentColor" strokeWidth={0} />}
      aria-label={isPlaying ? "Pause" : "Play"}
      onClick={onToggle}
      className="rounded-full!"
    />
  );
}

/** Goes round the speeds, one a click. */
function SpeedButton({ audioRef }: { audioRef: RefObject<HTMLAudioElement | null> }) {
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>(1);
  const change = () => {
    const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
    setSpeed(next);
    if (audioRef.current) audioRef.current.playbackRate = next;
  };
  return (
    <Button
      variant="quiet"
      size="sm"
      onClick={change}
      aria-label={`Speed ${speed} times`}
      className="-mr-2 h-7! font-mono text-xs!"
    >
      {speed}×
    </Button>
  );
}
