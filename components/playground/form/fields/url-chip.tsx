"use client";
import { File, FileImage, FileMusic, FileVideo, X } from "lucide-react";
import { useState, useSyncExternalStore } from "react";
import type { Accepts } from "#lib/contract/models/model.ts";
import { Button } from "../../../ui/button.tsx";
import { cn } from "../../../ui/cn.ts";

const ICONS = { image: FileImage, video: FileVideo, audio: FileMusic, file: File } as const;

export type UrlChipProps = {
  url: string;
  accepts: Accepts;
  isWrong?: boolean;
  onRemove: () => void;
};

/** What a URL leads to, in small: the picture, or a sign of what it is. */
export function UrlChip({ url, accepts, isWrong = false, onRemove }: UrlChipProps) {
  return (
    <div
      className={cn(
        "flex min-w-0 items-center gap-2.5 rounded-md border bg-raised p-1.5",
        isWrong ? "border-gateway" : "border-line",
      )}
    >
      <Thumbnail key={url} url={url} accepts={accepts} />
      <span className="min-w-0 flex-1 truncate font-mono text-faint text-xs" title={url}>
        {shortUrl(url)}
      </span>
      <Button
        variant="quiet"
        size="sm"
        icon={<X aria-hidden />}
        aria-label={`Remove ${shortUrl(url)}`}
        onClick={onRemove}
      />
    </div>
  );
}

const never = () => () => undefined;

/** Pictures of other hosts are not loaded: whoever runs them would learn who looks. */
function useIsOwn(url: string): boolean {
  const isOwn = () => url.startsWith("data:") || URL.parse(url)?.origin === location.origin;
  return useSyncExternalStore(never, isOwn, () => false);
}

function Thumbnail({ url, accepts }: Pick<UrlChipProps, "url" | "accepts">) {
  const [isBroken, setIsBroken] = useState(false);
  const isOwn = useIsOwn(url);
  const Icon = ICONS[accepts];
  return (
    <span className="grid size-10 shrink-0 place-items-center overflow-hidden rounded-sm bg-well text-faint">
      {accepts === "image" && isOwn && !isBroken ? (
        <img
          src={url}
          alt=""
          className="size-full object-cover"
          onError={() => setIsBroken(true)}
        />
      ) : (
        <Icon aria-hidden className="size-4" />
      )}
    </span>
  );
}

/** The telling part of a URL: its last piece of path, without the query. */
function shortUrl(url: string): string {
  if (url.startsWith("data:")) return url.slice(0, 24);
  const parsed = URL.parse(url);
  if (!parsed) return url;
  const last = parsed.pathname.split("/").filter(Boolean).at(-1);
  return last ? `${parsed.hostname}/…/${last}` : parsed.hostname;
}
