"use client";
import { useEffect, useRef, useState } from "react";
import type { KeyLimit } from "#lib/contract/credits.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { TimeIn } from "../local-time.tsx";
import { fromNow } from "../time-words.ts";
import type { ChangeKeyLimit } from "./key-change.ts";
import { LimitForm } from "./limit-form.tsx";

const credits = (count: number) => count.toLocaleString("en-US");
const NEARLY = 0.8;

type KeyLimitRowProps = { limited: KeyLimit; nowMs: number; changeKeyLimit: ChangeKeyLimit };

/** Whether the cap is being changed; focus comes back to the button that began it. */
function useEditing() {
  const [isEdited, setIsEdited] = useState(false);
  const buttonRef = useRef<HTMLButtonElement>(null);
  const wasEdited = useRef(false);
  useEffect(() => {
    if (wasEdited.current && !isEdited) buttonRef.current?.focus();
    wasEdited.current = isEdited;
  }, [isEdited]);
  return { isEdited, buttonRef, open: () => setIsEdited(true), close: () => setIsEdited(false) };
}

/** One key: what it used of what it may, and its cap to change in place. */
export function KeyLimitRow({ limited, nowMs, changeKeyLimit }: KeyLimitRowProps) {
  const { isEdited, open, close, buttonRef } = useEditing();
  return (
    <li
      className={cn(
        "grid gap-x-6 gap-y-3 px-4.5 py-3.5 text-sm sm:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_8.5rem]",
        !isEdited && "sm:items-center",
      )}
    >
      <div className="flex min-w-0 items-center gap-2.5">
        <div className="min-w-0 flex-1">
          <p className={cn("truncate font-medium", limited.is_revoked && "text-muted")}>
            {limited.name}
          </p>
          <p className="font-mono text-code text-faint">…{limited.last_four}</p>
        </div>
        {limited.is_revoked && <Badge>Revoked</Badge>}
      </div>
      {isEdited ? (
        <div className="sm:col-span-2">
          <LimitForm limited={limited} changeKeyLimit={changeKeyLimit} onClose={close} />
        </div>
      ) : (
        <>
          <KeyUsage limited={limited} nowMs={nowMs} />
          {!limited.is_revoked && (
            <Button
              ref={buttonRef}
              size="sm"
              onClick={open}
              aria-label={`${limited.monthly_limit === null ? "Set a limit" : "Change limit"}: ${limited.name}, ending in ${limited.last_four}`}
              className="max-sm:justify-self-start sm:justify-self-end"
            >
              {limited.monthly_limit === null ? "Set a limit" : "Change limit"}
            </Button>
          )}
        </>
      )}
    </li>
  );
}

function KeyUsage({ limited, nowMs }: { limited: KeyLimit; nowMs: number }) {
  const { used, monthly_limit: limit, resets_at: resetsAt } = limited;
  const share = limit === null ? 0 : limit === 0 ? 1 : Math.min(1, used / limit);
  return (
    <div className="grid min-w-0 gap-1.5">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-mono text-code tabular-nums">
          {credits(used)}
          {limit !== null && <span className="text-faint"> / {credits(limit)}</span>}
        </span>
        <span className="text-faint text-xs">
          {limit === null ? "used this month, no limit" : share === 1 ? "limit reached" : "used"}
          {limit !== null && (
            <>
              {", resets "}
              <TimeIn iso={resetsAt}>{fromNow(resetsAt, nowMs)}</TimeIn>
            </>
          )}
        </span>
      </p>
      {limit !== null && (
        <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-line">
          <span
            className={cn(
              "block h-full rounded-full",
              share === 1 ? "bg-gateway" : share >= NEARLY ? "bg-accent-mark" : "bg-ok",
            )}
            style={{ width: `${(share * 100).toFixed(1)}%` }}
          />
        </span>
      )}
    </div>
  );
}
