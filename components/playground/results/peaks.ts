/**
 * How loud a sound is along its length: `count` values of 0 to 1, the loudest being 1.
 * Each is the mean of peak and root mean square of its stretch, which reads better than either alone.
 */
export function peaksOf(channels: readonly Float32Array[], count: number): number[] {
  const length = channels[0]?.length ?? 0;
  const levels = Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * length) / count);
    const to = Math.max(from + 1, Math.floor(((index + 1) * length) / count));
    return levelOf(channels, from, Math.min(to, length));
  });
  const loudest = Math.max(...levels, 0);
  return loudest === 0 ? levels : levels.map((level) => level / loudest);
}

function levelOf(channels: readonly Float32Array[], from: number, to: number): number {
  let peak = 0;
  let squares = 0;
  let samples = 0;
  for (const channel of channels) {
    for (let index = from; index < to; index++) {
      const sample = Math.abs(channel[index] ?? 0);
      if (sample > peak) peak = sample;
      squares += sample * sample;
      samples += 1;
    }
  }
  return samples === 0 ? 0 : (peak + Math.sqrt(squares / samples)) / 2;
}

/** Rounded bars, centred on the middle line, as one SVG path. */
export function barsPath(peaks: readonly number[], widthPx: number, heightPx: number): string {
  const step = widthPx / peaks.length;
  const middle = heightPx / 2;
  return peaks
    .map((peak, index) => {
      const half = Math.max(1, (peak * (heightPx - 4)) / 2);
      const x = (index + 0.5) * step;
      return `M${x.toFixed(2)} ${(middle - half).toFixed(2)}V${(middle + half).toFixed(2)}`;
    })
    .join("");
}
