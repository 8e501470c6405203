"use client";
import { type RefObject, useEffect, useState } from "react";

/** Plays, stops and seeks an audio element, and follows where it is, by the frame while it plays. */
export function usePlayback(audioRef: RefObject<HTMLAudioElement | null>, durationS: number) {
  const [isPlaying, setIsPlaying] = useState(false);
  const [positionS, setPositionS] = useState(0);
  useEffect(() => {
    const audio = audioRef.current;
    if (!audio) return;
    let frame = 0;
    const follow = () => {
      setPositionS(audio.currentTime);
      if (!audio.paused) frame = requestAnimationFrame(follow);
    };
    const onChange = () => {
      setIsPlaying(!audio.paused && !audio.ended);
      cancelAnimationFrame(frame);
      follow();
    };
    const events = ["play", "pause", "ended", "seeked"] as const;
    for (const name of events) audio.addEventListener(name, onChange);
    return () => {
      cancelAnimationFrame(frame);
      for (const name of events) audio.removeEventListener(name, onChange);
    };
  }, [audioRef]);
  return {
    isPlaying,
    positionS,
    toggle: () => {
      const audio = audioRef.current;
      if (!audio) return;
      // A refused play (no sound device, no user gesture) leaves the button as it is.
      if (audio.paused) audio.play().catch(() => setIsPlaying(false));
      else audio.pause();
    },
    seek: (toS: number) => {
      const audio = audioRef.current;
      if (!audio) return;
      const target = Math.min(durationS, Math.max(0, toS));
      audio.currentTime = target;
      setPositionS(target);
    },
  };
}
