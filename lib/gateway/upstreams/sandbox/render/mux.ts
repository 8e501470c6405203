import { registerAacEncoder } from "@mediabunny/aac-encoder";
import {
  AudioSample,
  AudioSampleSource,
  BufferSource,
  BufferTarget,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  type InputVideoTrack,
  MP4,
  Mp4OutputFormat,
  Output,
} from "mediabunny";

const AUDIO_BITRATE = 160_000;
/** AAC comes in frames of so many samples, the first of them the encoder's run-up. */
const AAC_FRAME = 1024;
/** A little under half a second. */
const SOUND_PIECE_FRAMES = 20 * AAC_FRAME;

export type MuxRequest = {
  /** An MP4 with one H.264 track. */
  video: Uint8Array;
  /** One array of samples for each channel; null makes a silent film. */
  channels: readonly Float32Array[] | null;
  sampleRate: number;
  durationS: number;
};

/**
 * Puts picture and sound into one MP4 that plays and seeks while it loads (its index comes
 * first). The picture's packets are copied, not encoded again; the sound becomes AAC.
 */
export async function muxFilm(request: MuxRequest): Promise<Uint8Array> {
  registerAacEncoder();
  using input = new Input({ source: new BufferSource(request.video), formats: [MP4] });
  const track = await input.getPrimaryVideoTrack();
  const codec = await track?.getCodec();
  if (track === null || codec == null) throw new Error("The film has no picture.");

  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: "in-memory" }), target });
  const picture = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(picture);
  const sound =
    request.channels === null
      ? null
      : new AudioSampleSource({ codec: "aac", bitrate: AUDIO_BITRATE });
  if (sound !== null) output.addAudioTrack(sound);

  try {
    await output.start();
    await copyPicture(track, picture, sound && soundWriter(request, sound));
    sound?.close();
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
  if (target.buffer === null) throw new Error("The film was not written.");
  return new Uint8Array(target.buffer);
}

/** Copies the picture's packets, each behind the sound that plays until then: players read both at once. */
async function copyPicture(
  track: InputVideoTrack,
  picture: EncodedVideoPacketSource,
  writeSoundUntil: ((untilS: number) => Promise<void>) | null,
): Promise<void> {
  const decoderConfig = await track.getDecoderConfig();
  if (decoderConfig === null) throw new Error("The film's picture cannot be decoded.");
  // The encoder's own MP4 calls every frame a key frame, and players that believe it cannot seek.
  const packets = new EncodedPacketSink(track).packets(undefined, undefined, {
    verifyKeyPackets: true,
  });
  for await (const packet of packets) {
    await writeSoundUntil?.(packet.timestamp + packet.duration);
    await picture.add(packet, { decoderConfig });
  }
  picture.close();
}

/** Adds the sound piece by piece, each as late as the time asked for. */
function soundWriter({ channels, sampleRate, durationS }: MuxRequest, sound: AudioSampleSource) {
  // With the run-up it ends no later than the picture, which alone says how long the film is.
  const total = Math.max(1, Math.floor((durationS * sampleRate) / AAC_FRAME) - 1) * AAC_FRAME;
  let written = 0;
  return async (untilS: number): Promise<void> => {
    while (channels !== null && written < total && written / sampleRate < untilS) {
      const frames = Math.min(SOUND_PIECE_FRAMES, total - written);
      const planes = new Float32Array(frames * channels.length);
      for (const [index, channel] of channels.entries()) {
        planes.set(channel.subarray(written, written + frames), index * frames);
      }
      using sample = new AudioSample({
        data: planes,
        format: "f32-planar",
        numberOfChannels: channels.length,
        sampleRate,
        timestamp: written / sampleRate,
      });
      written += frames;
      await sound.add(sample);
    }
  };
}
