import h264 from "h264-mp4-encoder";

export type H264Encoder = {
  /** Adds one frame of planar YUV 4:2:0. */
  add(planes: Uint8Array): void;
  /** The finished MP4's bytes. */
  finish(): Uint8Array;
  /** Frees the encoder's memory; safe to call more than once. */
  close(): void;
};

export type H264Format = { widthPx: number; heightPx: number; fps: number };

let filesMade = 0;

/**
 * An H.264 encoder in an MP4. Measured for 720p on one core: 26 ms a frame at speed 10, 48 ms at
 * 8 for files a tenth smaller. A key frame each second makes seeking immediate.
 */
export async function createH264Encoder({
  widthPx,
  heightPx,
  fps,
}: H264Format): Promise<H264Encoder> {
  const encoder = await h264.createH264MP4Encoder();
  // All encoders of a thread share one in-memory file system.
  filesMade += 1;
  const name = `film-${filesMade}.mp4`;
  encoder.outputFilename = name;
  encoder.width = widthPx;
  encoder.height = heightPx;
  encoder.frameRate = fps;
  encoder.speed = 10;
  encoder.quantizationParameter = 24;
  encoder.groupOfPictures = fps;
  encoder.initialize();
  let isOpen = true;
  return {
    add: (planes) => encoder.addFrameYuv(planes),
    finish: () => {
      encoder.finalize();
      return encoder.FS.readFile(name);
    },
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      encoder.delete();
      if (encoder.FS.readdir("/").includes(name)) encoder.FS.unlink(name);
    },
  };
}
