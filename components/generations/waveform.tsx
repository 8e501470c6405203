const BAR_COUNT = 36;

/** Numbers between 0 and 1 that are always the same for the same text. */
function* numbersOf(seed: string): Generator<number, never> {
  let state = 2166136261;
  for (const character of seed) state = Math.imul(state ^ character.charCodeAt(0), 16777619);
  for (;;) {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9;
    yield ((state ^ (state >>> 13)) >>> 0) / 4294967296;
  }
}

/** A wave as a sign for speech, another for each id: an ornament, it does not show the sound. */
export function Waveform({ seed, className }: { seed: string; className?: string }) {
  const numbers = numbersOf(seed);
  const bars = Array.from({ length: BAR_COUNT }, (_, index) => {
    const phrase = 0.35 + 0.65 * Math.abs(Math.sin((index / BAR_COUNT) * Math.PI * 2.5 + 0.4));
    // Whole numbers: engines differ in the last digits of a sine.
    const half = 1 + Math.round(17 * phrase * (0.35 + 0.65 * numbers.next().value));
    return `M${index * 5 + 2} ${20 - half}v${2 * half}`;
  });
  return (
    <svg viewBox="0 0 180 40" fill="none" aria-hidden="true" className={className}>
      <path d={bars.join("")} stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
    </svg>
  );
}
