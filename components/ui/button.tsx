import {
  type ButtonHTMLAttributes,
  cloneElement,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
} from "react";
import { cn } from "./cn.ts";
import { Spinner } from "./spinner.tsx";

const VARIANTS = {
  primary:
    "border-transparent bg-accent-fill text-accent-ink font-semibold shadow-primary hover:bg-accent-hover active:bg-accent-press",
  secondary:
    "border-line-strong bg-raised text-fg font-medium shadow-control hover:bg-hover hover:border-control active:bg-press",
  quiet:
    "border-transparent text-muted font-medium hover:bg-hover hover:text-fg active:bg-press data-popup-open:bg-hover data-popup-open:text-fg",
  danger:
    "border-gateway/45 bg-gateway-soft text-gateway font-medium hover:border-gateway active:bg-gateway/20",
} as const;

const SIZES = {
  sm: "h-8 gap-1.5 px-2.5 text-sm",
  md: "h-9 gap-2 px-3.5 text-base",
  lg: "h-11 gap-2.5 px-5 text-md",
} as const;

const SQUARE = { sm: "w-8", md: "w-9", lg: "w-11" } as const;

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  variant?: keyof typeof VARIANTS | undefined;
  size?: keyof typeof SIZES | undefined;
  icon?: ReactNode;
  /** Shows a ring, keeps the focus and takes no clicks. */
  isBusy?: boolean | undefined;
  /** The element to be instead of a button, for links: `render={<Link href=… />}`. */
  render?: ReactElement<Record<string, unknown>>;
  ref?: React.Ref<HTMLButtonElement>;
};

/** A button, or a link that looks like one. Without children it is square: give it an aria-label. */
export function Button(props: ButtonProps) {
  const { variant = "secondary", size = "md", icon, isBusy, render, ...rest } = props;
  const { className, children, onClick, type = "button", ...attributes } = rest;
  const isSquare = children === undefined || children === null;
  const content = (
    <>
      {isBusy ? <Spinner /> : icon}
      {children}
    </>
  );
  const shared = {
    ...attributes,
    className: cn(
      "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md border transition-[background-color,border-color,color,box-shadow,translate] duration-fast active:translate-y-px disabled:pointer-events-none disabled:opacity-50 aria-disabled:cursor-not-allowed [&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0",
      VARIANTS[variant],
      SIZES[size],
      isSquare && cn(SQUARE[size], "px-0!"),
      className,
    ),
  };
  if (render) return cloneElement(render, { ...shared, onClick, ...render.props }, content);
  const ignore = (event: MouseEvent) => event.preventDefault();
  const press = isBusy ? ignore : onClick;
  return (
    <button
      {...shared}
      type={type}
      {...(press && { onClick: press })}
      {...(isBusy && { "aria-busy": true, "aria-disabled": true })}
    >
      {content}
    </button>
  );
}
