"use client";
import { Ban, CircleAlert, CloudAlert, PencilLine } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { codeFacts, type Fault } from "#lib/contract/codes.ts";
import type { Generation } from "#lib/contract/generation.ts";
import { Progress } from "../ui/progress.tsx";
import { PreviewMedia } from "./preview-media.tsx";
import { promptOf } from "./words.ts";

const FAULTS = {
  caller: { icon: PencilLine, className: "bg-caller-soft text-caller" },
  provider: { icon: CloudAlert, className: "bg-provider-soft text-provider" },
  gateway: { icon: CircleAlert, className: "bg-gateway-soft text-gateway" },
} as const satisfies Record<Fault, unknown>;

export type PreviewProps = { generation: Generation; videoRef: Ref<HTMLVideoElement> };

/** The upper part of a card: the media, or what there is instead. */
export function Preview({ generation, videoRef }: PreviewProps) {
  const { id, status, data } = generation;
  if (status === "FAILED") return <Failed generation={generation} />;
  if (status === "CANCELED") return <Canceled />;
  if (status === "COMPLETED" && data) {
    return <PreviewMedia id={id} data={data} alt={promptOf(generation)} videoRef={videoRef} />;
  }
  return <Running generation={generation} />;
}

function queueWords(position: number | null): string {
  if (position === null) return "In the queue";
  if (position === 0) return "Next in the queue";
  return `${position} ahead in the queue`;
}

function Running({ generation }: { generation: Generation }) {
  const { status, progress, queue_position } = generation;
  const isQueued = status === "IN_QUEUE";
  const percent = Math.round(progress * 100);
  return (
    <div className="running grid size-full place-items-center">
      {isQueued ? (
        <p className="text-muted text-sm">{queueWords(queue_position)}</p>
      ) : (
        <p className="font-medium font-mono text-2xl tabular-nums tracking-tight">
          {percent}
          <span className="text-faint text-lg"> %</span>
        </p>
      )}
      <div className="absolute inset-x-0 bottom-0">
        <Progress
          value={isQueued ? 0 : progress}
          aria-label={isQueued ? "Waiting in the queue" : "Progress"}
          className="rounded-none"
        />
      </div>
    </div>
  );
}

function Failed({ generation }: { generation: Generation }) {
  const facts = generation.code ? codeFacts(generation.code) : null;
  const { icon: Icon, className } = FAULTS[generation.fault ?? facts?.fault ?? "gateway"];
  return (
    <Instead icon={<Icon />} iconClass={className} title={facts?.title ?? "It failed"}>
      {generation.code && (
        <span className="block truncate font-mono text-faint text-xs">{generation.code}</span>
      )}
    </Instead>
  );
}

function Canceled() {
  return (
    <Instead
      icon={<Ban />}
      iconClass="bg-neutral-soft text-muted"
      title="Canceled before it was done"
    />
  );
}

type InsteadProps = { icon: ReactNode; iconClass: string; title: string; children?: ReactNode };

function Instead({ icon, iconClass, title, children }: InsteadProps) {
  return (
    <div className="grid w-full justify-items-center gap-2.5 px-5 text-center">
      <span
        aria-hidden
        className={`grid size-9 place-items-center rounded-md [&_svg]:size-4.5 ${iconClass}`}
      >
        {icon}
      </span>
      <div className="grid w-full gap-0.5">
        <p className="text-balance font-medium text-sm">{title}</p>
        {children}
      </div>
    </div>
  );
}
