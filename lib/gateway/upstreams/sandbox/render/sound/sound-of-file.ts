import { registerAacEncoder } from "@mediabunny/aac-encoder";
import {
  AudioSampleSink,
  AudioSampleSource,
  canEncodeAudio,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  type Input,
  type InputAudioTrack,
} from "mediabunny";
import { openMediaFile, PACKETS_MAX } from "../../media-file.ts";
import { AUDIO_BITRATE, type FilmSound } from "./film-sound.ts";

/** What browsers play inside an MP4 as it is. */
const COPIED_CODECS: ReadonlySet<string> = new Set(["aac", "mp3", "opus", "flac"]);
const BYTES_MAX = 64 * 1024 * 1024;

/** A piece of sound on its way from one file into another. */
type Piece = { endS: number; byteLength: number; add(): Promise<void>; drop?(): void };

type Copy = { source: FilmSound["source"]; pieces: AsyncGenerator<Piece, void> };

/** Packets that go over as they are. */
async function copyPackets(track: InputAudioTrack): Promise<Copy | null> {
  const codec = await track.getCodec();
  const decoderConfig = await track.getDecoderConfig();
  const sink = new EncodedPacketSink(track);
  const first = await sink.getFirstPacket();
  if (codec === null || decoderConfig === null || first === null) return null;
  const source = new EncodedAudioPacketSource(codec);
  const startS = first.timestamp;
  const meta = { decoderConfig };
  async function* pieces(): AsyncGenerator<Piece, void> {
    for await (const packet of sink.packets()) {
      const timestamp = packet.timestamp - startS;
      const add = () => source.add(packet.clone({ timestamp }), meta);
      yield { endS: timestamp + packet.duration, byteLength: packet.byteLength, add };
    }
  }
  return { source, pieces: pieces() };
}

/** Samples without compression, which become AAC. */
async function encodeSamples(track: InputAudioTrack): Promise<Copy | null> {
  const format = {
    numberOfChannels: await track.getNumberOfChannels(),
    sampleRate: await track.getSampleRate(),
  };
  registerAacEncoder();
  if (!(await canEncodeAudio("aac", { ...format, bitrate: AUDIO_BITRATE }))) return null;
  const source = new AudioSampleSource({ codec: "aac", bitrate: AUDIO_BITRATE });
  async function* pieces(): AsyncGenerator<Piece, void> {
    for await (const sample of new AudioSampleSink(track).samples()) {
      const byteLength = sample.numberOfFrames * sample.numberOfChannels * 4;
      const endS = sample.timestamp + sample.duration;
      yield { endS, byteLength, add: () => source.add(sample), drop: () => sample.close() };
    }
  }
  return { source, pieces: pieces() };
}

async function copyOf(input: Input): Promise<Copy | null> {
  const track = await input.getPrimaryAudioTrack();
  const codec = await track?.getCodec();
  if (!track || !codec) return null;
  if (COPIED_CODECS.has(codec)) return copyPackets(track);
  return codec.startsWith("pcm-") ? encodeSamples(track) : null;
}

/**
 * Hands on the pieces that end by a time, and no more than is sane. A file that breaks off has been
 * heard.
 */
function writer({ source, pieces }: Copy): FilmSound {
  let next: Promise<IteratorResult<Piece, void>> | null = null;
  let leftPieces = PACKETS_MAX;
  let leftBytes = BYTES_MAX;
  const take = () => (next ??= pieces.next().catch(() => ({ done: true, value: undefined })));
  return {
    source,
    async writeUntil(untilS) {
      for (;;) {
        const { done, value: piece } = await take();
        if (done || piece.endS > untilS) return;
        leftPieces -= 1;
        leftBytes -= piece.byteLength;
        if (leftPieces < 0 || leftBytes < 0) return;
        await piece.add();
        piece.drop?.();
        next = null;
      }
    },
  };
}

/**
 * The sound of a film or sound file that a probe found to have some, from its beginning. Null where
 * it has none, or one that can neither be copied into an MP4 nor encoded.
 */
export async function soundOfFile(path: string): Promise<(FilmSound & Disposable) | null> {
  const input = await openMediaFile(path);
  const copy = await copyOf(input).catch(() => null);
  if (copy) return { ...writer(copy), [Symbol.dispose]: () => input.dispose() };
  input.dispose();
  return null;
}
