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
    const height = 3 + 37 * phrase * (0.35 + 0.65 * numbers.next().value);
    // Whole numbers: engines differ in the last digits of a sine.
    return { x: index * 5 + 1, height: 2 * Math.round(height / 2) };
  });
  return (
    <svg viewBox="0 0 180 40" aria-hidden="true" className={className}>
      {bars.map(({ x, height }) => (
        <rect
          key={x}
          x={x}
          y={20 - height / 2}
          width="2.6"
          height={height}
          rx="1.3"
          fill="currentColor"
        />
      ))}
    </svg>
  );
}
