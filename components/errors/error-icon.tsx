import {
  Ban,
  CircleX,
  CloudOff,
  Coins,
  FileX,
  Gauge,
  GitCompare,
  KeyRound,
  Lock,
  type LucideIcon,
  MapPinOff,
  SearchX,
  ServerCrash,
  ServerOff,
  ShieldAlert,
  TextCursorInput,
  TimerOff,
  Weight,
} from "lucide-react";
import type { GeneralCode, SubCode } from "#lib/contract/codes.ts";

/** One sign for each kind of failure, so that none is told by colour alone. */
const ICONS: Readonly<Record<SubCode | GeneralCode, LucideIcon>> = {
  FAILED: CircleX,
  TIMEOUT: TimerOff,
  RATE_LIMITED: Gauge,
  PROVIDER_UNAVAILABLE: CloudOff,
  UNSUPPORTED_MODEL: SearchX,
  INVALID_INPUT: TextCursorInput,
  INSUFFICIENT_CREDITS: Coins,
  CONTENT_REJECTED: ShieldAlert,
  UNAUTHORIZED: KeyRound,
  FORBIDDEN: Lock,
  NOT_FOUND: MapPinOff,
  METHOD_NOT_ALLOWED: Ban,
  IDEMPOTENCY_CONFLICT: GitCompare,
  PAYLOAD_TOO_LARGE: Weight,
  UNSUPPORTED_MEDIA_TYPE: FileX,
  VALIDATION_ERROR: TextCursorInput,
  INTERNAL_ERROR: ServerCrash,
  SERVICE_UNAVAILABLE: ServerOff,
};

/** The sign of a sub-code or general code. */
export function ErrorIcon({ subCode, className }: { subCode: string; className?: string }) {
  const Icon = (ICONS as Readonly<Record<string, LucideIcon>>)[subCode] ?? CircleX;
  return <Icon aria-hidden className={className} />;
}
