"use client";
import { Dialog } from "@base-ui/react/dialog";
import { ChevronLeft, ChevronRight, Download, Minus, Plus, X } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { downloadUrl, type PictureFile } from "../runs/run-facts.ts";
import { usePanZoom } from "./use-pan-zoom.ts";

export type LightboxProps = {
  files: readonly PictureFile[];
  title: string;
  index: number;
  onIndexChange: (index: number) => void;
  onClose: () => void;
};

/** Pictures over the whole window; each starts as it fits. */
export function Lightbox(props: LightboxProps) {
  const file = props.files[props.index];
  return file ? <OpenPicture key={file.url} {...props} file={file} /> : null;
}

/** Zoom by wheel, pinch, + and -, double click; pan by drag; arrows for the next. */
function OpenPicture(props: LightboxProps & { file: PictureFile }) {
  const { files, file, title, index, onIndexChange, onClose } = props;
  const view = usePanZoom();
  const step = (by: number) => onIndexChange((index + by + files.length) % files.length);
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keyAction(event.key, view, files.length > 1 ? step : null);
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[#070809f2] transition-opacity duration-base data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          onKeyDown={onKeyDown}
          className="fixed inset-0 z-50 overflow-hidden text-[#fff] outline-none"
        >
          <Dialog.Title className="sr-only">{title}</Dialog.Title>
          <div
            {...view.handlers}
            ref={view.frameRef}
            className="absolute inset-0 touch-none data-zoomed:cursor-grab data-dragging:cursor-grabbing"
            {...(view.isZoomed && { "data-zoomed": "" })}
            {...(view.isDragging && { "data-dragging": "" })}
          >
            <img
              src={file.url}
              alt={title}
              draggable={false}
              className="size-full select-none object-contain p-4 sm:p-14"
              style={view.style}
            />
          </div>
          <Corner file={file} onClose={onClose} />
          <Zoom view={view} />
          {files.length > 1 && <Leafing index={index} count={files.length} onStep={step} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type PanZoom = ReturnType<typeof usePanZoom>;
type Step = (by: number) => void;

/** What a key does; undefined when nothing. */
function keyAction(key: string, view: PanZoom, step: Step | null): (() => void) | undefined {
  switch (key) {
    case "+":
    case "=":
      return view.zoomIn;
    case "-":
      return view.zoomOut;
    case "0":
      return view.reset;
    case "ArrowRight":
      return step ? () => step(1) : undefined;
    case "ArrowLeft":
      return step ? () => step(-1) : undefined;
    default:
      return undefined;
  }
}

function Corner({ file, onClose }: { file: PictureFile; onClose: () => void }) {
  return (
    <div className="absolute top-3 right-3 flex gap-1.5">
      <a
        href={downloadUrl(file.url)}
        download={file.file_name}
        aria-label="Download"
        className={ROUND}
      >
        <Download aria-hidden />
      </a>
      <RoundButton label="Close" icon={<X aria-hidden />} onClick={onClose} />
    </div>
  );
}

function Zoom({ view }: { view: PanZoom }) {
  return (
    <div className="-translate-x-1/2 absolute bottom-4 left-1/2 flex items-center gap-1 rounded-full bg-[#000000b3] p-1 backdrop-blur-sm">
      <RoundButton label="Zoom out" icon={<Minus aria-hidden />} onClick={view.zoomOut} />
      <button
        type="button"
        onClick={view.reset}
        className="h-8 min-w-16 rounded-full px-2 font-mono text-sm tabular-nums hover:bg-[#ffffff26] focus-visible:outline-[#fff]"
      >
        {Math.round(view.scale * 100)} %<span className="sr-only">, reset the zoom</span>
      </button>
      <RoundButton label="Zoom in" icon={<Plus aria-hidden />} onClick={view.zoomIn} />
    </div>
  );
}

function Leafing({ index, count, onStep }: { index: number; count: number; onStep: Step }) {
  const place = "-translate-y-1/2 absolute top-1/2";
  return (
    <>
      <RoundButton
        label="Previous picture"
        icon={<ChevronLeft aria-hidden />}
        onClick={() => onStep(-1)}
        className={`${place} left-3`}
      />
      <RoundButton
        label="Next picture"
        icon={<ChevronRight aria-hidden />}
        onClick={() => onStep(1)}
        className={`${place} right-3`}
      />
      <p role="status" className="absolute top-4 left-5 font-mono text-sm tabular-nums">
        {index + 1} / {count}
      </p>
    </>
  );
}

const ROUND =
  "grid size-8 place-items-center rounded-full bg-[#0000008c] text-[#fff] transition-colors duration-fast hover:bg-[#ffffff33] focus-visible:outline-[#fff] [&_svg]:size-4";

type RoundButtonProps = {
  label: string;
  icon: ReactNode;
  onClick: () => void;
  className?: string;
};

function RoundButton({ label, icon, onClick, className = "" }: RoundButtonProps) {
  return (
    <button type="button" aria-label={label} onClick={onClick} className={`${ROUND} ${className}`}>
      {icon}
    </button>
  );
}
