"use client";
import { Maximize2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { cn } from "../../ui/cn.ts";
import type { PictureFile } from "../runs/run-facts.ts";
import { Stage, stageColumns } from "./stage.tsx";

const Lightbox = lazy(async () => ({ default: (await import("./lightbox.tsx")).Lightbox }));

/** Pictures, each opening large. */
export function Pictures({ files, title }: { files: readonly PictureFile[]; title: string }) {
  const [shown, setShown] = useState<number | null>(null);
  return (
    <>
      <div className={stageColumns(files.length)}>
        {files.map((file, index) => (
          <Stage key={file.url} ratio={file.width / file.height}>
            <button
              type="button"
              onClick={() => setShown(index)}
              aria-label={
                files.length > 1 ? `Enlarge picture ${index + 1} of ${files.length}` : "Enlarge"
              }
              className="group absolute inset-0 cursor-zoom-in focus-visible:-outline-offset-4"
            >
              <Picture file={file} alt={files.length > 1 ? `${title}, ${index + 1}` : title} />
              <span className="absolute right-3 bottom-3 grid size-8 place-items-center rounded-md bg-[#0000008c] text-[#fff] opacity-0 backdrop-blur-sm transition-opacity duration-fast group-hover:opacity-100 group-focus-visible:opacity-100">
                <Maximize2 aria-hidden className="size-4" />
              </span>
            </button>
          </Stage>
        ))}
      </div>
      {shown !== null && (
        <Suspense>
          <Lightbox
            files={files}
            title={title}
            index={shown}
            onIndexChange={setShown}
            onClose={() => setShown(null)}
          />
        </Suspense>
      )}
    </>
  );
}

function Picture({ file, alt }: { file: PictureFile; alt: string }) {
  const [isLoaded, setIsLoaded] = useState(false);
  return (
    <img
      src={file.url}
      alt={alt}
      width={file.width}
      height={file.height}
      loading="lazy"
      decoding="async"
      ref={(image) => {
        if (image?.complete) setIsLoaded(true);
      }}
      onLoad={() => setIsLoaded(true)}
      className={cn(
        "size-full object-contain transition-opacity duration-slow",
        !isLoaded && "opacity-0",
      )}
    />
  );
}
